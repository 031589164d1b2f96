"""Random draws of a scenario's inputs: the same bytes for the same seed, whatever the number of threads.

Each chunk of each input has a stream of its own (SFC64 seeded by seed, chunk and input), so that a changed assumption
leaves the draws of all others as they were.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special

from fitlib.scenario import shape
from fitlib.scenario.assumption import Assumption
from fitlib.scenario.declared import inputs
from fitlib.scenario.prior import BEFORE, Chosen
from fitlib.scenario.scenario import Scenario, correlation

CHUNK = 32768
PRECISION = np.float32
LEAST = PRECISION(2**-25)  # a uniform draw of exactly 0 has no place on the normal scale


def drawer(one: Scenario) -> Callable[[int, int], dict[str, Any]]:
    """A function of chunk and size that gives every input: a number where it is fixed, an array where it is drawn."""
    tied, factor = correlation(one)
    free = {name: a for name, a in one.assumptions.items() if a.varies and name not in tied and name not in one.priors}
    fixed = {name: PRECISION(a.value) for name, a in one.assumptions.items() if not a.varies}

    def draw(chunk: int, size: int) -> dict[str, Any]:
        found = dict(fixed)
        for name, assumption in free.items():
            found[name] = _free(assumption, _stream(one, chunk, name), size)
        if factor is not None:
            found |= _tied(one, tied, factor.astype(PRECISION), chunk, size)
        for name, chosen in one.priors.items():
            found[name] = _by_prior(found, name, chosen, _stream(one, chunk, name), size)
        return found

    return draw


def _stream(one: Scenario, chunk: int, name: str) -> np.random.Generator:
    seeds = np.random.SeedSequence(one.seed, spawn_key=(chunk, inputs()[name].place))
    return np.random.Generator(np.random.SFC64(seeds))


def _free(assumption: Assumption, stream: np.random.Generator, size: int) -> Any:
    if assumption.distribution == shape.NORMAL:
        return _from_standard(assumption, stream.standard_normal(size, dtype=PRECISION))
    return assumption.quantile(stream.random(size, dtype=PRECISION)).astype(PRECISION, copy=False)


def _from_standard(assumption: Assumption, z: Any) -> Any:
    """A normal's draws, held to the input's limits."""
    known = inputs()[assumption.name]
    drawn = shape.from_normal(assumption.value, assumption.low, assumption.high, z)
    return np.clip(drawn, known.minimum, known.maximum, out=drawn)


def _tied(one: Scenario, names: tuple[str, ...], factor: Any, chunk: int, size: int) -> dict[str, Any]:
    """Inputs drawn together: standard normal draws tied by the factor, then each to its own distribution."""
    z = factor @ np.stack([_stream(one, chunk, name).standard_normal(size, dtype=PRECISION) for name in names])
    found = {}
    for row, name in zip(z, names, strict=True):
        if one[name].distribution == shape.NORMAL:
            found[name] = _from_standard(one[name], row)
        else:
            u = np.clip(special.ndtr(row), LEAST, 1 - LEAST)
            found[name] = one[name].quantile(u).astype(PRECISION, copy=False)
    return found


def _by_prior(found: dict[str, Any], name: str, chosen: Chosen, stream: np.random.Generator, size: int) -> Any:
    share = found[chosen.prior.among] if chosen.prior.among else PRECISION(1)
    before = found[BEFORE[name]]
    return chosen.difference(before, share, stream.standard_normal(size, dtype=PRECISION)).astype(PRECISION, copy=False)
