"""The first page of `fit workshop`: every training there is, whom it is for, how long it takes, what is in it."""

from dataclasses import dataclass
from pathlib import Path

from tornado.web import HTTPError

from fitlib.errors import FitError, InputRefused
from fitlib.words import LANGUAGES, Words
from workbench.workshop import cards, frames, plan
from workbench.workshop.parts import CASE, SHEET, Plan
from workbench.workshop.trainer import Trainer


@dataclass(frozen=True)
class Offer:
    """One training as the list tells it: `parts` as pairs of name and minutes, its sheets by name."""

    plan: Plan
    ready: bool
    parts: tuple[tuple[str, int], ...]
    sheets: tuple[str, ...]
    cases: int


def offers(home: Path, words: Words) -> tuple[list[Offer], list[str]]:
    """The plans that can be opened, the ready ones first and the long before the short; what is wrong with others."""
    found, wrong = [], []
    for file in plan.names(home).values():
        try:
            found.append(_offer(plan.read(file, home), file.parent == plan.FOLDER, words))
        except InputRefused as error:
            wrong.append(words("trainings.start.faulty", file=file.name, why=error.in_words(words)))
    return sorted(found, key=lambda one: (not one.ready, -one.plan.minutes, one.plan.key)), wrong


def _offer(one: Plan, ready: bool, words: Words) -> Offer:
    parts = tuple((cards.name(part, words), part.minutes) for part in one.parts)
    sheets = tuple(dict.fromkeys(part.name for part in one.parts if part.kind == SHEET))
    return Offer(one, ready, parts, sheets, sum(part.kind == CASE for part in one.parts))


class Start(Trainer):
    """The list, and opening one of its plans in this room."""

    def get(self) -> None:
        """Everything there is."""
        words = self.words
        found, wrong = offers(self.room.home, words)
        page = frames.fill(
            "start", words, groups=[("ready", [one for one in found if one.ready]),
                                    ("own", [one for one in found if not one.ready])],
            wrong=wrong, now=self.room.plan.key, languages=LANGUAGES, begun=self.room.at > 0,
        )  # fmt: skip
        self.finish(str(page))

    async def post(self) -> None:
        """Takes: the name of a plan. The one that is on goes on; another one begins. Raises: HTTPError 404."""
        name, known = self.get_body_argument("name", ""), plan.names(self.room.home)
        if name not in known:
            raise HTTPError(404, "nothing")
        if name != self.room.plan.key or self.get_body_argument("anew", ""):
            try:
                self.room.open(plan.read(known[name], self.room.home))
            except FitError:
                raise HTTPError(404, "nothing") from None
            await self.room.tell()
        self.redirect("/trainer/screen", status=303)
