"""A review period: a quarter, a month, a half-year, a year, a range of months, or everything."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from fitlib.errors import ParameterRefused

FORMS = {
    re.compile(r"(\d{4})Q([1-4])"): lambda year, quarter: (year, 3 * quarter - 2, 3),
    re.compile(r"(\d{4})H([12])"): lambda year, half: (year, 6 * half - 5, 6),
    re.compile(r"(\d{4})-(0[1-9]|1[0-2])"): lambda year, month: (year, month, 1),
    re.compile(r"(\d{4})"): lambda year: (year, 1, 12),
}
FIRST, LAST = date(1900, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True)
class Period:
    """Days from `start` to `end`, both counted in; `text` is how it is written in a parameter."""

    text: str
    start: date
    end: date

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period of `2024Q2`, `2024H1`, `2024-04`, `2024`, `2023-01..2024-12` or `all`.

        Raises: ParameterRefused for any other form, or a range that ends before it starts.
        """
        if text == "all":
            return cls(text, FIRST, LAST)
        first, _, last = text.partition("..")
        start, end = cls._span(first, text)[0], cls._span(last or first, text)[1]
        if end < start:
            raise ParameterRefused("period_backwards", period=text)
        return cls(text, start, end)

    @staticmethod
    def _span(part: str, text: str) -> tuple[date, date]:
        for form, months in FORMS.items():
            if found := form.fullmatch(part):
                year, month, length = months(*map(int, found.groups()))
                if not FIRST.year <= year < LAST.year:
                    break
                return date(year, month, 1), _first_of_month(year, month + length) - timedelta(days=1)
        raise ParameterRefused("period_form", period=text)

    @property
    def is_all(self) -> bool:
        """True for the period that holds every day."""
        return self.text == "all"

    def previous(self) -> "Period | None":
        """The period of the same kind and length just before; None where there is none."""
        months = 12 * (self.end.year - self.start.year) + self.end.month - self.start.month + 1
        if self.is_all or self.start.year * 12 + self.start.month - months <= FIRST.year * 12:
            return None
        first, last = _first_of_month(self.start.year, self.start.month - months), self.start - timedelta(days=1)
        return Period.parse(_written(self.text, first, last))


def _written(like: str, first: date, last: date) -> str:
    """These days in the form of another period's text."""
    if ".." in like:
        return f"{first:%Y-%m}..{last:%Y-%m}"
    if "Q" in like:
        return f"{first.year}Q{(first.month + 2) // 3}"
    if "H" in like:
        return f"{first.year}H{(first.month + 5) // 6}"
    return f"{first:%Y-%m}" if "-" in like else str(first.year)


def _first_of_month(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
