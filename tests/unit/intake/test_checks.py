"""The list of checks: named once, worded in every language, and each of them fires for some row."""

import re

import pytest

from fitlib.intake import ALL_CHECKS, Notice, explain
from fitlib.intake.check import COMPLETENESS, CONFORMANCE, NOTICE, PLAUSIBILITY, REFUSE, gathered
from fitlib.words import LANGUAGES, Words, texts
from tests.unit.intake.rows import NO_ORS, answers, lines, noticed, session, taken, taken_text, visit

NAMES = [check.name for check in ALL_CHECKS]
CHILD = {"Client_Group": "Child", "Client_BirthYear": "2015"}
CLOSED = {"Episode_Status": "Closed", "Episode_ClosingType": "Planned", "Episode_ClosingDate": "2024-06-01"}
FIRES = {
    "duplicate row": [session(), session()],
    "scores in conflict": [session(), session(ORSQ1="0")],
    "answers in conflict": [answers(), answers(G1="0")],
    "column not read": [session(Colour="blue")],
    "summary row": [session(), dict.fromkeys(session(), "") | {"Client_ID": "Total"}],
    "header line again": [session(), dict(zip(session(), session(), strict=True))],
    "identity code not valid": [session(Client_ID="310290-900X")],
    "identity code in a text column": [visit(kayntityyppi="010190-999W")],
    "date not a date": [session(Episode_ClosingDate="later")],
    "session number not a whole number": [session(Session_ID="1.5")],
    "session number out of range": [session(Session_ID="0")],
    "item not a number": [session(ORSQ1="x")],
    "item out of range": [session(ORSQ1="10.1")],
    "item finer than a tenth": [session(ORSQ1="5.15")],
    "total not a number": [session(Total_ORS="x")],
    "total out of range": [session(**NO_ORS, Total_ORS="40.1")],
    "total finer than a tenth": [session(**NO_ORS, Total_ORS="20.25")],
    "total is not the sum of its items": [session(Total_SRS="34.9")],
    "skip flag not known": [session(SRS_Skip="?")],
    "skipped but scores given": [session(SRS_Skip="Y")],
    "age group not known": [session(Client_Group="?")],
    "rater not known": [session(Rater_Role="?")],
    "status not known": [session(Episode_Status="?")],
    "closing type not known": [session(Episode_ClosingType="?")],
    "expected line not a number": [session(Episode_TargetSession="high")],
    "expected line out of range": [session(Episode_nTargetSession="41")],
    "visit state not known": [visit(tila="?")],
    "minutes not a whole number": [visit(kesto_min="45.5")],
    "answer not a whole number": [answers(G1="4.5")],
    "answer out of range": [answers(R5="6")],
    "client missing": [visit(asiakastunnus="")],
    "case missing": [visit(jakso="")],
    "team missing": [answers(team="")],
    "session date missing": [session(Session_Date="")],
    "session number missing": [session(Session_ID="")],
    "age group missing": [session(Client_Group="")],
    "item missing of four": [session(SRSQ1="")],
    "not skipped and no scores": [session(**NO_ORS)],
    "visit date missing": [visit(kayntipaiva="")],
    "visit state missing": [visit(tila="")],
    "round date missing": [answers(round_date="")],
    "respondent missing": [answers(respondent="")],
    "worker missing": [session(Provider_ID="")],
    "skip flag missing": [session(ORS_Skip="")],
    "case date missing": [session(Case_Date="")],
    "closed without a closing date": [session(**CLOSED | {"Episode_ClosingDate": ""})],
    "closed without a closing type": [session(**CLOSED | {"Episode_ClosingType": ""})],
    "answers all missing": [
        dict.fromkeys(answers(), "NA") | {"team": "A", "round_date": "1.1.2024", "respondent": "1"}
    ],
    "date in the future": [session(Session_Date="2099-01-01")],
    "date too early": [session(Case_Date="1989-12-31")],
    "session before the case began": [session(Session_Date="2023-03-04")],
    "minutes out of range": [visit(kesto_min="601")],
    "session shortly before the case began": [session(Session_Date="2024-03-03")],
    "session after closing": [session(**CLOSED | {"Episode_ClosingDate": "2024-03-04"}, Session_Date="2024-03-05")],
    "closing before the case began": [session(**CLOSED | {"Episode_ClosingDate": "2024-03-03"})],
    "open case with a closing date": [session(Episode_ClosingDate="2024-06-01")],
    "birth year not a year": [session(Client_BirthYear="old")],
    "birth year does not fit the age group": [session(Client_BirthYear="2010")],
    "items filled from a total": [session(**dict.fromkeys(NO_ORS, "7"))],
    "every item at an end of its line": [session(ORSQ1="0", ORSQ2="10", ORSQ3="0", ORSQ4="0")],
    "expected lines crossed": [session(Episode_TargetSession="20", Episode_nTargetSession="20.1")],
    "held visit without minutes": [visit(kesto_min="0")],
    "missed visit with minutes": [visit(tila="poisjäänti")],
    "two sessions on one day": [session(1), session(2, Session_Date="2024-03-04")],
    "session numbers against dates": [session(1, Session_Date="2024-03-05"), session(2, Session_Date="2024-03-04")],
    "long gap between sessions": [session(1), session(2, Session_Date="2024-09-01")],
    "same total many times running": [session(n) for n in range(1, 6)],
    "case without its first session": [session(2)],
    "case with several age groups": [session(1), session(2, **CHILD)],
    "case with several start dates": [session(1), session(2, Case_Date="2024-03-05")],
}
TEXTS = {
    "line with an unclosed quote": '"', "line with a stray quote": 'a"b"' + "," * 31,
    "line with another number of cells": "a,b", "blank line": "," * 31,
}  # fmt: skip
BY_WORKBOOK = {"cell with an error", "sheet not read"}  # tests/unit/intake/test_workbook.py


