"""A small team, made in three lines of a spec test, and the figures that the indicators give of it."""

from pathlib import Path
from typing import Any

from fitlib import reference, store
from fitlib.indicators import Measured, measure
from fitlib.period import Period
from tests.unit.store.rows import score, scores

CLOSED = {"status": "closed", "closing_type": "planned"}


def episode(name: str, *ors: float | None, **other: Any) -> list[dict[str, Any]]:
    """One closed episode with these ORS totals, a week apart; None is a session without ORS."""
    return [score(name, place + 1, points, **(CLOSED | other)) for place, points in enumerate(ors)]


def figures(
    folder: Path, names: list[str], *episodes: list[dict[str, Any]], period: str = "all"
) -> dict[Any, Measured]:
    """The figures of these indicators, by name and group, and by name alone for everybody."""
    home = store.Home(folder / "home")
    store.commit(home, [scores("team.csv", *(row for rows in episodes for row in rows))])
    constants = reference.load()
    with store.open(home, constants) as opened:
        found = measure(opened, names, "North", Period.parse(period), constants)
    return {(one.name, one.group): one for one in found} | {one.name: one for one in found if one.group == "all"}


def k_of_n(figure: Measured) -> tuple[int | None, int]:
    """What is counted, of whom."""
    return figure.k, figure.n
