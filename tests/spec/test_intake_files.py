"""What passes the gate in: files

The layout is known by the header, whatever the order of the columns, the separator or the encoding. A line that cannot
be read is refused with its number and never takes another line with it.
"""

from datetime import date

import pytest

from fitlib.errors import InputRefused
from tests.unit.intake.rows import (
    answers,
    column,
    lines,
    noticed,
    rules,
    session,
    taken,
    taken_text,
    text,
    visit,
)  # fmt: skip

THREE = [session(1), session(2), session(3, Service_Location="Perheneuvola Itä")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_the_same_rows_are_read_however_they_were_saved(tmp_path, separator, encoding, end):
    """Comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252; any line end: the rows are the same."""
    usual = taken_text(tmp_path, text(THREE))
    found = taken_text(tmp_path, text(THREE, separator, end).encode(encoding))
    assert found.kept.equals(usual.kept)
    assert column(found, "team")[2] == "Perheneuvola Itä"


def test_columns_may_stand_in_any_order(tmp_path):
    """The order of the columns does not matter, nor capital letters in their names."""
    turned = [{name.upper(): one[name] for name in reversed(one)} for one in THREE]
    assert taken(tmp_path, *turned).kept.equals(taken(tmp_path, *THREE).kept)


def test_columns_that_are_not_known_are_named_and_dropped(tmp_path):
    """A column that the layout does not know is neither read nor kept, and its name is told."""
    found = taken(tmp_path, session(Episode_Colour="blue"))
    assert [(one.rule, one.column) for one in found.notices] == [("column not read", "Episode_Colour")]


def test_names_and_notes_never_pass(tmp_path):
    """Names, e-mail, gender, birth year and notes are not in what is kept, and no id is there as it was."""
    secret = (
        "Provider_FirstName", "Provider_LastName", "Provider_Email", "Provider_ID", "Client_ID", "Client_FirstName",
        "Client_LastName", "Client_Gender", "Case_ID", "Notes",
    )  # fmt: skip
    row = session(**{name: f"secret {name}" for name in secret}, Client_BirthYear="1971")
    found = taken(tmp_path, row, row | {"ORSQ1": "99"})
    told = str([found.kept.rows(), found.refused.rows(), found.notices])
    assert "secret" not in told
    assert "1971" not in told
    assert all(
        one.startswith("v1_") and len(one) == 29 for one in found.kept.select("episode", "client", "worker").row(0)
    )


@pytest.mark.parametrize("name", ["ORSQ3", "Case_ID", "Client_Group"])
def test_a_missing_column_is_named(tmp_path, name):
    """A file without a column that is needed is refused whole, and the column is named."""
    with pytest.raises(InputRefused) as refused:
        taken(tmp_path, {column: cell for column, cell in session().items() if column != name})
    assert (refused.value.key, refused.value.values["columns"]) == ("intake_column_missing", name)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("", "intake_empty"), ("\n \n", "intake_empty"), ("a;b;c\n1;2;3\n", "intake_layout"),
        (lines([session()])[0], "intake_no_rows"), (lines([session()])[0] + "\n\n,,,,\n", "intake_no_rows"),
        (lines([session()])[0] + ",ORSQ1\n", "intake_column_twice"),
    ],
)  # fmt: skip
def test_a_file_without_rows_of_a_known_layout_is_refused_whole(tmp_path, content, key):
    """An empty file, a header alone, an unknown layout and a column that is there twice refuse the file."""
    with pytest.raises(InputRefused) as refused:
        taken_text(tmp_path, content)
    assert refused.value.key == key


def test_a_quote_that_never_closes_costs_one_line(tmp_path):
    """A quote that is opened in line 3 and never closed refuses line 3; the lines after it are kept."""
    written = lines([session(n, Notes="") for n in range(1, 6)])
    written[2] = written[2].replace("North", '"North')
    found = taken_text(tmp_path, "\n".join(written))
    assert rules(found) == [(3, "line with an unclosed quote", "")]
    assert found.rows_kept == 4


