"""A batch that is killed at any instant leaves no half file; the next run makes what is missing and nothing else."""

import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from fitlib import ROOT
from workbench import record

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
KILLS = 50 if os.environ.get("FIT_TRUST") else 5
CASES = ("A", "B", "C", "D", "E", "F")
MATRIX = "".join(
    f'[[page]]\nname = "curve_workshop"\naudience = "workshop"\n'
    f'parameters = {{ team = "library", case = "{case}", step = 2 }}\n' for case in CASES
)  # fmt: skip
LONGEST = 8.0


def start(matrix: Path, folder: Path, home: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "workbench.cli", "batch", str(matrix), "--home", str(home), "--out", str(folder)]
    return subprocess.Popen(
        [*command, "--jobs", "2"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def ended(batch: subprocess.Popen) -> int:
    """Its exit code, once no process of it is left: each holds the other end of the pipe."""
    batch.stderr.read()
    batch.stderr.close()
    return batch.wait()


def whole(folder: Path) -> dict[str, int]:
    """Pages with a record, each with the bytes that the record names, and when it was written."""
    found = [one for file in folder.glob("curve*.json") if (one := record.parse(file))]
    assert len(found) == len(list(folder.glob("curve*.json")))
    assert all(record.intact(folder / one.file, one.sha256) for one in found)
    return {one.file: (folder / one.file).stat().st_mtime_ns for one in found}


def test_a_kill_at_a_random_instant_leaves_nothing_half_done(home, tmp_path, record_property) -> None:
    record_property("tried", KILLS)
    matrix, instants = tmp_path / "m.toml", random.Random(20261122)
    matrix.write_text(MATRIX, "utf-8")
    folder, number = tmp_path / "0", 0
    pages: dict[str, bytes] = {}
    for _ in range(KILLS):
        before = whole(folder) if folder.exists() else {}
        batch = start(matrix, folder, home)
        threading.Timer(instants.uniform(0.1, LONGEST), batch.kill).start()  # nobody where it has ended
        ended(batch)
        after = whole(folder) if folder.exists() else {}
        assert {file: after.get(file) for file in before} == before, "a finished page was made again"
        if len(after) == len(CASES):  # whole: begin another folder
            pages |= same(folder, pages)
            folder, number = tmp_path / str(number + 1), number + 1
    assert ended(start(matrix, folder, home)) == 0
    assert len(whole(folder)) == len(CASES)
    same(folder, pages)
    assert [file.name for file in folder.iterdir() if file.suffix == ".part"] == []


def same(folder: Path, pages: dict[str, bytes]) -> dict[str, bytes]:
    """The pages of a folder, which have the bytes of all the folders before."""
    found = {file.name: file.read_bytes() for file in folder.glob("curve*.html")}
    assert {name: found[name] for name in pages} == pages
    return found
