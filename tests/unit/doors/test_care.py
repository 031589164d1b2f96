"""The commands that take care of the data, as a person runs them: erase, retain, audit, backup, restore, migrate."""

import io
import json
import os
import tomllib
from datetime import date

import pytest

from fitlib.intake import pseudonym, read_key
from fitlib.store import Home, erase
from fitlib.words import LANGUAGES, Words
from tests.unit.store.layouts import layout_0
from tests.unit.store.rows import score, scores
from tests.unit.store.test_importing import export, row
from workbench import audit, cli, importing
from workbench.care import certificate, erasing, retaining

TODAY = date(2026, 11, 22)
WHO = "Q-0000377"


@pytest.fixture
def home(tmp_path):
    rows = [row(client, session) for client in range(1, 8) for session in (1, 2, 3)]
    file = export(tmp_path / "scores.csv", *(one.replace("Q377", WHO) for one in rows))
    importing.run_import([file], tmp_path / "home", Words("fi"), today=TODAY)
    return tmp_path / "home"


@pytest.fixture
def fit(home, capsys, monkeypatch):
    """Run a command on the home. Gives its exit code, what it printed, what it complained of."""

    def fit(*given, lines="", place=home):
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        code = cli.main([*map(str, given), "--home", str(place)])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return fit


def page(home, name, text="<p>a page</p>", **parameters):
    """A page as a batch leaves it: the file and its record."""
    folder = home / "runs" / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.html").write_text(text, "utf-8")
    found = {"page": "team_quarter", "file": f"{name}.html", "files": {f"{name}.xlsx": "0"}, "parameters": parameters}
    (folder / f"{name}.json").write_text(json.dumps(found), "utf-8")
    (folder / f"{name}.xlsx").write_bytes(b"a workbook")
    return folder


def test_an_erasure_leaves_no_byte_and_a_certificate(home, fit):
    pid = pseudonym(read_key(home / "key"), "openfit_id", WHO)
    searched, hits = erasing.search(Home(home), [pid])
    assert (searched > 5, hits) == (
        True,
        {"curve", "episode", "measurement", next(home.glob("imports/*.parquet")).name},
    )
    folder = page(home, "seen", team="North", period="2024Q1", audience="own")
    page(home, "before", team="North", period="2023Q4", audience="own")
    page(home, "open", team="North", period="2024Q1", audience="public")
    page(home, "elsewhere", team="South", period="all", audience="own")
    page(home, "named", f"<p>{pid}</p>", team="South", period="all", audience="own")
    code, said, _ = fit("erase", "--file", "-", "--yes", lines=f"{WHO}\n")
    assert (code, "Poistettiin 3 riviä" in said) == (0, True)
    assert {file.name for file in folder.glob("*.html")} == {"before.html", "open.html", "elsewhere.html"}
    assert not (folder / "seen.xlsx").exists()
    assert erasing.search(Home(home), [pid, WHO])[1] == set()
    written = tomllib.loads((home / "certificates" / "erasure-0001.toml").read_text("utf-8"))
    assert (written["rows"]["scores"], written["traces_found"], written["people"]) == (3, 0, 1)
    assert written["pages_deleted"] == ["named.html", "seen.html", "seen.xlsx"]
    assert not [file for file in (home / "certificates").iterdir() if pid in file.read_text("utf-8")]
    last = list(audit.lines(home))[-1]
    assert (last["action"], last["rows"], last["counts"]) == ("erase", 3, {"people": 1, "pages": 3})
    assert WHO not in (home / "audit.jsonl").read_text("utf-8")


def test_a_log_whose_end_was_cut_off_shows_against_the_certificate(home, fit):
    assert fit("erase", "--file", "-", "--yes", lines=WHO)[0] == 0
    written = tomllib.loads((home / "certificates" / "erasure-0001.toml").read_text("utf-8"))
    assert (written["log_lines"], written["log_digest"]) == audit.head(home)
    fit("facts", "team_quarter", "--team", "North", "--period", "all", "--audience", "own", "--json")
    assert fit("audit", "verify")[0] == 0
    log = home / "audit.jsonl"
    whole = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(whole[:-1]))
    assert fit("audit", "verify")[0] == 0, "nobody keeps the digest of a look"
    log.write_bytes(b"".join(whole[: written["log_lines"] - 1]))
    code, _, complaint = fit("audit", "verify")
    assert (code, "erasure-0001.toml" in complaint) == (1, True)
    assert json.loads(fit("audit", "verify", "--json")[1])["cut"] == "erasure-0001.toml"


def test_a_pseudonym_can_be_given_in_place_of_an_id(home, fit):
    pid = pseudonym(read_key(home / "key"), "openfit_id", WHO)
    assert fit("erase", "--file", "-", "--yes", lines=pid)[0] == 0
    assert erase.read(Home(home))[0].has(pid)


@pytest.mark.parametrize(
    ("given", "lines", "code", "said"),
    [
        (("--file", "-", "--yes"), "", 2, "Tunnus tai pseudonyymi puuttuu"),
        (("--file", "-", "--yes"), "010190-999A", 2, "Tunnus tai pseudonyymi puuttuu"),
        (("--file", "-"), WHO, 2, "--yes"),
    ],
    ids=["nobody", "no such identity code", "not confirmed"],
)
def test_an_erasure_that_cannot_be_meant_changes_nothing(home, fit, given, lines, code, said):
    before = (home / "fit.duckdb").read_bytes()
    found, _, complaint = fit("erase", *given, lines=lines)
    assert (found, said in complaint) == (code, True)
    assert lines not in complaint or not lines
    assert (home / "fit.duckdb").read_bytes() == before
    assert erase.read(Home(home)) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_certificate_can_be_read_in_every_language(lang):
    made = erasing.Certificate("2026-05-06", 1, ("0123456789ab",), {"scores": 1200, "told": 2}, 3, (), 40, 0)
    html = certificate.as_html(made, Words(lang))
    assert f'<html lang="{lang}">' in html
    assert Words(lang).number(1200, 0) in html
    assert Words(lang)("care.certificate.no_pages") in html