def test_a_note_may_have_lines_of_its_own(tmp_path):
    """A note in quotes with commas and line breaks is one cell; the row keeps the number of its first line."""
    found = taken(tmp_path, session(1, Notes='one, "two"\n\nthree, four'), session(2))
    assert column(found, "line") == [2, 5]


def test_two_open_quotes_do_not_hide_the_rows_between_them(tmp_path):
    """Two lines with one quote each are two broken lines, not one long note over the rows between."""
    written = lines([session(n) for n in range(1, 7)])
    for broken in (2, 5):
        written[broken] = written[broken].replace("Open", '"Open')
    found = taken_text(tmp_path, "\n".join(written))
    assert [line for line, _, _ in rules(found)] == [3, 6]
    assert found.rows_kept == 4


@pytest.mark.parametrize(("change", "cells"), [(lambda line: line + ",x", "33/32"), (lambda line: line[:-5], "31/32")])
def test_a_line_with_more_or_fewer_cells_is_refused(tmp_path, change, cells):
    """A line with another number of cells than the header is refused, never cut or filled up."""
    written = lines([session(1), session(2)])
    written[1] = change(written[1])
    found = taken_text(tmp_path, "\n".join(written))
    assert rules(found) == [(2, "line with another number of cells", "")]
    assert found.refused["detail"].to_list() == [cells]


@pytest.mark.parametrize("word", ["Yhteensä", "Summa", "Total", "YHTEENSÄ:"])
@pytest.mark.parametrize("cells", [31, 3])
def test_a_summary_row_is_not_an_observation(tmp_path, word, cells):
    """A row that begins with a word for the sum is refused, and the word is named."""
    found = taken_text(tmp_path, "\n".join([*lines([session()]), word + "," * cells]))
    assert [rule for _, rule, _ in rules(found)] == ["summary row"]
    assert found.refused["detail"].to_list() == [word.title().rstrip(":")]


def test_a_header_in_the_middle_is_not_an_observation(tmp_path):
    """Where two exports were pasted together, the second header line is refused."""
    written = lines([session(1), session(2)])
    found = taken_text(tmp_path, "\n".join([*written[:2], written[0], written[2]]))
    assert rules(found) == [(3, "header line again", "Service_Location")]


def test_blank_lines_are_no_rows(tmp_path):
    """Blank lines, also those that Excel leaves as a row of separators, are not rows; they are told."""
    written = lines([session(1), session(2)])
    found = taken_text(tmp_path, "\n".join(["", *written[:2], "", "," * 31, written[2], ""]))
    assert (found.rows, column(found, "line"), noticed(found)) == (2, [3, 6], {"blank line": 2})


@pytest.mark.parametrize(
    "team", ["=1+1", "<script>alert(1)</script>", "'; drop table x; --", "../../out", "007", "1e5"]
)
def test_a_team_is_a_text_whatever_it_says(tmp_path, team):
    """A formula, a script, a query or a number is the name of a team and nothing else."""
    assert column(taken(tmp_path, session(Service_Location=team)), "team") == [team]


DOMACARE = {
    "Toimipiste": "North", "Asiakasnumero": "C1", "Asiakkaan nimi": "Keksitty Asiakas", "Palvelujakso": "J1",
    "Palvelun nimi": "Kotikäynti", "Alkoi": "4.3.2024 9:30", "Kesto minuutteina": "60", "Työntekijä": "Keksitty Nimi",
}  # fmt: skip


