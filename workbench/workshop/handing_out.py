"""`fit workshop PLAN --handout DIR`: the hand-out and the sheets of a plan as files, without a server."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

from fitlib import reference
from fitlib.errors import SetUpFailed
from fitlib.reports import training_sheet
from fitlib.words import Words
from workbench.workshop import handout, plan, sheets
from workbench.workshop.parts import SHEET
from workbench.workshop.room import Room
from workbench.writing import slug, write_whole


def write(home: Path, name: str, words: Words, folder: Path) -> list[Path]:
    """The files: HTML of the hand-out and of each sheet, each sheet as a workbook, PDFs where there is a Chromium.

    Takes: FIT_HOME, a plan (the usual one without a name), language. Raises: ParameterRefused, InputRefused.
    """
    room = Room(plan.find(name or plan.DEFAULT, home), words, reference.load(home), home, time.monotonic)
    try:
        return [
            write_whole(folder / f"{slug(stem)}-{words.lang}.{ending}", content)
            for stem, ending, content in _made(room, words)
        ]
    finally:
        room.deck.close()


def _made(room: Room, words: Words) -> Iterator[tuple[str, str, str | bytes]]:
    documents = [(room.plan.key, handout.html(room, words))]
    for name in dict.fromkeys(part.name for part in room.plan.parts if part.kind == SHEET):
        sheet = training_sheet.load(name)
        documents.append((name, sheets.document(sheet, room, words, False)))
        yield name, "xlsx", sheets.workbook(sheet, room, words, False)
    for stem, document in documents:
        yield stem, "html", document
        try:
            yield stem, "pdf", asyncio.run(handout.pdf(document))
        except SetUpFailed:
            continue
