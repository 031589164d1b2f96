"""Labels keep apart, and what stands in a drawing is a picture and nothing else."""

import pytest
from altair.utils import schemapi
from hypothesis import given
from hypothesis import strategies as st

from fitlib.charts import drawing
from fitlib.charts.drawing import scale_axis, spread
from fitlib.charts.raters import MARKS, looks
from fitlib.charts.scope import period_in_words
from fitlib.period import Period
from fitlib.words import Words
from tests.unit.charts.every import EVERY

BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
ROOM = (0.0, 40.0)


@given(st.lists(st.floats(*ROOM), max_size=8))
def test_labels_keep_apart_inside_the_axis_in_their_order(values) -> None:
    gap = 4.0
    places = spread(values, gap, *ROOM)
    in_order = [place for _, place in sorted(zip(values, places, strict=True))]
    assert all(later - earlier >= gap - 1e-9 for earlier, later in zip(in_order, in_order[1:], strict=False))
    assert all(ROOM[0] <= place <= ROOM[1] for place in places)


@given(st.lists(st.integers(1, 9), unique=True))
def test_labels_that_have_room_stay_where_they_are(tens) -> None:
    values = [4.0 * value for value in tens]
    assert spread(values, 4.0, *ROOM) == values


def test_the_axis_of_scores_is_the_instruments_range() -> None:
    scale, ticks = scale_axis()
    assert scale["domain"] == [0, 40]
    assert ticks == [0, 10, 20, 30, 40]


def test_no_two_raters_look_alike() -> None:
    assert len({(shape, tuple(dash)) for _, shape, dash in MARKS.values()}) == len(MARKS)
    assert len({shape for _, shape, _ in MARKS.values()}) == len(MARKS)


def test_a_rater_that_nobody_knows_looks_like_another_rater() -> None:
    known = looks(["other"])["shape"].to_dict()["scale"]["range"]
    assert looks(["grandmother"])["shape"].to_dict()["scale"]["range"] == known


@pytest.mark.parametrize(
    ("text", "said"),
    [("2024Q2", "Q2/2024 (1.4.2024–30.6.2024)"), ("2024-02", "1.2.2024–29.2.2024"), ("all", "koko aineisto")],
)
def test_a_period_is_told_with_its_days(text, said) -> None:
    assert period_in_words(Period.parse(text), Words("fi")) == said


@pytest.mark.parametrize("name", sorted(EVERY))
def test_a_specification_is_what_altair_itself_makes(name: str, monkeypatch) -> None:
    def asked() -> list[dict]:
        found = []
        monkeypatch.setattr(drawing, "_drawer", [lambda spec: found.append(spec) or BLANK])
        EVERY[name](Words("fi"))
        return found

    quick = asked()
    monkeypatch.setattr(schemapi, "_todict", drawing._AS_DICT)
    assert quick
    assert asked() == quick
