"""Values that stand in print and need no outside data: textbook tables of other people, typed in."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from fitlib.statistics import bland_altman, icc, split_half, survival
from fitlib.statistics.run_chart import run_chart

# Shrout & Fleiss 1979, Psychol Bull 86:420, table 2: six people, four judges
JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]

# Bland & Altman 1986, Lancet i:307: first readings of two peak-flow meters
WRIGHT = [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427]
MINI = [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451]

# Freireich et al. 1963, weeks in remission on 6-MP; True where the remission ended
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
ENDED = [True, True, True, False, True, False, True, False, False, True, True, *[False] * 3, True, True, *[False] * 5]


def test_intraclass_correlations_of_shrout_and_fleiss() -> None:
    found = icc.icc(JUDGES, 0.95)
    assert [round(found[form].value, 4) for form in icc.FORMS] == [0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093]


def test_limits_of_agreement_of_two_peak_flow_meters() -> None:
    found = bland_altman.bland_altman(WRIGHT, MINI, 0.95)
    assert (round(found.bias, 1), round(found.sd, 1), found.n) == (-2.1, 38.8, 17)
    assert [found.bias_low, found.bias_high] == pytest.approx([-22.0, 17.8], abs=0.1)
    printed = [-79.7, 75.5]  # two SD; ours are 1.96 SD
    assert [found.lower, found.upper] == pytest.approx([-2.1 + (edge + 2.1) * 1.96 / 2 for edge in printed], abs=0.1)
    assert [found.lower - found.lower_low, found.upper_high - found.upper] == pytest.approx([34.6, 34.6], abs=0.1)


def test_remission_of_freireich(constants: Any) -> None:
    found = survival.time_to_close(WEEKS, ENDED, dict(constants) | {"survival.least": len(WEEKS)})
    shares = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    errors = {6: 0.0764, 7: 0.0869, 10: 0.0963, 13: 0.1068, 16: 0.1141, 22: 0.1282, 23: 0.1346}
    assert {week: round(found.at(week)[0], 3) for week in shares} == shares
    assert {week: round(found.at(week)[1], 4) for week in errors} == errors
    assert (found.median, found.closed, found.n) == (23, 9, 21)


@pytest.mark.parametrize(("n", "longest", "crossings"), [(12, 7, 3), (20, 7, 6), (24, 8, 8), (40, 8, 14)])
def test_critical_values_of_anhoj(n: int, longest: int, crossings: int, constants: Any) -> None:
    found = run_chart(np.arange(n), constants)
    assert (found.longest_allowed, found.crossings_needed) == (longest, crossings)


@pytest.mark.parametrize(("r", "full"), [(0.5, 2 / 3), (0.6, 0.75), (0.0, 0.0), (1.0, 1.0)])
def test_spearman_brown(r: float, full: float) -> None:
    assert split_half.spearman_brown(r) == pytest.approx(full)


def test_survival_of_lung_cancer_patients_is_that_of_survfit(shared: Path, constants: Any) -> None:
    of = json.loads((shared / "golden/results/models.json").read_text("utf-8"))["km_lung"]
    patients = pl.read_csv(shared / "golden/data/lung.csv", null_values="NA")
    groups = [patients.filter(pl.col("sex") == sex) for sex in (1, 2)]
    died = patients["status"].max()
    found = [survival.time_to_close(group["time"], group["status"] == died, constants) for group in groups]
    assert [one.median for one in found] == list(of["median"].values())
    assert [one.at(365)[0] for one in found] == pytest.approx(of["s365"], abs=1e-12)
    assert [one.at(365)[1] for one in found] == pytest.approx(of["se365"], abs=1e-12)
