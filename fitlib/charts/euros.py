"""What the charts of a scenario share: an axis of euros through nothing, rounded amounts, and the note below."""

import json
from dataclasses import dataclass
from math import ceil, floor

import altair as alt

from fitlib.charts.amounts import round_ticks
from fitlib.charts.drawing import PALE, SIZE
from fitlib.scenario import Outcome
from fitlib.words import Words

MOST, FEW = 4, 3


@dataclass(frozen=True)
class Money:
    """How amounts are written: in whole `step`s of euro, in one language."""

    words: Words
    step: int = 1

    def __call__(self, amount: float | None) -> str:
        """`-5 200 €`; the sign for nothing to report where there is none."""
        return self.words.euro(None if amount is None else self.step * floor(amount / self.step + 0.5))


def ends(low: float, high: float, most: int = MOST) -> list[float]:
    """Ticks of round euros from at or below `low` to at or above `high`, nothing among them."""
    low, high = min(low, 0), max(high, 0)
    step = round_ticks(high - low or 1, most)[1]
    return [step * place for place in range(floor(low / step + 1e-9), ceil(high / step - 1e-9) + 1)]


def axis(channel: str, ticks: list[float], words: Words, upright: bool = False) -> alt.X | alt.Y:
    """An axis over these ticks with their amounts, and pale lines."""
    named = {f"{tick:.0f}": words.euro(tick) for tick in ticks}
    look = {"grid": True, "gridColor": PALE, "domain": False, "ticks": False, "labelFontSize": SIZE - 1,
            "labelFlush": False}  # fmt: skip
    text = f"({json.dumps(named)})[toString(round(datum.value))] || ''"
    scale = alt.Scale(domain=[ticks[0], ticks[-1]], nice=False, zero=False)
    kind = alt.Y if upright else alt.X
    return kind(channel, scale=scale, axis=alt.Axis(values=ticks, title=None, labelExpr=text, **look))


def note(outcome: Outcome, words: Words) -> str:
    """How many draws, which price years, and that nobody's data is in it."""
    years = "–".join(str(year) for year in dict.fromkeys((outcome.scenario.priced[0], outcome.scenario.priced[-1])))
    return words("cost_scenario.note", draws=words.number(outcome.draws, 0), years=years)
