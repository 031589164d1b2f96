"""Funnels agree with FunnelPlotR 0.6.0 on the medpar data.

Differences by name: FunnelPlotR rounds denominators to two decimals (a share of φ's fourth digit); on the arcsine scale
its upper limit folds back below 1, so that a small unit with every event is called an outlier; ours stops at 1.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from fitlib.statistics import funnel, shrinkage

FOLDING = "030033"
PRINTED_QUANTILES = 2e-6  # FunnelPlotR writes the normal quantiles as 1.959964 and 3.090232


@pytest.fixture(scope="module")
def printed(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "golden/results/spc_funnel.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def hospitals(shared: Path) -> pl.DataFrame:
    """One row per hospital: patients, deaths, days observed and expected."""
    patients = pl.read_csv(shared / "golden/data/medpar_pred.csv", schema_overrides={"provnum": pl.String})
    sums = {"died": pl.col("died").sum(), "days": pl.col("los").sum(), "expected": pl.col("pred").sum()}
    return patients.group_by("provnum").agg(n=pl.len(), **sums).sort("provnum")


@pytest.fixture(scope="module")
def everyone(constants: Any) -> dict[str, Any]:
    """The project's constants, but with hospitals of any size judged, as FunnelPlotR does."""
    return dict(constants) | {"funnel.least.clients": 1}


def rows_of(shared: Path, name: str) -> pl.DataFrame:
    file = shared / f"golden/results/funnel_medpar_{name}.csv"
    return pl.read_csv(file, schema_overrides={"group": pl.String}).sort("group")


def columns(rows: pl.DataFrame, prefix: str) -> list[np.ndarray]:
    return [rows[f"{prefix}{edge}"].to_numpy() for edge in ("95LCL", "95UCL", "99LCL", "99UCL")]


def edges(limits: funnel.Limits) -> list[np.ndarray]:
    return [limits.low, limits.high, limits.outer_low, limits.outer_high]


def names(hospitals: pl.DataFrame, marked: np.ndarray) -> list[str]:
    return hospitals["provnum"].to_numpy()[marked].tolist()


def test_ratios_with_their_rounded_denominators(
    shared: Path, printed: dict[str, Any], hospitals: pl.DataFrame, everyone: dict[str, Any]
) -> None:
    of, rows = printed["funnel_medpar_SR_SHMI"], rows_of(shared, "SR_SHMI")
    found = funnel.ratios(hospitals["days"], hospitals["expected"].round(2), everyone)
    assert [found.phi, found.tau2] == pytest.approx([of["phi"], of["tau2"]], abs=1e-12)
    assert names(hospitals, found.outside) == of["outliers"]
    for ours, theirs in zip(edges(found.adjusted), columns(rows, "OD"), strict=True):
        assert ours == pytest.approx(theirs, rel=PRINTED_QUANTILES)
    for ours, name in zip(edges(found.plain), ("LCL95", "UCL95", "LCL99", "UCL99"), strict=True):
        assert ours == pytest.approx(rows[name].to_numpy(), abs=1e-12)
    beyond = (found.value < found.plain.outer_low) | (found.value > found.plain.outer_high)
    assert names(hospitals, beyond) == printed["funnel_medpar_SR_SHMI_noadj"]["outliers"]


def test_denominators_that_are_not_rounded_move_phi(
    printed: dict[str, Any], hospitals: pl.DataFrame, everyone: dict[str, Any]
) -> None:
    found = funnel.ratios(hospitals["days"], hospitals["expected"], everyone)
    theirs = printed["funnel_medpar_SR_SHMI"]["phi"]
    assert found.phi == pytest.approx(theirs, abs=1e-3)
    assert found.phi != pytest.approx(theirs, abs=1e-4)


def test_shares(shared: Path, printed: dict[str, Any], hospitals: pl.DataFrame, everyone: dict[str, Any]) -> None:
    of, rows = printed["funnel_medpar_PR_died"], rows_of(shared, "PR_died")
    found = funnel.shares(hospitals["died"], hospitals["n"], everyone)
    assert [found.phi, found.tau2] == pytest.approx([of["phi"], of["tau2"]], abs=1e-12)
    for ours, theirs in zip(edges(found.adjusted), columns(rows, "OD"), strict=True):
        inside = (ours > 0) & (ours < 1)
        assert ours[inside] == pytest.approx(theirs[inside], rel=PRINTED_QUANTILES)
    assert sorted([*names(hospitals, found.warned), FOLDING]) == of["outliers"]


def test_a_limit_does_not_fold_back(shared: Path, hospitals: pl.DataFrame, everyone: dict[str, Any]) -> None:
    at = hospitals["provnum"].to_list().index(FOLDING)
    found = funnel.shares(hospitals["died"], hospitals["n"], everyone)
    assert rows_of(shared, "PR_died")["OD95UCL"][at] < 1
    assert (found.value[at], found.adjusted.high[at]) == (1, 1)
    assert not found.warned[at]


def test_small_hospitals_are_not_judged(hospitals: pl.DataFrame, constants: Any) -> None:
    found = funnel.shares(hospitals["died"], hospitals["n"], constants)
    assert not found.judged[hospitals["n"].to_numpy() < constants["funnel.least.clients"]].any()
    assert not (found.warned & ~found.judged).any()


def test_variance_between_studies_is_that_of_metafor(shared: Path) -> None:
    """DerSimonian–Laird on the BCG trials as metafor's documentation prints it: −0.7141 (se 0.1787), τ² 0.3088."""
    bcg = pl.read_csv(shared / "golden/data/dat_bcg.csv")
    treated, control = bcg["tpos"] + bcg["tneg"], bcg["cpos"] + bcg["cneg"]
    effect = ((bcg["tpos"] / treated) / (bcg["cpos"] / control)).log()
    found = shrinkage.shrink(effect, 1 / bcg["tpos"] - 1 / treated + 1 / bcg["cpos"] - 1 / control)
    assert [round(value, 4) for value in (found.mean, found.mean_se, found.tau2)] == [-0.7141, 0.1787, 0.3088]
