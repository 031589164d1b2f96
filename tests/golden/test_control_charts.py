"""Control and run charts agree with NHSRplotthedots 0.2.2 and qicharts2 0.8.1.

Differences by name: on a constant series NHSRplotthedots has NaN limits (it screens moving ranges with < and leaves
none), ours lie on the mean; qicharts2 divides by 1.128 where NHS England's 2.66 is rounded, and screens nothing.
"""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from fitlib.statistics.answer import TooFew
from fitlib.statistics.control_chart import ONE_SIDE, OUTSIDE, TREND, TWO_IN_THREE, Event, Segment, limits, xmr
from fitlib.statistics.run_chart import run_chart

LABELS = {
    (OUTSIDE, 1): "Above UCL", (OUTSIDE, -1): "Below LCL", (TWO_IN_THREE, 1): "2 in 3 Above CL",
    (TWO_IN_THREE, -1): "2 in 3 Below CL", (ONE_SIDE, 1): "7 Points Above CL", (ONE_SIDE, -1): "7 Points Below CL",
}  # fmt: skip
INCREASING = "7 Point Trend (Increasing)"


@pytest.fixture(scope="module")
def printed(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "golden/results/spc_funnel.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def breaches(shared: Path) -> pl.DataFrame:
    return pl.read_csv(shared / "golden/results/spc_ptd_ae_RJZ.csv", null_values="NA")


def series(shared: Path, name: str) -> np.ndarray:
    return pl.read_csv(shared / f"golden/data/spc_series_{name}.csv")["y"].to_numpy()


def labels(segment: Segment) -> list[str]:
    """The labels that NHSRplotthedots gives; all trends of these series rise."""
    named = zip(segment.first_rule(), segment.direction.tolist(), strict=True)
    return [INCREASING if rule == TREND else LABELS.get((rule, side), "Common Cause") for rule, side in named]


def counts(segments: tuple[Segment, ...]) -> dict[str, int]:
    found = [label for segment in segments for label in labels(segment)]
    return {label: found.count(label) for label in found}


def test_every_point_of_a_series_of_breaches(breaches: pl.DataFrame, constants: Any) -> None:
    (found,) = xmr(breaches["y"], constants)
    theirs = [breaches[name][0] for name in ("mean_col", "lpl", "upl")]
    assert [found.mean, found.lower, found.upper] == pytest.approx(theirs, abs=1e-9)
    assert (round(found.lower, 2), round(found.upper, 2)) == (2846.13, 6000.43)
    assert labels(found) == breaches["special_cause_type"].to_list()
    assert found.special.tolist() == breaches["special_cause_flag"].to_list()


@pytest.mark.parametrize(
    ("name", "baseline", "events"),
    [("ae_RJZ_breaches", None, []), ("ae_RJZ_fix12", 12, []), ("ae_RJZ_rebase", None, [Event(18, "named event")])],
)
def test_limits_and_counts(
    name: str,
    baseline: int | None,
    events: list[Event],
    printed: dict[str, Any],
    breaches: pl.DataFrame,
    constants: Any,
) -> None:
    of = printed[f"ptd_{name}"]
    found = xmr(breaches["y"], constants, events, baseline)
    for ours, theirs in (("mean", "mean"), ("lower", "lpl"), ("upper", "upl")):
        assert [getattr(one, ours) for one in found] == pytest.approx(np.atleast_1d(of[theirs]).tolist(), abs=1e-8)
    assert counts(found) == of["types"]


def test_without_screening(printed: dict[str, Any], breaches: pl.DataFrame, constants: Any) -> None:
    of = printed["ptd_ae_RJZ_breaches_noscreen"]
    found = limits(breaches["y"], constants["control.width"], math.inf)
    assert found == pytest.approx((of["mean"], of["lpl"], of["upl"]), abs=1e-8)


@pytest.mark.parametrize("name", ["shift", "trend"])
def test_made_series(name: str, shared: Path, printed: dict[str, Any], constants: Any) -> None:
    of, (found,) = printed[f"ptd_series_{name}"], xmr(series(shared, name), constants)
    assert [found.mean, found.lower, found.upper] == pytest.approx([of["mean"], of["lpl"], of["upl"]], abs=1e-9)
    assert counts((found,)) == of["types"]


def test_constant_series_has_limits_on_its_mean(shared: Path, printed: dict[str, Any], constants: Any) -> None:
    assert printed["ptd_series_const"]["lpl"] is None
    (found,) = xmr(series(shared, "const"), constants)
    assert (found.mean, found.lower, found.upper) == (5, 5, 5)
    assert not found.special.any()


def test_qicharts2_uses_the_unrounded_constant(shared: Path, printed: dict[str, Any]) -> None:
    of = printed["qic_i_shift"]
    found = limits(series(shared, "shift"), 3 / 1.128, math.inf)
    assert found == pytest.approx((of["CL"], of["aLCL"], of["aUCL"]), abs=1e-9)


@pytest.mark.parametrize("name", ["noise", "shift"])
def test_run_charts(name: str, shared: Path, printed: dict[str, Any], constants: Any) -> None:
    of, found = printed[f"qic_run_{name}"], run_chart(series(shared, name), constants)
    runs = [found.longest_run, found.longest_allowed, found.crossings, found.crossings_needed]
    names = ["CL", "n.useful", "longest.run", "longest.run.max", "n.crossings", "n.crossings.min"]
    assert [found.median, found.useful, *runs] == [of[field] for field in names]
    assert found.signal == bool(of["runs.signal"])


def test_a_series_on_its_median_has_no_runs(shared: Path, constants: Any) -> None:
    assert run_chart(series(shared, "const"), constants) == TooFew(0, 12, "control.least")
