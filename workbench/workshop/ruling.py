"""The same cases under other rules: counted over the library or over what the room has seen, when a rule is chosen."""

import asyncio
from collections import Counter

from tornado.web import HTTPError

from fitlib.charts import Figure, curve
from fitlib.charts.drawing import View
from fitlib.charts.overlays import Overlays
from fitlib.statistics.change import CATEGORIES
from fitlib.synthetic import families
from workbench.workshop import frames, rules, shelf
from workbench.workshop.deck import NOBODY
from workbench.workshop.exhibits import TENTHS
from workbench.workshop.rules import Measured, Rule
from workbench.workshop.trainer import Trainer

TOP = 40.0  # nobody's rule is wider than the scale
LINE, LIBRARY, ROOM = "line", "library", "room"
DRAWN = View(17, 980, 260)


class Rules(Trainer):
    """Who changes category under another rule, and the case that is on, drawn under it."""

    async def get(self) -> None:
        """The page for the rule of the address; without one the usual rule."""
        words, reference = self.words, self.room.reference
        over = self.get_query_argument("over", LIBRARY)
        known, usual = self._known(over), rules.usual(reference)
        rule = self._rule(usual)
        figure = await asyncio.to_thread(self._same_case, rule)
        page = frames.fill(
            "rules", words, n=len(known), rule=rule, usual=usual, moved=rules.moved(known, rule, reference),
            changes=rules.changes(reference), cutoffs=rules.cutoffs(reference), categories=CATEGORIES,
            written=self._points, tenths=self._tenths, over=over, name=self._named(over), figure=figure,
            svg=frames.drawing(figure) if figure else "",
            counts=[Counter(rules.categories(known, one, reference)) for one in (usual, rule)],
            grid=[
                (change, [len(rules.moved(known, Rule(change, *line), reference)) for line in self._lines()])
                for change in rules.changes(reference)
            ],
        )  # fmt: skip
        self.finish(str(page))

    def _known(self, over: str) -> tuple[Measured, ...]:
        room = self.room
        if over == ROOM:
            seen = room.script.moments[: room.at + 1]
            shown = {part: max(one.step for one in seen if one.part == part) for part in {one.part for one in seen}}
            return rules.of_room(room.exhibits, shown)
        if over != LIBRARY:
            raise HTTPError(400, "number")
        return rules.library(room.reference, shelf.own(room.home, room.reference).values())

    def _named(self, over: str) -> dict[str, str]:
        """What each curve is called: a case of the room by its letter, until its truth is told."""
        words, room = self.words, self.room
        if over == ROOM:
            return {one.seen.label: words("workshop.case", label=one.seen.label) for one in room.exhibits.values()}
        own = {key: one.title for key, one in shelf.own(room.home, room.reference).items()}
        return {kind.key: words(f"cases.{kind.key}.name") for kind in families()} | own

    def _same_case(self, rule: Rule) -> Figure | None:
        """The case that is on, up to where it has been shown, under the rule."""
        room, one = self.room, self.room.exhibit
        if one is None or not room.moment.step:
            return None
        reference, age = room.reference, one.seen.age_group
        cutoff = round(TENTHS * (rule.cutoff or reference[f"cutoff.ors.{age}"]))
        limits = cutoff, round(TENTHS * rule.change)
        over = Overlays(cutoff=not rule.line, line=rule.line, expected=one.expected(0), limits=limits)
        srs = round(TENTHS * reference[f"cutoff.srs.{age}"])
        return curve.draw(one.seen, self.words, NOBODY, room.moment.step, "rule", srs, DRAWN, over=over)

    def _lines(self) -> list[tuple[float | None, bool]]:
        return [(None, False), *((line, False) for line in rules.cutoffs(self.room.reference)), (None, True)]

    def _rule(self, usual: Rule) -> Rule:
        change = self._number("own") or self._number("change") or usual.change
        line = self.get_query_argument("cutoff", "") == LINE
        cutoff = self._number("own_cutoff") or (None if line else self._number("cutoff"))
        return Rule(change, cutoff, line and cutoff is None)

    def _number(self, name: str) -> float | None:
        """Points with a comma or a point; None where nothing was said. Raises: HTTPError 400 for what is no score."""
        said = self.get_query_argument(name, "")
        if not said:
            return None
        try:
            points = float(said.replace(",", "."))
        except ValueError:
            raise HTTPError(400, "number") from None
        if not 0 < points <= TOP:
            raise HTTPError(400, "number")
        return points

    def _points(self, points: float) -> str:
        return self.words.number(points, 0 if points == int(points) else 1)

    def _tenths(self, tenths: int) -> str:
        return self.words.number(tenths / TENTHS)
