"""How well the patterns are found in invented cases whose truth is known: k of n, share and interval."""

from functools import cache

from markupsafe import Markup

from fitlib import shapes
from fitlib.reference import Reference
from fitlib.statistics.intervals import wilson
from fitlib.synthetic.accuracy import Accuracy, published
from fitlib.words import NOTHING, Words

LINK = Markup('<a href="#pattern-{}">{}</a>')
CELL = Markup('<span class="fit-value">{}</span><small>{}</small>')


@cache
def _by_pattern() -> dict[str, Accuracy]:
    return {row.key: row for row in published()[0]}


def accuracy_table(words: Words, reference: Reference) -> Markup:
    """One row per pattern: sensitivity, specificity, and how many curves were too short to tell."""
    head = [words(f"register.accuracy.{column}") for column in ("pattern", "sensitivity", "specificity", "too_few")]
    rows = [
        (
            LINK.format(row.key, words(f"patterns.{row.key}.name")),
            _share(row.found, row.shown, words, reference),
            _share(row.left_alone, row.not_shown, words, reference),
            words.number(row.too_few, 0),
        )
        for row in _by_pattern().values()
    ]
    return shapes.table(words("register.caption.accuracy"), head, rows, "fit-facts")


def accuracy_lines(key: str, words: Words, reference: Reference) -> dict[str, str]:
    """Sensitivity and specificity of one pattern in words; nothing where they were not published."""
    row = _by_pattern().get(key)
    if row is None:
        return {}
    counts = {"sensitivity": (row.found, row.shown), "specificity": (row.left_alone, row.not_shown)}
    told = {kind: _told(k, n, words, reference) for kind, (k, n) in counts.items()}
    return {kind: f"{share} ({beside})" for kind, (share, beside) in told.items()}


def families_table(words: Words) -> Markup:
    """One row per family of invented curves and pattern that it is meant to show: in how many of its cases it does."""
    head = [words(f"register.accuracy.{column}") for column in ("family", "pattern", "found")]
    rows = [
        (words(f"cases.{row.family}.name"), words(f"patterns.{row.key}.name"), f"{row.found}/{row.cases}")
        for row in published()[1]
    ]
    return shapes.table(words("register.caption.families"), head, rows)


def _share(k: int, n: int, words: Words, reference: Reference) -> Markup:
    return CELL.format(*_told(k, n, words, reference))


def _told(k: int, n: int, words: Words, reference: Reference) -> tuple[str, str]:
    """A share, and k/n with its interval."""
    bounds = wilson(k, n, reference["interval.level"])
    if bounds is None:
        return NOTHING, f"{k}/{n}"
    sign = "%" if words.lang == "en" else "\u00a0%"
    return words.percent(k / n), f"{k}/{n} · {words.interval(*(100 * bound for bound in bounds), 0)}{sign}"