def found_in(found):
    return set(found.refused["rule"]) | set(noticed(found))


@pytest.mark.parametrize("name", FIRES)
def test_a_check_fires(tmp_path, name):
    assert name in found_in(taken(tmp_path, *FIRES[name]))


def test_ends_are_told_once_for_each_measure(tmp_path):
    ends = {f"{measure}SQ{item}": "10" if item % 2 else "0" for measure in ("OR", "SR") for item in range(1, 5)}
    told = [one for one in taken(tmp_path, session(**ends)).notices if one.rule == "every item at an end of its line"]
    assert [(one.column, one.count) for one in told] == [("ORSQ1", 1), ("SRSQ1", 1)]


@pytest.mark.parametrize("name", TEXTS)
def test_a_check_of_the_reader_fires(tmp_path, name):
    assert name in found_in(taken_text(tmp_path, "\n".join([*lines([session()]), TEXTS[name]])))


def test_a_usual_row_of_each_kind_fires_nothing(tmp_path):
    for row in (session(), visit(), answers(), session(**CHILD), session(**CLOSED)):
        found = taken(tmp_path, row)
        assert (found.rows_kept, found_in(found)) == (1, set())


def test_every_check_is_shown_to_fire():
    assert set(NAMES) == {*FIRES, *TEXTS, *BY_WORKBOOK}


def test_names_are_unique_plain_and_of_a_class():
    assert len(set(NAMES)) == len(NAMES)
    assert all(re.fullmatch(r"[a-z ]+", name) for name in NAMES)
    assert {check.quality for check in ALL_CHECKS} == {CONFORMANCE, COMPLETENESS, PLAUSIBILITY}
    assert {check.severity for check in ALL_CHECKS} == {REFUSE, NOTICE}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_check_has_its_sentence_and_no_sentence_is_left_over(lang):
    worded = {key.removeprefix("intake.rule.") for key in texts(lang) if key.startswith("intake.rule.")}
    assert worded == {name.replace(" ", "_") for name in NAMES}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("check", ALL_CHECKS, ids=NAMES)
def test_a_sentence_names_its_line_or_how_many(check, lang):
    row = {"file": "f", "line": 4711, "rule": check.name, "column": "Spalte", "detail": "D8"}
    notice = Notice(check.name, "Spalte", 4711, (5, 6), "D8")
    said = explain(notice if check.severity == NOTICE else row, Words(lang))
    assert said.endswith(".")
    assert "{" not in said
    assert "4711" in said or "Spalte" in said or "D8" in said


def test_notices_of_many_pieces_are_added_up():
    pieces = [
        Notice("blank line", "", 2, (9, 11)),
        Notice("duplicate row", "", 1, (4,)),
        Notice("blank line", "", 1, (3,)),
    ]
    assert gathered(pieces, 2) == (Notice("blank line", "", 3, (3, 9)), Notice("duplicate row", "", 1, (4,)))
