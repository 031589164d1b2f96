"""The coverage gate: at each bound below, at and above it."""

import pytest

from fitlib.indicators import Measured
from fitlib.indicators.readiness import AMBER, GREEN, RED, readiness

NEEDED = {"pre_post_rate": (90, 100), "sessions_ors": (90, 100), "measured_twice": (40, 50)}


def level(constants, **other: tuple[int, int]) -> str:
    figures = [
        Measured(name, "all", "share", k / n if n else None, k if n else None, n, None, None, "x", "share")
        for name, (k, n) in (NEEDED | other).items()
    ]
    return readiness(figures, constants).level


@pytest.mark.parametrize(("k", "seen"), [(49, RED), (50, AMBER), (69, AMBER), (70, GREEN), (71, GREEN)])
def test_first_and_further_measurement(k, seen, constants) -> None:
    assert level(constants, pre_post_rate=(k, 100)) == seen


@pytest.mark.parametrize(("k", "seen"), [(49, RED), (50, AMBER), (79, AMBER), (80, GREEN), (81, GREEN)])
def test_sessions_with_ors(k, seen, constants) -> None:
    assert level(constants, sessions_ors=(k, 100)) == seen


@pytest.mark.parametrize(("k", "seen"), [(14, RED), (15, AMBER), (29, AMBER), (30, GREEN), (31, GREEN)])
def test_closed_episodes_measured_twice(k, seen, constants) -> None:
    assert level(constants, measured_twice=(k, 50)) == seen


def test_the_lowest_demand_decides_and_nobody_is_red(constants) -> None:
    assert level(constants, pre_post_rate=(60, 100), sessions_ors=(40, 100)) == RED
    assert level(constants, pre_post_rate=(0, 0)) == RED
