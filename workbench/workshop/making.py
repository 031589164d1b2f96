"""The page where a trainer makes a case: sliders, a preview that follows them, and FIT_HOME/cases to keep it in."""

import asyncio
import secrets
from collections import defaultdict
from dataclasses import dataclass, replace

from markupsafe import Markup
from tornado.web import HTTPError

from fitlib.charts import curve
from fitlib.charts.drawing import View
from fitlib.errors import InputRefused
from fitlib.synthetic import Family, families
from fitlib.synthetic.own_case import OwnCase, checked
from fitlib.words import Words
from workbench.workshop import adding, case_form, debrief, frames, shelf
from workbench.workshop.deck import NOBODY
from workbench.workshop.exhibits import TENTHS, alone
from workbench.workshop.trainer import Trainer

DRAWN, UNNAMED, SEEDS = View(15, 760, 300), "?", 10_000
FIELDS = ("key", "base", "title", "story")


@dataclass(frozen=True)
class Draft:
    """What the form holds: its values, the case of them, or what is wrong with it."""

    values: dict[str, str]
    one: OwnCase | None
    wrong: InputRefused | None


class Making(Trainer):
    """One case: new from a family, or one's own opened again."""

    def get(self) -> None:
        """The form. Takes: `base`, a family of the library, or `key`, a case of one's own."""
        key, base = self.get_query_argument("key", ""), self.get_query_argument("base", families()[0].key)
        told = self._opened(key) if key else None
        kind = told.family if told else self._family(base)
        seed = secrets.randbelow(SEEDS)
        values = case_form.shown(kind, told, seed) | {"key": key, "base": told.base if told else base}
        if not told:
            values |= {"title": self.words(f"cases.{base}.name"), "story": self.words(f"cases.{base}.story")}
        self._show(self._draft(values))

    async def post(self) -> None:
        """Takes: the form and `do`: preview, save, show or delete."""
        act, values = self.get_body_argument("do", "preview"), self._values()
        draft = self._draft(values)
        if act == "preview":
            shown = await asyncio.to_thread(self._preview, draft)
            self.finish({"preview": str(shown)} if self.by_script else str(self._page(draft, shown)))
        elif act == "delete":
            shelf.take_away(self.room.home, values["key"])
            self.redirect("/trainer/library", status=303)
        elif draft.one is None:
            self.set_status(400)
            self._show(draft)
        else:
            await self._keep(draft.one, act)

    async def _keep(self, one: OwnCase, act: str) -> None:
        kept = shelf.keep(self.room.home, one, self.room.reference)
        if act == "show":
            adding.of_library(self.room, kept.key)
            await self.room.tell()
            self.redirect("/trainer/notes", status=303)
            return
        self.redirect(f"/trainer/case?key={kept.key}&kept=1", status=303)

    def _values(self) -> dict[str, str]:
        fields = self.request.body_arguments
        return dict.fromkeys(FIELDS, "") | {name: self.get_body_argument(name) for name in fields}

    def _draft(self, values: dict[str, str]) -> Draft:
        name, base = values["key"] or UNNAMED, values["base"]
        try:
            like = self._opened(name).family if values["key"] else self._family(base)
            recipe = case_form.filled(values, like, name)
            seed = case_form.seed(values, name)
            texts = values["title"].strip(), values["story"].strip()
            one = checked(OwnCase(name, *texts, base, seed, recipe), self.room.reference)
            return Draft(values, replace(one, key=values["key"]), None)
        except InputRefused as wrong:
            return Draft(values, None, wrong)

    def _opened(self, key: str) -> OwnCase:
        try:
            return shelf.open_case(self.room.home, key, self.room.reference)
        except InputRefused:
            raise HTTPError(404, "nothing") from None

    @staticmethod
    def _family(base: str) -> Family:
        found = next((kind for kind in families() if kind.key == base), None)
        if found is None:
            raise HTTPError(404, "nothing")
        return found

    def _show(self, draft: Draft) -> None:
        self.finish(str(self._page(draft, self._preview(draft))))

    def _page(self, draft: Draft, preview: Markup) -> Markup:
        limits = self.room.reference.under("workshop.own_case")
        return frames.fill(
            "case", self.words, value=defaultdict(str, draft.values), preview=preview, form=case_form, limits=limits,
            names=[kind.key for kind in families()], kept=bool(self.get_query_argument("kept", "")),
            events=self.words.under("cases.event"), closings=self.words.under("cases.closing"),
        )  # fmt: skip

    def _preview(self, draft: Draft) -> Markup:
        words = self.words
        if draft.one is None:
            wrong = draft.wrong.in_words(words) if draft.wrong else ""
            return frames.fill("stage/case_wrong", words, wrong=wrong)
        return preview(draft.one, words, self)


def preview(one: OwnCase, words: Words, asked: Trainer) -> Markup:
    """The case as it would be shown, with its truth beside it and what the rules see in it."""
    reference = asked.room.reference
    shown = alone(one.case(), one, reference)
    cutoff = round(TENTHS * reference[f"cutoff.srs.{shown.seen.age_group}"])
    several = len(shown.raters) > 1
    figure = curve.draw(shown.seen if several else shown.true, words, NOBODY, None, "case", cutoff, DRAWN)
    found = [words(f"patterns.{hit.key}.name") for hit in shown.hits]
    return frames.fill(
        "stage/case_preview", words, svg=frames.drawing(figure), sentence=figure.description, table=figure.table,
        note=figure.note, told=debrief.truth(shown, words), found=found,
    )  # fmt: skip
