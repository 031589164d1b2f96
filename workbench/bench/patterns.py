"""All patterns over all clients' curves, against groupby-apply of three of them, and against reading the columns."""

from collections.abc import Iterator
from pathlib import Path

from fitlib import reference
from fitlib.curves.classify import classify
from fitlib.curves.columns import from_measurements
from workbench.bench import by_hand
from workbench.bench.line import Line, timed
from workbench.bench.sessions import MEAN_SESSIONS, invent

APPLIED = 2_000
LIMITS = {"points": 3, "band": 50, "drop": 20}  # of the colleague's three rules: they cost the same with others


def lines(rows: int, folder: Path) -> Iterator[Line]:
    """Curves of `rows` clients: their columns, then every pattern."""
    constants, sessions = reference.load(), invent(int(rows * MEAN_SESSIONS))
    own = sessions.rows.select("episode", "rater", "age_group", "session_no", "ors", "srs", "^[os]rs[1-4]$")
    few = by_hand.in_memory(own.filter(own["episode"].rle_id() < APPLIED).select("episode", "session_no", "ors", "srs"))
    applied, _ = timed(lambda: by_hand.three_rules(few, LIMITS))
    columns, curves = timed(lambda: from_measurements(own, constants))
    rules, _ = timed(lambda: classify(curves, constants))
    scan, _ = timed(lambda: own.select("session_no", "ors", "srs", "^[os]rs[1-4]$").sum(), times=3)
    size, of = len(curves), few["episode"].nunique()
    yield Line.scaled("patterns", "pandas_apply", "curves", size, columns + rules, applied, of)
    yield Line.scaled("patterns_rules", "pandas_apply", "curves", size, rules, applied, of)
    yield Line("patterns_rules", "scan", "curves", size, rules, scan)
