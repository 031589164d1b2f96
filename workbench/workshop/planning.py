"""The page on which a trainer makes a plan: parts, order, minutes, questions; kept in FIT_HOME/plans, opened again."""

import tomllib

from tornado.web import HTTPError

from fitlib.errors import FitError, InputRefused
from fitlib.words import LANGUAGES, texts
from workbench.workshop import checking, frames, library, plan, plan_form, shelf
from workbench.workshop.parts import Plan
from workbench.workshop.plan_form import Line
from workbench.workshop.trainer import Trainer
from workbench.writing import write_whole

LONGEST = 80
AUDIENCES = ("management", "staff", "users", "openfit", "developers", "any")


class Planning(Trainer):
    """The form."""

    def get(self) -> None:
        """Empty, or with the plan of that name: one's own to change, a ready one to make one's own of."""
        name = self.get_query_argument("name", "")
        try:
            found = plan.find(name, self.room.home) if name in plan.names(self.room.home) else None
        except FitError:
            raise HTTPError(404, "nothing") from None
        own = name if found and self._own(name) else ""
        self._show(own, found.title(self.words) if found else "", found.audience if found else "any",
                   plan_form.lines(found))  # fmt: skip

    async def post(self) -> None:
        """Keeps the plan where it can be held; else says which part and what of it is wrong, and keeps nothing."""
        name, title = self._text("name"), self._text("title")[:LONGEST]
        audience, count = self._text("audience"), self.number("rows")
        rows = plan_form.written(lambda one: self.get_body_argument(one, ""), self.get_body_arguments, count)
        kinds = shelf.kinds(self.room.home, self.room.reference)
        made = plan_form.table(title, audience, rows, kinds)
        try:
            held = checking.checked(made, "plan", "plan", kinds)
        except InputRefused as error:
            self.set_status(400)
            self._show(name, title, audience, rows, fault=self._fault(error))
            return
        kept = self._keep(name, title, plan_form.toml(made))
        self._show(kept, title, audience, plan_form.lines(held), kept=held)

    def _keep(self, name: str, title: str, text: str) -> str:
        """One's own plan in its place, anything else under a free name. Gives: the name."""
        tomllib.loads(text)
        if self._own(name):
            return write_whole(self.room.home / plan.OWN / f"{name}.toml", text).stem
        return library.keep(self.room.home, title, text).stem

    def _own(self, name: str) -> bool:
        file = plan.names(self.room.home).get(name)
        return file is not None and file.parent == self.room.home / plan.OWN

    def _text(self, name: str) -> str:
        return plan_form.CONTROL.sub(" ", self.get_body_argument(name, "")).strip()

    def _fault(self, error: InputRefused) -> str:
        field, place = error.values["field"], error.values["place"]
        key = f"trainings.form.fault.{field}"
        return (
            self.words(key, n=place) if key in texts("fi") and (place or field in WHOLE) else error.in_words(self.words)
        )

    def _show(
        self, name: str, title: str, audience: str, rows: list[Line], fault: str = "", kept: Plan | None = None
    ) -> None:
        words, room = self.words, self.room
        kinds = shelf.kinds(room.home, room.reference)
        own = {key: one.name for key, one in shelf.own(room.home, room.reference).items()}
        while sum(not line.order for line in rows) < plan_form.SPARE and len(rows) < plan_form.MOST:
            rows = [*rows, Line()]
        page = frames.fill(
            "plan", words, name=name, title=title, audience=audience or "any", audiences=AUDIENCES, rows=rows,
            groups=plan_form.groups(words, kinds, own), asks=plan_form.ASKS, patterns=plan_form.patterns(),
            shows={f"case:{key}": kind.shows for key, kind in kinds.items()}, fault=fault, kept=kept,
            minutes=sum(int(line.minutes) for line in rows if line.order.isdigit() and line.minutes.isdigit()),
            languages=LANGUAGES, votes=range(1, plan_form.VOTES + 1), longest=checking.LONGEST,
        )  # fmt: skip
        self.finish(str(page))


WHOLE = ("title", "part", "audience")
