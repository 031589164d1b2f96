"""The audit log: whatever is done to a line, the log tells which one."""

import json
import multiprocessing
import os
from datetime import UTC, datetime

import pytest

from fitlib.errors import FitError
from fitlib.store import Home
from workbench import audit

NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
HERE = {"team": "Pohjoinen", "audience": "own", "case": "A", "reason": "Matti", "step": 3}


@pytest.fixture
def home(tmp_path):
    for step in range(5):
        audit.write(tmp_path, "view", page="curve_workshop", parameters=HERE | {"step": step}, now=NOON)
    return tmp_path


def log(home):
    return Home(home).audit


def test_a_line_says_who_did_what_and_holds_only_what_can_name_nobody(home):
    (first, *_) = audit.lines(home)
    assert first["filter"] == {"step": "0", "team": "Pohjoinen"}
    assert (first["time"], first["action"], first["profile"], first["role"]) == (
        "2026-05-06T12:00:00+00:00", "view", "own", "local",
    )  # fmt: skip
    with audit.acting("maija", "manager"):
        audit.write(home, "export", file="ab" * 32, rows=None)
    assert [(line["user"], line["role"]) for line in audit.lines(home)][-1] == ("maija", "manager")
    assert audit.verify(home) is None


@pytest.mark.parametrize("line", [1, 3, 5])
def test_one_altered_byte_names_its_line(home, line):
    whole = log(home).read_bytes().splitlines(keepends=True)
    for place in range(len(whole[line - 1]) - 1):
        changed = bytearray(whole[line - 1])
        changed[place] ^= 1
        if changed[place] in b"\r\n":
            continue
        log(home).write_bytes(b"".join([*whole[: line - 1], bytes(changed), *whole[line:]]))
        assert audit.verify(home) == audit.Fault(line, "altered"), (place, changed)


def test_a_line_that_was_written_again_in_a_fitting_form_shows_at_the_next(home):
    whole = log(home).read_bytes().splitlines(keepends=True)
    forged = json.loads(whole[1]) | {"user": "nobody"}
    forged.pop("own")
    log(home).write_bytes(b"".join([whole[0], audit._line(forged), *whole[2:]]))
    assert audit.verify(home) == audit.Fault(3, "gone")


@pytest.mark.parametrize(("kept", "line"), [([1, 2, 3, 4], 1), ([0, 2, 3, 4], 2), ([0, 2, 1, 3, 4], 2)])
def test_lines_that_are_gone_or_moved_are_named(home, kept, line):
    whole = log(home).read_bytes().splitlines(keepends=True)
    log(home).write_bytes(b"".join(whole[number] for number in kept))
    assert audit.verify(home) == audit.Fault(line, "gone")


def test_what_is_cut_off_at_the_end_shows_against_a_digest_kept_elsewhere(home):
    number, digest = audit.head(home)
    assert audit.holds(home, number, digest)
    log(home).write_bytes(b"".join(log(home).read_bytes().splitlines(keepends=True)[:4]))
    assert audit.verify(home) is None
    assert not audit.holds(home, number, digest)


def test_half_a_line_that_a_power_cut_left_is_named_and_mended_by_the_next(home):
    with log(home).open("ab") as file:
        file.write(b'{"action":"vi')
    assert audit.verify(home) == audit.Fault(6, "half")
    audit.write(home, "import", rows=7)
    assert [(line["action"], line["rows"]) for line in audit.lines(home)][-2:] == [("repaired", None), ("import", 7)]
    assert list(audit.lines(home))[-2]["counts"] == {"bytes": 13}
    assert audit.verify(home) is None


def test_a_clock_that_jumps_back_breaks_nothing(home):
    audit.write(home, "view", now=datetime(1999, 1, 1, tzinfo=UTC))
    assert audit.verify(home) is None


def many(home, number):
    for _ in range(number):
        audit.write(home, "view", page="register")


@pytest.mark.skipif(os.name != "posix", reason="fork is POSIX")
def test_writers_at_once_queue_and_no_line_is_lost(home):
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=many, args=(home, 20)) for _ in range(4)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert audit.verify(home) is None
    assert audit.head(home)[0] == 85


def test_what_cannot_be_logged_is_not_done(tmp_path):
    (tmp_path / "audit.jsonl").mkdir()
    with pytest.raises(FitError, match="audit_unwritable"):
        audit.write(tmp_path, "view")
