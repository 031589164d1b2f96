"""Effect sizes by name of their method, and what may be said of them."""

from datetime import date

import numpy as np
import pytest

from fitlib.reference import Reference
from fitlib.statistics import benchmarks, consistency, effect_size, effect_sizes_adjusted, severity_adjusted
from fitlib.statistics.answer import Estimate, TooFew
from fitlib.statistics.between_groups import glass_delta, pooled_d
from fitlib.statistics.severity_adjusted import CENTRED, MIXED, OLDER, UNCLEAR, UNKNOWN

TARGETS, LAST = [25.34, 27, 28.5, 30.3], [24, 29, 28, 30.9]


def test_the_worked_change_index_and_res() -> None:
    gaps = effect_sizes_adjusted.change_index(LAST, TARGETS)
    found = effect_sizes_adjusted.relative_effect(LAST, TARGETS, 8, 0.95)
    assert round(float(gaps.mean()), 2) == 0.19
    assert round(found.value, 3) == 0.024
    assert (found.method, found.n) == ("relative", 4)
    assert found.low < found.value < found.high


def test_the_worked_saes_in_both_conventions() -> None:
    relative = effect_sizes_adjusted.relative_effect(LAST, TARGETS, 8, 0.95)
    older = severity_adjusted.severity_adjusted(relative, 0.76, OLDER)
    centred = severity_adjusted.severity_adjusted(relative, 0.76, CENTRED)
    assert (round(older.value, 3), older.convention) == (0.784, OLDER)
    assert (round(centred.value, 3), centred.convention) == (0.024, CENTRED)
    assert severity_adjusted.severity_adjusted(relative, None, OLDER) is None
    assert severity_adjusted.severity_adjusted(relative, None, CENTRED).value == relative.value


def test_the_published_pair_says_exactly_average_both_ways() -> None:
    assert round(severity_adjusted.reference_effect(0.75, -0.01), 2) == 0.76


@pytest.mark.parametrize(
    ("made", "tag"),
    [
        (date(2025, 9, 29), OLDER),
        (date(2025, 9, 30), OLDER),
        (date(2025, 10, 1), UNKNOWN),
        (date(2025, 12, 31), UNKNOWN),
        (date(2026, 1, 1), CENTRED),
        (date(2026, 1, 2), CENTRED),
    ],
)
def test_the_day_of_the_export_tags_the_convention(made: date, tag: str, constants: Reference) -> None:
    days = constants["effect.saes.older_until"], constants["effect.saes.centred_from"]
    assert severity_adjusted.convention_of(made, *days) == tag


def test_joining_two_conventions_warns_and_one_does_not() -> None:
    assert severity_adjusted.joining_warning([OLDER, OLDER]) is None
    assert severity_adjusted.joining_warning([]) is None
    assert severity_adjusted.joining_warning([OLDER, CENTRED]) == MIXED
    assert severity_adjusted.joining_warning([OLDER, UNKNOWN]) == UNCLEAR


def test_published_pre_post_values() -> None:
    """Owen et al. 2016: 24.96 (SD 8.04) to 33.97; Rousmaniere et al.: 7.52 over 6.14."""
    assert round(effect_size.pre_post(24.96, 33.97, 8.04, 0.5, 10_000, 0.95).d, 2) == 1.12
    assert round(effect_sizes_adjusted.fixed_sd([7.52, 7.52, 7.52], 6.14, 0.95).value, 2) == 1.22


def test_g_of_the_six_worked_pairs() -> None:
    found = effect_size.pre_post(71 / 3, 80 / 3, 8.0416, 0.6570, 6, 0.95)
    assert (round(found.d, 4), round(found.correction, 4), round(found.g, 4)) == (0.3731, 0.8421, 0.3142)
    assert (round(found.variance, 4), round(found.low, 3), round(found.high, 3)) == (0.1226, -0.372, 1.0)


