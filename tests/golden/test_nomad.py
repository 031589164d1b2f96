"""NoMAD's rounds agree with sums made by hand over the shared answers; small rounds stop at the gate, not before."""

import csv
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from fitlib.implementation import figures, questionnaire, rounds, scores, wide
from fitlib.release import release

CONSTRUCTS = {"coherence": "C1234", "cognitive_participation": "P1234", "collective_action": "A1234567",
              "reflexive_monitoring": "R12345"}  # fmt: skip
Means = dict[tuple[str, str, str], list[float]]


def by_hand(file: Path) -> Means:
    """Respondents' construct means by team, day and construct; A2 turned; at least half of the items answered."""
    found: Means = {}
    for row in csv.DictReader(file.open(encoding="utf-8")):
        for construct, (letter, *numbers) in CONSTRUCTS.items():
            cells = {letter + number: row[letter + number] for number in numbers}
            given = [6 - int(cell) if item == "A2" else int(cell) for item, cell in cells.items() if cell != "NA"]
            if 2 * len(given) >= len(cells):
                found.setdefault((row["team"], row["round_date"], construct), []).append(sum(given) / len(given))
    return found


@pytest.fixture(scope="module")
def nomad(shared: Path) -> tuple[rounds.Round, ...]:
    form = questionnaire.read("nomad")
    table = pl.read_csv(shared / "data/nomad/answers.csv", infer_schema=False)
    return rounds.rounds(scores.scored(wide.answers(table, form, str).kept, form), 0.95)


def test_rounds_of_the_shared_answers(shared: Path, nomad: tuple[rounds.Round, ...]) -> None:
    expected = by_hand(shared / "data/nomad/answers.csv")
    found = {(one.team, one.day.isoformat(), one.construct): one for one in nomad if one.construct in CONSTRUCTS}
    scored = {key: one for key, one in found.items() if one.n}
    assert set(scored) == set(expected)
    assert {key: one.n for key, one in scored.items()} == {key: len(means) for key, means in expected.items()}
    assert [scored[key].value for key in expected] == pytest.approx([sum(m) / len(m) for m in expected.values()])


def test_a_round_of_few_is_hidden_by_the_gate(nomad: tuple[rounds.Round, ...], constants: Any) -> None:
    form = questionnaire.read("nomad")
    least = constants["implementation.least_shown"]
    few = tuple(one for one in nomad if one.construct == "coherence" and one.n < least)
    assert few
    for one in few:
        (fact,) = release(figures.measured((one,), form), "internal", constants).facts
        assert fact.hidden
        assert (fact.value, fact.low, fact.high) == (None, None, None)
