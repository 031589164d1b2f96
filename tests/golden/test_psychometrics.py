"""Psychometrics agree with psych 2.2.9, lavaan 0.6-14 and pROC 1.18 on open data, to the digits that they print.

Differences by name: psych's RMSEA divides by n once and by n − 1 once, ours by n; psych and lavaan stop their
optimisers a little earlier (sixth digit of a loading); psych's omega for one factor is not the model's omega.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from fitlib.statistics import confirmatory, exploratory, icc, reliability, roc, split_half

HIGHEST_ANSWER = 6
SCALES = ("agree", "neuro")
ICC_FIELDS = {"value": "ICC", "f": "F", "df1": "df1", "df2": "df2", "p": "p"}
ICC_FIELDS |= {"low": "lower bound", "high": "upper bound"}


@pytest.fixture(scope="module")
def printed(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "golden/results/psychometrics.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def bfi(shared: Path) -> pl.DataFrame:
    return pl.read_csv(shared / "golden/data/bfi.csv", null_values="NA")


def scale(bfi: pl.DataFrame, printed: dict[str, Any]) -> np.ndarray:
    """One row per respondent with all items of a scale, negatively keyed items turned."""
    items = bfi.select(printed["items"]).to_numpy().astype(float)
    return np.where(np.array(printed["keys"]) < 0, 1 + HIGHEST_ANSWER - items, items)


@pytest.mark.parametrize("name", SCALES)
def test_alpha_and_its_closed_interval(name: str, printed: dict[str, Any], bfi: pl.DataFrame) -> None:
    expected, items = printed[name], scale(bfi, printed[name])
    assert reliability.cronbach(items) == pytest.approx(expected["alpha_raw"], abs=1e-12)
    assert reliability.standardised(items) == pytest.approx(expected["alpha_std"], abs=1e-12)
    low, high = reliability.feldt(items, 0.95)
    assert low == pytest.approx(expected["feldt_ci"]["lower.ci"], abs=1e-12)
    assert high == pytest.approx(expected["feldt_ci"]["upper.ci"], abs=1e-12)


@pytest.mark.parametrize("name", SCALES)
def test_items(name: str, printed: dict[str, Any], bfi: pl.DataFrame) -> None:
    expected, items = printed[name], scale(bfi, printed[name])
    found = reliability.items_of(items)
    assert found.n == expected["n_complete"]
    assert found.mean == pytest.approx(expected["avg_r"], abs=1e-12)
    assert found.rest == pytest.approx(list(expected["r_drop"].values()), abs=1e-12)
    assert reliability.without_each(items) == pytest.approx(list(expected["alpha_drop"].values()), abs=1e-12)


@pytest.mark.parametrize("name", SCALES)
def test_one_factor_model_and_omega(name: str, printed: dict[str, Any], bfi: pl.DataFrame, constants: Any) -> None:
    expected, items = printed[name], scale(bfi, printed[name])
    model = confirmatory.one_factor(items, constants)
    fit, of = model.fit, expected["cfa_fit"]
    found = [fit.chi2, fit.cfi, fit.tli, fit.rmsea, fit.rmsea_low, fit.rmsea_high, fit.srmr]
    names = ["chisq", "cfi", "tli", "rmsea", "rmsea.ci.lower", "rmsea.ci.upper", "srmr"]
    assert found == pytest.approx([of[name] for name in names], abs=1e-7)
    assert [fit.aic, fit.bic] == pytest.approx([of["aic"], of["bic"]], abs=1e-4)
    assert (fit.degrees, fit.few_degrees, model.heywood) == (of["df"], False, False)
    assert model.standardised[:, 0] == pytest.approx(list(expected["cfa_std_loadings"].values()), abs=2e-6)
    assert model.omega == pytest.approx(expected["omega_cfa_ml"], abs=1e-6)


@pytest.mark.parametrize("name", SCALES)
def test_the_other_omega_of_semtools_has_the_observed_variance_below(
    name: str, printed: dict[str, Any], bfi: pl.DataFrame, constants: Any
) -> None:
    model = confirmatory.one_factor(scale(bfi, printed[name]), constants)
    assert model.loadings.sum() ** 2 / model.observed.sum() == pytest.approx(printed[name]["compRelSEM"], abs=2e-6)
    assert model.omega != pytest.approx(printed[name]["compRelSEM"], abs=1e-3)


def test_three_correlated_factors_of_holzinger_and_swineford(shared: Path, printed: dict[str, Any]) -> None:
    items = pl.read_csv(shared / "golden/data/holzinger.csv", null_values="NA").select(f"x{i}" for i in range(1, 10))
    pattern = np.kron(np.eye(3), np.ones((3, 1))).astype(bool)
    fit, of = confirmatory.estimate(items.to_numpy(), pattern, few_degrees=2).fit, printed["holzinger"]
    found = [fit.chi2, fit.cfi, fit.tli, fit.rmsea, fit.srmr, fit.aic, fit.bic]
    names = ["chisq", "cfi", "tli", "rmsea", "srmr", "aic", "bic"]
    assert found == pytest.approx([of[name] for name in names], abs=1e-6)
    assert fit.degrees == of["df"]


def test_adequacy_for_factor_analysis(bfi: pl.DataFrame, printed: dict[str, Any]) -> None:
    of = printed["bfi25_kmo"]
    found = exploratory.adequacy(bfi.select(of["msai"].keys()).to_numpy())
    assert found.kmo == pytest.approx(of["kmo"], abs=1e-12)
    assert found.of_items == pytest.approx(list(of["msai"].values()), abs=1e-12)
    assert (found.chi2, found.degrees) == (pytest.approx(of["bartlett_chisq"], abs=1e-6), of["bartlett_df"])


def test_five_exploratory_factors(bfi: pl.DataFrame, printed: dict[str, Any]) -> None:
    of = printed["efa_ml_none"]
    found = exploratory.factors(bfi.select(of["communality"].keys()).to_numpy(), count=5)
    assert found.chi2 == pytest.approx(of["STATISTIC"], abs=1e-4)
    assert (found.degrees, found.tli) == (of["dof"], pytest.approx(of["TLI"], abs=1e-8))
    assert found.communality == pytest.approx(list(of["communality"].values()), abs=1e-5)
    assert np.abs(found.loadings) == pytest.approx(np.abs(of["loadings"]), abs=1e-5)
    assert round(found.rmsea, 3) == round(of["RMSEA"]["RMSEA"], 3)


def test_psych_mixes_n_and_n_minus_one_in_rmsea(bfi: pl.DataFrame, printed: dict[str, Any]) -> None:
    of = printed["efa_ml_none"]
    found = exploratory.factors(bfi.select(of["communality"].keys()).to_numpy(), count=5)
    theirs = np.sqrt(found.chi2 / (found.degrees * found.n) - 1 / (found.n - 1))
    assert theirs == pytest.approx(of["RMSEA"]["RMSEA"], abs=1e-8)


def test_icc_on_the_table_of_shrout_and_fleiss(printed: dict[str, Any]) -> None:
    found = icc.icc(printed["icc_shrout_fleiss"]["data"], 0.95)
    for row in printed["icc_shrout_fleiss"]["table"]:
        ours = [getattr(found[row["type"]], field) for field in ICC_FIELDS]
        assert ours == pytest.approx([row[name] for name in ICC_FIELDS.values()], abs=1e-9)


def test_auc_youden_and_the_comparison_of_two_markers(shared: Path) -> None:
    of = json.loads((shared / "golden/results/models.json").read_text("utf-8"))
    rows = pl.read_csv(shared / "golden/data/aSAH.csv", null_values="NA")
    case = (rows["outcome"] == "Poor").to_numpy()
    found = roc.auc(rows["s100b"], case, 0.95, lower_is_case=False)
    low, value, high = of["auc_s100b"]["ci_delong"]
    assert [found.low, found.value, found.high] == pytest.approx([low, value, high], abs=1e-12)
    assert found.se**2 == pytest.approx(of["auc_s100b"]["var_delong"], abs=1e-14)
    best, theirs = roc.youden(rows["s100b"], case, lower_is_case=False), of["auc_s100b"]["youden"][0]
    ours = [best.cutoff, best.sensitivity, best.specificity, best.ppv, best.npv]
    assert ours == pytest.approx([theirs[name] for name in ("threshold", "sensitivity", "specificity", "ppv", "npv")])
    z, p = roc.compare(rows["s100b"], rows["ndka"], case, lower_is_case=False)
    assert [z, p] == pytest.approx([of["auc_delong_test"]["Z"], of["auc_delong_test"]["p"]], abs=1e-9)


def test_the_bootstrap_interval_of_alpha_is_near_the_closed_one(
    printed: dict[str, Any], bfi: pl.DataFrame, constants: Any
) -> None:
    items = scale(bfi, printed["neuro"])
    found, closed = reliability.alpha(items, constants), reliability.feldt(items, 0.95)
    assert [found.low, found.high] == pytest.approx(closed, abs=0.003)


def test_the_mean_of_guttmans_splits_is_alpha(printed: dict[str, Any], bfi: pl.DataFrame) -> None:
    items = scale(bfi, printed["neuro"])[:, :4]
    found = split_half.splits(items)
    assert len(found) == 3
    assert np.mean([split.guttman for split in found]) == pytest.approx(reliability.cronbach(items), abs=1e-12)