def test_what_is_due_is_shown_first_and_deleted_when_told_to(home, fit, tmp_path):
    old = page(home, "old", team="North", period="all", audience="public") / "old.html"
    refused = home / "refused" / "0a1b2c3d.csv"
    refused.write_text("line", "utf-8")
    for file, days in ((old, 800), (refused, 91)):
        seconds = (date.today() - date(1970, 1, 1)).days * 86400 - days * 86400
        os.utime(file, (seconds, seconds))
    (home / "reference").mkdir()
    fresh = page(home, "fresh", team="North", period="all", audience="public") / "fresh.html"
    code, said, _ = fit("retain", "--json")
    due = {one["class"]: one["due"] for one in json.loads(said)}
    assert (code, due) == (0, {"people": 0, "refused": 1, "pages": 1, "certificates": 0})
    assert old.exists()
    assert fit("retain", "--delete")[0] == 0
    assert (old.exists(), refused.exists(), fresh.exists()) == (False, False, True)


def test_people_go_the_day_after_their_time_and_not_before(home, constants):
    """Their last session was on 13 January 2024: kept on the last day of their time, due on the day after it."""
    days, last = int(constants["retention.people"]), date(2024, 1, 13).toordinal()
    assert retaining.due(home, date.fromordinal(last + days))[0].count == 0
    due = retaining.due(home, date.fromordinal(last + days + 1))
    assert due[0].count == 7
    assert retaining.delete(home, due)["rows"] == 21
    assert retaining.due(home, date.fromordinal(last + days + 1))[0].count == 0


def test_a_backup_in_a_folder_is_dated_and_past_ones_go(home, fit, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    past = folder / "fit-2020-01-01.tar"
    past.write_bytes(b"an old backup")
    code, said, _ = fit("backup", folder)
    assert (code, past.exists(), "Avaimet eivät ole varmuuskopiossa" in said) == (0, False, True)
    fit("backup", folder)
    assert len(list(folder.glob("fit-*.tar"))) == 2


def test_a_restore_is_tried_without_a_change_and_done_into_an_empty_home(home, fit, tmp_path):
    folder = tmp_path / "backups"
    fit("backup", folder)
    (file,) = folder.glob("fit-*.tar")
    fit("erase", "--file", "-", "--yes", lines=WHO)
    fit("backup", folder / "later.tar")
    before = sorted(one.name for one in home.iterdir())
    code, said, _ = fit("restore", file, "--check")
    assert (code, "on ehjä: 21 riviä" in said) == (0, True)
    assert sorted(one.name for one in home.iterdir()) == before
    other = tmp_path / "other"
    code, _, complaint = fit("restore", file, place=other)
    assert (code, "Aineiston avain store.key puuttuu" in complaint) == (8, True)
    code, said, _ = fit("restore", file, "--store-key", home / "store.key", place=other)
    assert (code, "kaikki tiivisteet täsmäävät" in said) == (0, True)
    pid = pseudonym(read_key(home / "key"), "openfit_id", WHO)
    assert erasing.search(Home(other), [pid])[1] == set(), "the list beside the older backup takes the person out"
    assert fit("restore", file, place=other)[0] == 4


def test_a_restored_home_says_which_keys_to_bring_and_works_when_they_are_there(home, fit, tmp_path):
    look = ("facts", "team_quarter", "--team", "North", "--period", "all", "--audience", "internal", "--json")
    _, first, _ = fit(*look)
    fit("backup", tmp_path / "one.tar")
    other = tmp_path / "other"
    _, said, _ = fit("restore", tmp_path / "one.tar", "--store-key", home / "store.key", place=other)
    steps = [line for line in said.splitlines() if "install -m 600" in line]
    places = [other / "key", other / "releases" / "key"]
    assert [str(place) in line for place, line in zip(places, steps, strict=True)] == [True, True]
    code, _, complaint = fit(*look, place=other)
    assert (code, str(places[1]) in complaint) == (8, True)
    code, _, complaint = fit("import", next(tmp_path.glob("*.csv")), place=other)
    assert (code, "key" in complaint) == (8, True)
    for name in ("key", "releases/key"):
        os.link(home / name, other / name)
    assert fit(*look, place=other)[:2] == (0, first)
    assert fit("import", next(tmp_path.glob("*.csv")), place=other)[0] == 0


def test_an_old_home_is_migrated_by_name_too(fit, tmp_path):
    old = layout_0(tmp_path / "old", [scores("a.csv", score("A", 1, ors=20))])
    code, said, _ = fit("migrate", place=old.path)
    assert (code, "oli 0 ja on nyt" in said) == (0, True)
    assert [line["action"] for line in audit.lines(old.path)] == ["migrate"]
    assert fit("migrate", place=tmp_path / "nowhere")[0] == 4


def test_the_log_tells_of_imports_looks_and_files_and_of_no_person(home, fit):
    fit("facts", "team_quarter", "--team", "North", "--period", "all", "--audience", "own", "--json")
    told = [(line["action"], line["page"], line["profile"], line["filter"].get("team")) for line in audit.lines(home)]
    assert told == [("key", "", "", None), ("import", "", "", None), ("view", "team_quarter", "own", "North")]
    text = (home / "audit.jsonl").read_text("utf-8")
    assert not [one for one in (WHO, "Testi", "Nimikoski", "salainen", "v1_") if one in text]
    assert fit("audit", "verify")[0] == 0
    assert len(fit("audit", "show")[1].splitlines()) == 3
