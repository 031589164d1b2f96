"""The notebooks, made from the pages: `python -m workbench.notebooks` writes them, and a test holds them to it.

A notebook is a door: parameters, one import, the figures, the page. A dashboard is a smaller one: the form of the page.
"""

import json
from dataclasses import MISSING, fields
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from fitlib import ROOT
from fitlib.words import LANGUAGES, Words
from workbench import pages, params
from workbench.writing import write_whole

SEEDS = ROOT / "templates" / "notebook"
KINDS = {"page": ROOT / "notebooks", "dashboard": ROOT / "dashboards"}


def notebook(name: str, seed: str) -> str:
    """The text of a page's notebook: the seed with the page's name, parameters and sections filled in."""
    words = Words(LANGUAGES[0])
    filled = {
        "@page": name,
        "@title": words(f"{name}.title"),
        "@parameters": "\n".join(cell_lines(pages.report(name).Params, words)),
        "@arguments": ", ".join(f"{one}={one}" for one in params.declared(pages.report(name).Params)),
    }
    whole = json.loads((SEEDS / f"{seed}.ipynb").read_text("utf-8"))
    for cell in whole["cells"]:
        text = "".join(cell["source"])
        for mark, value in filled.items():
            text = text.replace(mark, value)
        cell["source"] = text.splitlines(keepends=True)
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def cell_lines(kind: type, words: Words) -> list[str]:
    """`name: type = default  # help`, one line per parameter, as papermill reads them."""
    types = params.declared(kind)
    return [
        f"{one.name}: {_type(types[one.name])} = {_default(one)!r}  # {words(f'params.help.{one.name}')}"
        for one in fields(kind)
    ]


def write() -> list[Path]:
    """Write every notebook and dashboard; gives the files."""
    return [
        write_whole(folder / f"{name}.ipynb", notebook(name, seed))
        for seed, folder in KINDS.items()
        for name in pages.names()
    ]


def _type(kind: Any) -> str:
    if params.is_list(kind):
        return "list[str]"
    given = [one for one in get_args(kind) if one is not NoneType] if get_origin(kind) in (Union, UnionType) else [kind]
    return given[0].__name__ if given[0] in (int, float, bool) else "str"


def _default(one: Any) -> Any:
    if one.default is MISSING and one.default_factory is MISSING:
        return ""
    value = one.default if one.default is not MISSING else one.default_factory()
    return params.plain(value)


if __name__ == "__main__":
    for file in write():
        print(file.relative_to(ROOT))