def test_a_domacare_like_list_has_columns_of_its_own(tmp_path):
    """Its words for what became of a visit are known, the hour is left out, and names never pass."""
    states = ("Toteutunut", "Ei paikalla", "Perunut asiakas", "Perunut työntekijä")
    found = taken(tmp_path, *(DOMACARE | {"Käynnin tila": state} for state in states))
    assert (found.kind, found.layout) == ("visits", "domacare_visits")
    assert column(found, "state") == ["held", "no_show", "cancelled_client", "cancelled_worker"]
    assert column(found, "visit_date") == [date(2024, 3, 4)] * 4
    assert not [one for row in found.kept.rows() for one in row if "Keksitty" in str(one)]
    same = taken(tmp_path, visit(asiakastunnus="C1", jakso="J1")).kept
    assert found.kept.select("client", "episode").row(0) == same.select("client", "episode").row(0)


def test_a_word_that_the_list_does_not_know_refuses_the_row(tmp_path):
    """What became of the visit must be one of the map's words; any other refuses that row by name."""
    rows = [DOMACARE | {"Käynnin tila": state} for state in ("Toteutunut", "Siirretty")]
    found = taken(tmp_path, *rows)
    assert (found.rows_kept, [(line, column) for line, _, column in rules(found)]) == (1, [(3, "Käynnin tila")])


def test_visits_are_rows_of_a_client_in_a_case(tmp_path):
    """Held, missed and cancelled visits of the visits export are kept with their minutes."""
    states = ("toteutunut", "Poisjäänti", "peruttu asiakas", "peruttu työntekijä")
    found = taken(tmp_path, *(visit(tila=one, kesto_min="45") for one in states))
    assert column(found, "state") == ["held", "no_show", "cancelled_client", "cancelled_worker"]
    assert (found.kind, column(found, "minutes")) == ("visits", [45] * 4)
    assert noticed(found) == {"missed visit with minutes": 3}


def test_a_visit_meets_the_sessions_of_its_client(tmp_path):
    """Client and case have the same pseudonyms in the visits as in the scores."""
    visits = taken(tmp_path, visit(asiakastunnus=" c1", jakso="J1")).kept
    scores = taken(tmp_path, session(case="1")).kept
    assert visits.select("client", "episode").equals(scores.select("client", "episode"))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"tila": "varattu"}, "visit state not known"), ({"tila": ""}, "visit state missing"),
        ({"kayntipaiva": "1.1.2027"}, "date in the future"), ({"kayntipaiva": ""}, "visit date missing"),
        ({"kesto_min": "an hour"}, "minutes not a whole number"), ({"kesto_min": "601"}, "minutes out of range"),
    ],
)  # fmt: skip
def test_a_visit_needs_its_day_and_a_known_state(tmp_path, change, rule):
    """A visit without a day or a known state is refused; so are minutes that cannot be."""
    assert [found for _, found, _ in rules(taken(tmp_path, visit(**change)))] == [rule]


def test_an_answer_that_is_not_relevant_is_missing(tmp_path):
    """In NoMAD, NA is a missing answer; one row per item is kept."""
    found = taken(tmp_path, answers(G1="10", C1="NA", C2="5"))
    kept = dict(found.kept.select("item", "answer").rows())
    assert (found.kind, found.rows_kept, len(kept)) == ("nomad", 1, 23)
    assert (kept["G1"], kept["C1"], kept["C2"], kept["R5"]) == (10, None, 5, 4)


@pytest.mark.parametrize(("item", "answer", "kept"), [("G1", "0", 1), ("G1", "11", 0), ("C1", "0", 0), ("C1", "6", 0)])
def test_an_answer_is_within_its_scale(tmp_path, item, answer, kept):
    """General items are 0-10, the items of the constructs 1-5."""
    assert taken(tmp_path, answers(**{item: answer})).rows_kept == kept


def test_a_respondent_is_a_row_of_one_round_of_one_team(tmp_path):
    """Respondent 0 of another team or round is another respondent: the number is only a row number."""
    rows = answers(), answers(team="South"), answers(round_date="2025-05-15"), answers(respondent="1")
    found = taken(tmp_path, *rows, answers(respondent="1", G1="5"))
    assert found.kept["respondent"].n_unique() == 3
    assert [rule for _, rule, _ in rules(found)] == ["answers in conflict"] * 2
