"""The same input and version give the same bytes, in whichever folder and however often; a page says what it is of."""

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import openpyxl
import pytest

from fitlib.words import Words
from workbench import batch, matrix, outputs, printer, record

PAGE = {"team": "all", "period": "2025", "audience": "internal"}
SIGNATURES = {
    ".html": b"<!DOCTYPE html>",
    ".xlsx": b"PK",
    ".csv": b"\xef\xbb\xbf",
    ".svg": b"<svg ",
    ".png": b"\x89PNG",
}


@pytest.fixture(scope="module")
def made(home, tmp_path_factory) -> tuple[Path, list[record.Record]]:
    """A page in two languages with every file there is."""
    return run(home, tmp_path_factory.mktemp("first"))


def run(home: Path, folder: Path) -> tuple[Path, list[record.Record]]:
    formats = [one for one in outputs.FORMATS if one != outputs.PDF]
    jobs = [matrix.job("cost_effect", PAGE | {"lang": lang}, formats) for lang in ("fi", "sv")]
    return folder, batch.run(jobs, folder, home, Words("fi"), workers=1)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix in (*SIGNATURES, ".pdf")}


def test_another_run_in_another_folder_gives_the_same_bytes(home, made, tmp_path) -> None:
    folder, _ = made
    run(home, tmp_path)
    first, second = contents(folder), contents(tmp_path)
    assert {name for name, content in first.items() if second.get(name) != content} == set()
    assert set(first) == set(second)
    assert {Path(name).suffix for name in first} == set(SIGNATURES)


def test_every_file_is_what_its_name_says_and_names_no_host(made) -> None:
    folder, records = made
    for found in records:
        for name, sha in found.files.items():
            assert record.intact(folder / name, sha)
    for name, content in contents(folder).items():
        assert content.startswith(SIGNATURES[Path(name).suffix]), name
        if Path(name).suffix in (".html", ".svg", ".csv"):
            hosts = set(re.findall(rb"https?://([^/\"' )]+)", content)) - {b"www.w3.org"}
            assert not re.findall(rb"(?:src|href)=[\"']?https?:", content), hosts


def test_every_page_names_data_program_and_definitions(made) -> None:
    folder, records = made
    for found in records:
        text = (folder / found.file).read_text("utf-8")
        assert found.versions.data_hash[:8] in text
        assert found.versions.code.partition("+")[0] in text
        assert found.versions.definitions in text


def test_the_workbook_has_figures_definitions_and_what_it_is_of(made) -> None:
    folder, records = made
    book = openpyxl.load_workbook(folder / Path(records[0].file).with_suffix(".xlsx"))
    assert book.sheetnames == ["Luvut", "Määritelmät", "Tietoja"]
    facts, definitions, about = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    assert len(facts) == len(records[0].facts) + 1
    assert {row[0] for row in facts[1:]} == {row[0] for row in definitions[1:]}
    assert all(row[0] and row[1] and row[2] and row[3] and row[4] for row in definitions)
    assert records[0].versions.data_hash in {row[1] for row in about}
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_nothing_in_the_workbook_is_a_formula_or_a_link(made) -> None:
    folder, records = made
    with ZipFile(folder / Path(records[0].file).with_suffix(".xlsx")) as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert not any("vba" in name.lower() or "external" in name.lower() for name in book.namelist())
    assert not any(b"<f>" in sheet or b"hyperlink" in sheet for sheet in sheets)


def test_every_drawing_of_the_page_is_a_file_of_its_own(made) -> None:
    folder, records = made
    drawn = (folder / records[0].file).read_text("utf-8").count('class="fit-svg"')
    files = sorted(name for name in records[0].files if name.endswith(".svg"))
    assert len(files) == drawn > 0
    for name in files:
        root = ET.fromstring((folder / name).read_text("utf-8"))
        assert float(root.attrib["width"]) > 0
        assert root.attrib["viewBox"]
        assert f"{name.removesuffix('.svg')}.png" in records[0].files


@pytest.mark.skipif(not shutil.which("chromium"), reason="no Chromium to print with")
def test_a_pdf_has_the_same_bytes_from_another_chromium(made, tmp_path) -> None:
    folder, records = made
    page = folder / records[0].file
    with printer.Printer() as paper:
        paper.pdf(folder / records[1].file)
        second = paper.pdf(page)
    job = matrix.job("cost_effect", PAGE | {"lang": "fi"}, ["pdf"])
    copy = tmp_path / records[0].file
    copy.write_bytes(page.read_bytes())
    (found,) = printer.printed([(job, records[0])], tmp_path)
    first = (tmp_path / copy.with_suffix(".pdf").name).read_bytes()
    assert first == second
    assert re.findall(rb"/CreationDate \(D:(\d{8})", first) == [b"20000101"]
    assert b"/Lang (fi)" in first
    assert b"/MarkInfo" in first
    assert printer.there(found, tmp_path)


def test_without_a_chromium_the_rest_is_there(made, monkeypatch) -> None:
    folder, records = made
    monkeypatch.setattr(printer, "browser", lambda: None)
    job = matrix.job("cost_effect", PAGE | {"lang": "fi"}, ["pdf"])
    assert printer.printed([(job, records[0])], folder) == [records[0]]
