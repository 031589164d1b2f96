"""`run_import`: files through the gate into the store, and the report about it."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest

from fitlib import store
from fitlib.errors import InputRefused, SetUpFailed
from fitlib.words import LANGUAGES, Words
from tests.unit.store.sealed_rows import opened_files
from workbench import importing

TODAY = date(2026, 11, 22)
HEADER = (
    "Service_Location,Provider_ID,Client_ID,Client_FirstName,Client_LastName,Client_Group,Case_ID,Case_Date,Session_ID,"
    "Session_Date,ORS_Skip,SRS_Skip,ORSQ1,ORSQ2,ORSQ3,ORSQ4,SRSQ1,SRSQ2,SRSQ3,SRSQ4,Total_ORS,Total_SRS,Notes,"
    "Episode_Status,Episode_ClosingType,Episode_ClosingDate,Episode_Service,Client_BirthYear"
)
ROW = (
    "North,W1,Q{n}77,Testi,Nimikoski,Adult,K{n}88,2024-01-08,{s},2024-01-1{s},N,N,{ors},9,9,9,9,,,salainen,Open,,,,1980"
)


def export(place: Path, *rows: str) -> Path:
    place.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return place


def row(client: int, session: int, ors: str = "5,5,5,5") -> str:
    return ROW.format(n=client, s=session, ors=ors)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def files(tmp_path):
    return [export(tmp_path / "good.csv", row(1, 1), row(1, 2, "6,6,6,6.5"), row(2, 1, "5,5,11,5"))]


def bring(files, home, **how):
    return importing.run_import(files, home, Words("en"), today=TODAY, **how)


def contents(home):
    return {file.relative_to(home): file.read_bytes() for file in home.rglob("*") if file.is_file()}


def test_the_report_counts_every_row(files, home):
    told = bring(files, home).as_json(Words("en"))
    assert {name: told[name] for name in ("kept", "refused", "duplicates", "new", "already")} == {
        "kept": 2, "refused": 1, "duplicates": 0, "new": 2, "already": 0,
    }  # fmt: skip
    (reason,) = told["reasons"]
    assert (reason["column"], reason["lines"], reason["count"]) == ("ORSQ3", [4], 1)
    assert told["files"][0]["rows"] == 3
    assert json.loads(json.dumps(told)) == told


def test_the_second_time_everything_is_there_already(files, home):
    bring(files, home)
    before = contents(home / "imports")
    told = bring(files, home).as_json(Words("en"))
    assert (told["kept"], told["new"], told["already"]) == (2, 0, 2)
    assert contents(home / "imports") == before


def test_a_correction_is_told_with_its_lines_and_columns(files, home, tmp_path):
    bring(files, home)
    again = export(tmp_path / "good.csv", row(1, 1), row(1, 2, "7,6,6,6.5"))
    report = bring([again], home)
    assert report.as_json(Words("en"))["corrected"] == [
        {"file": "good.csv", "columns": ["ors1", "ors"], "count": 1, "lines": [3]}
    ]
    assert "ors1, ors: 1 rows (lines 3)" in report.in_words(Words("en"))


def test_refused_rows_are_listed_for_a_spreadsheet(files, home):
    report = bring(files, home)
    (place,) = (home / "refused").iterdir()
    assert place == report.files[0].refused_list
    assert place.read_bytes().startswith(b"\xef\xbb\xbf")
    (listed,) = csv.DictReader(place.read_text("utf-8-sig").splitlines(), delimiter=";")
    assert (listed["line"], listed["column"]) == ("4", "ORSQ3")
    assert "11" not in listed["explanation"].replace("0–10", "")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1"])
def test_no_cell_of_the_list_is_a_formula(text):
    assert importing.safe_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["ORSQ3", "", "1", "a=b"])
def test_other_cells_are_as_they_are(text):
    assert importing.safe_cell(text) == text


def test_a_file_that_is_refused_whole_leaves_the_store_as_it_was(files, home, tmp_path):
    bring(files, home)
    before = contents(home)
    better = export(tmp_path / "new.csv", row(3, 1))
    empty = export(tmp_path / "empty.csv")
    with pytest.raises(InputRefused, match="empty.csv"):
        bring([better, empty], home)
    assert contents(home) == before


def test_a_dry_run_tells_and_writes_nothing(files, home):
    told = bring(files, home, dry_run=True).as_json(Words("en"))
    assert (told["new"], told["refused"], told["dry_run"]) == (2, 1, True)
    assert not home.exists()
    bring(files, home)
    before = contents(home)
    assert bring(files, home, dry_run=True).as_json(Words("en"))["already"] == 2
    assert contents(home) == before


def test_a_home_that_lost_its_key_is_not_given_another(files, home):
    bring(files, home)
    (home / "key").unlink()
    with pytest.raises(SetUpFailed, match="key_missing"):
        bring(files, home)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_reads_well_in_every_language(files, home, lang):
    text = importing.run_import(files, home, Words(lang), today=TODAY).in_words(Words(lang))
    assert text.startswith("good.csv: ")
    assert Words(lang)("store.report.done") in text
    assert "{" not in text
    assert "salainen" not in text
    assert "Nimikoski" not in text


def test_the_command_prints_json_or_words_and_json_also_for_a_refused_file(files, home, capsys, tmp_path):
    assert importing.main(files, home, Words("en"), False, False, True) == 0
    assert json.loads(capsys.readouterr().out)["kept"] == 2
    assert importing.main(files, home, Words("en"), False, False, False) == 0
    assert "new 0, there already 2" in capsys.readouterr().out
    with pytest.raises(InputRefused):
        importing.main([export(tmp_path / "empty.csv")], home, Words("en"), False, False, True)
    told = json.loads(capsys.readouterr().out)
    assert (told["kept"], told["reasons"][0]["rule"]) == (0, "intake no rows")


SOURCES = ("openfit/scores.csv", "openfit/seed_team.csv", "openfit/collateral.csv", "visits/apotti_visits.csv",
           "nomad/answers.csv", "openfit/scores_excel_fi.csv")  # fmt: skip
PERSONAL = ("Provider_FirstName", "Provider_LastName", "Provider_Email", "Provider_ID", "Client_ID", "Client_FirstName",
            "Client_LastName", "Case_ID", "Notes", "asiakastunnus", "jakso")  # fmt: skip


def personal(file: Path) -> set[str]:
    """Every name, id, e-mail and note of one of the sample files."""
    text = file.read_bytes()
    lines = text.decode("utf-8-sig" if text[:3] == b"\xef\xbb\xbf" or b"\xc3" in text else "cp1252").splitlines()
    rows = csv.DictReader(lines, delimiter=";" if lines[0].count(";") > 3 else ",")
    return {row[column] for row in rows for column in PERSONAL if row.get(column)}


def texts(home: Path, constants) -> list[bytes]:
    """All that is written in a home: raw bytes, and what lies encrypted in Parquet and DuckDB as text."""
    tables = opened_files(store.Home(home))
    with store.open(store.Home(home), constants) as opened:
        names = opened.ask("SELECT table_name AS t FROM duckdb_tables() WHERE NOT temporary")["t"].to_list()
        tables += [opened.ask(f'FROM "{name}"') for name in names]
    return [file.read_bytes() for file in home.rglob("*") if file.is_file()] + [
        one.write_csv().encode() for one in tables
    ]


def test_no_name_id_mail_or_note_of_a_sample_file_is_anywhere_in_the_home(shared, home, constants):
    files = [shared / "data" / source for source in SOURCES]
    bring(files, home)
    wanted = {one for file in files for one in personal(file) if len(one) > 4}
    assert len(wanted) > 3000
    assert any("@" in one for one in wanted)
    written = texts(home, constants)
    assert any(b"Hehku-tiimi" in text for text in written), "the search looks where team names are"
    pattern = re.compile(b"|".join(re.escape(one.encode()) for one in sorted(wanted)))
    assert [found.group() for text in written for found in pattern.finditer(text)] == []


def test_the_same_sample_files_give_the_same_data_in_any_order(shared, tmp_path, constants):
    files = [shared / "data" / source for source in SOURCES[:5]]
    first = importing.run_import(files, tmp_path / "a", Words("en"), today=TODAY)
    (tmp_path / "b").mkdir(mode=0o700)
    (tmp_path / "b" / "key").write_bytes((tmp_path / "a" / "key").read_bytes())
    (tmp_path / "b" / "key").chmod(0o600)
    second = importing.run_import(files[::-1], tmp_path / "b", Words("en"), today=TODAY)
    stamps = []
    for home in ("a", "b"):
        with store.open(store.Home(tmp_path / home), constants) as opened:
            stamps.append(opened.stamp)
    assert stamps[0] == stamps[1]
    assert first.as_json(Words("en"))["kept"] == second.as_json(Words("en"))["kept"] == 22048
    assert stamps[0].data_date == date(2026, 6, 10)
