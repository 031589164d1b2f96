"""The table of figures: a row per indicator, a column per group, each cell with value, k/n and interval."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from fitlib import shapes
from fitlib.release import ReleasedFact
from fitlib.words import NOTHING, Words, said

CELL = Markup('<span class="fit-value">{}</span><small>{}</small>')
ROW = Markup("{}<small>{}</small>")
SIGNS = Markup('<p class="fit-signs">{}</p>')


def facts(released: Iterable[ReleasedFact], words: Words, caption: str) -> Markup:
    """The figures as an HTML table, with one line on every sign in it.

    Takes: facts in the order of rows; groups become columns in the order met. `..` is hidden, `–` nothing to report.
    Raises: TypeError for facts that the gate did not make.
    """
    released = tuple(released)
    for fact in released:
        if not isinstance(fact, ReleasedFact):
            raise TypeError(f"{type(fact).__name__} has not passed the release gate")
    names, groups = (list(dict.fromkeys(getattr(f, part) for f in released)) for part in ("name", "group"))
    cells = {(fact.name, fact.group): fact for fact in released}
    head = [words("tables.figure"), *(said.group(group, words) for group in groups)]
    rows = [_row(name, [cells.get((name, group)) for group in groups], words) for name in names]
    return shapes.table(caption, head, rows, "fit-facts") + _signs(released, words)


def pairs(rows: Iterable[tuple[str, object]], caption: str, words: Words) -> Markup:
    """A table of two columns: what, and what it is."""
    return shapes.table(caption, (words("tables.what"), words("tables.is")), rows, "fit-pairs")


def _row(name: str, cells: Sequence[ReleasedFact | None], words: Words) -> list[Markup]:
    first = next(cell for cell in cells if cell is not None)
    head = ROW.format(said.name(first, words), words(f"indicators.denominator.{first.denominator}"))
    return [head, *(_cell(cell, words) for cell in cells)]


def _cell(fact: ReleasedFact | None, words: Words) -> Markup:
    if fact is None:
        return CELL.format(NOTHING, "")
    value = said.value(fact, words)
    return CELL.format(value, " · ".join(part for part in said.rests_on(fact, words) if part != value))


def _signs(released: Sequence[ReleasedFact], words: Words) -> Markup:
    reasons = sorted({words(f"release.reason.{fact.hidden}") for fact in released if fact.hidden})
    lines = [words("tables.hidden", reason=reason) for reason in reasons]
    if any(fact.value is None and not fact.hidden for fact in released):
        lines.append(words("tables.nothing"))
    return SIGNS.format(" · ".join(lines)) if lines else Markup("")
