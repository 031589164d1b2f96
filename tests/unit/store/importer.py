"""A program of its own for the tests that kill. It forks a child for each line of its input: a child starts at once.

A line: home, number of the first file, number of files, "any" or the number of the file operation to die at. The child
prints its process id, then "done" after each file that it has imported, then "end".
"""

import os
import signal
import sys
from pathlib import Path

import pandas as pd  # noqa: F401 - DuckDB loads it at its first bound value; here once, not in each child

from fitlib import store
from tests.unit.store.rows import score, scores

ROWS = 40
DAILY = 1_000_000
WATCHED = ("open", "os.rename", "os.mkdir", "os.remove", "os.chmod", "shutil.rmtree")


def die_at(operation: int, home: Path) -> None:
    """Kill this process, as a power cut would, when it is about to change a file in the home for the n-th time."""
    left = [operation]

    def watch(event: str, arguments: tuple) -> None:
        if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR):
            return
        if event in WATCHED and str(arguments[0]).startswith(str(home)):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def file(number: int) -> object:
    """The numbered file: episodes of its own, and before number DAILY one row that corrects the file before."""
    own = [score(f"{number}-{row}", session, ors=row + session) for row in range(ROWS // 2) for session in (1, 2)]
    return scores(f"{number}.csv", *own, *([score("shared", 1, ors=number % 40)] if number < DAILY else []))


def work(home: str, first: str, files: str, operation: str) -> None:
    """What a child does."""
    print(os.getpid(), flush=True)
    intakes = [file(number) for number in range(int(first), int(first) + int(files))]
    if operation != "any":
        die_at(int(operation), Path(home))
    for intake in intakes:
        store.commit(store.Home(Path(home)), [intake])
        print("done", flush=True)


if __name__ == "__main__":
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            work(*line.split("\t")[:4])
            os._exit(0)
        os.waitpid(child, 0)
        print("end", flush=True)
