"""What may stand in a report file: text, tables, fold-outs and drawings; nothing that acts, nothing from elsewhere."""

import re
import tomllib
from typing import Any

from nbconvert.preprocessors.sanitize import SanitizeHTML

from fitlib import ROOT
from workbench import registers

ALLOWED = tomllib.loads((ROOT / "templates" / "nbconvert" / "fit" / "allowed.toml").read_text("utf-8"))
ATTRIBUTES = frozenset(ALLOWED["attributes"])
SHEET = re.compile(r"<style>.*?</style>", re.DOTALL)
ELSEWHERE = re.compile(r"url\s*\(\s*['\"]?(?!#)|[a-z]+:\s*//|javascript:|data:", re.IGNORECASE)


class Sanitise(SanitizeHTML):
    """Keeps what allowed.toml names; every other tag is written out as text. The style sheet is the frame's."""

    def __init__(self, **settings: Any) -> None:
        tags = ALLOWED["text"] + ALLOWED["drawing"]
        super().__init__(tags=tags, attributes=allowed, styles=ALLOWED["styles"], **settings)

    def sanitize_html_tags(self, html_str: str) -> str:
        """The safe part of a cell's HTML."""
        return super().sanitize_html_tags(registers.beside(SHEET.sub("", html_str)))


def allowed(tag: str, name: str, value: str) -> bool:
    """True for an attribute that neither acts nor names another place; links stay within the page and its register."""
    if name == "href":
        return tag == "a" and (value.startswith("#") or bool(registers.BESIDE.fullmatch(value)))
    if name.startswith("aria-") and name != "aria-owns":
        return True
    return name in ATTRIBUTES and not (name != "title" and ELSEWHERE.search(value) and not _namespace(name, value))


def _namespace(name: str, value: str) -> bool:
    return name == "xmlns" and value == "http://www.w3.org/2000/svg"
