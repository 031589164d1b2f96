"""The gate, rule by rule: what is hidden, what goes with it, what is rounded, and who may see what."""

from datetime import date

import pytest

from fitlib.curves.curve import Curve, Point
from fitlib.errors import NotReleased
from fitlib.release import FEW_VALUES, SMALL_GROUP, release, release_curves
from fitlib.release.gate import withholding
from fitlib.release.reasons import COVERAGE
from fitlib.release.rounding import to_nearest
from tests.unit.release.figures import mean, parts, share


def one(facts, audience, constants, name=None, group="all"):
    found = release(facts, audience, constants)
    return found.one(name or facts[0].name, group)


@pytest.mark.parametrize(("k", "seen"), [(0, 0), (1, None), (4, None), (5, 5), (6, 6)])
def test_a_count_below_five_is_hidden_inside_the_house(k, seen, constants) -> None:
    assert one([share("x", k, 40)], "internal", constants).k == seen


@pytest.mark.parametrize(("k", "seen"), [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15)])
def test_a_count_below_eight_is_hidden_outside_and_others_are_rounded_to_five(k, seen, constants) -> None:
    assert one([share("x", k, 100)], "public", constants).k == seen


@pytest.mark.parametrize(
    ("count", "nearest"), [(2, 0), (3, 5), (7, 5), (8, 10), (12, 10), (13, 15), (44, 45), (116, 115)]
)
def test_rounding_to_five_is_half_up(count, nearest) -> None:
    assert to_nearest(count, 5) == nearest


@pytest.mark.parametrize(("k", "seen"), [(34, 34), (35, 35), (36, None), (39, None), (40, 40)])
def test_those_that_are_left_over_count_as_well(k, seen, constants) -> None:
    assert one([share("x", k, 40)], "internal", constants).k == seen


def test_with_k_goes_all_that_tells_it(constants) -> None:
    fact = one([share("x", 3, 40)], "internal", constants)
    assert (fact.value, fact.k, fact.low, fact.high, fact.n, fact.hidden) == (None, None, None, None, 40, SMALL_GROUP)


def test_an_n_below_the_threshold_is_hidden_itself(constants) -> None:
    fact = one([share("x", 0, 4)], "internal", constants)
    assert (fact.n, fact.hidden) == (None, SMALL_GROUP)


@pytest.mark.parametrize(("n", "value"), [(19, None), (20, 0.5), (21, 0.5)])
def test_a_percentage_needs_a_base_of_twenty_but_k_of_n_stays(n, value, constants) -> None:
    fact = one([share("x", n // 2, n)], "internal", constants)
    assert (fact.k, fact.n, fact.hidden) == (n // 2, n, None)
    assert fact.value == (pytest.approx(value, abs=0.03) if value else None)


@pytest.mark.parametrize(("n", "hidden"), [(9, FEW_VALUES), (10, None), (11, None)])
def test_a_mean_needs_ten_values(n, hidden, constants) -> None:
    fact = one([mean("m", 28.84, n)], "internal", constants)
    assert (fact.hidden, fact.n) == (hidden, n)


def test_a_mean_of_the_others_does_not_give_a_hidden_one_away(constants) -> None:
    facts = [mean("m", 20, 60), mean("m", 21, 30, "adult"), mean("m", 19, 22, "child"), mean("m", 18, 8, "adolescent")]
    seen = {fact.group: fact.hidden for fact in release(facts, "internal", constants).facts}
    assert seen == {"all": None, "adult": None, "child": FEW_VALUES, "adolescent": FEW_VALUES}


def test_nobody_counted_is_nothing_to_hide(constants) -> None:
    fact = one([share("x", 0, 0)], "public", constants)
    assert (fact.hidden, fact.value, fact.n) == (None, None, 0)


def test_own_hides_nothing_and_rounds_nothing(constants) -> None:
    facts = [*parts({"a": 1, "b": 2, "c": 46}), mean("m", 28.8419, 3), share("x", 1, 2, "export:file.csv", of="of_x")]
    seen = release(facts, "own", constants).facts
    assert [(f.value, f.k, f.n, f.hidden) for f in seen] == [(f.value, f.k, f.n, None) for f in facts]


def test_two_figures_of_the_same_people_are_hidden_together(constants) -> None:
    facts = [share("x", 3, 40), share("y", 3, 60, of="episodes")]
    facts = [facts[0], type(facts[1])(**{**vars(facts[1]), "counted": "x"})]
    assert [fact.k for fact in release(facts, "internal", constants).facts] == [None, None]


def test_a_set_cannot_have_two_counts(constants) -> None:
    with pytest.raises(ValueError, match="two counts"):
        release([share("x", 10, 40), share("y", 10, 41)], "internal", constants)


def test_exports_are_told_apart_only_by_those_entitled(constants) -> None:
    facts = [share("x", 20, 60), share("x", 10, 30, "export:a.csv"), share("x", 10, 30, "export:b.csv")]
    assert len(release(facts, "own", constants).facts) == 3
    assert len(release(facts, "internal", constants).facts) == 1
    assert len(release(facts, "public", constants).facts) == 1


def test_of_what_is_withheld_for_low_coverage_only_the_name_is_told(constants) -> None:
    page = withholding(release([share("x", 30, 60), share("y", 20, 60)], "internal", constants), {"x"})
    fact = page.one("x")
    assert page.one("y").k == 20
    assert (fact.name, fact.group, fact.unit) == ("x", "all", "share")
    assert (fact.denominator, fact.method, fact.hidden) == ("clients_with_two", "share", COVERAGE)
    assert (fact.value, fact.k, fact.n, fact.low, fact.high, fact.step) == (None,) * 5 + (1,)


def test_an_audience_needs_a_policy(constants) -> None:
    with pytest.raises(NotReleased):
        release([], "everybody", constants)


def two_raters() -> list[Curve]:
    points = (Point(1, date(2024, 1, 1), 200, 300), Point(2, date(2024, 1, 15), 250, None))
    return [Curve("v1_x", "T", "adult", rater, points, True) for rater in ("self", "mother")]


def test_own_sees_a_curve_with_its_dates(constants) -> None:
    (case,) = release_curves(two_raters(), "own", constants)
    assert (case.label, case.cutoff, case.reliable_change, case.noise) == ("A", 250, 50, 29)
    assert [(rater, [point.when for point in points]) for rater, points in case.raters] == [
        ("self", ["2024-01-01", "2024-01-15"]), ("mother", ["2024-01-01", "2024-01-15"]),
    ]  # fmt: skip


def test_a_workshop_sees_weeks_and_no_pseudonym(constants) -> None:
    (case,) = release_curves(two_raters(), "workshop", constants)
    assert [point.when for point in case.raters[0][1]] == ["1", "3"]
    assert "v1_x" not in repr(case)
    assert "2024" not in repr(case)


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_others_see_no_single_case(audience, constants) -> None:
    with pytest.raises(NotReleased):
        release_curves(two_raters(), audience, constants)


def test_cases_are_lettered_in_the_order_given(constants) -> None:
    curves = [
        Curve(f"v1_{place}", "T", "child", "self", (Point(1, date(2024, 1, 1), 200),), True) for place in range(28)
    ]
    labels = [case.label for case in release_curves(curves, "own", constants)]
    assert (labels[0], labels[25], labels[26], labels[27]) == ("A", "Z", "AA", "AB")
