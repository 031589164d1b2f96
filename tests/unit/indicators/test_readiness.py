"""The coverage gate: at each bound below, at and above it."""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Seen:
    """A figure as a page tells it."""

    name: str
    value: float | None = None
    k: int | None = None
    n: int | None = None
    hidden: str | None = None
    group: str = "all"


def told_level(constants, name: str, k: int, n: int, told: Seen | None = None, least: int = 5) -> str:
    numbers = dict.fromkeys(NEEDED, (9000, 10000)) | {name: (k, n)}
    figures = [Measured(key, "all", "share", k / n, k, n, None, None, "x", "share") for key, (k, n) in numbers.items()]
    return dict(readiness(figures, constants, [told or Seen(name, hidden="small_group")], least).parts)[PARTS[name]]


PARTS = {"pre_post_rate": "pre_post", "sessions_ors": "sessions", "measured_twice": "closed"}


@pytest.mark.parametrize("k", [12, 13, 14, 15, 16, 17, 18])
def test_a_hidden_count_near_its_whole_is_not_told_by_the_verdict(k, constants) -> None:
    """Of 18 closed episodes 1 to 4 are not measured twice: "15 are reached" would rule some of them out."""
    assert told_level(constants, "measured_twice", k, 18) == RED


@pytest.mark.parametrize(("k", "seen"), [(14, RED), (15, AMBER), (18, AMBER)])
def test_a_hidden_count_is_judged_where_every_small_count_stays_possible(k, seen, constants) -> None:
    """Of 19 closed episodes 15 leave 0 to 4: all that "15 are reached" says was possible before."""
    assert told_level(constants, "measured_twice", k, 19) == seen


@pytest.mark.parametrize(("n", "seen"), [(13, AMBER), (14, GREEN)])
def test_a_hidden_share_is_judged_where_every_small_count_stays_possible(n, seen, constants) -> None:
    """Seventy per cent of 14 leave 4 out, of 13 only 3: there the lower bound is judged."""
    assert told_level(constants, "pre_post_rate", n - 1, n) == seen


@pytest.mark.parametrize(("n", "seen"), [(7, RED), (8, RED), (9, AMBER)])
def test_a_small_hidden_share_keeps_both_sides_open(n, seen, constants) -> None:
    """Half of 8 is 4: "not reached" would say that the hidden count is below 4."""
    assert told_level(constants, "pre_post_rate", n - 1, n) == seen


def test_a_rounded_figure_is_judged_as_it_is_told(constants) -> None:
    """13 are told as 15: who reads 15 and "not reached" would know that it is 13 or 14."""
    assert told_level(constants, "measured_twice", 13, 60, Seen("measured_twice", k=15, n=60)) == AMBER
    assert told_level(constants, "measured_twice", 17, 60, Seen("measured_twice", k=15, n=60)) == AMBER
    assert told_level(constants, "pre_post_rate", 9, 13, Seen("pre_post_rate", k=10, n=15)) == AMBER


@pytest.mark.parametrize("least", [5, 8])
@pytest.mark.parametrize("name", PARTS)
def test_no_verdict_rules_out_a_small_count(name, least, constants) -> None:
    """Whatever is hidden, of any size: every small count of it or of its rest gives the same verdict."""
    for n in range(1, 81):
        levels = [told_level(constants, name, k, n, least=least) for k in range(n + 1)]
        assert len({levels[k] for k in range(1, min(least, n + 1))}) <= 1, f"small counts of {n}"
        assert len({levels[n - k] for k in range(min(least, n))}) <= 1, f"small rests of {n}"


@pytest.mark.parametrize("k", [15, 18, 30, 40])
def test_a_hidden_part_of_a_whole_has_reached_no_bound(k, constants) -> None:
    """Of 40 closed, 24 measured once are told: never and twice are 16, and "15 are reached" would tell both."""
    figures = [
        Measured(key, "all", "share", k / 41, k, 41, None, None, "x", "share", part_of="whole") for key in NEEDED
    ]
    told = [Seen(key, hidden="small_group") for key in NEEDED]
    assert readiness(figures, constants, told, 5).level == RED
    assert readiness(figures, constants).parts != readiness(figures, constants, told, 5).parts
