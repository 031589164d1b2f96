"""`python -m workbench.cluster.foreman`: makes pages for a Dask worker, each in a fresh copy of a process that is warm.

It reads (what, given) from standard input and answers on standard output; when the worker goes, so does all of it.
"""

import contextlib
import os
import pickle
import queue
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from workbench import batch, crew, record, releases
from workbench.cluster.errand import PROGRAM, Answer, Asked

IDLE = 900
TOLD = "told"


def main() -> None:
    """Answer until nobody asks."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints does not get into the answers
    asked: queue.SimpleQueue[Any] = queue.SimpleQueue()
    fit: dict[Asked, str] = {}
    with contextlib.ExitStack() as stack:
        place: list[crew.Place] = []
        threading.Thread(target=_listen, args=(sys.stdin.buffer, asked), daemon=True).start()
        while True:
            try:
                what, given = asked.get(timeout=IDLE)
            except queue.Empty:
                return
            if what == "make" and not place:  # whoever is only asked whether it fits needs none
                place.append(stack.enter_context(crew.place()))
            answer = _fit(fit, given) if what == "check" else _made(place[0], *given)
            pickle.dump(answer, out)
            out.flush()


def unfit(asked: Asked) -> str:
    """Why pages made here would not be those of the batch: home, program, data; empty where they would."""
    home, wanted = Path(asked.home), asked.made_of
    if not Path(asked.desk).is_dir():
        return "home"
    if not wanted.code.endswith(f"+{record.sources()}"):  # before the store is opened: another program may rebuild it
        return PROGRAM
    return "" if record.versions(home) == wanted else "data"


def make(piece: batch.Piece) -> dict[str, str]:
    """Make the pages into the piece's folder, with what they told of whom. Gives: file → SHA-256."""
    with releases.gathered() as told:
        batch.make(piece)
    releases.pack(told, piece.folder / TOLD)
    return {file.name: record.file_digest(file) for file in piece.folder.iterdir() if file.is_file()}


def _fit(known: dict[Asked, str], asked: Asked) -> str:
    if known.get(asked, "?"):
        known[asked] = unfit(asked)
    return known[asked]


def _made(place: crew.Place, work: bytes, folder: str) -> Answer:
    try:
        files = place.do(make, replace(pickle.loads(work), folder=Path(folder), logged=False))
    except crew.Died as died:
        return Answer(folder, died=died.code or 0)
    return Answer(folder, files)


def _listen(line: BinaryIO, asked: "queue.SimpleQueue[Any]") -> None:
    try:
        while True:
            asked.put(pickle.load(line))
    except (EOFError, OSError, pickle.UnpicklingError):
        crew.sweep()
        os._exit(0)  # the pages' processes hear it, and end too


if __name__ == "__main__":
    main()
