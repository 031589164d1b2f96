"""A curve: the measurements of one episode in order, one line per rater. Scores are integer tenths."""

from dataclasses import dataclass
from datetime import date

SELF = "self"


@dataclass(frozen=True)
class Point:
    """One session's measurement by one rater; None is not measured, 0 is 0."""

    session_no: int
    day: date
    ors: int | None = None
    srs: int | None = None
    ors_items: tuple[int, int, int, int] | None = None
    srs_items: tuple[int, int, int, int] | None = None
    line_green: int | None = None
    line_red: int | None = None


@dataclass(frozen=True)
class Curve:
    """One episode seen by one rater, points in order of session. `episode` is a pseudonym."""

    episode: str
    team: str
    age_group: str
    rater: str
    points: tuple[Point, ...]
    closed: bool

    @property
    def ors(self) -> tuple[int, ...]:
        """Measured ORS totals in order, tenths."""
        return tuple(point.ors for point in self.points if point.ors is not None)
