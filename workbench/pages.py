"""The pages there are, and the one way to open them: parameters through the one parser, figures through the gate."""

import ast
from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from fitlib import ROOT
from fitlib.errors import ParameterRefused
from fitlib.words import Words
from workbench import audience, params, releases, settings
from workbench.sharing import Opening, Shared

FOLDER = ROOT / "fitlib" / "reports"
PART = {"Params", "build"}
QUARTERS = """
SELECT DISTINCT strftime(session_date, '%Y') || 'Q' || quarter(session_date) AS quarter FROM measurement ORDER BY 1 DESC
"""


@cache
def names() -> tuple[str, ...]:
    """The reports that declare `Params` and `build`, found without running them, so that a menu is quick."""
    return tuple(file.stem for file in sorted(FOLDER.glob("*.py")) if _declared(file) >= PART)


def in_order(words: Words) -> list[str]:
    """The pages as a menu shows them: those that serve.toml tells about in its order, then the others."""
    told = [name for name in words.under("serve.page") if name in names()]
    return told + [name for name in names() if name not in told]


def report(name: str) -> ModuleType:
    """The module of a page. Raises: ParameterRefused for a page that is not there."""
    if name not in names():
        raise ParameterRefused("page_unknown", name=str(name)[: params.SHOWN], known=", ".join(names()))
    return import_module(f"fitlib.reports.{name}")


def has_side(name: str) -> bool:
    """True for a page with a panel of numbers beside it."""
    return hasattr(report(name), "numbers")


def open_page(name: str, home: str | Path | None = None, **raw: Any) -> Any:
    """A page as a frozen value.

    Takes: its name, FIT_HOME where it is not the usual one, the page's parameters as texts or typed values.
    Raises: ParameterRefused, NotReleased (also above the ceiling of a server), StoreMissing.
    """
    kind = report(name).Params
    chosen = params.parse(kind, opening(kind) | raw)
    store, constants = opened(home)
    with store:
        return build(name, chosen, store, constants)


def opened(home: str | Path | None = None) -> tuple[Any, Any]:
    """The store, for the caller to close, and the reference constants in use. Raises: StoreMissing."""
    from fitlib import reference, store

    place, kept = settings.home(home), Opening.kept
    if kept is not None and str(place) in kept:
        return kept[str(place)]
    constants = reference.load(place)
    found = store.open(store.Home(place), constants)
    if kept is None:
        return found, constants
    return kept.setdefault(str(place), (Shared(found), constants))


def build(name: str, chosen: Any, store: Any, constants: Any, early: Callable[[Any], None] | None = None) -> Any:
    """The page of these Params, held to the ceiling of the process.

    Takes: `early` is shown a page that comes in stages as it gets ready; such a page holds no client's figures.
    """
    audience.hold(getattr(chosen, "audience", "public"), settings.ceiling())
    if Opening.kept is None:  # pages that are made into files are logged as files
        from workbench import audit

        audit.seen(store.home, name, chosen)

    def make() -> Any:
        stages = getattr(report(name), "stages", None) if early else None
        if stages is None:
            return report(name).build(store, chosen, constants)
        for page in stages(store, chosen, constants):
            early(page)
        return page

    return releases.told(Path(store.home), make, store.forget) if store.home else make()


def teams(home: str | Path | None = None) -> list[str]:
    """The teams of the store, by name."""
    store, _ = opened(home)
    with store:
        return store.teams()


def periods(store: Any) -> list[str]:
    """The periods that hold a session: everything, then years and quarters, the newest first."""
    quarters = store.ask(QUARTERS)["quarter"].to_list()
    return ["all", *dict.fromkeys(quarter[:4] for quarter in quarters), *quarters]


def required(kind: type) -> list[str]:
    """The parameters that a page must be given."""
    return [one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING]


def opening(kind: type) -> dict[str, str]:
    """The audience and language that a page of this process opens with where nobody names one."""
    types = params.declared(kind)
    found = {}
    if "audience" in types:
        default = getattr(kind, "audience", "public")
        found["audience"] = audience.opening(settings.opening_audience(), default, settings.ceiling())
    if "lang" in types and not hasattr(kind, "lang"):
        found["lang"] = settings.language()
    return found


def _declared(file: Path) -> set[str]:
    body = ast.parse(file.read_text("utf-8")).body
    return {node.name for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef)}
