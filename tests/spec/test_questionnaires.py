"""Questionnaires to the staff

NoMAD, GAP and others come from a description in data/questionnaires: item codes, scales and constructs, no wording.
A description in FIT_HOME takes the place of a bundled one.
"""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from fitlib.errors import ReferenceMissing
from fitlib.implementation import figures, questionnaire, rounds, scores, wide

NOMAD = questionnaire.read("nomad")
SPRING, AUTUMN = date(2024, 5, 15), date(2024, 11, 15)


def answers(*people: dict[str, int | None], day: date = SPRING, team: str = "North") -> pl.DataFrame:
    """One row per respondent and item; None is "not relevant"."""
    rows = [(team, day, f"r{who}", item, answer) for who, given in enumerate(people) for item, answer in given.items()]
    schema = {"team": pl.String, "round_date": pl.Date, "respondent": pl.String, "item": pl.String, "answer": pl.Int16}
    return pl.DataFrame(rows, schema=schema, orient="row")


def score(construct: str, given: dict[str, int | None], form: questionnaire.Questionnaire = NOMAD) -> float | None:
    found = scores.scored(answers(given), form).filter(pl.col("construct") == construct)
    return found["score"].item()


def test_nomad_has_three_general_items_and_twenty_in_four_constructs():
    """NoMAD has three general items from 0 to 10, each shown alone, and constructs of 4, 4, 7, 5 items from 1 to 5."""
    sizes = {one.key: (len(one.items), one.lowest, one.highest) for one in NOMAD.constructs}
    assert sizes == {
        "G1": (1, 0, 10), "G2": (1, 0, 10), "G3": (1, 0, 10), "coherence": (4, 1, 5),
        "cognitive_participation": (4, 1, 5), "collective_action": (7, 1, 5), "reflexive_monitoring": (5, 1, 5),
    }  # fmt: skip


def test_a_construct_is_the_mean_of_its_items():
    """The score of a construct is the mean of the answered items on the questionnaire's own scale."""
    assert score("coherence", {"C1": 4, "C2": 5, "C3": 3, "C4": 4}) == 4.0


def test_the_item_on_disrupted_relationships_is_turned():
    """A2 is turned before the mean: 5 counts as 1, 4 as 2, 3 as 3."""
    others = {"A1": 5, "A3": 5, "A4": 5}
    assert score("collective_action", others | {"A2": 1}) == 5.0
    assert score("collective_action", others | {"A2": 5}) == 4.0
    assert score("collective_action", others | {"A2": 3}) == 4.5


@pytest.mark.parametrize(
    ("construct", "given", "expected"),
    [
        ("coherence", {"C1": 4, "C2": None, "C3": None, "C4": None}, None),
        ("coherence", {"C1": 4, "C2": 2, "C3": None, "C4": None}, 3.0),
        ("coherence", {"C1": 4, "C2": 2, "C3": 3, "C4": None}, 3.0),
        ("reflexive_monitoring", {"R1": 4, "R2": 4}, None),
        ("reflexive_monitoring", {"R1": 4, "R2": 4, "R3": 1}, 3.0),
        ("collective_action", {"A1": 4, "A3": 4, "A4": 4}, None),
        ("collective_action", {"A1": 4, "A3": 4, "A4": 4, "A5": 4}, 4.0),
    ],
)
def test_at_least_half_of_the_items_must_be_answered(construct, given, expected):
    """A construct has a score when at least half of its items are answered: 2 of 4, 3 of 5, 4 of 7."""
    assert score(construct, given) == expected


def test_not_relevant_is_missing_and_counted():
    """An answer "not relevant" is left out of the mean, and how often it was chosen is counted for each item."""
    asked = answers({"C1": 4, "C2": None}, {"C1": None, "C2": None}, {"C1": 5, "C2": 3})
    found = scores.not_relevant(asked, NOMAD).select("item", "not_relevant", "respondents").rows()
    assert found == [("C1", 1, 3), ("C2", 2, 3)]


def test_a_round_is_the_mean_of_respondents():
    """A round of a team is the mean of its respondents' scores with n; those without a score are counted apart."""
    asked = answers({"C1": 4, "C2": 4}, {"C1": 2, "C2": 2}, {"C1": 5, "C2": None})
    (found,) = [one for one in rounds.rounds(scores.scored(asked, NOMAD), 0.95) if one.construct == "coherence"]
    assert (found.value, found.n, found.unscored) == (3.0, 2, 1)


def test_all_teams_together():
    """The whole organisation's round counts each respondent once, so a large team weighs more than a small one."""
    asked = pl.concat([answers({"G1": 8}, {"G1": 8}, {"G1": 8}, team="North"), answers({"G1": 4}, team="South")])
    scored = scores.scored(asked, NOMAD)
    whole = [one for one in rounds.rounds(scored, 0.95, by_team=False) if one.construct == "G1"]
    by_team = {one.team: one.value for one in rounds.rounds(scored, 0.95) if one.construct == "G1"}
    assert [(one.value, one.n) for one in whole] == [(7.0, 4)]
    assert by_team == {"North": 8.0, "South": 4.0}


@pytest.mark.parametrize(
    ("form", "answer", "share"), [("paper", 1, 0), ("paper", 3, 0.5), ("web", 0, 0), ("web", 4, 1)]
)
def test_gap_keeps_its_scale_and_is_compared_as_a_share_of_range(form, answer, share):
    """GAP is answered 1-5 on paper and 0-4 on the web: the score keeps the form's scale, its share of range is 0-1."""
    gap = questionnaire.read("gap", form)
    found = scores.scored(answers({"GAP1": answer}), gap).filter(pl.col("construct") == "realm_1")
    assert found.select("score", "share_of_range").row(0) == (answer, share)


