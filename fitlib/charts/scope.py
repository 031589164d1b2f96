"""What a figure is about: whose, when, and how fresh the data are. It ends up in the note below every figure."""

import re
from dataclasses import dataclass
from datetime import date

from fitlib.period import Period
from fitlib.words import Words


@dataclass(frozen=True)
class Scope:
    """Team, period and data date of a figure; None where the figure has none. `level`: what `team` is the name of."""

    team: str | None
    period: Period | None
    data_date: date | None
    level: str = "team"

    def sentence(self, words: Words) -> str:
        """`Tiimi: X · 4–6/2024 · aineisto 30.6.2024`."""
        parts = [
            self.team and words(f"charts.scope.{self.level}", team=self.team),
            self.period and period_in_words(self.period, words),
            self.data_date and words("charts.scope.data_date", day=words.date(self.data_date)),
        ]
        return " · ".join(part for part in parts if part)


def period_in_words(period: Period, words: Words) -> str:
    """`Q2/2024 (1.4.2024–30.6.2024)`; everything is said as such."""
    if period.is_all:
        return words("charts.scope.all")
    days = f"{words.date(period.start)}–{words.date(period.end)}"
    quarter = re.fullmatch(r"(\d{4})Q([1-4])", period.text)
    return words("charts.scope.quarter", year=quarter[1], quarter=quarter[2], days=days) if quarter else days
