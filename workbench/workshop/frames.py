"""templates/workshop filled with values. Everything is escaped here but what charts and shapes made."""

import re
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from fitlib import ROOT
from fitlib.charts import Figure
from fitlib.words import Words

FOLDER = ROOT / "templates" / "workshop"
FILES = {"workshop.css": "text/css", "workshop.js": "text/javascript"}
STYLED = re.compile(r' style="[^"]*"')


def fill(shape: str, words: Words, **values: object) -> Markup:
    """The shape templates/workshop/<shape>.html with its values."""
    return Markup(_shapes().get_template(f"{shape}.html").render({"words": words} | values))


def drawing(figure: Figure) -> Markup:
    """The drawing as wide as its place: no style stands in the page, so that the policy need not allow any."""
    head, _, rest = str(figure.svg).partition(">")
    return Markup(STYLED.sub("", head) + ">" + rest)


@cache
def file(name: str) -> bytes:
    """The style sheet or the script."""
    return (FOLDER / name).read_bytes()


@cache
def _shapes() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
