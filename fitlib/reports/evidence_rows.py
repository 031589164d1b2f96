"""Evidence as a page shows it: each result with value, interval and n, and a mark where no effect is possible too."""

from collections.abc import Collection, Iterable, Iterator

from markupsafe import Markup

from fitlib import shapes
from fitlib.evidence import Card, Result
from fitlib.words import NOTHING, Words

COLUMNS = ("study", "value", "interval", "n", "note")
WHOLE = ("count", "pounds")
SMALL = Markup("{}<small>{}</small>")
NOTE = Markup("<p><strong>{}</strong> ({}). {} <em>{}:</em> {}</p>")


def table(cards: Iterable[Card], caption: str, words: Words, statistics: Collection[str] = ()) -> Markup:
    """One row per result, newest study first; only results of these statistics, where any are named."""
    rows = [
        _row(card, result, words) for card in cards for result in card.results
        if not statistics or result.statistic in statistics
    ]  # fmt: skip
    head = [words(f"measure_quality.evidence.{column}") for column in COLUMNS]
    return shapes.table(caption, head, rows, "fit-facts fit-wrapped") if rows else Markup("")


def notes(cards: Iterable[Card], words: Words) -> Markup:
    """A paragraph per study: design, what was found, and what it does not show."""
    return Markup("\n").join(
        NOTE.format(
            card.citation, words(f"evidence.design.{card.design}"), words(f"evidence.card.{card.key}.found"),
            words("evidence.label.not_shown"), words(f"evidence.card.{card.key}.not_shown"),
        )
        for card in cards
    )  # fmt: skip


def _row(card: Card, result: Result, words: Words) -> list[str | Markup]:
    what = words(f"evidence.result.{card.key}.{result.key}")
    value = SMALL.format(written(result.value, result, words), words(f"evidence.statistic.{result.statistic}"))
    return [SMALL.format(card.citation, what), value, _interval(result, words), people(card, result, words),
            "; ".join(remarks(card, result, words)) or NOTHING]  # fmt: skip


def written(value: float, result: Result, words: Words) -> str:
    """A value as its statistic is written: shares in per cent, counts whole, the rest with two decimals."""
    if result.statistic == "share":
        return words.percent(value, 0 if round(100 * value, 6).is_integer() else 1)
    return words.number(value, 0 if result.statistic in WHOLE else 2)


def _interval(result: Result, words: Words) -> str | Markup:
    if result.interval is None:
        return NOTHING
    text = words.interval(*result.interval, 2)
    return SMALL.format(text, words("evidence.label.derived")) if result.derived else text


def people(card: Card, result: Result | None, words: Words) -> str:
    """The n of a result, else that of the study by group, else that the source gives none."""
    if result is not None and result.n is not None:
        return words.number(result.n, 0)
    groups = "; ".join(f"{words.number(n, 0)} {words(f'evidence.group.{group}')}" for group, n in card.n.items())
    return groups or words("evidence.label.no_n")


def remarks(card: Card, result: Result, words: Words) -> Iterator[str]:
    """What a reader must know before using the figure: no effect is possible, or nobody says how sure it is."""
    if result.may_be_none:
        yield words(f"evidence.label.{'may_be_none' if result.interval else 'not_significant'}")
    if result.interval is None:
        yield words("evidence.label.no_interval")
