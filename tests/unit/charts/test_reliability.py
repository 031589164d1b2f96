"""The chart of reliability: own dots, published diamonds, and both in its table; nothing that the gate did not make."""

import pytest

from fitlib.charts import reliability
from fitlib.words import Words
from tests.unit.charts.every import ALPHAS, PUBLISHED
from tests.unit.charts.made import EVIL, SCOPE, mean

FI = Words("fi")


def drawn(published=PUBLISHED):
    return reliability.draw(ALPHAS[:1], published, FI, SCOPE, "alpha", "Alfa")


def test_the_table_has_the_published_values_below_the_own_one() -> None:
    table = drawn().table
    assert "0,90" in table
    assert table.index("0,90") < table.index("0,79")
    assert "&lt;script&gt;" in table
    assert EVIL not in table


def test_without_published_values_only_the_dot_is_drawn() -> None:
    with_diamond, without = drawn().svg, drawn({}).svg
    assert with_diamond.count('stroke="#c2510c"') == 1
    assert 'stroke="#c2510c"' not in without


def test_the_axis_is_always_zero_to_one() -> None:
    spec = reliability.chart(ALPHAS[:1], PUBLISHED, FI).to_dict()
    scales = [layer["encoding"]["x"]["scale"]["domain"] for layer in spec["layer"] if "scale" in layer["encoding"]["x"]]
    assert scales
    assert all(domain == [0, 1] for domain in scales)


def test_a_hidden_group_is_hatched_and_has_no_number() -> None:
    figure = reliability.draw(ALPHAS, PUBLISHED, FI, SCOPE, "alpha", "Alfa")
    assert "alpha-hatch" in figure.svg
    assert ".." in figure.table


def test_a_figure_that_the_gate_did_not_make_is_refused() -> None:
    with pytest.raises(TypeError, match="gate"):
        reliability.draw([mean("quality_alpha", 0.9, 100)], {}, FI, SCOPE, "alpha", "Alfa")
