"""How large a change is

An effect size is a mean change over a spread. Which spread decides the figure, so each effect size carries the name of
its method, and figures of two methods are never put side by side.
"""

import pytest

from fitlib.statistics import consistency, effect_sizes_adjusted, reliable_change, severity_adjusted
from fitlib.statistics.benchmarks import benchmark, standing

FIRST, LAST = [12, 18, 22, 26, 30, 34], [24, 20, 29, 27, 24, 36]


def test_the_method_goes_with_the_figure():
    """The same six clients: .39 over a fixed spread, .49 over the spread of the change."""
    change = [last - first for first, last in zip(FIRST, LAST, strict=True)]
    fixed, own = effect_sizes_adjusted.fixed_sd(change, 7.75, 0.95), effect_sizes_adjusted.change_sd(change, 0.95)
    assert [(found.method, round(found.value, 2)) for found in (fixed, own)] == [
        ("fixed_sd", 0.39),
        ("change_sd", 0.49),
    ]


def test_relative_effect_asks_whether_it_went_as_expected():
    """Latest scores 24, 29, 28 and 30.9 against expected 25.34, 27, 28.5 and 30.3 are .02 above the expected."""
    found = effect_sizes_adjusted.relative_effect([24, 29, 28, 30.9], [25.34, 27, 28.5, 30.3], 8, 0.95)
    assert round(found.value, 2) == 0.02


def test_two_kinds_of_saes_are_not_joined():
    """SAES of the older kind and of the newer kind in one series give a warning: .76 in one is 0 in the other."""
    kinds = [severity_adjusted.OLDER, severity_adjusted.CENTRED]
    assert severity_adjusted.joining_warning(kinds) == "saes_conventions_mixed"
    assert severity_adjusted.joining_warning(kinds[:1]) is None


@pytest.mark.parametrize(("n", "shown"), [(9, "nothing"), (10, "tentative"), (29, "tentative"), (30, "full")])
def test_few_episodes_give_no_effect_size(constants, n, shown):
    """Below ten episodes there is no effect size, below thirty it is indicative, from thirty it has its interval."""
    assert standing(n, constants) == shown


def test_benchmarks_of_therapy_are_for_those_who_start_below_the_line(constants):
    """A mean effect of .9 is not compared with therapy where the mean starts above the line."""
    assert benchmark(0.9, 28.8, 25, constants) == "not_comparable"
    assert benchmark(0.9, 19.6, 25, constants) == "highly_effective"


def test_figures_that_do_not_fit_each_other_are_named(constants):
    """66 % reliably strengthened and an effect size of .71 do not fit one definition, and the page warns."""
    change = consistency.change_from_effect(0.71, 8, 0.5)
    assert consistency.consistency(0.66, change, 5, 8883, constants["consistency.allowed"], 0.95).warns


def test_five_points_happen_by_chance_too(constants):
    """With nobody changed, five points up are seen in 11 % and five down in 11 %: the grey reference."""
    assert round(reliable_change.false_alarm(constants["rci.convention"], constants["noise.sem"]), 2) == 0.11
