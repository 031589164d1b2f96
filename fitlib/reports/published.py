"""The rows of the published team table (OpenFIT's layout), each with the denominator that it leaves out."""

from collections.abc import Iterator

from markupsafe import Markup

from fitlib import shapes
from fitlib.release import Released, ReleasedFact
from fitlib.words import NOTHING, Words, said

MEANS = ("intake_ors", "intake_srs")
AGES = ("adult", "adolescent", "child")
OTHERS = (
    "reached_target", "between_lines", "negative_zone", "crossed_reliably_of_cohort", "crossed_reliably_of_below",
    "crossed_reliably_of_measured", "effect_size",
)  # fmt: skip
NOT_HERE = ("relative", "severity")
COLUMNS = ("figure", "value", "count", "interval")
ROW = Markup("{}<small>{}</small>")
EVERYBODY, EXPORT, DECIMALS = "all", "export:", 2


def tables(released: Released, words: Words) -> Markup:
    """Closed folds: the table of everybody, and one per export where the cohort came in several."""
    found = dict.fromkeys(fact.group for fact in released.of(*MEANS) if fact.group.startswith(EXPORT))
    note = shapes.paragraphs([words("team_quarter.published.note")])
    exports = Markup("\n").join(_table(released, group, words) for group in found)
    whole = shapes.fold(_caption(EVERYBODY, words), _table(released, EVERYBODY, words), "fit-detail")
    return note + whole + (shapes.fold(words("team_quarter.exports"), exports, "fit-exports") if found else Markup(""))


def _caption(group: str, words: Words) -> str:
    return words("team_quarter.published.caption", whom=said.group(group, words))


def _table(released: Released, group: str, words: Words) -> Markup:
    head = [words(f"team_quarter.published.{column}") for column in COLUMNS]
    return shapes.table(_caption(group, words), head, _rows(released, group, words), "fit-facts fit-published")


def _rows(released: Released, group: str, words: Words) -> Iterator[list[str | Markup]]:
    for name in MEANS:
        if fact := released.one(name, group):
            yield _row(words(f"team_quarter.published.{name}"), fact, words)
        for age in AGES if group == EVERYBODY else ():
            if fact := released.one(name, age):
                yield _row(said.group(age, words), fact, words)
    for name in OTHERS:
        if fact := released.one(name, group):
            yield _row(words(f"team_quarter.published.{name}"), fact, words)
    for name in NOT_HERE:
        label, missing = words(f"team_quarter.published.{name}"), words("team_quarter.published.no_reference")
        yield [ROW.format(label, missing), NOTHING, NOTHING, NOTHING]


def _row(label: str, fact: ReleasedFact, words: Words) -> list[str | Markup]:
    """Means with the two decimals of the published table."""
    two = fact.unit == "points" and fact.value is not None and not fact.hidden
    value = words.number(fact.value, DECIMALS) if two else said.value(fact, words)
    whom = words(f"indicators.denominator.{fact.denominator}")
    return [ROW.format(label, whom), value, said.count(fact, words), said.interval(fact, words) or NOTHING]
