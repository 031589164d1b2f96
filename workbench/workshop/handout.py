"""The hand-out of the plan that is on, as HTML and, where a Chromium is at hand, as PDF."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fitlib.errors import SetUpFailed
from fitlib.reports.workshop_handout import Sheet, handout
from fitlib.words import Words
from workbench.workshop import asking, debrief, frames, programme
from workbench.workshop.exhibits import Exhibit
from workbench.workshop.plan import Part
from workbench.workshop.room import Room

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
FLAGS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-quic", "--no-pdf-header-footer",
)  # fmt: skip
STYLES, SECONDS = ("handout.css", "sheet.css"), 60


def html(room: Room, words: Words) -> str:
    """The whole document, in the language asked for; its own sheet of style stands inside."""
    sheets = [
        _sheet(room.plan.parts[number], one, room, words) for number, one in room.exhibits.items() if one.invented
    ]
    title, plan = room.plan.title(words), room.plan
    labels = {number: one.seen.label for number, one in room.exhibits.items() if one.invented}
    before, between = [programme.contents(plan, labels, words)], programme.between(plan, words)
    document = handout(sheets, title, words.lang, room.reference, before, between).document()
    return styled(document, STYLES)


def styled(document: str, styles: Sequence[str]) -> str:
    """A document with more sheets of style inside."""
    more = "".join(frames.file(one).decode() for one in styles)
    return document.replace("</style>", f"{more}</style>", 1)


def _sheet(part: Part, one: Exhibit, room: Room, words: Words) -> Sheet:
    vote = part.votes[0] if part.votes else None
    options = part.options(vote.ask) if vote else ()
    return Sheet(
        seen=one.seen, true=one.true, step=vote.step if vote else one.steps,
        question=(vote.text or words(f"workshop.ask.{vote.ask}.text")) if vote else "",
        choices=tuple(asking.choice(part, vote.ask, option, words) for option in options) if vote else (),
        name=one.name(words), story=one.story(words),
        told=debrief.truth(one, words), patterns=tuple(words(f"patterns.{hit.key}.name") for hit in one.hits),
    )  # fmt: skip


async def pdf(document: str) -> bytes:
    """The document as PDF. Raises: SetUpFailed where there is no Chromium, or it fails."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise SetUpFailed("workshop_pdf")
    with tempfile.TemporaryDirectory(prefix="fit-") as folder:
        page, made = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(document, "utf-8")
        await _print(browser, page, made, folder)
        if not made.is_file():
            raise SetUpFailed("workshop_pdf")
        return made.read_bytes()


async def _print(browser: str, page: Path, made: Path, folder: str) -> None:
    root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    command = (*FLAGS, *root, f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}", page.as_uri())
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(browser, *command, stdout=quiet, stderr=quiet)
    try:
        await asyncio.wait_for(process.wait(), SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
