"""The other files of a page: workbook, CSV, and each drawing as SVG and PNG. They hold what the page shows."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fitlib import reference
from fitlib.charts import picture
from fitlib.errors import ParameterRefused
from fitlib.reference import Reference
from fitlib.reports import downloads
from workbench import writing

HTML, PDF = "html", "pdf"
DRAWING = re.compile(r'<svg\b[^>]*aria-labelledby="([\w.-]+)-title [^>]*>.*?</svg>', re.DOTALL)
Files = Iterator[tuple[str, bytes]]


def _drawings(page: Any) -> Iterator[tuple[str, str]]:
    for section in page.sections:
        for found in DRAWING.finditer(str(section.html)):
            yield writing.slug(found[1]), picture.standalone(found[0])


def _xlsx(page: Any, constants: Reference) -> Files:
    yield ".xlsx", downloads.workbook(page, constants)


def _csv(page: Any, constants: Reference) -> Files:
    yield ".csv", downloads.csv(page, constants)


def _svg(page: Any, constants: Reference) -> Files:
    yield from ((f".{key}.svg", svg.encode()) for key, svg in _drawings(page))


def _png(page: Any, constants: Reference) -> Files:
    yield from ((f".{key}.png", picture.raster_of(svg)) for key, svg in _drawings(page))


MAKERS: dict[str, Callable[[Any, Reference], Files]] = {"xlsx": _xlsx, "csv": _csv, "svg": _svg, "png": _png}
FORMATS = (HTML, *MAKERS, PDF)


def checked(wished: Any) -> tuple[str, ...]:
    """The formats wished for, in our order, each once; HTML is always made. Raises: ParameterRefused."""
    for one in wished:
        if one not in FORMATS:
            raise ParameterRefused("output_unknown", name=str(one)[:20], known=", ".join(FORMATS))
    return tuple(one for one in FORMATS if one == HTML or one in wished)


def write(page: Any, home: Path, formats: tuple[str, ...], file: Path) -> dict[str, str]:
    """Write a page's files beside its HTML file. Gives: name → SHA-256; a format that the page has nothing for is none.

    Takes: the page, the FIT_HOME that its constants are of, formats, the HTML file's path.
    """
    made: dict[str, str] = {}
    makers = [MAKERS[one] for one in formats if one in MAKERS]
    constants = reference.load(home) if makers else None
    for maker in makers:
        for ending, content in maker(page, constants):
            if content:
                path = writing.write_whole(file.with_suffix(ending), content)
                made[path.name] = writing.digest_of(content)
    return made
