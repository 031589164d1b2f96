"""What other raters than the client have rated: fixed figures of each rater, never crossed with age groups.

A rater's figures of all teams pass the gate together, so that no hidden team can be computed from the others.
"""

from collections.abc import Iterator
from pathlib import Path

from fitlib.implementation.figures import group
from fitlib.indicators import Measured
from fitlib.indicators.people import RATERS, people
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import ReleasedFact, release
from fitlib.statistics.intervals import t_interval
from fitlib.store import Store

SQL = Path(__file__).with_suffix(".sql")
FIGURES, RATED, ALL = {"intake_ors": "first", "latest_ors": "latest"}, "rated", "all"


def by_rater(
    store: Store, team: str, period: Period, audience: str, reference: Reference
) -> dict[str, tuple[ReleasedFact, ...]]:
    """First and latest ORS by rater, of a team or of everybody ("all"), as the audience may see them."""
    rows = store.ask(SQL.read_text("utf-8"), first=period.start, last=period.end).to_dicts()
    wanted, level = group(None if team == ALL else team), reference["interval.level"]
    who, found = people(store, team, period, RATERS), {}
    for rater in dict.fromkeys(row["rater"] for row in rows):
        measured = [one for row in rows if row["rater"] == rater for one in _measured(row, level)]
        facts = release(measured, audience, reference, people=who.of_rater(rater, wanted)).facts
        if own := tuple(fact for fact in facts if fact.group == wanted):
            found[rater] = own
    return found


def _measured(row: dict, level: float) -> Iterator[Measured]:
    for name, part in FIGURES.items():
        mean, sd, n = row[f"{part}_mean"], row[f"{part}_sd"], row["n"]
        low, high = t_interval(mean, sd, n, level) or (None, None)
        yield Measured(name, group(row["team"]), "points", mean, None, n, low, high, RATED, "mean")
