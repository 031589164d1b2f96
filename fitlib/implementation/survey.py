"""The answers of the staff in the store, scored: each questionnaire and form with its rounds, of teams and of all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from fitlib.implementation import figures, kept, questionnaire, rounds, scores
from fitlib.implementation.questionnaire import Questionnaire
from fitlib.implementation.rounds import Round
from fitlib.indicators.measured import Measured
from fitlib.reference import Reference

ROOM, EVERYBODY = "surveys", "all"
FORMS = (("nomad", "standard", ""), ("gap", "paper", ""), ("gap", "web", "W"))
ANSWERS = """
-- one row per respondent, round and item of a questionnaire, up to a day
SELECT team, round_date, respondent, item, answer FROM nomad_answer WHERE round_date <= $until
"""


@dataclass(frozen=True)
class Survey:
    """One form of a questionnaire: rounds of each team and, with team None, of everybody, the oldest first.

    `ignored` counts the answers "not relevant" of all answers by team and day.
    """

    form: Questionnaire
    rounds: tuple[Round, ...]
    ignored: tuple[tuple[str | None, date, int, int], ...]

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days of the rounds."""
        return tuple(sorted({one.day for one in self.rounds}))

    def one(self, team: str | None, day: date, construct: str) -> Round | None:
        """The round of a team, or of everybody, on one construct."""
        return next((r for r in self.rounds if (r.team, r.day, r.construct) == (team, day, construct)), None)

    def together(self) -> Iterator[tuple[Measured, ...]]:
        """Figures not yet released; each tuple must pass the gate as one: a round's count, or one of its constructs."""
        for day in self.days:
            found = [one for one in self.rounds if one.day == day]
            yield figures.respondents(found, self.form)
            for construct in self.form.constructs:
                yield figures.measured((one for one in found if one.construct == construct.key), self.form)


def surveys(store: Any, until: date, reference: Reference) -> tuple[Survey, ...]:
    """Every questionnaire and form that somebody has answered by a day.

    Takes: an open store. Rule: the web form's items carry a letter of their own (`GAPW1`), so forms are never mixed.
    """
    every = store.ask(ANSWERS, until=until)
    found = (_survey(every, *form, reference["interval.level"], store.home) for form in FORMS)
    return tuple(one for one in found if one)


def invited(home: Any, team: str, form: Questionnaire, day: date) -> int | None:
    """How many were asked to answer a round, where the unit has said so."""
    count = kept.read(home, ROOM, team, form.key).table.get("invited", {}).get(day.isoformat())
    return count if isinstance(count, int) and not isinstance(count, bool) else None


def invite(home: Any, team: str, form: Questionnaire, counts: dict[date, int]) -> None:
    """Keep how many were asked to answer, by round; other rounds stay as they are."""
    now = kept.read(home, ROOM, team, form.key)
    table = dict(now.table.get("invited", {})) | {day.isoformat(): count for day, count in counts.items()}
    if table != now.table.get("invited", {}):
        kept.write(home, ROOM, team, form.key, {"invited": dict(sorted(table.items()))}, now.edition)


def _survey(every: pl.DataFrame, key: str, form: str, letter: str, level: float, home: Any) -> Survey | None:
    known = questionnaire.read(key, form, home)
    codes = {_coded(code, letter): code for code in known.of_item}
    answers = every.filter(pl.col("item").is_in(list(codes)))
    if answers.is_empty():
        return None
    answers = answers.with_columns(item=pl.col("item").replace_strict(codes))
    scored = scores.scored(answers, known)
    found = (*rounds.rounds(scored, level, by_team=False), *rounds.rounds(scored, level))
    return Survey(known, found, (*_ignored(answers, ["round_date"]), *_ignored(answers, ["team", "round_date"])))


def _coded(code: str, letter: str) -> str:
    """`GAP1` of the web form is `GAPW1`."""
    stem = code.rstrip("0123456789")
    return f"{stem}{letter}{code.removeprefix(stem)}"


def _ignored(answers: pl.DataFrame, keys: list[str]) -> list[tuple[str | None, date, int, int]]:
    found = answers.group_by(keys).agg(none=pl.col("answer").is_null().sum(), n=pl.len()).sort(keys)
    return [(row.get("team"), row["round_date"], row["none"], row["n"]) for row in found.iter_rows(named=True)]
