"""The glossary on a page: the first use of a term in each section leads to its explanation, by pointer, key or click.

The explanations stand once, at the end of the page, and are shown beside the word by the style sheet alone.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from markupsafe import Markup, escape

from fitlib.reports.page import Section
from fitlib.words import Words

KEY, PREFIX = "terms", "terms.term"
TAG = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"<(/?)([a-zA-Z0-9]+)([^>]*)>")
WHERE = frozenset({"p", "li", "dd"})
NOT_IN = frozenset(
    {"a", "svg", "summary", "style", "figcaption", "caption", "button", "strong", "h1", "h2", "h3", "h4", "!"}
)
VERDICT = "fit-gate"  # a verdict is read at one go
VOID = frozenset({"br", "hr", "img", "input", "col"})
LINK = '<a class="fit-term" href="#term-{0}" aria-describedby="term-{0}-text">{1}</a>'
ENTRY = Markup('<div id="term-{0}"><dt>{1}</dt><dd id="term-{0}-text">{2}</dd></div>')


def explained(sections: tuple[Section, ...], words: Words) -> tuple[Section, ...]:
    """The same sections with their terms marked, and the glossary of those that were met as the last section."""
    met: dict[str, None] = {}
    marked = tuple(replace(one, html=_marked(one.html, words, met)) for one in sections)
    return (*marked, _glossary(met, words)) if met else marked


def _glossary(met: dict[str, None], words: Words) -> Section:
    keys = [key for key in words.under(PREFIX) if key in met]
    entries = Markup("\n").join(
        ENTRY.format(key, words(f"{PREFIX}.{key}.name"), words(f"{PREFIX}.{key}.text")) for key in keys
    )
    html = Markup('<p class="fit-note">{}</p>\n<dl class="fit-terms">\n{}\n</dl>').format(words("terms.how"), entries)
    return Section(KEY, words("terms.title"), html)


def _marked(html: Markup, words: Words, met: dict[str, None]) -> Markup:
    """The HTML with the first use of each term in its running text as a link."""
    used: set[str] = set()
    return Markup("").join(Markup(part) for part in _pieces(str(html), words, used, met))


def _pieces(html: str, words: Words, used: set[str], met: dict[str, None]) -> Iterator[str]:
    inside: list[str] = []
    for part in TAG.split(html):
        if part.startswith("<"):
            _step(part, inside)
            yield part
        elif part.strip() and WHERE & set(inside) and not NOT_IN & set(inside):
            yield _linked(part, words, used, met)
        else:
            yield part


def _step(tag: str, inside: list[str]) -> None:
    """Follow the tags: what the text after this one stands in."""
    found = NAME.fullmatch(tag)
    if not found or found[3].endswith("/") or found[2].lower() in VOID:
        return
    name = found[2].lower()
    if not found[1]:
        inside += [name, "!"] if VERDICT in found[3] else [name]
    elif name in inside:
        del inside[len(inside) - 1 - inside[::-1].index(name) :]


def _linked(text: str, words: Words, used: set[str], met: dict[str, None]) -> str:
    """The text with each term that was not used yet in a link; terms do not lie in one another."""

    def link(match: re.Match) -> str:
        key = str(match.lastgroup)
        if key in used:
            return match[0]
        used.add(key)
        met[key] = None
        return LINK.format(escape(key), match[0])

    return _finder(words.lang).sub(link, text)


@cache
def _finder(lang: str) -> re.Pattern:
    words = Words(lang)
    every = (f"(?P<{key}>{words(f'{PREFIX}.{key}.find')})" for key in words.under(PREFIX))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(every)})(?![\w])")
