"""Many curves side by side: offsets and values, so that a rule reads a million clients at once.

One slot per session number from a curve's first to its last; a score that was not measured is MISSING, 0 is 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from fitlib.curves.curve import SELF, Curve
from fitlib.reference import Reference

MISSING = -1
CAREGIVERS = ("mother", "father", "caregiver")
WIDEST_GAP = 4  # slots that one jump of the session number may open; more tell no rule anything
TENTHS, TOP_ITEM = 10, 100
Ints = NDArray[np.integer]
ITEMS = tuple(f"{scale}{number}" for scale in ("ors", "srs") for number in range(1, 5))


@dataclass(frozen=True)
class Curves:
    """Curves as columns. `offsets` has one entry more than there are curves; the others have one per slot or per curve.

    Per slot: ors and srs (tenths), items (how many were given), ends (how many of them 0 or 10), level (surveys whose
    four items are all equal), forty (SRS with items: 1 where 40, 0 where not, else MISSING).
    Per curve: cutoff and cutoff_srs (tenths; MISSING where the rater has no norm), own (the client's own rating).
    """

    offsets: Ints
    ors: Ints
    srs: Ints
    items: Ints
    ends: Ints
    level: Ints
    forty: Ints
    cutoff: Ints
    cutoff_srs: Ints
    own: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @cached_property
    def totals(self) -> dict[str, Ints]:
        """Sums over the slots of each curve: srs_sum, srs_count, items, ends, level; forty is the number of SRS with
        items where every one of them is 40, else 0.
        """
        measured, known = self.srs != MISSING, self.forty != MISSING
        columns = {
            "srs_sum": np.where(measured, self.srs, 0), "srs_count": measured,
            "items": self.items, "ends": self.ends, "level": self.level, "forty": self.forty == 1, "known": known,
        }  # fmt: skip
        sums = {name: np.concatenate(([0], np.cumsum(column, dtype=np.int64))) for name, column in columns.items()}
        made = {name: column[self.offsets[1:]] - column[self.offsets[:-1]] for name, column in sums.items()}
        made["forty"] *= made["forty"] == made.pop("known")
        return made


def from_measurements(measurement: pl.DataFrame, reference: Reference) -> Curves:
    """The curves of measurement rows, in order of episode and rater.

    Takes: one row per episode × session × rater with episode, rater, age_group, session_no, ors, srs and, where they
    are at hand, items ors1…srs4 and flags ors_total_only, srs_total_only. Gives: one curve per episode × rater.
    Rule: four equal items may have been filled from a total and stay out, but 0 and 40 leave items no choice.
    """
    rows = measurement.sort("episode", "rater", "session_no")
    first = rows.select(one=pl.struct("episode", "rater").rle_id().diff().fill_null(1) > 0)["one"].to_numpy()
    jump = np.diff(rows["session_no"].to_numpy().astype(np.int64), prepend=0)
    slot = np.cumsum(np.where(first, 1, np.clip(jump, 1, WIDEST_GAP))) - 1
    begins = np.flatnonzero(first)
    offsets = np.append(slot[begins], slot[-1] + 1 if len(slot) else 0)
    ages, raters = (rows[name].gather(begins) for name in ("age_group", "rater"))
    cutoffs = (_norms(ages, raters, reference, scale) for scale in ("ors", "srs"))
    return _columns(offsets, slot, rows, *cutoffs, (raters == SELF).fill_null(False).to_numpy())


def from_curves(curves: Sequence[Curve], reference: Reference) -> Curves:
    """The same of Curve values, in their order."""
    names = ("episode", "rater", "age_group", "session_no", "ors", "srs", *ITEMS)
    none = (None,) * 4
    rows = [
        (f"{at:09d}", one.rater, one.age_group, point.session_no, point.ors, point.srs,
         *(point.ors_items or none), *(point.srs_items or none))
        for at, one in enumerate(curves) for point in one.points
    ]  # fmt: skip
    kinds = dict.fromkeys(names[:3], pl.String) | dict.fromkeys(names[3:], pl.Int32)
    return from_measurements(pl.DataFrame(rows, schema=kinds, orient="row"), reference)


def _columns(offsets: Ints, slot: Ints, rows: pl.DataFrame, cutoff: Ints, cutoff_srs: Ints, own: Ints) -> Curves:
    size = int(offsets[-1])

    def spread(values: Ints, missing: int = MISSING) -> Ints:
        whole = np.full(size, missing, np.int16)
        whole[slot] = values
        return whole

    ors, srs = (rows[name].fill_null(MISSING).to_numpy() for name in ("ors", "srs"))
    ors_items, srs_items = (_items(rows, scale) for scale in ("ors", "srs"))
    both = np.stack([ors_items, srs_items])
    given = (both != MISSING).all(axis=1)
    ends = ((both == 0) | (both == TOP_ITEM)).sum(axis=1) * given
    level = (both.max(axis=1) == both.min(axis=1)) & given
    forty = np.where(given[1], (srs_items == TOP_ITEM).all(axis=0), MISSING)
    return Curves(
        offsets, spread(ors), spread(srs), spread(4 * given.sum(axis=0), 0), spread(ends.sum(axis=0), 0),
        spread(level.sum(axis=0), 0), spread(forty), cutoff, cutoff_srs, own,
    )  # fmt: skip


def _items(rows: pl.DataFrame, scale: str) -> Ints:
    names = [f"{scale}{number}" for number in range(1, 5)]
    if not set(names) <= set(rows.columns):
        return np.full((4, rows.height), MISSING, np.int16)
    items = np.stack([rows[name].fill_null(MISSING).to_numpy() for name in names])
    if f"{scale}_total_only" not in rows.columns:
        return items
    filled = rows[f"{scale}_total_only"].fill_null(False).to_numpy()
    return np.where(filled & (items > 0).any(axis=0) & (items < TOP_ITEM).any(axis=0), MISSING, items)


def _norms(ages: pl.Series, raters: pl.Series, reference: Reference, scale: str) -> Ints:
    """The cutoff of each curve: by age group for the client's own rating, the caregivers' one for theirs, else none."""
    own = reference.under(f"cutoff.{scale}")
    norms = np.full(len(ages), MISSING, np.int16)
    for age, points in own.items():
        norms[((raters == SELF) & (ages == age)).fill_null(False).to_numpy()] = round(TENTHS * points)
    if scale == "ors":
        norms[raters.is_in(CAREGIVERS).fill_null(False).to_numpy()] = round(TENTHS * reference["cutoff.ors_caregiver"])
    return norms
