"""Synthetic organisation

What `write_exports` gives, and why it can stand in for a service's own export.
"""

import csv
import hashlib
import json
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from fitlib import synthetic
from fitlib.synthetic.organisation import recipe

GOLDEN = json.loads((Path(__file__).parent.parent / "golden" / "synthetic_exports.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    return synthetic.write_exports(tmp_path_factory.mktemp("exports"))


@pytest.fixture(scope="module")
def rows(exports):
    with exports.scores.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def cases(rows):
    return [list(group) for _, group in groupby(rows, key=lambda row: row["Case_ID"])]


@pytest.mark.parametrize("name", ["scores", "collateral", "visits", "domacare", "nomad", "truth"])
def test_the_same_seed_gives_the_same_bytes_on_every_machine(exports, name):
    """Equal seeds give equal files, byte by byte, on every machine."""
    assert hashlib.sha256(getattr(exports, name).read_bytes()).hexdigest() == GOLDEN[name]


def test_another_seed_gives_other_data(exports, tmp_path):
    """Another seed gives another organisation."""
    other = synthetic.write_exports(tmp_path, seed=2)
    assert other.scores.read_bytes() != exports.scores.read_bytes()


def test_teams_and_episodes_can_be_fewer(tmp_path):
    """Fewer teams and episodes can be asked for."""
    files = synthetic.write_exports(tmp_path, seed=3, teams=4, count=50)
    with files.scores.open(encoding="utf-8", newline="") as file:
        small = list(csv.DictReader(file))
    assert len({row["Case_ID"] for row in small}) == 50
    assert len({row["Service_Location"] for row in small}) <= 4


def test_sessions_are_as_many_as_in_a_real_service(rows, cases):
    """An episode has 4.87 sessions on average, as in the published Finnish figures."""
    assert len(cases) == 600
    assert len(rows) / len(cases) == pytest.approx(4.87, abs=0.15)
    assert [row["Session_ID"] for row in cases[0]] == [str(number + 1) for number in range(len(cases[0]))]


def test_six_teams_of_which_one_is_small_and_one_carries_lines(cases):
    """Of six teams one is so small that its figures are hidden, and one carries expected-change lines."""
    teams = {}
    for case in cases:
        teams.setdefault(case[0]["Service_Location"], []).append(case)
    sizes = sorted(len(of_team) for of_team in teams.values())
    assert len(teams) == 6
    assert sizes[0] < 20 < sizes[1]
    with_lines = {team for team, of_team in teams.items() for case in of_team if case[0]["Episode_TargetSession"]}
    assert with_lines == {"Hiisivuoren perhetyö"}


def test_cases_are_open_closed_and_dropped_out_of_over_three_years(cases):
    """Over three years episodes close by agreement, end early, or are open on the data date."""
    closed = [case[-1] for case in cases if case[-1]["Episode_Status"] == "Closed"]
    assert 0.03 < 1 - len(closed) / len(cases) < 0.2
    assert {row["Episode_ClosingType"] for row in closed} == {"Planned", "Unplanned"}
    quarters = {(row["Episode_ClosingDate"][:4], (int(row["Episode_ClosingDate"][5:7]) - 1) // 3) for row in closed}
    assert len(quarters) == 12


def test_scores_have_skips_a_ceiling_and_rows_with_a_total_only(rows):
    """Surveys are skipped, a fifth or more of the SRS are at the ceiling of 40, some rows carry a total only."""
    srs = [sum(float(row[f"SRSQ{n}"]) for n in range(1, 5)) for row in rows if row["SRSQ1"]]
    assert 0.15 < sum(score == 40 for score in srs) / len(srs) < 0.40
    skipped = [row for row in rows if row["ORS_Skip"] == "Y"]
    assert 0.05 < len(skipped) / len(rows) < 0.35
    assert all(row["ORSQ1"] == "" and row["Total_ORS"] == "" for row in skipped)
    total_only = [row for row in rows if row["Total_ORS"]]
    assert total_only
    assert all(row["ORSQ1"] == "" for row in total_only)


def test_every_date_lies_between_the_case_date_and_the_data_date(rows):
    """Every session lies between its case date and the data date, and not after the closing."""
    last = recipe()["data_date"]
    for row in rows:
        assert row["Case_Date"] <= row["Session_Date"] <= last.isoformat()
        assert row["Session_Date"] <= (row["Episode_ClosingDate"] or "9999")


def test_the_birth_year_fits_the_age_group(rows):
    """The birth year fits the age group."""
    ages = {"Child": (6, 12), "Adolescent": (12, 18), "Adult": (18, 75)}
    for row in rows:
        if row["Session_ID"] == "1":
            low, high = ages[row["Client_Group"]]
            years = date.fromisoformat(row["Case_Date"]).year - int(row["Client_BirthYear"])
            assert low <= years <= high + 3  # a second episode keeps the group of the first


def test_every_person_is_obviously_invented_and_there_for_the_gate_to_drop(rows):
    """Names, addresses and notes are there for the intake gate to drop, and are obviously invented."""
    for row in rows:
        assert row["Client_FirstName"] == row["Provider_FirstName"] == "Keksitty"
        assert row["Provider_Email"].endswith("@fit.example")
        assert row["Client_ID"].startswith("SYN")
    assert any("keksitty" in row["Notes"].lower() for row in rows)


def test_other_raters_belong_to_children_and_young_people_of_the_same_cases(exports, rows):
    """Mother, father and teacher rate sessions of children and young people of the same cases."""
    with exports.collateral.open(encoding="utf-8", newline="") as file:
        others = list(csv.DictReader(file))
    known = {(row["Case_ID"], row["Session_ID"], row["Session_Date"]) for row in rows}
    assert {row["Rater_Role"] for row in others} == {"Mother", "Father", "Teacher"}
    assert {row["Client_Group"] for row in others} == {"Child", "Adolescent"}
    assert all((row["Case_ID"], row["Session_ID"], row["Session_Date"]) in known for row in others)


@pytest.fixture(scope="module")
def visits(exports):
    """One row per visit of both systems: episode, client, day, state, minutes."""

    def read(file, encoding, *columns):
        with file.open(encoding=encoding, newline="") as opened:
            return [[row[name] for name in columns] for row in csv.DictReader(opened, delimiter=";")]

    apotti = read(exports.visits, "utf-8-sig", "jakso", "asiakastunnus", "kayntipaiva", "tila", "kesto_min")
    columns = ("Palvelujakso", "Asiakasnumero", "Alkoi", "Käynnin tila", "Kesto minuutteina")
    states = {theirs: recipe()["visits"]["words"][ours] for ours, theirs in recipe()["domacare"]["words"].items()}
    domacare = [
        [episode, client, begun.partition(" ")[0], states[state], minutes]
        for episode, client, begun, state, minutes in read(exports.domacare, "utf-8", *columns)
    ]
    assert domacare
    return apotti + domacare


def test_nearly_every_session_is_a_held_visit_and_some_clients_are_never_measured(visits, rows):
    """Of the sessions 93 to 98 of a hundred are held visits on the same day; some clients are never measured."""
    held = {(episode, day) for episode, _, day, state, _ in visits if state == "toteutunut"}
    days = [date.fromisoformat(row["Session_Date"]) for row in rows]
    same = [(row["Case_ID"], f"{d.day}.{d.month}.{d.year}") in held for row, d in zip(rows, days, strict=True)]
    assert 0.93 < sum(same) / len(same) < 0.98
    assert {visit[3] for visit in visits} == set(recipe()["visits"]["words"].values())
    assert {visit[1] for visit in visits} - {row["Client_ID"] for row in rows}


def test_records_err_as_real_ones_do(visits, rows):
    """Some episodes are in no visit list, some visits are written down twice, some lie after the closing."""
    recorded = {visit[0] for visit in visits}
    cases = {row["Case_ID"] for row in rows}
    assert 0 < len(cases - recorded) < 0.05 * len(cases)
    assert len({tuple(visit[:4]) for visit in visits}) < len(visits) == len({tuple(visit) for visit in visits})
    closings = {row["Case_ID"]: row["Episode_ClosingDate"] for row in rows if row["Episode_ClosingDate"]}
    written = [(episode, date(*map(int, reversed(day.split("."))))) for episode, _, day, *_ in visits]
    assert any(day.isoformat() > closings[episode] for episode, day in written if episode in closings)


def test_a_team_that_records_elsewhere_is_in_its_own_list(exports):
    """The visits of one team stand in the other system's list, with names for the gate to drop."""
    text = exports.domacare.read_text("utf-8")
    assert {line.split(";")[0] for line in text.splitlines()[1:]} == {"Hiisivuoren perhetyö"}
    assert "Keksitty Asiakas" in text
    assert "Hiisivuoren" not in exports.visits.read_text("utf-8-sig")


def test_nomad_answers_stay_on_their_scales(exports):
    """NoMAD answers stay on their scales, and "not relevant" is NA."""
    with exports.nomad.open(encoding="utf-8", newline="") as file:
        answers = list(csv.DictReader(file))
    assert len({row["round_date"] for row in answers}) == 3
    for row in answers:
        for item, answer in row.items():
            if item[0] == "G":
                assert 0 <= int(answer) <= 10
            elif item[0] in "CPAR":
                assert answer == "NA" or 1 <= int(answer) <= 5


def test_the_truth_is_kept_apart_and_holds_every_case(exports, cases):
    """The truth (shape, rupture, true ORS) lies apart from the exports and holds every case."""
    truth = json.loads(exports.truth.read_text("utf-8"))
    assert exports.truth.parent != exports.scores.parent
    assert [row["case"] for row in truth["episodes"]] == [case[0]["Case_ID"] for case in cases]
    assert all(len(row["true_ors"]) == len(case) for row, case in zip(truth["episodes"], cases, strict=True))
