"""Norms of curves as columns: whose rating, which age group; where either is not known there is none."""

import polars as pl
import pytest

from fitlib.curves.columns import MISSING, from_measurements


@pytest.mark.parametrize(
    ("rater", "age", "cutoff", "cutoff_srs", "own"),
    [
        ("self", "adult", 250, 360, True), ("self", "child", 280, 360, True), ("self", None, MISSING, MISSING, True),
        ("mother", "child", 280, MISSING, False), ("teacher", "child", MISSING, MISSING, False),
    ],
)  # fmt: skip
def test_a_curve_has_the_norm_of_its_rater_and_age_group(rater, age, cutoff, cutoff_srs, own, constants):
    row = {"episode": "a", "rater": rater, "age_group": age, "session_no": 1, "ors": 100, "srs": 300}
    found = from_measurements(pl.DataFrame([row], schema_overrides={"age_group": pl.String}), constants)
    assert (found.cutoff[0], found.cutoff_srs[0], bool(found.own[0])) == (cutoff, cutoff_srs, own)
