"""Implementation: what the staff answered, the board, targets

A round of NoMAD is shown from a least number of answers on, the board and the notes of a meeting are kept with their
history, and targets are set by the management.
"""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from fitlib import reference
from fitlib.errors import InputRefused, ParameterRefused
from fitlib.implementation import board, kept, meeting, questionnaire, rounds, scores, targets
from fitlib.implementation.meeting import Decision
from fitlib.implementation.rounds import Round, step
from fitlib.implementation.survey import Survey
from fitlib.period import Period
from fitlib.reports import staff_gate
from tests.spec.test_questionnaires import SPRING, answers

NOMAD = questionnaire.read("nomad")
QUARTER, LATER = Period.parse("2025Q1"), Period.parse("2025Q2")


def survey(**sizes: int) -> Survey:
    """A round in which so many people of each team answered the part on coherence."""
    asked = pl.concat([answers(*[{"C1": 4, "C2": 3}] * n, team=team) for team, n in sizes.items()])
    scored = scores.scored(asked, NOMAD)
    found = (*rounds.rounds(scored, 0.95, by_team=False), *rounds.rounds(scored, 0.95))
    return Survey(NOMAD, found, ())


def coherence(of: Survey, team: str | None, audience: str, constants: reference.Reference):
    facts = staff_gate.of_unit(of, team, audience, constants)
    return next((fact for fact in facts if fact.name == f"nomad_coherence@{SPRING.isoformat()}"), None)


@pytest.mark.parametrize("audience", ["own", "internal"])
@pytest.mark.parametrize(("n", "shown"), [(4, False), (5, True), (6, True)])
def test_a_round_is_shown_from_the_least_number_of_answers(constants, audience, n, shown):
    """A team's round is shown when at least five have answered, to the team itself as to others in the house."""
    fact = coherence(survey(North=n, South=20, East=20), "North", audience, constants)
    assert (fact.value == 3.5) is shown
    assert (fact.hidden is None) is shown


@pytest.mark.parametrize(("n", "shown"), [(9, False), (10, True)])
def test_outside_the_house_the_audience_decides(constants, n, shown):
    """For the public the limit of means holds, which is higher."""
    fact = coherence(survey(North=n, South=20, East=20), "North", "public", constants)
    assert (fact.hidden is None) is shown


def test_a_hidden_team_cannot_be_computed_from_the_others(constants):
    """Where one team is too small, another one is hidden too, as long as the organisation's mean is shown."""
    of = survey(North=3, South=6, East=20)
    shown = {team: coherence(of, team, "own", constants).value for team in ("North", "South", "East", None)}
    assert shown["North"] is None
    assert shown[None] is None or shown["South"] is None


def test_the_change_between_rounds_has_an_interval():
    """Answers cannot be joined across rounds, so the change is the difference of two groups, by Welch's method."""
    before = Round("North", SPRING, "coherence", 3.0, None, None, 10, 0, 0.8)
    after = Round("North", date(2025, 5, 14), "coherence", 3.6, None, None, 8, 0, 0.5)
    found = step(before, after, 0.95)
    assert found.value == pytest.approx(0.6)
    # by hand: variance .064 + .03125, 15.26 degrees of freedom, t 2.128: 0.6 ± 2.128 × 0.3086
    assert (found.low, found.high) == pytest.approx((-0.0567, 1.2567), abs=5e-4)


def test_too_few_answers_have_no_change():
    """One answer in a round has no spread, and no change is told."""
    one = Round("North", SPRING, "coherence", 3.0, None, None, 1, 0, None)
    assert step(one, one, 0.95) is None


def test_the_board_is_kept_by_quarter_with_the_one_before(tmp_path: Path):
    """A board belongs to a quarter; the latest board of an earlier quarter stands beside it."""
    board.save(tmp_path, "North", board.read(tmp_path, "North", QUARTER), {"start.team": "under_way"}, {})
    assert board.read(tmp_path, "North", QUARTER).state("start.team") == "under_way"
    assert board.read(tmp_path, "North", LATER).state("start.team") == "none"
    assert board.before(tmp_path, "North", LATER).state("start.team") == "under_way"
    assert board.before(tmp_path, "North", QUARTER) is None
    assert board.before(tmp_path, "South", LATER) is None