def test_forms_are_never_mixed_in_one_trend():
    """A trend belongs to one form: paper rounds and web rounds are two trends, each with its own name."""
    paper, web = questionnaire.read("gap", "paper"), questionnaire.read("gap", "web")
    first = rounds.rounds(scores.scored(answers({"GAP1": 3}), paper), 0.95)
    second = rounds.rounds(scores.scored(answers({"GAP1": 3}, day=AUTUMN), web), 0.95)
    both = (*rounds.trends(first, paper), *rounds.trends(second, web))
    realm = [trend for trend in both if trend.construct == "realm_1"]
    assert [(trend.form, trend.days, trend.shares) for trend in realm] == [
        ("gap.paper", (SPRING,), (0.5,)),
        ("gap.web", (AUTUMN,), (0.75,)),
    ]


def test_a_form_must_be_named_where_there_are_two():
    """GAP is not read without saying which form it is."""
    with pytest.raises(ReferenceMissing, match="questionnaire_form"):
        questionnaire.read("gap")


def test_an_answer_of_the_other_form_is_refused():
    """A zero cannot come from the paper form: it is an error, not a low score."""
    with pytest.raises(ValueError, match="GAP1 lies outside the scale of the form gap paper"):
        scores.scored(answers({"GAP1": 0}), questionnaire.read("gap", "paper"))


def test_any_questionnaire_from_a_description(tmp_path: Path):
    """A questionnaire of one's own needs only a description in FIT_HOME/questionnaires."""
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "own.toml").write_text(
        'source = "ours"\nstatus = "A"\nanswered_share = 0.6\n'
        "[form.standard.smile]\nlowest = 1\nhighest = 3\n"
        '[construct.mood]\nitems = ["M1", "M2", "M3"]\nreversed = ["M3"]\nscale = "smile"\n',
        "utf-8",
    )
    own = questionnaire.read("own", home=tmp_path)
    assert own.construct("mood").needed == 2
    assert score("mood", {"M1": 3, "M2": 3, "M3": 1}, own) == 3.0
    assert score("mood", {"M1": 3}, own) is None
    assert "nomad" in questionnaire.files(tmp_path)


def test_a_table_of_answers_passes_the_gate_in():
    """A table of answers gives pseudonyms that cannot be joined across rounds, and refuses cells, not people."""
    gap = questionnaire.read("gap", "paper")
    who = {"team": ["North"] * 2, "round_date": ["2024-05-15", "15.11.2024"], "respondent": ["7", "7"]}
    cells = {item: ["3", "3"] for item in gap.of_item} | {"GAP2": ["6", "NA"], "name": ["A", "B"]}
    found = wide.answers(pl.DataFrame(who | cells), gap, lambda name: f"v1_{name[::-1]}")
    assert found.refused.rows() == [(2, "GAP2", "scale")]
    assert found.kept.columns == ["team", "round_date", "respondent", "item", "answer", "line"]
    assert found.kept["respondent"].n_unique() == 2
    assert found.kept.filter(pl.col("item") == "GAP2").select("round_date", "answer").rows() == [(AUTUMN, None)]


def test_rounds_become_figures_with_their_n():
    """Each figure carries the n that the gate needs to hide a round of few; nothing is hidden before the gate."""
    found = rounds.rounds(scores.scored(answers({"G1": 4}, {"G1": 6}), NOMAD), 0.95)
    (figure,) = [one for one in figures.measured(found, NOMAD) if one.name == "nomad_G1@2024-05-15"]
    assert (figure.value, figure.n, figure.unit, figure.group) == (5.0, 2, "answer", "team:North")
    (count,) = figures.respondents(found, NOMAD)
    assert (count.k, count.n) == (2, 2)


@pytest.mark.parametrize(
    ("cell", "kept", "rule"),
    [
        ("0", None, "scale"), ("1", 1, None), ("5", 5, None), ("6", None, "scale"), (" 4 ", 4, None),
        ("3.5", None, "whole_number"), ("agree", None, "whole_number"), ("NA", "null", None), ("", "null", None),
    ],
)  # fmt: skip
def test_what_a_cell_may_hold(cell, kept, rule):
    """A cell holds a whole number of its scale, or nothing, or NA for "not relevant"; anything else is refused."""
    gap = questionnaire.read("gap", "paper")
    row = {"team": ["North"], "round_date": ["2024-05-15"], "respondent": ["7"]} | {item: ["3"] for item in gap.of_item}
    found = wide.answers(pl.DataFrame(row | {"GAP1": [cell]}), gap, str)
    answers_of = found.kept.filter(pl.col("item") == "GAP1")["answer"].to_list()
    assert answers_of == ([] if kept is None else [None if kept == "null" else kept])
    assert found.refused["rule"].to_list() == ([rule] if rule else [])


def test_a_date_that_cannot_be_read_refuses_the_answers():
    """Answers of a row without a readable date belong to no round and are refused."""
    gap = questionnaire.read("gap", "paper")
    row = {"team": ["North"], "round_date": ["spring"], "respondent": ["7"]} | {item: ["3"] for item in gap.of_item}
    found = wide.answers(pl.DataFrame(row), gap, str)
    assert found.kept.is_empty()
    assert set(found.refused["rule"]) == {"round_date"}


def test_a_column_that_is_missing_is_named():
    """A table without one of the item columns is refused whole, and the column is named."""
    table = pl.DataFrame({"team": ["North"], "round_date": ["2024-05-15"], "respondent": ["7"], "GAP1": ["3"]})
    with pytest.raises(KeyError, match="GAP2, GAP3, GAP4"):
        wide.answers(table, questionnaire.read("gap", "paper"), str)
