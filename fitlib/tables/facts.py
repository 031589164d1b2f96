"""The table of figures: a row per indicator, a column per group, each cell with value, k/n and interval."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from fitlib import shapes
from fitlib.release import EDGES, ReleasedFact
from fitlib.words import NOTHING, Words, said

CELL = Markup('<span class="fit-value">{}</span><small>{}</small>')
ROW = Markup("{}<small>{}</small>")
SIGNS = Markup('<p class="fit-signs">{}</p>')


def facts(shown: Iterable[ReleasedFact], words: Words, caption: str) -> Markup:
    """The figures as an HTML table, with one line on every sign in it.

    Takes: facts in the order of rows; groups become columns in the order met. `..` is hidden, `–` nothing to report.
    Raises: TypeError for facts that the gate did not make.
    """
    shown = released(shown)
    names, groups = (list(dict.fromkeys(getattr(f, part) for f in shown)) for part in ("name", "group"))
    cells = {(fact.name, fact.group): fact for fact in shown}
    head = [words("tables.figure"), *(said.group(group, words) for group in groups)]
    told = {name: [cells.get((name, group)) for group in groups] for name in names}
    away = [name for name, row in told.items() if len(groups) > 1 and all(cell is None or cell.hidden for cell in row)]
    away = away if len(away) < len(names) else []
    rows = [_row(name, row, words) for name, row in told.items() if name not in away]
    return shapes.table(caption, head, rows, "fit-facts") + _away(away, words) + _signs(shown, words)


def beside(columns: Sequence[tuple[str, Iterable[ReleasedFact]]], words: Words, caption: str) -> Markup:
    """The same figures of everybody side by side, for instance of two periods: a row per figure, a column per head.

    Takes: (head, facts) pairs; the first column says which rows there are. Raises: TypeError for facts not released.
    """
    tellings = [{fact.name: fact for fact in released(facts)} for _, facts in columns]
    head = [words("tables.figure"), *(title for title, _ in columns)]
    rows = [_row(name, [column.get(name) for column in tellings], words) for name in tellings[0]]
    told = [fact for column in tellings for name, fact in column.items() if name in tellings[0]]
    return shapes.table(caption, head, rows, "fit-facts") + _signs(told, words)


def released(facts: Iterable[ReleasedFact]) -> tuple[ReleasedFact, ...]:
    """The same facts. Raises: TypeError where the gate did not make one of them."""
    facts = tuple(facts)
    for fact in facts:
        if not isinstance(fact, ReleasedFact):
            raise TypeError(f"{type(fact).__name__} has not passed the release gate")
    return facts


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


def _away(names: Sequence[str], words: Words) -> Markup:
    """Figures that are hidden in every column, in one line instead of a row each."""
    if not names:
        return Markup("")
    listed = "; ".join(words(f"indicators.name.{name}") for name in names)
    return SIGNS.format(words("tables.away", names=listed))


def _signs(shown: Sequence[ReleasedFact], words: Words) -> Markup:
    lines = signs(shown, words)
    return SIGNS.format(" · ".join(lines)) if lines else Markup("")


def signs(shown: Sequence[ReleasedFact], words: Words) -> list[str]:
    """One line on each sign: why it stands there, and what can be seen instead."""
    lines = [_why(reason, words) for reason in sorted({fact.hidden for fact in shown if fact.hidden})]
    if any(fact.value is None and not fact.hidden for fact in shown):
        lines.append(words("tables.nothing"))
    lines += said.rounding(shown, words)
    if any(fact.summed and fact.k is not None for fact in shown):
        lines.append(words("tables.summed"))
    return lines


def _why(reason: str, words: Words) -> str:
    told = words(f"release.reason.{reason}")
    if reason in EDGES:
        return words("tables.edge", sign=words(f"release.edge.{reason}"), reason=told)
    return words("tables.hidden", reason=told, instead=words(f"release.instead.{reason}"))
