"""Stability of consecutive sessions: how alike the totals of two meetings are.

Not reliability: people are meant to change between meetings, so a low figure is no fault of the measure.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from fitlib.statistics.answer import z_of


@dataclass(frozen=True)
class Step:
    """r between measurement `step` and the next one, with its interval and the number of episodes."""

    step: int
    r: float
    low: float
    high: float
    n: int


def consecutive(episode: ArrayLike, session: ArrayLike, total: ArrayLike, least: int, level: float) -> tuple[Step, ...]:
    """r of measurement k with k + 1 over episodes.

    Takes: one entry per measurement of one rater: episode, session number, total (unmeasured left out by the caller).
    Gives: one per step k = 1, 2 … Rule: steps with fewer than `least` episodes, or no spread, are left out.
    """
    key, order, score = np.asarray(episode), np.asarray(session), np.asarray(total, dtype=float)
    at = np.lexsort((order, key))
    key, score = key[at], score[at]
    starts = np.r_[True, key[1:] != key[:-1]] if len(key) else np.zeros(0, dtype=bool)
    place = np.arange(len(key)) - np.maximum.accumulate(np.where(starts, np.arange(len(key)), 0))
    later = np.flatnonzero(place > 0)
    found = (_step(k, score[now - 1], score[now], level) for k, now in _by_place(place, later) if len(now) >= least)
    return tuple(step for step in found if step is not None)


def fisher(r: float, n: int, level: float) -> tuple[float, float]:
    """The interval of a correlation by Fisher's z; nothing narrower than the whole range below four pairs."""
    if n < 4 or abs(r) >= 1:
        return (r, r) if abs(r) >= 1 else (-1.0, 1.0)
    half = z_of(level) / np.sqrt(n - 3)
    return float(np.tanh(np.arctanh(r) - half)), float(np.tanh(np.arctanh(r) + half))


def _by_place(place: np.ndarray, later: np.ndarray) -> list[tuple[int, np.ndarray]]:
    return [(int(k), later[place[later] == k]) for k in np.unique(place[later])]


def _step(k: int, before: np.ndarray, after: np.ndarray, level: float) -> Step | None:
    if len(before) < 2 or not before.std() or not after.std():
        return None
    r = float(np.corrcoef(before, after)[0, 1])
    return Step(k, r, *fisher(r, len(before), level), len(before))
