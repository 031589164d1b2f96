"""Every visible word, number and date in Finnish (default), Swedish and English.

A language is a folder of TOML files; the key of a text is file name and path, for instance `errors.period_form.what`.
Numbers and dates follow Babel's locale data, with the few Finnish conventions that it lacks.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from fitlib.errors import ParameterRefused

LANGUAGES = ("fi", "sv", "en")
LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
DAY = {"fi": "d.M.yyyy", "sv": "d.M.yyyy", "en": "d MMMM yyyy"}
HIDDEN, NOTHING = "..", "–"
NBSP = "\u00a0"


class Words:
    """The words of one language: call it with a key, ask it for a number or a date.

    Raises: ParameterRefused for a language that is not there; KeyError for a key that is not there (a failing test).
    """

    def __init__(self, lang: str = "fi") -> None:
        if lang not in LANGUAGES:
            raise ParameterRefused("language_unknown", lang=lang, known=", ".join(LANGUAGES))
        self.lang = lang
        self._texts = texts(lang)
        self._locale = LOCALES[lang]

    def __call__(self, key: str, **values: Any) -> str:
        text = self._texts[key]
        return text.format(**values) if values else text

    def saying(self, other: Mapping[str, str]) -> "Words":
        """The same words with these texts, by key, in the place of their own."""
        words = Words(self.lang)
        words._texts = self._texts | other
        return words

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def under(self, prefix: str) -> list[str]:
        """The names below a key, in the order of the file: `under("serve.page")` gives the pages of the menu."""
        below = prefix + "."
        found = (key.removeprefix(below).partition(".")[0] for key in self._texts if key.startswith(below))
        return list(dict.fromkeys(found))

    def number(self, value: float | None, decimals: int = 1) -> str:
        """`28,8`; a missing value is the sign for nothing to report."""
        if value is None:
            return NOTHING
        return self._written(Decimal(str(round(value, decimals) + 0.0)), decimals)

    def percent(self, share: float | None, decimals: int = 0) -> str:
        """`71 %` in Finnish and Swedish, `71%` in English, of a share between 0 and 1."""
        if share is None:
            return NOTHING
        return self.number(100 * share, decimals) + ("%" if self.lang == "en" else f"{NBSP}%")

    def interval(self, low: float | None, high: float | None, decimals: int = 1) -> str:
        """`26,1–31,5`, with ` … ` between where a bound is negative."""
        if low is None or high is None:
            return NOTHING
        between = f"{NBSP}…{NBSP}" if low < 0 or high < 0 else "–"
        return f"{self.number(low, decimals)}{between}{self.number(high, decimals)}"

    def date(self, day: date | None) -> str:
        """`6.5.2025` in Finnish and Swedish, `6 May 2025` in English."""
        return NOTHING if day is None else format_date(day, format=DAY[self.lang], locale=self._locale)

    def euro(self, amount: float | None, decimals: int = 0) -> str:
        """`8 664 €`, or `€8,664` in English."""
        if amount is None:
            return NOTHING
        value = Decimal(str(amount))
        text, sign = self._written(abs(value), decimals), "-" if value.is_signed() else ""
        return f"{sign}€{text}" if self.lang == "en" else f"{sign}{text}{NBSP}€"

    def _written(self, value: Decimal, decimals: int) -> str:
        """The digits with the signs of the locale, halves to the even digit, as Babel's own functions write them.

        Those read the pattern and the locale anew for every number, and a page has hundreds.
        """
        if not value.is_finite():
            return format_decimal(value, locale=self._locale)
        thousands, point = _signs(self._locale)
        return f"{value:,.{decimals}f}".translate({ord(","): thousands, ord("."): point})


@cache
def _signs(locale: str) -> tuple[str, str]:
    return get_group_symbol(locale), get_decimal_symbol(locale)


@cache
def texts(lang: str) -> dict[str, str]:
    """All texts of one language by dotted key."""
    folder = Path(__file__).parent / lang
    return {
        f"{file.stem}.{key}": text
        for file in sorted(folder.glob("*.toml"))
        for key, text in _flat(tomllib.loads(file.read_text("utf-8")))
    }


def _flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, inner in table.items():
        if isinstance(inner, dict):
            yield from _flat(inner, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", inner