@pytest.mark.parametrize(("n", "half"), [(30, 0.41), (100, 0.22)])
def test_half_width_at_three_quarters_and_r_one_half(n: int, half: float) -> None:
    effect = 0.75 / effect_size.small_sample_correction(n)
    found = effect_size.pre_post(0, effect, 1, 0.5, n, 0.95)
    assert round((found.high - found.low) / 2, 2) == half


def test_change_sd_is_larger_the_more_first_and_last_go_together() -> None:
    together = effect_sizes_adjusted.change_sd([4, 5, 6], 0.95)
    apart = effect_sizes_adjusted.change_sd([-5, 5, 15], 0.95)
    assert (together.value, apart.value) == (5, 0.5)
    assert apart.low < 0 < apart.high


@pytest.mark.parametrize("change", [[], [1.0], [1.0, 2.0], [3.0, 3.0, 3.0]])
def test_too_few_or_no_spread_is_an_answer(change: list[float]) -> None:
    assert isinstance(effect_sizes_adjusted.change_sd(change, 0.95), TooFew)
    assert isinstance(pooled_d(change[:2], change, 0.95), TooFew)
    assert isinstance(glass_delta(change, change, 0.95), TooFew)


def test_no_expectation_from_intakes_that_do_not_differ() -> None:
    assert effect_sizes_adjusted.simple_expectation([20, 20, 20], [21, 22, 23]) is None
    assert effect_sizes_adjusted.simple_expectation([10, 20, 30], [20, 25, 30]) == pytest.approx((15, 0.5))


@pytest.mark.parametrize(
    ("n", "standing"),
    [(9, "nothing"), (10, "tentative"), (11, "tentative"), (29, "tentative"), (30, "full"), (31, "full")],
)
def test_how_many_episodes_it_takes(n: int, standing: str, constants: Reference) -> None:
    assert benchmarks.standing(n, constants) == standing


@pytest.mark.parametrize(
    ("effect", "first", "band"),
    [
        (0.49, 20, "below_benchmark"),
        (0.5, 20, "effective"),
        (0.8, 20, "effective"),
        (0.81, 20, "highly_effective"),
        (0.81, 24.9, "highly_effective"),
        (0.81, 25, "not_comparable"),
        (0.81, 28.8, "not_comparable"),
    ],
)
def test_benchmark_is_for_those_who_start_below_the_line(
    effect: float, first: float, band: str, constants: Reference
) -> None:
    assert benchmarks.benchmark(effect, first, 25, constants) == band


def test_sixty_six_percent_and_an_effect_of_point_seven_one_do_not_fit(constants: Reference) -> None:
    """With SD 8 no correlation of first and last between .3 and .7 makes them fit one definition."""
    for correlation in (0.3, 0.5, 0.7):
        change = consistency.change_from_effect(0.71, 8, correlation)
        found = consistency.consistency(0.66, change, 5, 8883, constants["consistency.allowed"], 0.95)
        assert found.warns
        assert 0.5 < found.expected < 0.57


@pytest.mark.parametrize(("shown", "warns"), [(0.5, False), (0.549, False), (0.551, True), (0.449, True)])
def test_the_warning_starts_where_skew_and_chance_end(shown: float, warns: bool) -> None:
    found = consistency.consistency(shown, (5, 8), 5, 10**12, 0.05, 0.95)
    assert found.expected == 0.5
    assert found.warns is warns


def test_small_groups_are_allowed_more_chance() -> None:
    few = consistency.consistency(0.66, (5, 8), 5, 20, 0.05, 0.95)
    assert not few.warns


def test_methods_on_one_data_set_differ(constants: Reference) -> None:
    """The same curves by three methods: the spread is named, because it exceeds what the literature warns of."""
    draw = np.random.default_rng(3)
    first = draw.normal(20, 5, 400)
    last = first + draw.normal(6, 5, 400)
    fixed = effect_sizes_adjusted.fixed_sd(last - first, constants["effect.fixed_sd.adult"], 0.95)
    change = effect_sizes_adjusted.change_sd(last - first, 0.95)
    assert isinstance(fixed, Estimate)
    assert change.value - fixed.value > constants["effect.methods_differ"]
