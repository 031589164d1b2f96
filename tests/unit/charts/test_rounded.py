"""A chart says in its note that its counts are rounded, as a table does."""

import pytest

from fitlib.charts import inclusion, told, trend
from fitlib.words import Words, said
from tests.unit.charts.made import SCOPE, gated, share

FI = Words("fi")
EXACT, ROUNDED = gated(share("improved", 35, 49)), gated(share("improved", 35, 49), audience="public")


def test_only_rounded_counts_are_said_to_be_rounded() -> None:
    assert said.rounding(EXACT, FI) == []
    (sentence,) = said.rounding(ROUNDED, FI)
    assert sentence.startswith("Luvut on pyöristetty")


def test_where_some_are_exact_it_says_some() -> None:
    (sentence,) = said.rounding([*EXACT, *ROUNDED], FI)
    assert sentence.startswith("Osa luvuista on pyöristetty")


@pytest.mark.parametrize(("facts", "said_so"), [(EXACT, False), (ROUNDED, True)])
def test_every_chart_that_writes_its_own_note_says_it(facts, said_so) -> None:
    steps = [inclusion.Step("Kaikki", facts, "n", inclusion.KEPT)]
    points = [trend.Point(2024, 2, facts[0])]
    notes = (
        told.note(facts, "shares", SCOPE, FI),
        inclusion.draw(steps, FI, SCOPE).note,
        trend.draw(points, None, FI, SCOPE).note,
    )
    assert ["pyöristetty" in note for note in notes] == [said_so] * len(notes)
