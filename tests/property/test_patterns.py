"""Invariants of the curve patterns, whatever the curve."""

from datetime import date

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from fitlib import reference
from fitlib.curves.classify import ABSENT, TOO_FEW, answers, classify, hits, most_telling
from fitlib.curves.columns import from_curves, from_measurements
from fitlib.curves.curve import Curve, Point
from fitlib.curves.patterns import every
from fitlib.curves.sudden import GAIN, LOSS, criteria
from tests.property import examples

CONSTANTS = reference.load()
scores = st.one_of(st.none(), st.integers(0, 400))
sessions = st.lists(st.tuples(scores, scores), min_size=1, max_size=14)


def curve_of(rows, name="v1_e", rater="self") -> Curve:
    points = tuple(Point(number, date(2024, 1, 1), ors, srs) for number, (ors, srs) in enumerate(rows, start=1))
    return Curve(name, "Team", "adult", rater, points, closed=True)


def of_ors(values) -> dict[str, str | None]:
    return answers(curve_of([(value, None) for value in values]), CONSTANTS)


@given(st.lists(sessions, min_size=1, max_size=8))
@examples(60)
def test_a_curve_among_many_is_answered_as_the_curve_alone(many):
    """The rule for one and the rule for a million are the same code; this says that they give the same."""
    curves = [curve_of(rows, f"v1_{at}") for at, rows in enumerate(many)]
    together = classify(from_curves(curves, CONSTANTS), CONSTANTS)
    for row, curve in zip(together.answers, curves, strict=True):
        alone = answers(curve, CONSTANTS)
        for key, answer, pattern in zip(together.keys, row, every(CONSTANTS), strict=True):
            assert alone[key] == ("too_few", None, *pattern.conditions)[answer + 1]


@given(st.lists(sessions, min_size=1, max_size=6))
@examples(40)
def test_what_is_shown_is_the_same_for_one_and_for_many(many):
    curves = [curve_of(rows, f"v1_{at}") for at, rows in enumerate(many)]
    together = classify(from_curves(curves, CONSTANTS), CONSTANTS)
    for row, curve in zip(most_telling(together, CONSTANTS), curves, strict=True):
        assert [together.keys[at] for at in row if at >= 0] == [hit.key for hit in hits(curve, CONSTANTS)]


@given(sessions, st.randoms())
def test_the_order_of_the_rows_does_not_matter(rows, chance):
    table = [("e", "self", "adult", number, ors, srs) for number, (ors, srs) in enumerate(rows, start=1)]
    kinds = dict.fromkeys(("episode", "rater", "age_group"), pl.String)
    kinds |= dict.fromkeys(("session_no", "ors", "srs"), pl.Int32)
    shuffled = chance.sample(table, len(table))
    frames = [pl.DataFrame(one, schema=kinds, orient="row") for one in (table, shuffled)]
    made = [classify(from_measurements(frame, CONSTANTS), CONSTANTS).answers.tolist() for frame in frames]
    assert made[0] == made[1]


@given(st.lists(st.integers(0, 400), min_size=5, max_size=20))
def test_a_monotone_curve_is_never_a_saw_nor_a_dip(values):
    for ordered in (sorted(values), sorted(values, reverse=True)):
        assert of_ors(ordered)["sawtooth"] is None
        assert of_ors(ordered)["dip"] is None


@given(st.lists(st.integers(100, 300), min_size=3, max_size=14), st.integers(-100, 100))
def test_patterns_of_shape_do_not_see_a_shift(values, shift):
    """What has no cutoff in its rule says the same of a curve that lies higher or lower on the scale."""
    here, there = of_ors(values), of_ors([value + shift for value in values])
    for key in ("early_change", "steady_rise", "plateau", "deterioration", "dip", "sawtooth", "worse_then_better"):
        assert here[key] == there[key]


@given(st.lists(st.integers(0, 400), min_size=5, max_size=14))
def test_patterns_that_exclude_each_other(values):
    found = of_ors(values)
    assert not (found["flat_low"] and found["flat_high"])
    assert not (found["steady_rise"] and found["deterioration"] == "latest")
    assert not (found["flat_low"] == "range" and found["deterioration"] == "latest")


@given(st.lists(st.integers(0, 400), min_size=4, max_size=12))
def test_a_sudden_gain_is_at_least_a_reliable_change(values):
    if of_ors(values)["sudden_gain"]:
        assert max(later - earlier for earlier, later in zip(values, values[1:], strict=False)) >= 50


@given(st.lists(st.integers(0, 400), min_size=4, max_size=12))
def test_a_gain_seen_backwards_is_a_loss(values):
    """The first and the third criterion are symmetric in time; the second looks at the level before the change."""
    s = np.array(values)[:, None]
    gains, losses = (criteria(x, 50, 250, (2.776, 3.182, 4.303), way) for x, way in ((s, GAIN), (s[::-1], LOSS)))
    assert (gains.first == losses.first[::-1]).all()
    assert (gains.third == losses.third[::-1]).all()


@given(sessions)
def test_too_few_stays_until_points_come(rows):
    """Fewer measurements never tell more: no answer turns from told to "too few" when a measured session is added."""
    before = answers(curve_of(rows), CONSTANTS)
    after = answers(curve_of([*rows, (200, 360)]), CONSTANTS)
    assert all(after[key] != "too_few" for key, answer in before.items() if answer != "too_few")


def test_the_answers_are_three():
    assert (TOO_FEW, ABSENT) == (-1, 0)
