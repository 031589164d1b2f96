"""Literature priors: a published result that may stand for an input, once somebody has chosen it and written why."""

import tomllib
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Any

import numpy as np
from scipy import special

from fitlib import evidence
from fitlib.errors import ParameterRefused
from fitlib.reference import Reference
from fitlib.scenario import shape
from fitlib.scenario.declared import FOLDER

FILE = "priors.toml"
D, POINTS, ODDS = "d", "points", "odds"
BEFORE = {"improved_more": "improved_now", "dropout_fewer": "dropout_now"}
PER_CENT = 100

Array = Any


@dataclass(frozen=True)
class Prior:
    """A card: the evidence it rests on, the input it may stand for, and how. `why_not`: to read, never an input."""

    key: str
    evidence: str
    result: str
    stands_for: str | None = None
    scale: str | None = None
    among: str | None = None
    why_not: str | None = None

    @property
    def card(self) -> evidence.Card:
        """The study."""
        return _studies()[self.evidence]

    @property
    def found(self) -> evidence.Result:
        """The study's figure."""
        return next(result for result in self.card.results if result.key == self.result)

    @property
    def ends(self) -> tuple[float, float, float]:
        """Value, low and high of the normal that is drawn; logarithms of an odds ratio."""
        low, high = self.found.interval
        three = (self.found.value, low, high)
        return tuple(log(number) for number in three) if self.scale == ODDS else three


@dataclass(frozen=True)
class Chosen:
    """A card in use: why, and how much of what others found is believed to hold here (0 nothing, 1 all)."""

    prior: Prior
    reason: str
    external: float

    def difference(self, before: Array, share: Array, z: Array) -> Array:
        """What the input is drawn as: the difference in shares, between 0 and 1.

        Takes: the usual share, the share whom the result is about, standard normal draws.
        Rule: d moves the share on the normal scale, points are added, usual odds are divided by the ratio.
        """
        drawn = shape.from_normal(*self.prior.ends, z)
        return share * self.external * _SCALES[self.prior.scale](before, drawn)


def _by_d(before: Array, drawn: Array) -> Array:
    return special.ndtr(special.ndtri(before) + drawn) - before


def _by_points(before: Array, drawn: Array) -> Array:
    return np.clip(before + drawn / PER_CENT, 0, 1) - before


def _by_odds(before: Array, drawn: Array) -> Array:
    return before - before / (before + (1 - before) * np.exp(drawn))


_SCALES = {D: _by_d, POINTS: _by_points, ODDS: _by_odds}


@cache
def priors() -> dict[str, Prior]:
    """All cards by key, in the order of the file."""
    rows = tomllib.loads((FOLDER / FILE).read_text("utf-8"))
    return {key: Prior(key, **row) for key, row in rows.items()}


def choose(key: str, reason: str, external: float, reference: Reference) -> Chosen:
    """A card to use.

    Raises: ParameterRefused for a card that is not there or only to read, a reason that is none, a discount not in 0–1.
    """
    usable = {name: one for name, one in priors().items() if one.why_not is None}
    if key not in priors():
        raise ParameterRefused("prior_unknown", card=key, known=", ".join(usable))
    if key not in usable:
        raise ParameterRefused("prior_to_read", card=key, known=", ".join(usable))
    if len(reason.strip()) < reference["scenario.reason_letters"]:
        raise ParameterRefused("prior_reason", card=key, least=reference["scenario.reason_letters"])
    if not 0 <= external <= 1:
        raise ParameterRefused("prior_external", value=f"{external:g}")
    return Chosen(usable[key], reason.strip(), external)


@cache
def _studies() -> dict[str, evidence.Card]:
    return evidence.load()


def of_odds(share: float, ratio: float) -> float:
    """The share whose odds are those of `share` divided by `ratio`: 19.7 % and 1.19 give 17.1 %."""
    return float(share - _by_odds(share, log(ratio)))
