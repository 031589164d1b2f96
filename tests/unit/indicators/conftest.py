"""Invented exports with everything that figures are told of."""

import polars as pl
import pytest

from fitlib import store
from fitlib.intake.outcome import REFUSED, Intake
from workbench.bench.sessions import invent


@pytest.fixture(scope="package")
def home(tmp_path_factory):
    """Two exports of six teams, with other raters, a client of two episodes, and visits."""
    rows = invent(6_000).rows.filter(pl.col("team").str.slice(6).cast(pl.Int32) <= 6)
    rows = rows.with_columns(
        line_green=(pl.col("ors") + 30).cast(pl.Int16), line_red=(pl.col("ors") - 30).cast(pl.Int16)
    )
    other = rows.filter(pl.col("session_no") % 4 == 1).with_columns(rater=pl.lit("mother"), ors=pl.lit(200, pl.Int16))
    half = rows["episode"].hash() % 2 == 0
    seen = rows.gather_every(2).select(
        "client", "episode", "team", pl.col("session_date").alias("visit_date"),
        pl.when(pl.col("session_no") % 3 > 0).then(pl.lit("held")).otherwise(pl.lit("no_show")).alias("state"),
        pl.lit(None, pl.String).alias("visit_kind"), pl.lit(60, pl.Int32).alias("minutes"), "line",
    )  # fmt: skip
    nothing = pl.DataFrame(schema=REFUSED)
    files = {"a.csv": rows.filter(half), "b.csv": rows.filter(~half), "mothers.csv": other}
    home = store.Home(tmp_path_factory.mktemp("review") / "home")
    intakes = [
        Intake(name, f"{number:064x}", "scores", "test", kept.height, kept, nothing, 0, ())
        for number, (name, kept) in enumerate(files.items())
    ]
    store.commit(home, [*intakes, Intake("v.csv", "f" * 64, "visits", "test", seen.height, seen, nothing, 0, ())])
    return home
