"""Invented sessions by the million: shaped like a service's, made in seconds from a seed, as intake would hand them on.

They are for measuring speed; the invented organisation with known truth is in fitlib/synthetic.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from fitlib.intake.outcome import REFUSED, SCORES, Intake

SEED = 20_240_105
TEAMS, QUARTERS = 40, 12
FIRST, DAYS = date(2022, 1, 3), 1088
LAST = date(2024, 12, 31)
AGES, SHARES = ("adult", "adolescent", "child"), (0.7, 0.2, 0.1)
MEAN_SESSIONS = 4.87
LETTERS = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype=np.uint8)
ITEMS = tuple(f"{scale}{number}" for scale in ("ors", "srs") for number in range(1, 5))
Ints = NDArray[np.integer]


@dataclass(frozen=True)
class Invented:
    """One row per session and rater (the columns that intake keeps) and how many episodes they are of."""

    rows: pl.DataFrame
    episodes: int

    def intake(self) -> Intake:
        """The rows as one file after the gate."""
        nothing = pl.DataFrame(schema=REFUSED)
        return Intake(
            "bench.csv", f"{len(self.rows):064x}", "scores", "bench", len(self.rows), self.rows, nothing, 0, ()
        )


def invent(rows: int, seed: int = SEED) -> Invented:
    """Sessions of 40 teams over three years.

    Takes: how many rows, a seed. Gives: equal rows for equal arguments, in the order of episodes and sessions.
    """
    chance = np.random.Generator(np.random.SFC64(seed))
    lengths = np.minimum(chance.geometric(1 / MEAN_SESSIONS, max(int(rows / MEAN_SESSIONS * 1.2), 8) + 8), 60)
    ends = np.cumsum(lengths)
    count = int(np.searchsorted(ends, rows)) + 1
    lengths = np.diff(np.minimum(ends[:count], rows), prepend=0)
    of = np.repeat(np.arange(count, dtype=np.int32), lengths)
    number = np.arange(rows, dtype=np.int32) - np.repeat((np.cumsum(lengths) - lengths).astype(np.int32), lengths) + 1
    episode = _episodes(chance, lengths)
    return Invented(_rows(chance, episode, of, number), count)


def _episodes(chance: np.random.Generator, lengths: Ints) -> pl.DataFrame:
    """One row per episode: what does not change from session to session, and where its scores start and go."""
    count = len(lengths)
    start = chance.integers(0, DAYS, count)
    gap = chance.integers(5, 22, count)
    last = start + gap * (lengths - 1)
    closed = (last < DAYS - 30) & (chance.random(count) < 0.95)
    team = chance.integers(0, TEAMS, count)
    returning = np.where(chance.random(count) < 0.1, chance.integers(0, count, count), np.arange(count))
    names = pl.Series([f"Tiimi {one + 1:02d}" for one in range(TEAMS)])
    workers = pl.Series(_pseudonyms(chance, 12 * TEAMS))
    first = pl.lit(FIRST)
    return pl.DataFrame(
        {
            "episode": _pseudonyms(chance, count), "client": pl.Series(_pseudonyms(chance, count)).gather(returning),
            "worker": workers.gather(team * 12 + chance.integers(0, 12, count)), "team": names.gather(team),
            "age_group": pl.Series(AGES).gather(chance.choice(3, count, p=SHARES)), "closed": closed,
            "planned": chance.choice(3, count, p=(0.6, 0.3, 0.1)), "start": start, "last": last, "gap": gap,
            "level": chance.normal(190, 75, count), "slope": chance.normal(18, 22, count),
        }
    ).with_columns(
        child=pl.col("age_group") == "child",
        case_id=pl.col("episode"),
        case_date=first + pl.duration(days=pl.col("start")),
        status=pl.when("closed").then(pl.lit("closed")).otherwise(pl.lit("open")),
        closing_date=pl.when("closed").then(first + pl.duration(days=pl.min_horizontal(pl.col("last") + 7, DAYS))),
        closing_type=pl.when(pl.col("closed") & (pl.col("planned") == 0)).then(pl.lit("planned"))
        .when(pl.col("closed") & (pl.col("planned") == 1)).then(pl.lit("unplanned")),
    )  # fmt: skip


def _rows(chance: np.random.Generator, episode: pl.DataFrame, of: Ints, number: Ints) -> pl.DataFrame:
    size = len(of)
    of_row, known = pl.Series(of), {name: episode[name].to_numpy()[of] for name in ("level", "slope", "start", "gap")}
    course = known["level"] + known["slope"] * np.log2(number)
    day = np.minimum(known["start"] + known["gap"] * (number - 1), DAYS)
    columns = {"session_no": number, "session_date": day.astype(np.int32)} | _scores(chance, "ors", course, size, 0.06)
    columns |= _scores(chance, "srs", np.full(size, 350.0), size, 0.1)
    made = pl.DataFrame(columns).with_columns(
        session_date=(pl.lit(FIRST) + pl.duration(days=pl.col("session_date"))).cast(pl.Date),
        line=pl.int_range(2, size + 2, dtype=pl.Int32), rater=pl.lit("self"), service=pl.lit(None, pl.String),
        line_green=pl.lit(None, pl.Int16), line_red=pl.lit(None, pl.Int16),
    )  # fmt: skip
    copied = [name for name in SCORES if name not in made.columns and name in episode.columns]
    forms = {name: _form(name, episode["child"]) for name in ("ors_form", "srs_form")}
    across = episode.select(copied).with_columns(**forms)
    return made.hstack(across.select(pl.all().gather(of_row)).get_columns()).match_to_schema(
        SCORES, integer_cast="upcast"
    )


def _scores(
    chance: np.random.Generator, scale: str, centre: NDArray, size: int, missing: float
) -> dict[str, pl.Series]:
    """Four items, their total and the flags of one scale; a share of the surveys is not filled in."""
    skipped = chance.random(size, dtype=np.float32) < missing
    base = centre / 4
    items = [np.clip(base + 12 * chance.standard_normal(size, dtype=np.float32), 0, 100) for _ in range(4)]
    whole = [item.astype(np.int16) for item in items]
    columns = {f"{scale}{at}": one for at, one in enumerate(whole, start=1)} | {scale: sum(whole)}
    hidden = pl.Series(skipped)
    made = pl.DataFrame(columns).select(pl.when(~pl.lit(hidden)).then(pl.all().cast(pl.Int16)).name.keep())
    flags = {f"{scale}_skipped": hidden, f"{scale}_total_only": pl.Series(np.zeros(size, bool))}
    return {one.name: one for one in made} | flags


def _form(name: str, child: pl.Series) -> pl.Expr:
    adult = name[:3].upper()
    return pl.when(pl.lit(child)).then(pl.lit("C" + adult)).otherwise(pl.lit(adult))


def _pseudonyms(chance: np.random.Generator, count: int) -> pl.Series:
    letters = LETTERS[chance.integers(0, 32, (count, 26), dtype=np.uint8)]
    return "v1_" + pl.Series(letters.view("S26").ravel().astype(str))
