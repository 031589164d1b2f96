"""The register beside the pages of a batch: one file per language, under a name that every page knows."""

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fitlib.words import LANGUAGES
from workbench import pages, record, writing

PAGE = "register"
SERVED = re.compile(rf'href="{PAGE}\.ipynb\?lang=({"|".join(LANGUAGES)})#')
BESIDE = re.compile(rf"{PAGE}\.({'|'.join(LANGUAGES)})\.html#[\w.-]+")


def name(lang: str) -> str:
    """`register.fi.html`."""
    return f"{PAGE}.{lang}.html"


def write(folder: Path, home: Path, made_of: record.Versions) -> list[Path]:
    """The registers of all languages, so that no link of a page leads nowhere; gives the files.

    Rule: what is there of the same versions stays.
    """
    kept, files = folder / f"{PAGE}.json", [folder / name(lang) for lang in LANGUAGES]
    if _kept(kept) == _said(made_of, files):
        return files
    for lang, file in zip(LANGUAGES, files, strict=True):
        writing.write_whole(file, pages.open_page(PAGE, home, lang=lang).document())
    writing.write_whole(kept, json.dumps(_said(made_of, files), indent=1, sort_keys=True) + "\n")
    return files


def beside(html: str) -> str:
    """The page's HTML with links to the files of the batch instead of the served register."""
    return SERVED.sub(rf'href="{PAGE}.\1.html#', str(html))


def _said(made_of: record.Versions, files: list[Path]) -> dict[str, Any]:
    return {"versions": asdict(made_of), "files": {one.name: record.file_digest(one) for one in files if one.is_file()}}


def _kept(file: Path) -> dict[str, Any] | None:
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return None