def test_every_edition_of_a_board_is_kept(tmp_path: Path):
    """Saving again never loses what was saved before."""
    for state in ("not_yet", "under_way", "in_place"):
        board.save(tmp_path, "North", board.read(tmp_path, "North", QUARTER), {"use.team": state}, {})
    folder = kept.folder(tmp_path, "boards", "North")
    assert [file.name for file in sorted((folder / "history").iterdir())] == ["2025Q1.v1.toml", "2025Q1.v2.toml"]
    assert board.read(tmp_path, "North", QUARTER).edition == 3


def test_who_saves_on_top_of_an_older_edition_is_told_so(tmp_path: Path):
    """Two who fill in at once do not overwrite each other: the second is told, and nothing is lost."""
    seen = board.read(tmp_path, "North", QUARTER)
    board.save(tmp_path, "North", seen, {"use.team": "in_place"}, {})
    with pytest.raises(ParameterRefused, match="kept_meanwhile"):
        board.save(tmp_path, "North", seen, {}, {})
    assert board.read(tmp_path, "North", QUARTER).state("use.team") == "in_place"


@pytest.mark.parametrize(
    "text", ["edition = ", 'edition = 1\n[state]\n"use.team" = "done"\n', '[state]\n"x.y" = "none"\n']
)
def test_a_board_that_was_spoiled_by_hand_is_named(tmp_path: Path, text: str):
    """A file that is no board is refused by name, and nothing is shown in its place."""
    board.save(tmp_path, "North", board.read(tmp_path, "North", QUARTER), {}, {})
    (kept.folder(tmp_path, "boards", "North") / "2025Q1.toml").write_text(text, "utf-8")
    with pytest.raises(InputRefused, match="kept_file"):
        board.read(tmp_path, "North", QUARTER)


@pytest.mark.parametrize("unit", ["../../x", "Ääkköset ja 'lainaus'\n[x]", "all", "C:\\con", ""])
def test_a_units_name_leads_to_a_folder_of_its_own(tmp_path: Path, unit: str):
    """Whatever a team is called, its files lie in one folder below FIT_HOME, and come back as they were written."""
    note = 'Sanoi: "a\\b"\nja toinen rivi \x00\x7f'
    seen = board.read(tmp_path, unit, QUARTER)
    after = board.save(tmp_path, unit, seen, {}, {"use.team": note})
    assert kept.folder(tmp_path, "boards", unit).parent == tmp_path / "boards"
    assert after.notes["use.team"] == 'Sanoi: "a\\b"\nja toinen rivi'


def test_decisions_come_back_at_the_next_meeting(tmp_path: Path):
    """The next meeting sees every decision of the last one, and of earlier ones what is still open."""
    first, second = Period.parse("2024Q3"), Period.parse("2024Q4")
    for period, decisions in ((first, [Decision("A"), Decision("B", True)]), (second, [Decision("C", True)])):
        meeting.save(tmp_path, "North", meeting.read(tmp_path, "North", period), "", decisions)
    before = meeting.agreed(meeting.earlier(tmp_path, "North", QUARTER))
    assert [one.decisions[place].text for one, place in before] == ["C", "A"]
    assert meeting.agreed(meeting.earlier(tmp_path, "North", first)) == ()


def test_a_decision_becomes_done_where_it_was_made(tmp_path: Path):
    """What became of a decision is written into the meeting that made it; nothing is written where nothing changes."""
    made = meeting.save(tmp_path, "North", meeting.read(tmp_path, "North", QUARTER), "n", [Decision("A")])
    assert meeting.settled(tmp_path, "North", made, {0: False}).edition == 1
    assert meeting.settled(tmp_path, "North", made, {0: True}).decisions == (Decision("A", True),)


def test_targets_are_constants_with_source_and_review_date(tmp_path: Path):
    """Targets come from the management only; they are rows of FIT_HOME/reference, reviewed once a year."""
    assert targets.targets(reference.load()) == {}
    targets.save(tmp_path, {"sessions_ors": 0.85}, date(2025, 1, 1))
    constants = reference.load(tmp_path)
    assert targets.targets(constants) == {"sessions_ors": 0.85}
    assert constants.row("target.coverage.sessions_ors").next_review == date(2026, 1, 1)
    targets.save(tmp_path, {}, date(2025, 1, 2))
    assert targets.targets(reference.load(tmp_path)) == {}
