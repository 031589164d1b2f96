"""The case library to look through, and a plan of one's own made by choosing cases from it."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fitlib.charts import Figure, Scope, multiples
from fitlib.reference import Reference
from fitlib.release import ReleasedCurve, release_curves
from fitlib.synthetic import Case, Family, case, families
from fitlib.synthetic.own_case import OwnCase
from fitlib.words import Words
from workbench.workshop.exhibits import AUDIENCE, named, several
from workbench.workshop.plan import CHANGE, FIRST_CASE, NEXT, OWN, checked, names
from workbench.writing import slug, write_whole

NOBODY = Scope(None, None, None)
NONE = "none"
ASKS = (CHANGE, NEXT, NONE)
TALK = '[[part]]\nkind = "talk"\nname = "{name}"\nminutes = {minutes}\n'
CASE = '[[part]]\nkind = "case"\nfamily = "{family}"\nminutes = {minutes}\n'
VOTE = '[[part.vote]]\nask = "{ask}"\nstep = {step}\n'
AROUND = (("welcome", 5), ("close", 5))


@dataclass(frozen=True)
class Chosen:
    """One case of a new plan, and the question that is asked of it twice; NONE asks nothing."""

    family: str
    ask: str


@cache
def cases() -> tuple[Case, ...]:
    """The first case of every family, in the order of the library."""
    return tuple(case(kind, FIRST_CASE) for kind in families())


def shown(reference: Reference, own: Sequence[OwnCase] = ()) -> tuple[ReleasedCurve, ...]:
    """All of them as the room may see them: A, B, C … in the order of the library, the trainer's own after them."""
    every = (*cases(), *(one.case() for one in own))
    curves = [curve for number, one in enumerate(every) for curve in named(one, number)]
    return release_curves(curves, AUDIENCE, reference)


def figure(curves: Sequence[ReleasedCurve], words: Words) -> Figure:
    """Small multiples."""
    return multiples.draw(curves, words, NOBODY, "library")


def text(title: str, chosen: Sequence[Chosen], minutes: int, kinds: Mapping[str, Family] | None = None) -> str:
    """The plan as TOML: a welcome, the cases in order with their question early and late, and a close.

    Takes: the families to choose from; the library's where none are given.
    Raises: InputRefused for a plan that could not be held.
    """
    known = kinds or {kind.key: kind for kind in families()}
    parts = [_case(known[one.family], one.ask, minutes) for one in chosen]
    first, last = (TALK.format(name=name, minutes=length) for name, length in AROUND)
    made = "\n".join([f"title = {json.dumps(title, ensure_ascii=False)}\n", first, *parts, last])
    checked(tomllib.loads(made), "plan", "plan", known)
    return made


def _case(kind: Family, ask: str, minutes: int) -> str:
    votes = [] if ask == NONE or several(case(kind, FIRST_CASE)) else _steps(kind.sessions[0] - (ask == NEXT))
    return CASE.format(family=kind.key, minutes=minutes) + "".join(VOTE.format(ask=ask, step=step) for step in votes)


def _steps(last: int) -> list[int]:
    """Half way and near the end of the shortest case of the family; of one session, at it."""
    return sorted({max(1, last // 2), last}) if last >= 1 else []


def keep(home: Path, title: str, made: str) -> Path:
    """The plan in FIT_HOME/plans, under a name that no other plan has. Gives: the file."""
    stem, known = slug(title), names(home)
    free = next(
        name for name in (stem, *(f"{stem}-{number}" for number in range(2, len(known) + 3))) if name not in known
    )
    return write_whole(home / OWN / f"{free}.toml", made)
