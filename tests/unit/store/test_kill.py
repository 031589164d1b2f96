"""A kill at any instant loses nothing that was imported and leaves no half import; imports at once queue up."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading

import pytest

from fitlib import ROOT, store
from tests.unit.store.importer import DAILY, ROWS, file

pytestmark = pytest.mark.skipif(os.name != "posix", reason="fork and SIGKILL are POSIX")
KILLS = 200 if os.environ.get("FIT_TRUST") else 10


class Importer:
    """The program of `importer.py`: give it work, kill its child, hear how many files it said were imported."""

    def __init__(self):
        command = [sys.executable, "-m", "tests.unit.store.importer"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def start(self, home, first, files, operation="any"):
        self.process.stdin.write(f"{home}\t{first}\t{files}\t{operation}\t\n")
        self.child = int(self.process.stdout.readline())

    def kill(self):
        os.kill(self.child, signal.SIGKILL)

    def said(self):
        """Files that the child said were imported, once it has ended."""
        return sum(line == "done\n" for line in iter(self.process.stdout.readline, "end\n"))

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def importer():
    importer = Importer()
    yield importer
    importer.close()


def whole(home, constants):
    """How many imports the store has; each is there with all its rows, and the shared row is that of the newest."""
    with store.open(store.Home(home), constants) as opened:
        count = opened.stamp.imports
        sizes = opened.ask("SELECT count(*) AS n FROM measurement WHERE episode <> 'shared' GROUP BY import_no")
        newest = opened.ask("SELECT ors // 10 AS points, source FROM measurement WHERE episode = 'shared'").row(0)
        last = opened.imports()["file"][-1]
    assert sizes["n"].to_list() == [ROWS] * count
    assert newest == (int(last.removesuffix(".csv")) % 40, last)
    return count


def test_a_kill_at_a_random_instant_loses_no_import(tmp_path, constants, importer, record_property):
    record_property("tried", KILLS)
    home, instants = tmp_path / "home", random.Random(8664)
    store.commit(store.Home(home), [file(1)])
    imported = 1
    for _ in range(KILLS):
        importer.start(home, imported + 1, 1000)
        ended = instants.randrange(3)  # on a busy machine too, some kills come after whole imports
        said = sum(importer.process.stdout.readline() == "done\n" for _ in range(ended))
        threading.Timer(instants.uniform(0, 0.4), importer.kill).start()
        said += importer.said()
        found = whole(home, constants)
        assert found in (imported + said, imported + said + 1)
        imported = found
    assert imported > KILLS // 2, "too few imports ended before their kill to show anything"


def test_a_kill_at_each_file_operation_of_an_import_loses_no_import(tmp_path, constants, importer):
    before = tmp_path / "before"
    store.commit(store.Home(before), [file(1)])
    operation, survived = 0, False
    while not survived:
        operation += 1
        home = shutil.copytree(before, tmp_path / str(operation))
        importer.start(home, 2, 1, operation)
        survived = importer.said() == 1
        assert whole(home, constants) in ((2,) if survived else (1, 2))
        (again,) = store.commit(store.Home(home), [file(2)]).files
        assert (again.new + again.corrected, again.duplicate) in ((ROWS + 1, 0), (0, ROWS + 1))
        shutil.rmtree(home)
    assert operation > 10


def test_a_kill_while_a_copy_takes_rows_in_leaves_the_file_of_before_or_after(tmp_path, constants, importer):
    before, many = tmp_path / "before", 20
    store.commit(store.Home(before), [file(DAILY + number) for number in range(many)])
    operation, survived = 0, False
    while not survived:
        operation += 1
        home = shutil.copytree(before, tmp_path / str(operation))
        importer.start(home, DAILY + many, 1, operation)
        survived = importer.said() == 1
        with store.open(store.Home(home), constants) as opened:
            imports, rows = opened.stamp.imports, opened.ask("SELECT count(*) AS n FROM measurement")["n"][0]
            sums = opened.ask("SELECT sum(sessions)::INT AS n FROM episode UNION ALL SELECT sum(n_ors)::INT FROM curve")
        assert imports == many + 1 if survived else imports in (many, many + 1)
        assert [rows, *sums["n"]] == [imports * ROWS] * 3
        shutil.rmtree(home)
    assert operation > 10


def test_imports_at_once_queue_up_and_all_are_kept(tmp_path, constants):
    home, importers = tmp_path / "home", [Importer() for _ in range(4)]
    for number, importer in enumerate(importers):
        importer.start(home, 1 + 10 * number, 3)
    assert [importer.said() for importer in importers] == [3, 3, 3, 3]
    for importer in importers:
        importer.close()
    with store.open(store.Home(home), constants) as opened:
        assert opened.stamp.imports == 12
        assert opened.ask("SELECT count(*) AS n FROM measurement")["n"][0] == 12 * ROWS + 1


def test_a_reader_opens_at_any_time_of_an_import(tmp_path, constants, importer):
    home, seen = tmp_path / "home", []
    store.commit(store.Home(home), [file(1)])
    importer.start(home, 2, 5)
    listener = threading.Thread(target=importer.said)
    listener.start()
    while listener.is_alive():
        seen.append(whole(home, constants))
    assert seen == sorted(seen)
    assert set(seen) <= set(range(1, 7))
    assert whole(home, constants) == 6
