"""Own curves in a training room: what of the imported rows may be in hand there.

Ids become numbers by lot, dates become weeks from a case's own beginning, and what fewer than five people share is
dropped: an age group, a rater's name, a length.
"""

from datetime import date, timedelta

import polars as pl
import pytest

from fitlib.errors import NotReleased
from fitlib.release.room import for_room

DAY = date(2023, 5, 17)


def rows(people: int, age: str = "adult", rater: str = "self", sessions: int = 2, start: int = 0) -> list[dict]:
    return [
        {"episode": f"v1_episode{who}", "client": f"v1_client{who}", "team": "Salainen tiimi", "age_group": age,
         "rater": rater, "closed": True, "session_no": at + 3, "session_date": DAY + timedelta(10 * at + who),
         "ors": 200 + at, "srs": None, "ors_items": [50, 50, 50, 50 + at], "srs_items": None, "line_green": None,
         "line_red": None}
        for who in range(start, start + people) for at in range(sessions)
    ]  # fmt: skip


def told(constants, *groups: list[dict], audience: str = "workshop"):
    every = pl.DataFrame([row for group in groups for row in group], infer_schema_length=None)
    return for_room(every, audience, constants, lambda count: list(range(count))[::-1])


def test_nothing_of_who_where_and_when_is_left(constants) -> None:
    """No pseudonym, team or date: numbers in an order of chance, sessions from 1, weeks from 0."""
    found = told(constants, rows(6, sessions=3)).rows
    text = found.write_csv(None) if not found.schema.get("ors_items") else str(found.to_dicts())
    assert not [word for word in ("v1_", "Salainen", "2023", "05-17", "datetime") if word in text]
    assert found.columns[:6] == ["case", "person", "age_group", "rater", "session_no", "week"]
    assert found.filter(pl.col("case") == 0).select("session_no", "week").rows() == [(1, 0), (2, 1), (3, 2)]


def test_the_order_is_by_lot(constants) -> None:
    """A case's number says nothing of its place in the data: here the lot turned the order round."""
    first = told(constants, rows(5, sessions=2), rows(1, sessions=1, start=5)).rows
    assert first.filter(pl.col("case") == 0).height == 1


@pytest.mark.parametrize(("people", "kept", "left_out"), [(4, 6, 4), (5, 11, 0), (6, 12, 0)])
def test_an_age_group_of_fewer_than_five_people_is_left_out(constants, people: int, kept: int, left_out: int) -> None:
    """Four children among the adults would be known to everybody: they are not shown. Five are."""
    found = told(constants, rows(6), rows(people, "child", start=6))
    assert (found.rows["person"].n_unique(), found.left_out) == (kept, left_out)


@pytest.mark.parametrize(("people", "name"), [(4, "other"), (5, "teacher"), (6, "teacher")])
def test_a_rater_that_fewer_than_five_people_have_has_no_name(constants, people: int, name: str) -> None:
    """The only teacher is told as another rater."""
    found = told(constants, rows(8), rows(people, rater="teacher")).rows
    assert set(found["rater"]) == {"self", name}


@pytest.mark.parametrize(("people", "longest"), [(4, 2), (5, 9), (6, 9)])
def test_a_length_that_fewer_than_five_people_reach_is_cut(constants, people: int, longest: int) -> None:
    """The longest work in the house is known in the house: it is shown as far as five people have come."""
    found = told(constants, rows(8), rows(people, sessions=9, start=8)).rows
    assert found["session_no"].max() == longest


@pytest.mark.parametrize("audience", ["own", "internal", "public"])
def test_only_a_room_gets_them(constants, audience: str) -> None:
    """Others have their own pages: the weeks of single cases are for the training room."""
    with pytest.raises(NotReleased):
        told(constants, rows(6), audience=audience)


def test_a_case_becomes_a_curve_on_days_of_no_calendar(constants) -> None:
    """The curve has the scores, the weeks and the items, the client's own line first, and belongs to nobody."""
    found = told(constants, rows(6), rows(6, rater="mother"))
    own, mother = found.curves(2)
    assert (own.rater, mother.rater, own.team) == ("self", "mother", "")
    assert own.ors == (200, 201)
    assert [(point.day - own.points[0].day).days for point in own.points] == [0, 7]
    assert own.points[1].ors_items == (50, 50, 50, 51)
    assert own.points[1].srs_items is None


@pytest.mark.parametrize(
    ("items", "shown"), [([50, 50, 50, 60], (50, 50, 50, 60)), ([50, None, 50, 50], None), ([50, 50, 50], None)]
)
def test_items_are_shown_where_all_four_were_answered(constants, items, shown) -> None:
    """Three answers make no picture of four areas."""
    found = told(constants, [row | {"srs_items": items} for row in rows(6)])
    assert found.curves(0)[0].points[0].srs_items == shown
