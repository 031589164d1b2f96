"""A page's figures as files for a spreadsheet: the figures, what each means, and what the page was made of.

They hold what the page's figures hold after the gate, and nothing else.
"""

from collections.abc import Iterator
from typing import Any

from fitlib.indicators import Card, cards
from fitlib.reference import Reference
from fitlib.release import ReleasedFact
from fitlib.reports.names import named
from fitlib.reports.page import Page
from fitlib.tables import export
from fitlib.tables.facts import signs
from fitlib.tables.workbook import xlsx
from fitlib.words import Words, said

DEFINED = ("name", "definition", "denominator", "method", "source")


def workbook(page: Page, reference: Reference) -> bytes:
    """The workbook of a page: figures, definitions, what it was made of; empty where the page has no figures."""
    facts, words = figures(page), wording(page, reference)
    if not facts:
        return b""
    sheets = {
        "facts": export.table(facts, words),
        "definitions": [_head(words), *_definitions(facts, words, reference)],
        "about": list(_about(page, facts, words)),
    }
    return xlsx({words(f"downloads.sheet.{name}"): rows for name, rows in sheets.items()})


def csv(page: Page, reference: Reference) -> bytes:
    """The figures of a page, a line each; empty where the page has none."""
    facts = figures(page)
    return export.csv(facts, wording(page, reference)) if facts else b""


def figures(page: Page) -> tuple[ReleasedFact, ...]:
    """What the gate released for the page."""
    return page.released.facts if page.released else ()


def wording(page: Page, reference: Reference) -> Words:
    """The page's language, with the names that quote a constant filled in."""
    known = cards()
    used = dict.fromkeys(fact.name.partition("@")[0] for fact in figures(page))
    return named(Words(page.lang), (known[name] for name in used if name in known), reference)


def _head(words: Words) -> list[str]:
    return [words(f"downloads.column.{name}") for name in DEFINED]


def _definitions(facts: tuple[ReleasedFact, ...], words: Words, reference: Reference) -> Iterator[list[str]]:
    """One row per figure of the page, in the page's order."""
    first = {fact.name: fact for fact in reversed(facts)}
    for name in dict.fromkeys(fact.name for fact in facts):
        fact, plain = first[name], name.partition("@")[0]
        card = cards().get(plain)
        method = words(f"indicators.method.{fact.method}")
        yield [said.name(fact, words), _definition(plain, card, words, reference) or method,
               words(f"indicators.denominator.{fact.denominator}"), method, _source(card, words)]  # fmt: skip


def _definition(name: str, card: Card | None, words: Words, reference: Reference) -> str:
    key = f"indicators.definition.{name}"
    if key not in words:
        return ""
    quoted = card.quoted(reference) if card else {}
    return words(key, **{word: words.number(value, 0) for word, value in quoted.items()})


def _source(card: Card | None, words: Words) -> str:
    if card is None:
        return words("downloads.register")
    return words("downloads.source", source=card.source, status=card.status, reviewed=words.date(card.reviewed))


def _about(page: Page, facts: tuple[ReleasedFact, ...], words: Words) -> Iterator[list[Any]]:
    stamp, scope, audience = page.stamp, page.scope, getattr(page.params, "audience", None)
    yield [words("tables.what"), words("tables.is")]
    rows = [
        ("page", page.title), ("team", scope.team), ("period", scope.period and str(scope.period.text)),
        ("audience", audience and words(f"page.audience.{audience}")), ("data_date", words.date(stamp.data_date)),
        ("data", stamp.data_hash), ("code", stamp.code), ("definitions", stamp.definitions),
    ]  # fmt: skip
    yield from ([words(f"downloads.about.{name}"), value] for name, value in rows if value)
    yield from ([words("downloads.about.hidden"), line] for line in signs(facts, words))
