"""A figure as a PNG for a board paper: the same drawing as on the page, on white, twice as fine."""

import re

import vl_convert

from fitlib.charts.drawing import WIDTH
from fitlib.charts.figure import Figure

SCALE = 2
BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
PAPER = '<rect width="100%" height="100%" fill="#ffffff"/>'


def png(figure: Figure) -> bytes:
    """The drawing with its title and description left out; empty where the figure has no drawing."""
    if not figure.svg:
        return b""
    found = BOX.search(figure.svg)
    width, height = (found[1], found[2]) if found else (str(WIDTH), str(WIDTH))
    sized = re.sub(
        r"<svg ", f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" ', figure.svg, count=1
    )
    sized = re.sub(
        r'(<svg [^>]*?) xmlns="[^"]*"([^>]*?) xmlns="[^"]*"', r'\1 xmlns="http://www.w3.org/2000/svg"\2', sized
    )
    return vl_convert.svg_to_png(re.sub(r"(<svg [^>]*>)", rf"\1{PAPER}", sized, count=1), scale=SCALE)
