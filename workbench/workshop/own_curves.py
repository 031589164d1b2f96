"""Curves of the imported data in the room: read once, without names, kept in memory, gone with the session.

Nothing here is written down. A case is drawn by lot among those that show a pattern: nobody is chosen by who they are.
"""

import random
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from fitlib import store
from fitlib.charts.reveal import last_step
from fitlib.curves.classify import classify, hits
from fitlib.curves.columns import ITEMS, from_measurements
from fitlib.curves.curve import SELF
from fitlib.curves.pattern import ABSENT
from fitlib.curves.read import ROWS
from fitlib.errors import NotReleased
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import policy, release_curves
from fitlib.release.room import RoomRows, for_room
from fitlib.statistics.expected_change import ReferenceCurve
from fitlib.statistics.expected_rows import fit_curves, later_measures
from workbench.workshop.exhibits import AUDIENCE, Exhibit, corridors

EVERYBODY = "all"
Drawn = Callable[[Sequence[int]], int]


@dataclass(frozen=True)
class OwnCurves:
    """What the room may have in hand: rows without names, the cases by pattern, the service's own reference curves."""

    room: RoomRows
    shows: dict[str, tuple[int, ...]]
    reference_curves: dict[str, ReferenceCurve]

    def exhibit(self, pattern: str, place: int, reference: Reference, drawn: Drawn = secrets.choice) -> Exhibit:
        """One case that shows a pattern, drawn by lot. Takes: its place among the cases, which gives its letter.

        Raises: NotReleased for a pattern that too few people show.
        """
        if pattern not in self.shows:
            raise NotReleased("own_curves_few", least=policy(AUDIENCE, reference).minimum_n)
        curves = self.room.curves(drawn(self.shows[pattern]))
        (seen,) = release_curves(curves, AUDIENCE, reference, place)
        main, found = curves[0], tuple(("", hit) for hit in hits(curves[0], reference))
        lines = corridors(seen, [SELF], self.reference_curves, reference)
        return Exhibit(None, seen, seen, main, None, found, last_step(seen), main.rater, None, lines)


def opened(home: Path, reference: Reference) -> OwnCurves:
    """The curves of all teams. The store is opened to read, and closed before anything is shown.

    Raises: StoreMissing where nothing was imported; NotReleased where the room may see no single case.
    """
    everything = Period.parse("all")
    values = {"team": EVERYBODY, "first": everything.start, "last": everything.end, "raters": [], "client": SELF}
    with store.open(store.Home(home), reference) as data:
        rows = data.ask(ROWS, **values)
    room = for_room(rows, AUDIENCE, reference, shuffled)
    return OwnCurves(room, _by_pattern(room.rows, reference), _reference_curves(rows, reference))


def shuffled(count: int) -> list[int]:
    """An order of chance that nobody can make again."""
    order = list(range(count))
    random.SystemRandom().shuffle(order)
    return order


def _by_pattern(rows: pl.DataFrame, reference: Reference) -> dict[str, tuple[int, ...]]:
    """The cases whose own rating shows a pattern, of patterns that enough people show; in the order of rank."""
    own = rows.filter(pl.col("rater") == SELF)
    columns = [
        pl.col(f"{name[:3]}_items").list.get(int(name[3]) - 1, null_on_oob=True).alias(name) for name in ITEMS
    ]  # fmt: skip
    named = own.with_columns(*columns, episode=pl.col("case"))
    found = classify(from_measurements(named, reference), reference)
    people = named.group_by("case").agg(pl.col("person").first()).sort("case")
    least, shows = policy(AUDIENCE, reference).minimum_n, {}
    for key in sorted(found.keys, key=lambda one: reference[f"pattern.{one}.rank"]):
        some = people.filter(pl.Series(found.of(key) > ABSENT))
        if some["person"].n_unique() >= least:
            shows[key] = tuple(some["case"].to_list())
    return shows


def _reference_curves(rows: pl.DataFrame, reference: Reference) -> dict[str, ReferenceCurve]:
    """The service's own reference curve of each age group, for the client's own rating."""
    form = pl.when(pl.col("age_group") == "child").then(pl.lit("CORS")).otherwise(pl.lit("ORS"))
    status = pl.when("closed").then(pl.lit("closed")).otherwise(pl.lit("open"))
    fitted = fit_curves(later_measures(rows.with_columns(ors_form=form, status=status)), reference)
    return {age: curve for (_, age, rater), curve in fitted.items() if rater == SELF}
