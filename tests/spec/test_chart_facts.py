"""Figures as charts

Every figure is drawn with its interval, told as k of n in a sentence and repeated in a table. A hidden figure is
hatched and is `..` everywhere.
"""

import re

import pytest

from fitlib.charts import amounts, means, positions, shares
from fitlib.charts.amounts import round_ticks
from fitlib.words import Words
from tests.unit.charts.made import NOWHERE, SCOPE, gated, mean, share, texts

FI = Words("fi")
ZONES = ("reached_target", "between_lines", "negative_zone")


def test_a_share_is_never_without_k_n_and_interval() -> None:
    """A share is told with k of n and its interval, in the drawing, in the sentence and in the table."""
    figure = shares.draw(gated(share("improved", 35, 49, low=0.576, high=0.822)), FI, NOWHERE)
    assert "71\u00a0% (35/49; 58–82\u00a0%)" in texts(figure)
    assert figure.description == "Vahvistunut luotettavasti: 71\u00a0% (35/49; 58–82\u00a0%)."
    assert re.search(r"<td>71\u00a0%</td><td>58–82\u00a0%</td><td>35/49</td>", figure.table)


def test_the_note_says_of_whom_when_and_how_fresh() -> None:
    """Below every figure: of whom it is counted, which period, and the day of the data."""
    note = shares.draw(gated(share("improved", 35, 49)), FI, SCOPE).note
    for said in ("päättyneet jaksot, joissa on vähintään kaksi omaa ORS-mittausta", "Q2/2024", "aineisto 30.6.2024"):
        assert said in note


def test_a_hidden_share_is_hatched_and_not_placed() -> None:
    """A hidden share is a hatched strip with `..` over the whole axis, and `..` in the table: it may lie anywhere."""
    facts = gated(share("deteriorated", 3, 49), share("improved", 30, 49), audience="internal")
    assert facts[0].hidden
    figure = shares.draw(facts, FI, NOWHERE)
    assert figure.svg.count("url(#shares-hatch)") == 2, "one strip would look like a full bar"
    assert {"..", "peitetty (..)"} <= set(texts(figure))
    assert "<td>..</td>" in figure.table
    assert "6\u00a0%" not in figure.html()
    assert "3/49" not in figure.html()


def test_where_nothing_is_hidden_nothing_is_hatched() -> None:
    """Hatching stands for hidden figures only."""
    figure = shares.draw(gated(share("improved", 30, 49)), FI, NOWHERE)
    assert "hatch" not in figure.svg
    assert "peitetty" not in figure.html()


def test_positions_are_parts_of_one_bar_with_signs() -> None:
    """Target, between and negative zone are parts of one bar; each has a colour, a sign and a line with k of n."""
    zones = [share(name, k, 49) for name, k in zip(ZONES, (35, 11, 3), strict=True)]
    figure = positions.draw(gated(*zones), FI, NOWHERE)
    said = texts(figure)
    assert "n = 49" in said
    assert [text[:9] for text in said if "/49" in text] == ["Saavutti ", "Rajojen v", "Negatiivi"]
    fills = set(re.findall(r'fill="(#[0-9a-f]{6})"', figure.svg))
    assert {"#1261a6", "#84909c", "#c2510c"} <= fills


def test_hidden_parts_share_the_hatched_rest_of_the_bar() -> None:
    """Where parts are hidden, the rest of the bar is one hatched piece: no line parts them."""
    zones = [share(name, k, 49) for name, k in zip(ZONES, (35, 11, 3), strict=True)]
    facts = gated(*zones, audience="internal")
    assert [bool(fact.hidden) for fact in facts].count(True) >= 1
    figure = positions.draw(facts, FI, NOWHERE)
    assert figure.svg.count("url(#positions-hatch)") == 1
    assert ".." in texts(figure)


def test_means_lie_on_the_whole_scale_with_their_cutoff() -> None:
    """A mean is drawn on 0–40 with the cutoff of its age group; the group's n stands below it."""
    facts = gated(mean("intake_ors", 28.84, 62), mean("intake_ors", 27.14, 20, "adult"))
    figure = means.draw(facts, FI, NOWHERE, cutoffs={("intake_ors", "adult"): 25})
    said = texts(figure)
    assert {"0", "40", "28,8", "27,1", "n = 62", "n = 20", "raja 25"} <= set(said)
    assert "ei ole suomalaisia normeja" in figure.note


def test_amounts_begin_at_zero() -> None:
    """An amount is a bar from zero, with its interval and n in words."""
    figure = amounts.draw(gated(mean("sessions_per_episode", 6.2, 49, unit="sessions")), FI, NOWHERE)
    said = texts(figure)
    assert "0" in said
    assert "6,2 (n = 49; 4,7–7,7)" in said


@pytest.mark.parametrize(
    ("top", "ticks"),
    [
        (0, [0, 1]),
        (1, [0, 0.5, 1]),
        (7.3, [0, 2, 4, 6, 8]),
        (8, [0, 2, 4, 6, 8]),
        (8.1, [0, 5, 10]),
        (8664, [0, 5000, 10000]),
    ],
)
def test_the_axis_of_amounts_ends_at_a_round_number(top, ticks) -> None:
    """The axis of amounts ends at the first round number that holds every bar."""
    assert round_ticks(top) == pytest.approx(ticks)


def test_the_same_chart_in_three_languages() -> None:
    """Numbers and names follow the language: decimal comma in Finnish and Swedish, point in English."""
    facts = gated(mean("intake_ors", 28.84, 62))
    assert "28,8" in means.draw(facts, Words("sv"), NOWHERE).svg
    assert "28.8" in means.draw(facts, Words("en"), NOWHERE).svg
