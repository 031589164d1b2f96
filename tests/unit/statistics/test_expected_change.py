"""The service reference curve: anchors, tiers, shrinkage, corridor, zones and checks on unseen clients."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from fitlib.errors import ReferenceMissing
from fitlib.reference import Reference
from fitlib.statistics import expected_check, expected_rules, zones
from fitlib.statistics.expected_change import OWN, PRIOR, SHRUNK, fit_curve, prior_curve
from fitlib.statistics.expected_rows import fit_curves, later_measures
from fitlib.statistics.expected_rules import ExpectedRules, Preset


def measured(episodes: int, seed: int = 1, gain: float = 5.0, most: int = 9) -> pl.DataFrame:
    """One row per session of closed episodes whose mean gain at the eighth session is `gain` from 20."""
    draw = np.random.default_rng(seed)
    sessions = draw.integers(2, most + 1, episodes)
    code = np.repeat(np.arange(episodes), sessions)
    number = np.concatenate([np.arange(1, n + 1) for n in sessions])
    log_t, true = np.log(number) / np.log(8), draw.normal(20, 8, episodes)[code]
    slope = gain - 0.6 * (true - 20) + draw.normal(0, 4, episodes)[code]
    score = np.clip(true + log_t * slope + draw.normal(0, 2.9, code.size), 0, 40)
    kind = {"rater": "self", "ors_form": "ORS", "age_group": "adult", "status": "closed"}
    names = {"episode": [f"e{i:05d}" for i in code], "client": [f"c{i // 2:05d}" for i in code]}
    numbers = {"session_no": number.astype(np.int32), "ors": np.rint(10 * score).astype(np.int16)}
    return pl.DataFrame(names | numbers).with_columns(**{name: pl.lit(value) for name, value in kind.items()})


@pytest.fixture
def rules(constants: Reference) -> ExpectedRules:
    return expected_rules.rules(constants, "adult")


def test_prior_is_the_anchors(rules: ExpectedRules) -> None:
    prior = prior_curve(rules)
    assert prior.expected([100, 200, 300], 8).tolist() == pytest.approx([235, 280, 325])
    assert prior.expected([100, 200, 300], 1).tolist() == pytest.approx([100, 200, 300])
    assert prior.expected_error([200, 300], 8).tolist() == pytest.approx([20, np.hypot(20, 10)])


@pytest.mark.parametrize("age_group", ["adult", "adolescent", "child"])
def test_no_change_is_expected_near_thirty_four(age_group: str, constants: Reference) -> None:
    prior = prior_curve(expected_rules.rules(constants, age_group))
    change = prior.expected([330, 350], 8) - [330, 350]
    assert change[0] > 0 > change[1]


def test_an_age_group_without_anchor_has_no_rules(constants: Reference) -> None:
    with pytest.raises(ReferenceMissing):
        expected_rules.rules(constants, "unknown")


@pytest.mark.parametrize(("episodes", "tier"), [(29, PRIOR), (30, SHRUNK), (31, SHRUNK), (199, SHRUNK), (200, OWN)])
def test_tier_by_closed_episodes_with_two_measures(episodes: int, tier: str, rules: ExpectedRules) -> None:
    one_each = measured(episodes, most=6).with_columns(pl.col("episode").alias("client"))
    curve = fit_curve(later_measures(one_each), rules)
    assert (curve.tier, curve.episodes) == (tier, episodes)
    assert bool(curve.lines) is (tier == OWN)


def test_shrunk_mean_lies_between_own_and_prior(rules: ExpectedRules) -> None:
    rows = later_measures(measured(150, gain=2.0))
    shrunk = fit_curve(rows, rules)
    own = fit_curve(rows, ExpectedRules(**{**vars(rules), "prior_episodes": 0}))
    weight = 150 / (150 + rules.prior_episodes)
    assert shrunk.mean == pytest.approx(weight * own.mean + (1 - weight) * rules.prior_mean)
    assert own.expected(200, 8) < shrunk.expected(200, 8) < prior_curve(rules).expected(200, 8)


def test_curve_ends_at_the_last_session_with_thirty_clients(rules: ExpectedRules) -> None:
    later = later_measures(measured(400).with_columns(pl.col("episode").alias("client")))
    clients = dict(later.group_by("session").agg(pl.col("client").n_unique()).sort("session").iter_rows())
    curve = fit_curve(later, rules)
    assert curve.last_session == max(t for t, n in clients.items() if n >= 30)
    few = later.filter((pl.col("session") < 6) | (pl.col("episode").rank("dense").over("session") < 30))
    assert fit_curve(few, rules).last_session == 5
    assert curve.expected(200, 50) == curve.expected(200, curve.last_session)


def test_later_measures_than_the_curve_has_are_not_predicted(rules: ExpectedRules) -> None:
    later = later_measures(measured(400))
    curve = replace(fit_curve(later, rules), last_session=4)
    found = expected_check.predicted(later, curve)
    assert later["session"].max() > 4
    assert found["session"].max() == 4
    assert found.height == later.filter(pl.col("session") <= 4).height


def test_episodes_of_two_measures_alone_cannot_carry_a_curve(rules: ExpectedRules) -> None:
    curve = fit_curve(later_measures(measured(100, most=2)), rules)
    assert (curve.tier, curve.episodes) == (PRIOR, 100)


def test_corridor_is_in_order_within_the_scale_and_in_whole_tenths(rules: ExpectedRules) -> None:
    for episodes in (0, 100, 400):
        curve = fit_curve(later_measures(measured(episodes or 5)), rules)
        corridor = curve.corridor(np.arange(0, 401, 10), np.full(41, 8))
        assert corridor.dtype == np.int16
        assert (np.diff(corridor.astype(int), axis=0) >= 0).all()
        assert corridor.min() >= 0
        assert corridor.max() <= 400


def test_a_share_without_a_line_is_refused(rules: ExpectedRules) -> None:
    with pytest.raises(ValueError, match="0.42|not in"):
        prior_curve(rules).line(0.42, 200, 4)


def test_presets_come_from_the_reference(constants: Reference) -> None:
    assert expected_rules.preset(constants, "percentile") == Preset(0.5, 0.25)
    assert expected_rules.preset(constants, "openfit_like") == Preset(0.31, 0.1)
    with pytest.raises(ReferenceMissing):
        expected_rules.preset(constants, "etr")


def test_rows_start_after_the_first_measure_and_skip_what_is_not_closed_or_measured() -> None:
    rows = pl.DataFrame(
        {
            "episode": ["a"] * 5 + ["b"] * 2 + ["c"],
            "client": ["x"] * 5 + ["y"] * 2 + ["z"],
            "rater": ["self"] * 4 + ["mother"] + ["self"] * 3,
            "session_no": [1, 2, 3, 5, 1, 1, 2, 1],
            "ors": [None, 180, 200, 260, 300, 100, 150, 210],
            "ors_form": "ORS",
            "age_group": "adult",
            "status": ["closed"] * 5 + ["open"] * 2 + ["closed"],
        }
    )
    found = later_measures(rows)
    assert found.select("episode", "session", "intake", "ors", "end", "last").rows() == [
        ("a", 2, 180, 200, 4, 260),
        ("a", 4, 180, 260, 4, 260),
    ]


def test_kinds_are_never_pooled_and_each_has_its_own_curve(constants: Reference) -> None:
    own = measured(40, most=5)
    mother = own.with_columns(pl.lit("mother").alias("rater"), (pl.col("ors") // 2).cast(pl.Int16))
    unknown = own.with_columns(pl.lit("unknown").alias("age_group"), ("u" + pl.col("episode")).alias("episode"))
    curves = fit_curves(later_measures(pl.concat([own, mother, unknown])), constants)
    assert list(curves) == [("ORS", "adult", "mother"), ("ORS", "adult", "self")]
    assert all(curve.episodes == 40 for curve in curves.values())


@pytest.mark.parametrize(
    ("latest", "measures", "found"),
    [
        (301, 2, "green"),
        (300, 2, "green"),
        (299, 2, "orange"),
        (251, 2, "orange"),
        (250, 2, "orange"),
        (249, 2, "red"),
        (399, 1, "grey"),
        (100, 1, "grey"),
        (399, 0, "grey"),
    ],
)
def test_zone_around_each_line(latest: int, measures: int, found: str) -> None:
    assert zones.ZONES[zones.zone([latest], 300, 250, [measures])[0]] == found


def test_carried_lines_stand_and_the_mean_is_never_a_line(rules: ExpectedRules) -> None:
    curves = pl.DataFrame(
        {
            "intake": [200, 200, 200],
            "latest": [270, 270, 270],
            "session": [8, 8, 8],
            "n_ors": [3, 3, 1],
            "line_green": pl.Series([260, None, 260], dtype=pl.Int16),
            "line_red": pl.Series([220, 220, 220], dtype=pl.Int16),
        }
    )
    found = zones.with_lines(curves, prior_curve(rules), Preset(0.5, 0.25))
    assert found["line_source"].to_list() == ["export", "service", "export"]
    assert found["line_green"].to_list() == [260, 280, 260]
    assert found["zone"].to_list() == ["green", "orange", "grey"]
    assert found["expected_mean"].to_list() == pytest.approx([280, 280, 280])
    bare = zones.with_lines(curves.drop("line_green", "line_red"), prior_curve(rules), Preset(0.5, 0.25))
    assert bare["line_source"].unique().to_list() == ["service"]


def test_calibration_on_unseen_clients_is_close_to_what_the_lines_say(rules: ExpectedRules) -> None:
    predictions = expected_check.cross_validated(later_measures(measured(1500)), rules)
    for line in expected_check.calibration(predictions, rules, 0.95):
        assert line.k / line.n == pytest.approx(line.share, abs=0.03)
        assert line.interval[0] < line.k / line.n < line.interval[1]
    found = expected_check.error(predictions)
    assert abs(found.mean) < 0.5
    assert 4 < found.root_mean_square < 9


def test_both_episodes_of_a_client_are_held_out_together(rules: ExpectedRules) -> None:
    """Scores of one client are changed beyond measure: what is predicted for that client may not move."""
    rows = later_measures(measured(300))
    changed = rows.with_columns(
        pl.when(pl.col("client") == "c00007").then(400).otherwise(pl.col("ors")).cast(pl.Int16).alias("ors")
    )
    before, after = (expected_check.cross_validated(some, rules).filter(client="c00007") for some in (rows, changed))
    assert before["expected"].to_list() == after["expected"].to_list()
    assert before["episode"].n_unique() == 2


def test_what_a_red_zone_was_worth_is_counted_by_hand() -> None:
    rows = pl.DataFrame(
        {
            "episode": ["a", "a", "b", "b", "c", "c", "d"],
            "session": [2, 3, 2, 4, 2, 3, 2],
            "ors": [100, 120, 90, 260, 240, 245, 100],
            "intake": [200] * 7,
            "end": [3, 3, 4, 4, 3, 3, 2],
            "last": [120, 120, 260, 260, 249, 249, 100],
            "p10": [110] * 7,
        }
    )
    (at_two,) = expected_check.red_zones(rows, Preset(0.31, 0.1), 50, 0.95)
    assert (at_two.session, at_two.n, at_two.red, at_two.poor, at_two.poor_of_red) == (2, 3, 2, 2, 1)
    assert (at_two.ppv, at_two.base) == (0.5, pytest.approx(2 / 3))
    assert expected_check.red_zones(rows.clear(), Preset(0.31, 0.1), 50, 0.95) == ()


def test_no_red_ones_have_no_ppv() -> None:
    zone = expected_check.RedZone(2, 5, 0, 1, 0, None)
    assert (zone.ppv, zone.base) == (None, 0.2)
    assert expected_check.RedZone(2, 0, 0, 0, 0, None).base is None
