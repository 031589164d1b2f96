"""The trainer's other pages: the hand-out, and the same cases under other rules."""

import asyncio
from collections import Counter
from datetime import date

from tornado.web import HTTPError

from fitlib.errors import SetUpFailed
from fitlib.statistics.change import CATEGORIES
from workbench.workshop import frames, handout, rules
from workbench.workshop.rules import Rule
from workbench.workshop.trainer import Trainer
from workbench.writing import slug

TOP = 40.0  # nobody's rule is wider than the scale
INSIDE = "style-src 'self' 'unsafe-inline'"


class Paper(Trainer):
    """The hand-out, to print or to keep."""

    async def get(self, kind: str) -> None:
        """HTML in the browser, or a PDF file. Where no PDF can be made, the page says how to print."""
        document = await self._document()
        if kind == "html":
            policy = self._headers["Content-Security-Policy"]
            self.set_header("Content-Security-Policy", policy.replace("style-src 'self'", INSIDE))
            self.finish(document)
            return
        try:
            made = await handout.pdf(document)
        except SetUpFailed:
            raise HTTPError(503, "pdf") from None
        name = f"{slug(self.room.plan.key)}-{self.words.lang}-{date.today().isoformat()}.pdf"
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(made)

    async def _document(self) -> str:
        """Drawn once for each language, beside the room's other work."""
        made, words = self.room.handouts, self.words
        if words.lang not in made:
            made[words.lang] = await asyncio.to_thread(handout.html, self.room, words)
        return made[words.lang]


class Rules(Trainer):
    """Who changes category under another rule, counted when the rule is chosen."""

    def get(self) -> None:
        """The page for the rule of the address; without one the usual rule."""
        words, reference = self.words, self.room.reference
        known, usual = rules.library(), rules.usual(reference)
        rule = self._rule(usual)
        moved = rules.moved(known, rule, reference)
        page = frames.fill(
            "rules", words, n=len(known), rule=rule, usual=usual, moved=moved, changes=rules.changes(reference),
            cutoffs=rules.cutoffs(reference), categories=CATEGORIES, written=self._points, tenths=self._tenths,
            counts=[Counter(rules.categories(known, one, reference)) for one in (usual, rule)],
            grid=[
                (change, [len(rules.moved(known, Rule(change, cutoff), reference)) for cutoff in self._lines()])
                for change in rules.changes(reference)
            ],
        )  # fmt: skip
        self.finish(str(page))

    def _lines(self) -> list[float | None]:
        return [None, *rules.cutoffs(self.room.reference)]

    def _rule(self, usual: Rule) -> Rule:
        own = self._number("own") if self.get_query_argument("own", "") else None
        change = own or (self._number("change") if self.get_query_argument("change", "") else usual.change)
        cutoff = self._number("cutoff") if self.get_query_argument("cutoff", "") else None
        return Rule(change, cutoff)

    def _number(self, name: str) -> float:
        """Points with a comma or a point. Raises: HTTPError 400 for what is no number of the scale."""
        try:
            points = float(self.get_query_argument(name).replace(",", "."))
        except ValueError:
            raise HTTPError(400, "number") from None
        if not 0 < points <= TOP:
            raise HTTPError(400, "number")
        return points

    def _points(self, points: float) -> str:
        return self.words.number(points, 0 if points == int(points) else 1)

    def _tenths(self, tenths: int) -> str:
        return self.words.number(tenths / 10)
