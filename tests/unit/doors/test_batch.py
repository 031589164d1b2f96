"""A batch makes what is missing and nothing else; one failure does not stop the rest; equal input gives equal bytes."""

import io
import json
import re
from pathlib import Path

import pytest

from fitlib.errors import BatchFailed
from fitlib.words import LANGUAGES, Words
from workbench import batch, matrix, record
from workbench.record import FAILED, MADE, Record, Versions

GOOD = {"team": "library", "case": "A", "step": 3, "audience": "workshop"}


@pytest.fixture
def jobs() -> list[matrix.Job]:
    cases = (GOOD, GOOD | {"case": "none of these"}, GOOD | {"lang": "sv"})
    return [matrix.job("curve_workshop", raw) for raw in cases]


def run(jobs: list[matrix.Job], folder: Path, home: Path) -> tuple[list[Record], str]:
    told = io.StringIO()
    return batch.run(jobs, folder, home, Words("sv"), workers=2, out=told), told.getvalue()


def times(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mtime_ns for file in folder.glob("curve*")}


def test_a_batch_from_the_first_run_to_the_last(jobs, home, tmp_path, monkeypatch) -> None:
    made_of = record.versions(home)
    monkeypatch.setattr(record, "versions", lambda home: made_of)
    records, told = run(jobs, tmp_path, home)
    assert [found.outcome for found in records] == [MADE, FAILED, MADE]
    assert "3/3" in told
    with pytest.raises(BatchFailed) as caught:
        batch.check(records)
    assert caught.value.exit_code == 7

    for lang in LANGUAGES:
        name = "index.html" if lang == "fi" else f"index.{lang}.html"
        page = (tmp_path / name).read_text("utf-8")
        assert f'<html lang="{lang}">' in page
        assert page.count('<th scope="row"><a href=') == 2
        assert records[1].why(Words(lang)) in page
        assert not re.search(r"(src|href)=.?(https?:)?//", page)

    first = {file.name: file.read_bytes() for file in tmp_path.glob("curve*.html")}
    before = times(tmp_path)
    (tmp_path / jobs[2].file).write_bytes(b"half")  # what a disk, or a person, did to a finished page
    run([jobs[0], jobs[2]], tmp_path, home)
    after = times(tmp_path)
    assert after[jobs[0].file] == before[jobs[0].file]
    assert {file.name: file.read_bytes() for file in tmp_path.glob("curve*.html")} == first
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []

    kept = json.loads((tmp_path / jobs[0].file).with_suffix(".json").read_text("utf-8"))
    assert kept["parameters"] == jobs[0].parameters
    assert set(kept["versions"]) == {"data_hash", "data_date", "code", "definitions", "own"}


def write(folder: Path, job: matrix.Job, made_of: Versions, **more: object) -> None:
    page = folder / job.file
    page.write_bytes(b"<p>x</p>")
    plain = {"outcome": MADE, "sha256": record.file_digest(page), "key": record.key(job, made_of)} | more
    record.write(Record(job.page, job.file, job.parameters, seconds=1.0, versions=made_of, **plain), folder)


@pytest.mark.parametrize(
    ("more", "made_of", "there"),
    [
        ({}, Versions("d", None, "c", "f"), True), ({"outcome": FAILED}, Versions("d", None, "c", "f"), False),
        ({"sha256": "0"}, Versions("d", None, "c", "f"), False), ({}, Versions("e", None, "c", "f"), False),
        ({}, Versions("d", None, "e", "f"), False), ({}, Versions("d", None, "c", "e"), False),
    ],
)  # fmt: skip
def test_a_page_is_there_only_when_nothing_it_is_made_of_has_changed(jobs, tmp_path, more, made_of, there) -> None:
    write(tmp_path, jobs[0], Versions("d", None, "c", "f"), **more)
    assert (record.finished(tmp_path, jobs[0], made_of) is not None) is there


@pytest.mark.parametrize("broken", [b"", b"{}", b"[1]", b'{"page": 1', b"\xff"])
def test_a_record_that_cannot_be_read_is_a_page_to_make_again(jobs, tmp_path, broken) -> None:
    (tmp_path / jobs[0].file).with_suffix(".json").write_bytes(broken)
    assert record.finished(tmp_path, jobs[0], Versions("d", None, "c", "f")) is None


def test_whatever_stops_a_page_is_recorded(jobs, home, tmp_path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(batch.render, "render", full)
    made = batch.one(jobs[0], tmp_path, home, Versions("d", None, "c", "f"))
    assert (made.outcome, made.error["values"]["kind"]) == (FAILED, "OSError")
    assert "OSError" in made.why(Words("fi"))
