"""A batch matrix: pages × teams × periods × languages, read from TOML into jobs."""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from fitlib.errors import ParameterRefused
from fitlib.period import Period
from workbench import outputs, pages, params, units, writing

EVERY = ("*", "all")
LAST: dict[str, Callable[[date], str]] = {
    "last-month": lambda day: f"{day:%Y-%m}",
    "last-quarter": lambda day: f"{day.year}Q{(day.month + 2) // 3}",
    "last-half": lambda day: f"{day.year}H{(day.month + 5) // 6}",
    "last-year": lambda day: str(day.year),
}
AXES = {"teams": "team", "periods": "period", "languages": "lang"}
SHARED = {*AXES, "audience", "outputs"}


@dataclass(frozen=True)
class Job:
    """One page to make: its name and its parameters as cells, in the order of the page."""

    page: str
    cells: tuple[tuple[str, Any], ...]
    outputs: tuple[str, ...] = field(default=("html",), compare=False)

    @property
    def kin(self) -> tuple[Any, ...]:
        """What it shares with the same page in other languages."""
        return self.page, tuple(cell for cell in self.cells if cell[0] != "lang")

    @property
    def parameters(self) -> dict[str, Any]:
        """The cells as papermill takes them."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in self.cells}

    @property
    def file(self) -> str:
        """The name of its HTML file."""
        return writing.file_name(self.page, self.parameters)


def read(file: Path, teams: Callable[[], Sequence[str]], today: date | None = None) -> list[Job]:
    """The jobs of a matrix, each once, in the order of the file; asked for twice, it has the outputs of both.

    Takes: the TOML file; a function that lists the store's teams, for `teams = "all"` or `"*"`; the day from which
    `last-quarter` and its like are counted (today).
    Rule: what a `[[page]]` does not say is said above; the audience is public unless the matrix names one.
    Raises: ParameterRefused where the file, an entry or a parameter is not right.
    """
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        raise ParameterRefused("matrix_unreadable", file=file.name) from None
    above = {name: value for name, value in table.items() if name != "page"}
    entries = table.get("page")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise ParameterRefused("matrix_key", file=file.name, name="page")
    _known(above, SHARED, file)
    jobs: dict[Job, Job] = {}
    for entry in entries:
        for one in _jobs(_dated(above | entry, today), file, teams):
            known = jobs.get(one, one)
            jobs[one] = replace(one, outputs=outputs.checked((*known.outputs, *one.outputs)))
    return list(jobs.values())


def job(page: str, raw: dict[str, Any], formats: Sequence[str] = (), many: bool = False) -> Job:
    """The job of one page with these parameters and files. Raises: ParameterRefused, of `many` also NotReleased."""
    chosen = params.parse(pages.report(page).Params, raw)
    if many:
        units.hold(pages.report(page), chosen)
    cells = params.to_cells(chosen)
    kept = tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in cells.items())
    return Job(page, kept, outputs.checked(formats))


def _jobs(entry: dict[str, Any], file: Path, teams: Callable[[], Sequence[str]]) -> Iterator[Job]:
    _known(entry, SHARED | {"name", "parameters"}, file)
    page, more = entry.get("name"), entry.get("parameters", {})
    if not isinstance(page, str) or not isinstance(more, dict):
        raise ParameterRefused("matrix_key", file=file.name, name="name" if not isinstance(page, str) else "parameters")
    declared = params.declared(pages.report(page).Params)
    axes = {one: _values(entry, many, file, teams) for many, one in AXES.items() if many in entry and one in declared}
    shared = {"audience": entry.get("audience", "public")} if "audience" in declared else {}
    formats = _values(entry, "outputs", file, teams) if "outputs" in entry else ()
    for values in product(*axes.values()):
        yield job(page, shared | more | dict(zip(axes, values, strict=True)), formats, many=True)


def _values(entry: dict[str, Any], name: str, file: Path, teams: Callable[[], Sequence[str]]) -> Sequence[str]:
    values = entry[name]
    if name == "teams" and values in EVERY:
        return teams()
    if not isinstance(values, list) or not values:
        raise ParameterRefused("matrix_key", file=file.name, name=name)
    return values


def _dated(entry: dict[str, Any], today: date | None) -> dict[str, Any]:
    """The entry with periods such as `last-quarter` by their names."""
    if not isinstance(entry.get("periods"), list):
        return entry
    return entry | {"periods": [_period(one, today) for one in entry["periods"]]}


def _period(text: Any, today: date | None) -> Any:
    if text not in LAST:
        return text
    day = today or date.today()
    return Period.parse(LAST[text](day)).previous().text


def _known(table: dict[str, Any], names: set[str], file: Path) -> None:
    for name in table:
        if name not in names:
            raise ParameterRefused("matrix_key", file=file.name, name=name)
