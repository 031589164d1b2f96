"""The service's reference curve: our fit, against statsmodels on as many episodes as it can do, in proportion."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from fitlib.statistics import mixed_model
from workbench.bench import by_hand
from workbench.bench.line import Line, timed
from workbench.bench.sessions import MEAN_SESSIONS, invent

MOST_BY_HAND = 1_000


def lines(rows: int, folder: Path) -> Iterator[Line]:
    """A tenth of `rows` and a hundredth of them as episodes: 100,000 and 10,000 of a million."""
    small = _later(min(rows // 10, MOST_BY_HAND))
    hand, theirs = timed(lambda: by_hand.reference_curve(by_hand.in_memory(small)))
    agree(_fit(small).fixed, theirs.fe_params.to_numpy())
    for episodes in sorted({min(rows // 10, MOST_BY_HAND), rows // 100, rows // 10}):
        measures = _later(episodes)
        ours, model = timed(lambda measures=measures: _fit(measures), times=3)
        yield Line.scaled("curve", "statsmodels", "episodes", model.groups, ours, hand, small["episode"].n_unique())


def agree(ours: np.ndarray, theirs: np.ndarray) -> None:
    """Raises: RuntimeError where the two fits are not the same model."""
    if not np.allclose(ours, theirs, rtol=0.05, atol=0.05):
        raise RuntimeError("the two fits do not agree: no ratio means anything")


def _later(episodes: int) -> pl.DataFrame:
    """One row per later measure: episode as a number, log of the session, ORS and intake in points."""
    made = invent(int(max(episodes, 20) * MEAN_SESSIONS)).rows.filter(pl.col("ors").is_not_null())
    first = made.group_by("episode", maintain_order=True).agg(intake=pl.col("ors").first() / 10 - 20)
    return made.join(first, on="episode").filter(pl.col("session_no") > 1).select(
        episode=pl.col("episode").rle_id().cast(pl.Int64), time=pl.col("session_no").log(), ors=pl.col("ors") / 10,
        intake="intake",
    )  # fmt: skip


def _fit(measures: pl.DataFrame) -> mixed_model.MixedModel:
    episode, intake = measures["episode"].to_numpy(), measures["intake"].to_numpy()
    known = np.ones((int(episode.max()) + 1, 2))
    known[episode, 1] = intake
    model = mixed_model.fit(episode, measures["time"].to_numpy(), measures["ors"].to_numpy(), known)
    if model is None:
        raise RuntimeError("too few rows for a curve")
    return model
