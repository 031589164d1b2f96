"""Shapes without logic: templates/page/*.html filled with values, and plain tables. Everything is escaped here."""

from collections.abc import Iterable, Sequence
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from fitlib import ROOT

FOLDER = ROOT / "templates" / "page"


@cache
def _shapes() -> Environment:
    return Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)


def fill(shape: str, **values: object) -> Markup:
    """The shape `templates/page/<shape>.html` with its values; only Markup passes unescaped.

    Raises: jinja2.UndefinedError where the shape names a value that is not given.
    """
    return Markup(_shapes().get_template(f"{shape}.html").render(values))


def style() -> Markup:
    """The one style sheet of every page, screen and paper, as text."""
    return Markup("".join((FOLDER / f"{medium}.css").read_text("utf-8") for medium in ("page", "print")))


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]], kind: str = "") -> Markup:
    """A data table: caption, column heads, and rows whose first cell is the row's head.

    Takes: texts (escaped here) or Markup. Gives: one <table> in a box that scrolls sideways on a narrow screen.
    """
    heads = Markup("".join(f'<th scope="col">{escape(text)}</th>' for text in head))
    return fill("table", caption=caption, heads=heads, rows=Markup("\n".join(map(_row, rows))), kind=kind)


def _row(cells: Sequence[object]) -> str:
    first, *others = cells
    data = "".join(f"<td>{escape(cell)}</td>" for cell in others)
    return f'<tr><th scope="row">{escape(first)}</th>{data}</tr>'


def fold(summary: str, inner: Markup, kind: str = "", folded: bool = True) -> Markup:
    """A fold-out; `folded` says whether it starts closed."""
    return fill("fold", summary=summary, inner=inner, kind=kind, state=Markup("" if folded else "open"))


def paragraphs(texts: Iterable[str]) -> Markup:
    """One <p> per text."""
    return Markup("\n").join(Markup("<p>{}</p>").format(escape(text)) for text in texts)


def points(texts: Iterable[str]) -> Markup:
    """A list of sentences."""
    items = Markup("\n").join(Markup("<li>{}</li>").format(text) for text in texts)
    return Markup('<ul class="fit-points">\n{}\n</ul>').format(items) if items else items


def columns(boxes: Iterable[tuple[str, str]]) -> Markup:
    """Boxes side by side, each with a heading and a sentence and room to write in."""
    box = Markup("<div><h3>{}</h3><p>{}</p></div>")
    return Markup('<div class="fit-columns">{}</div>').format(Markup("").join(box.format(*texts) for texts in boxes))
