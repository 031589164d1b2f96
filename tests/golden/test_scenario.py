"""A plain numpy script, as a colleague would write it from the formulas, beside the engine: the same distributions."""

import numpy as np
import pytest

from fitlib import reference
from fitlib.scenario import read, run
from tests.unit.scenario.made import KNOWN
from workbench.bench.scenario_by_hand import script

DRAWS = 1_000_000


@pytest.fixture(scope="module")
def both():
    from dataclasses import replace

    return script(DRAWS), run(replace(read("default", KNOWN), draws=DRAWS), reference.load())


@pytest.mark.parametrize("name", ["gross", "costs", "net", "stops", "freed_visits", "freed_hours", "used_hours"])
def test_means_and_quantiles_agree(both, name) -> None:
    theirs, ours = both
    spread = theirs[name].std()
    low, middle, high = np.quantile(theirs[name], [0.05, 0.5, 0.95])
    assert ours[name].mean == pytest.approx(theirs[name].mean(), abs=6 * spread / np.sqrt(DRAWS))
    assert (ours[name].low, ours[name].middle, ours[name].high) == pytest.approx(
        (low, middle, high), abs=0.016 * spread
    )


def test_the_probability_of_break_even_agrees(both) -> None:
    theirs, ours = both
    assert ours.even / ours.draws == pytest.approx((theirs["net"] >= 0).mean(), abs=0.002)


def test_the_years_agree(both) -> None:
    theirs, ours = both
    assert ours.course == pytest.approx(theirs["course"].mean(axis=1), rel=0.002)
    ever = np.maximum.accumulate(theirs["course"] >= 0, axis=0).mean(axis=1)
    assert [count / ours.draws for count in ours.reached] == pytest.approx(ever, abs=0.001)
