"""Effect sizes agree with metafor, effectsize and lm on the depression scores of claus_2020."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from fitlib.statistics import between_groups, effect_size, effect_sizes_adjusted
from fitlib.statistics.noncentral import exact_correction


@pytest.fixture(scope="module")
def results(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "golden/results/models.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def depression(shared: Path) -> pl.DataFrame:
    """One row per person with both measures: first, last, treatment. Lower is better in the file; mirrored here."""
    rows = pl.read_csv(shared / "golden/data/claus_2020.csv", null_values="NA")
    sides = [
        rows.filter(pl.col("time") == when).select("id", "treatment", (-pl.col("bdi")).cast(pl.Float64).alias(name))
        for when, name in ((1, "first"), (4, "last"))
    ]
    return sides[0].join(sides[1].drop("treatment"), on="id").drop_nulls().sort("id")


def test_pre_post_g(depression: pl.DataFrame, results: dict) -> None:
    """metafor corrects with the exact gamma form of J; ours with the published approximation, .00002 apart at n 40.

    Its variance, as ours, is 2(1 − r)/n + g²/(2n); the one called Becker's takes d² for g².
    """
    printed = results["es_claus_bdi"]
    first, last = depression["first"].to_numpy(), depression["last"].to_numpy()
    r = float(np.corrcoef(first, last)[0, 1])
    found = effect_size.pre_post(first.mean(), last.mean(), float(first.std(ddof=1)), r, first.size, 0.95)
    assert (first.size, r) == (printed["n"], pytest.approx(printed["r"], abs=5e-13))
    assert found.d == pytest.approx(printed["d_pre_sd"], abs=5e-13)
    assert found.correction == pytest.approx(printed["hedges_J_approx"], abs=5e-13)
    assert exact_correction(first.size - 1) == pytest.approx(printed["hedges_J_exact"], abs=5e-13)
    exact = exact_correction(first.size - 1) * found.d
    assert exact == pytest.approx(printed["g_pre_sd"], abs=5e-13)
    assert found.g == pytest.approx(printed["g_pre_sd"], abs=3e-5)
    ours = 2 * (1 - r) / first.size + exact**2 / (2 * first.size)
    assert ours == pytest.approx(printed["escalc_smcr"][0]["vi"], abs=5e-13)
    assert found.variance == pytest.approx(ours, abs=1e-6)
    becker = 2 * (1 - r) / first.size + found.d**2 / (2 * first.size)
    assert becker == pytest.approx(printed["var_becker"], abs=5e-13)


def test_standardised_mean_change_from_published_moments(results: dict) -> None:
    args, printed = results["escalc_args"], results["escalc_smcr"][0]
    found = effect_size.pre_post(args["m2i"], args["m1i"], args["sd1i"], args["ri"], args["ni"], 0.95)
    assert found.d * exact_correction(args["ni"] - 1) == pytest.approx(printed["yi"], abs=5e-13)
    assert found.g == pytest.approx(printed["yi"], abs=3e-6)
    assert found.variance == pytest.approx(printed["vi"], abs=1e-7)


@pytest.mark.parametrize("name", ["paired_dz", "cohens_d_pooled", "hedges_g_pooled", "glass"])
def test_effects_with_noncentral_intervals(name: str, depression: pl.DataFrame, results: dict) -> None:
    """effectsize searches the interval with a general optimiser and stops about 5e-8 from the exact ends."""
    printed = results["es_claus_bdi"][name]
    first, last = depression["first"].to_numpy(), depression["last"].to_numpy()
    found = {
        "paired_dz": lambda: effect_sizes_adjusted.change_sd(last - first, 0.95),
        "cohens_d_pooled": lambda: between_groups.pooled_d(last, first, 0.95),
        "hedges_g_pooled": lambda: between_groups.pooled_d(last, first, 0.95, corrected=True),
        "glass": lambda: between_groups.glass_delta(-last, -first, 0.95),
    }[name]()
    value = next(printed[key] for key in printed if not key.startswith("CI"))
    assert found.value == pytest.approx(value, abs=5e-13)
    assert (found.low, found.high) == pytest.approx((printed["CI_low"], printed["CI_high"]), abs=2e-7)


def test_severity_adjusted_by_regression(depression: pl.DataFrame, results: dict) -> None:
    """Residuals of lm(last ~ first) by treatment over the SD of the first measure; signs are mirrored."""
    printed = results["saes_claus"]
    first, last = depression["first"].to_numpy(), depression["last"].to_numpy()
    intercept, slope = effect_sizes_adjusted.simple_expectation(first, last)
    assert -intercept == pytest.approx(printed["coef"]["(Intercept)"], abs=5e-12)
    assert slope == pytest.approx(printed["coef"]["bdi.1"], abs=5e-13)
    for treatment, effect in printed["severity_adjusted_es"].items():
        of = (depression["treatment"] == treatment).to_numpy()
        expected = intercept + slope * first[of]
        found = effect_sizes_adjusted.relative_effect(last[of], expected, float(first.std(ddof=1)), 0.95)
        assert found.value == pytest.approx(effect, abs=5e-12)
        gap = effect_sizes_adjusted.change_index(last[of], expected).mean()
        assert -gap == pytest.approx(printed["resid_by_group"][treatment], abs=5e-12)
