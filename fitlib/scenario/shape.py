"""The distributions an assumption may have, by their quantile functions: float arrays in, float arrays out."""

from functools import cache
from typing import Any

import numpy as np
from scipy import special, stats

FIXED, UNIFORM, TRIANGULAR, PERT, NORMAL = "fixed", "uniform", "triangular", "pert", "normal"
SHAPES = (FIXED, UNIFORM, TRIANGULAR, PERT, NORMAL)
HALF_WIDTH = float(special.ndtri(0.975))  # a normal's low and high are its 95 % interval
PERT_WEIGHT = 4
KNOTS = 4096

Array = Any


def quantile(shape: str, value: float, low: float, high: float, u: Array) -> Array:
    """The quantile of each u between 0 and 1, in u's own precision.

    Takes: value (mode; mean of a normal), low and high (the ends; the 95 % interval of a normal).
    """
    if shape == NORMAL:
        return from_normal(value, low, high, special.ndtri(u))
    if shape == TRIANGULAR:
        return _triangular(value, low, high, u)
    if shape == PERT:
        return _from_table(_pert(value, low, high), u)
    return np.full_like(u, value) if shape == FIXED else low + (high - low) * u


def from_normal(value: float, low: float, high: float, z: Array) -> Array:
    """A normal's draws from standard ones."""
    return value + (high - low) / (2 * HALF_WIDTH) * z


def mean(shape: str, value: float, low: float, high: float) -> float:
    """The distribution's mean, in closed form; a normal's is `clipped_mean`."""
    means = {
        FIXED: value,
        UNIFORM: (low + high) / 2,
        TRIANGULAR: (low + value + high) / 3,
        PERT: (low + PERT_WEIGHT * value + high) / (2 + PERT_WEIGHT),
    }
    return means[shape]


def clipped_mean(value: float, low: float, high: float, least: float, most: float) -> float:
    """The mean of a normal whose draws are held between `least` and `most`."""
    spread = (high - low) / (2 * HALF_WIDTH)
    a, b = ((end - value) / spread for end in (least, most))
    inside = special.ndtr(b) - special.ndtr(a)
    ends = least * special.ndtr(a) + most * special.ndtr(-b)
    return float(ends + value * inside - spread * (stats.norm.pdf(b) - stats.norm.pdf(a)))


def _triangular(value: float, low: float, high: float, u: Array) -> Array:
    """Both sides for every draw, each standing still beyond the mode: no draw is asked on which side it lies."""
    width = high - low
    turn = (value - low) / width
    rising = np.sqrt(np.minimum(u, turn) * (width * (value - low)))
    falling = np.sqrt((1 - np.maximum(u, turn)) * (width * (high - value)))
    return np.clip(rising - falling + (low + (high - value)), low, high)


@cache
def _pert(value: float, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    """Knots and steps of the quantile function: a beta's exact quantile costs a thousand times as much per draw."""
    width = high - low
    a, b = (1 + PERT_WEIGHT * part / width for part in (value - low, high - value))
    knots = low + width * stats.beta.ppf(np.linspace(0, 1, KNOTS + 1), a, b)
    knots = knots.astype(np.float32)
    return knots, np.append(np.diff(knots), np.float32(0))


def _from_table(table: tuple[np.ndarray, np.ndarray], u: Array) -> Array:
    knots, steps = table
    place = np.asarray(u) * KNOTS
    whole = place.astype(np.int32)
    return knots[whole] + (place - whole) * steps[whole]
