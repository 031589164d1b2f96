"""What a plan is made of: its parts, their questions, and the choices of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from fitlib.words import Words, texts

TALK, CASE, EVIDENCE, SHEET, PAGE, BREAK, VOTE = "talk", "case", "evidence", "sheet", "page", "break", "vote"
CHANGE, NEXT, PATTERN, POLL = "change", "next", "pattern", "poll"
OPTIONS = {CHANGE: ("rose", "same", "fell"), NEXT: ("higher", "same", "lower"), PATTERN: ()}
FIRST_CASE = 1
ROOMS = ("workshop", "trainings")  # the words that hold a talk


@dataclass(frozen=True)
class Vote:
    """A question put to the group when so many sessions have been shown; `text` is the trainer's own wording of it."""

    ask: str
    step: int
    text: str = ""


@dataclass(frozen=True)
class Part:
    """One part. `name` says which talk, evidence card, sheet, page or question; a case has `family` and its votes.

    `patterns` are the choices of a pattern vote; `text` and `choices` a trainer's own question to the room;
    `covers` the contents of the training that the part is about.
    """

    kind: str
    minutes: int
    name: str = ""
    family: str = ""
    number: int = FIRST_CASE
    votes: tuple[Vote, ...] = ()
    patterns: tuple[str, ...] = ()
    text: str = ""
    choices: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()

    def options(self, ask: str) -> tuple[str, ...]:
        """The choices of a question, in the order of the digits."""
        if ask == POLL:
            return tuple(str(number) for number in range(1, len(self.choices) + 1)) or poll(self.name)
        return OPTIONS[ask] or self.patterns


@dataclass(frozen=True)
class Plan:
    """A whole training; `key` is the name of its file, `audience` whom it is for."""

    key: str
    titles: Mapping[str, str]
    parts: tuple[Part, ...]
    audience: str = ""

    @property
    def minutes(self) -> int:
        """How long the whole of it takes."""
        return sum(part.minutes for part in self.parts)

    @property
    def covers(self) -> tuple[str, ...]:
        """The contents of the training, in the order in which they come."""
        return tuple(dict.fromkeys(one for part in self.parts for one in part.covers))

    def title(self, words: Words) -> str:
        """The title in one language; the Finnish one where it has no other."""
        return self.titles.get(words.lang) or self.titles["fi"]


def talk(name: str) -> str:
    """Where the words of a talk stand, empty where there are none."""
    return next((f"{room}.talk.{name}" for room in ROOMS if f"{room}.talk.{name}.title" in texts("fi")), "")


def poll(name: str) -> tuple[str, ...]:
    """The choices of a question to the room, in the order of its words."""
    return tuple(Words("fi").under(f"trainings.poll.{name}.choice"))
