"""The mixed model agrees with lme4, the conditional quantiles with quantreg, on open data."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from fitlib.statistics import mixed_model
from fitlib.statistics.quantiles import conditional_quantile


@pytest.fixture(scope="module")
def results(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "golden/results/models.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def sleep(shared: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows = pl.read_csv(shared / "golden/data/sleepstudy.csv", schema_overrides={"Subject": pl.String})
    codes = np.unique(rows["Subject"].to_numpy(), return_inverse=True)[1]
    return codes, rows["Days"].to_numpy(), rows["Reaction"].to_numpy()


@pytest.mark.parametrize(("name", "restricted"), [("sleep_reml", True), ("sleep_ml", False)])
def test_sleepstudy(name: str, restricted: bool, sleep: tuple, results: dict) -> None:
    """lme4 stops a hair early: our criterion is lower by up to 3e-8, its variances differ in the fifth digit."""
    printed, model = results[name], mixed_model.fit(*sleep, restricted=restricted)
    assert model.fixed == pytest.approx(list(printed["fixef"].values()), abs=1e-9)
    assert model.fixed_errors == pytest.approx(list(printed["se"].values()), rel=5e-5)
    variances = [model.random[0, 0], model.random[1, 1], model.random[0, 1], model.residual]
    assert variances == pytest.approx([row["vcov"] for row in printed["vc"]], rel=8e-5)
    assert -model.criterion / 2 == pytest.approx(printed["loglik"], abs=2e-8)
    assert -model.criterion / 2 >= printed["loglik"] - 1e-10
    head = [list(row.values()) for row in printed["ranef_head"]]
    np.testing.assert_allclose(model.effects[:5], head, rtol=5e-5)
    assert not model.singular
    assert (model.rows, model.groups) == (180, 18)
    assert model.criterion + 2 * 6 == pytest.approx(printed["AIC"], abs=1e-7)


def test_headline_values_of_sleepstudy(sleep: tuple) -> None:
    model = mixed_model.fit(*sleep)
    assert (round(model.fixed[0], 4), round(model.fixed[1], 5)) == (251.4051, 10.46729)
    assert round(model.criterion, 3) == 1743.628


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_engel(share: float, shared: Path, results: dict) -> None:
    rows = pl.read_csv(shared / "golden/data/engel.csv")
    design = np.column_stack([np.ones(rows.height), rows["income"]])
    line = conditional_quantile(design, rows["foodexp"].to_numpy(), share)
    assert line == pytest.approx(list(results[f"rq_engel_{share}"].values()), abs=1e-9)
