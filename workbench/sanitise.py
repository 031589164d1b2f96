"""What may stand in a report file: text, tables, fold-outs and drawings; nothing that acts, nothing from elsewhere."""

import re
from typing import Any

from nbconvert.preprocessors.sanitize import SanitizeHTML

from workbench import registers
from workbench.markup import ALLOWED, allowed, checked

__all__ = ["ALLOWED", "Sanitise", "allowed", "own"]
SHEET = re.compile(r"<style>.*?</style>", re.DOTALL)


class Sanitise(SanitizeHTML):
    """Keeps what allowed.toml names; every other tag is written out as text. The style sheet is the frame's."""

    def __init__(self, **settings: Any) -> None:
        tags = ALLOWED["text"] + ALLOWED["drawing"]
        super().__init__(tags=tags, attributes=allowed, styles=ALLOWED["styles"], **settings)

    def sanitize_html_tags(self, html_str: str) -> str:
        """The safe part of a cell's HTML."""
        return super().sanitize_html_tags(_of_file(html_str))


def own(html: str) -> str | None:
    """HTML that our own shapes made, as it stands in a file; None where the sanitiser has to judge."""
    return checked(_of_file(html))


def _of_file(html: str) -> str:
    return registers.beside(SHEET.sub("", html))
