"""The register beside the pages of a batch: one file per language, under a name that every page knows."""

import re
from pathlib import Path

from fitlib.words import LANGUAGES
from workbench import pages, writing

PAGE = "register"
SERVED = re.compile(rf'href="{PAGE}\.ipynb\?lang=({"|".join(LANGUAGES)})#')
BESIDE = re.compile(rf"{PAGE}\.({'|'.join(LANGUAGES)})\.html#[\w.-]+")


def name(lang: str) -> str:
    """`register.fi.html`."""
    return f"{PAGE}.{lang}.html"


def write(folder: Path, home: Path) -> list[Path]:
    """The registers of all languages, so that no link of a page leads nowhere; gives the files."""
    return [
        writing.write_whole(folder / name(lang), pages.open_page(PAGE, home, lang=lang).document())
        for lang in LANGUAGES
    ]


def beside(html: str) -> str:
    """The page's HTML with links to the files of the batch instead of the served register."""
    return SERVED.sub(rf'href="{PAGE}.\1.html#', str(html))
