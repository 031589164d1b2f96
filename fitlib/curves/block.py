"""Curves of equal length as a rectangle: `x[t]` is the t-th measurement of every curve of the block."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fitlib.curves.columns import MISSING, Curves, Ints

WIDTH = 50_000  # curves of one block: what fits into the processor's cache

ORS, SRS, SESSIONS = "ors", "srs", "sessions"


@dataclass(frozen=True)
class Block:
    """Some curves, all with as many measurements (of the ORS or the SRS), or with as many sessions.

    `x` (measurements × curves, tenths) has no gaps in the views ORS and SRS and may have MISSING in the view SESSIONS;
    `mean_srs` is the sum of SRS and their number; the rest is as in Curves.
    """

    rows: Ints
    x: Ints
    cutoff: Ints
    cutoff_srs: Ints
    own: NDArray[np.bool_]
    srs_sum: Ints
    srs_count: Ints
    items: Ints
    ends: Ints
    level: Ints
    forty: Ints

    def __len__(self) -> int:
        return self.x.shape[0]


def blocks(curves: Curves, view: str) -> Iterator[Block]:
    """Blocks of equal length that together hold every curve with at least one measurement.

    Takes: view ORS or SRS (measured scores only, closed up) or SESSIONS (every session, MISSING where not measured).
    """
    offsets, values = _closed_up(curves, view)
    lengths = np.diff(offsets)
    order = np.argsort(lengths, kind="stable")
    ranked = lengths[order]
    for length in np.unique(ranked[ranked > 0]):
        rows = order[np.searchsorted(ranked, length) : np.searchsorted(ranked, length, side="right")]
        for at in range(0, len(rows), WIDTH):
            yield _block(curves, rows[at : at + WIDTH], offsets, values, int(length))


def _closed_up(curves: Curves, view: str) -> tuple[Ints, Ints]:
    if view == SESSIONS:
        return curves.offsets, curves.ors
    values = curves.ors if view == ORS else curves.srs
    measured = values != MISSING
    before = np.concatenate(([0], np.cumsum(measured)))
    return before[curves.offsets], values[measured]


def _block(curves: Curves, rows: Ints, offsets: Ints, values: Ints, length: int) -> Block:
    x = values[offsets[rows] + np.arange(length)[:, None]].astype(np.int32)
    of_curve = {name: getattr(curves, name)[rows] for name in ("cutoff", "cutoff_srs", "own")}
    return Block(rows, x, **of_curve, **{name: column[rows] for name, column in curves.totals.items()})
