"""A drawing as a file of its own, SVG or PNG: the same as on the page, on white, for a board paper."""

import re

from fitlib.charts import engine
from fitlib.charts.drawing import WIDTH
from fitlib.charts.figure import Figure

SCALE = 2
BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', re.IGNORECASE)
OPENING = re.compile(r"<svg\b([^>]*)>")
OWN = re.compile(r'\s(?:xmlns|width|height|style|class)="[^"]*"')
PAPER = '<rect width="100%" height="100%" fill="#ffffff"/>'


def png(figure: Figure) -> bytes:
    """The drawing twice as fine as on the page; empty where the figure has no drawing."""
    return raster_of(standalone(figure.svg)) if figure.svg else b""


def standalone(svg: str) -> str:
    """The inline drawing as a whole SVG file: with its namespace, its size and paper under it."""
    found = BOX.search(svg)
    width, height = (found[1], found[2]) if found else (str(WIDTH), str(WIDTH))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
    return OPENING.sub(lambda opening: f"{head}{OWN.sub('', opening[1])}>{PAPER}", str(svg), count=1)


def raster_of(svg: str) -> bytes:
    """The PNG of a whole SVG file."""
    return engine.png(svg, SCALE)
