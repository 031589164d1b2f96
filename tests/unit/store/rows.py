"""Small files as intake gives them, every column filled unless a test says otherwise. Scores in points, for readers."""

import hashlib
from datetime import date, timedelta
from typing import Any

import polars as pl

from fitlib.intake.outcome import NOMAD, REFUSED, SCORES, VISITS, Intake

START = date(2024, 1, 8)
ITEMS = [f"{scale}{item}" for scale in ("ors", "srs") for item in range(1, 5)]


def score(
    episode: str, session: int, ors: float | None = None, srs: float | None = None, **other: Any
) -> dict[str, Any]:
    """One row of scores: episode, session, ORS and SRS in points; sessions are a week apart."""
    row = {
        "episode": episode, "client": f"client-{episode}", "worker": "worker", "team": "North", "rater": "self",
        "age_group": "adult", "ors_form": "ORS", "srs_form": "SRS", "session_no": session,
        "session_date": START + timedelta(weeks=session - 1), **dict.fromkeys(ITEMS),
        "ors": tenths(ors), "srs": tenths(srs), "ors_skipped": ors is None, "srs_skipped": srs is None,
        "ors_total_only": ors is not None, "srs_total_only": srs is not None, "line_green": None, "line_red": None,
        "case_date": START, "status": "open", "closing_type": None, "closing_date": None, "service": None,
        "line": session + 1,
    }  # fmt: skip
    return row | other


def visit(episode: str, day: date, state: str = "held", **other: Any) -> dict[str, Any]:
    """One row of a visits file."""
    return {
        "client": f"client-{episode}", "episode": episode, "team": "North", "visit_date": day, "state": state,
        "visit_kind": "office", "minutes": 60, "line": 2,
    } | other  # fmt: skip


def answer(respondent: str, item: str, given: int | None) -> dict[str, Any]:
    """One answer of one respondent."""
    return {"team": "North", "round_date": START, "respondent": respondent, "item": item, "answer": given, "line": 2}


def scores(file: str, *rows: dict[str, Any]) -> Intake:
    """A file of scores with these rows."""
    return _intake(file, "scores", pl.DataFrame(rows, schema=SCORES))


def visits(file: str, *rows: dict[str, Any]) -> Intake:
    """A file of visits with these rows."""
    return _intake(file, "visits", pl.DataFrame(rows, schema=VISITS))


def answers(file: str, *rows: dict[str, Any]) -> Intake:
    """A file of NoMAD answers with these rows."""
    return _intake(file, "nomad", pl.DataFrame(rows, schema=NOMAD))


def tenths(points: float | None) -> int | None:
    """A score as it is stored."""
    return None if points is None else round(10 * points)


def _intake(file: str, kind: str, kept: pl.DataFrame) -> Intake:
    digest = hashlib.sha256(file.encode() + kept.write_csv().encode()).hexdigest()
    return Intake(file, digest, kind, "test", kept.height, kept, pl.DataFrame(schema=REFUSED), 0, ())
