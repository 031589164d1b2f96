"""Targets for coverage: set once by the management, shown on every page that tells coverage. None come ready-made."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from fitlib.implementation import kept
from fitlib.reference import Reference
from fitlib.store.home import private

PREFIX = "target.coverage"
NAMES = ("sessions_ors", "sessions_srs", "sessions_both", "first_session_ors", "pre_post_rate")
FILE, SOURCE, STATUS = "targets.toml", "Set by the management of the service", "A"
YEAR = timedelta(days=365)


def targets(reference: Reference) -> dict[str, float]:
    """The targets by name of the figure, as shares; only those that were set."""
    found = reference.under(PREFIX)
    return {name: float(found[name]) for name in NAMES if name in found}


def save(home: Path, wished: Mapping[str, float], day: date) -> Path:
    """Write all targets anew. Takes: share by name of the figure; those left out are taken away.

    Gives: FIT_HOME/reference/targets.toml, where they are constants like any other, with source and review date.
    """
    place = home / "reference" / FILE
    with private():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept.whole(place, "\n".join(_row(name, wished[name], day) for name in NAMES if name in wished))
    return place


def _row(name: str, share: float, day: date) -> str:
    return (
        f'[{PREFIX}.{name}]\nvalue = {share!r}\nunit = "share"\nsource = "{SOURCE}"\nstatus = "{STATUS}"\n'
        f"reviewed = {day.isoformat()}\nnext_review = {(day + YEAR).isoformat()}\n"
    )
