"""Every figure of every team × quarter: asked of the store, made once and kept, and read where it is kept.

Against pandas on rows in memory, and against reading them. `review` and `one_page` open the store; the others do not.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from fitlib import indicators, reference, store
from fitlib.indicators import Measured, kept
from fitlib.indicators.keep import keep
from fitlib.period import Period
from workbench.bench import by_hand
from workbench.bench.line import Line, timed
from workbench.bench.sessions import Invented, invent

QUARTERS = [Period.parse(f"{year}Q{quarter}") for year in (2022, 2023, 2024) for quarter in (1, 2, 3, 4)]
NAMES = [card.name for card in indicators.on_page("team_quarter")]
PAIRS = {"improved": "improved", "deteriorated": "deteriorated", "crossed_of_below": "crossed",
         "measured_twice": "twice"}  # fmt: skip
MOST_BY_HAND = 2_000_000
Shares = Mapping[tuple[str, str], Mapping[str, int]]


def lines(rows: int, folder: Path) -> Iterator[Line]:
    """The store from rows, every cell at once, one page, then kept; `rows` sessions of 40 teams in 12 quarters."""
    constants, home, sessions = reference.load(), store.Home(folder / "review"), invent(rows).rows
    small = sessions.head(MOST_BY_HAND) if rows > MOST_BY_HAND else sessions
    built, _ = timed(lambda: store.commit(home, [Invented(sessions, 0).intake()]))
    written, _ = timed(lambda: sessions.write_parquet(folder / "plain.parquet", compression="lz4"))
    yield Line("store", "parquet", "sessions", rows, built, written)
    needed = sessions.select("session_no", "session_date", "ors", "srs", "ors_skipped", "srs_skipped")
    needed = needed.with_columns(pl.col("session_date").to_physical())
    scan, _ = timed(lambda: needed.select(pl.all().sum()), times=3)
    hand, shares = _by_hand(small, constants)
    every, found = timed(lambda: _every(home, constants))
    if small.height == rows:
        agree(found, shares)
    page, asked = timed(lambda: _page(home, constants), times=3)
    yield Line.scaled("review", "pandas", "sessions", rows, every, hand, small.height)
    yield Line("review", "scan", "sessions", rows, every, scan)
    yield Line.scaled("one_page", "pandas", "sessions", rows, page, hand, small.height)

    yield from _kept(home, constants, rows, every, page, asked)


def _kept(
    home: store.Home, constants: reference.Reference, rows: int, every: float, page: float, asked: object
) -> Iterator[Line]:
    """What is made once, then reading it. Raises: RuntimeError where what is read is not what was asked."""
    built, _ = timed(lambda: keep(home, constants))
    with store.open(home, constants) as opened:
        teams = [(team,) for team in opened.teams()]
        read, _ = timed(lambda: kept(opened, teams, QUARTERS, NAMES, constants), times=3)
        one, seen = timed(lambda: indicators.measure(opened, NAMES, *teams[0], QUARTERS[5], constants), times=3)
    if seen != asked:
        raise RuntimeError("what is kept of a page is not what its queries give")
    yield Line("kept_made", "asked_every", "sessions", rows, built, every)
    yield Line("kept_review", "asked_every", "sessions", rows, read, every)
    yield Line("kept_page", "asked_page", "sessions", rows, one, page)


def agree(found: Mapping[tuple[str, str], tuple[Measured, ...]], shares: Shares) -> int:
    """How many counts are the same in both ways. Raises: RuntimeError where one is not: no ratio holds then."""
    seen = 0
    for (team, period), figures in found.items():
        for one in figures:
            if one.group == indicators.ALL and one.name in PAIRS and one.n:
                if one.k != shares[team, period][PAIRS[one.name]]:
                    raise RuntimeError(f"{one.name} of {team} {period}: {one.k} by the store, by hand another number")
                seen += 1
    return seen


def _by_hand(rows: pl.DataFrame, constants: reference.Reference) -> tuple[float, Shares]:
    frame = by_hand.in_memory(rows.select(by_hand.COLUMNS))
    margin = constants["cutoff.margin"]
    cutoffs = {age: round(10 * (constants[f"cutoff.ors.{age}"] + margin)) for age in ("adult", "adolescent", "child")}
    today = frame[["session_date", "closing_date"]].max().max()
    rci = round(10 * constants["rci.convention"])
    seconds, (counts, *_) = timed(lambda: by_hand.team_quarters(frame, cutoffs, rci, today))
    by_quarter = counts[0].to_dict("index")
    return seconds, {(team, str(quarter)): found for (team, quarter), found in by_quarter.items()}


def _every(home: store.Home, constants: reference.Reference) -> Mapping[tuple[str, str], tuple[Measured, ...]]:
    with store.open_cells(home, constants, QUARTERS) as cells:
        return indicators.review(cells, NAMES, constants)


def _page(home: store.Home, constants: reference.Reference) -> tuple[Measured, ...]:
    with store.open(home, constants) as opened:
        return indicators.measure(opened, NAMES, opened.teams()[0], QUARTERS[5], constants)
