"""The disclosure vectors of the security notes: who is hidden, and what is hidden with them."""

import json

import pytest

from fitlib.release import release
from fitlib.release.cells import table
from fitlib.release.hiding import hide
from tests.unit.release.figures import parts


def shown(counts: dict[str, int], constants) -> dict[str, int | None]:
    facts = release(parts(counts), "internal", constants).facts
    return {fact.name: fact.k for fact in facts} | {"yht": facts[0].n}


@pytest.mark.parametrize("vector", [f"S{number}" for number in range(1, 8)])
def test_one_way_tables(vector, shared, constants) -> None:
    vectors = json.loads((shared / "golden" / "disclosure_vectors.json").read_text("utf-8"))
    found = next(one for one in vectors if one["id"] == vector)
    assert found["T"] == constants["audience.internal.minimum_n"]
    assert shown(found["in"], constants) == found["out"]


@pytest.mark.parametrize(
    ("counts", "out"),
    [
        ((35, 11, 3), (35, None, None, 49)),
        ((20, 12, 11), (20, 12, 11, 43)),
        ((0, 1, 30), (0, None, None, 31)),
        ((4, 4, 30), (None, None, 30, 38)),
        ((1, 1, 30), (None, None, None, 32)),
        ((2, 1, 0), (None, None, None, None)),
        ((5, 5, 5), (5, 5, 5, 15)),
    ],
)
def test_one_way_tables_that_need_no_file(counts, out, constants) -> None:
    assert tuple(shown(dict(zip("abc", counts, strict=True)), constants).values()) == out


def hidden_of(rows: dict[str, tuple[int, ...]], columns: tuple[str, ...]) -> set[tuple[str, str]]:
    """The inner cells that are hidden in a table of groups x categories with all its margins shown."""
    everybody = [sum(column) for column in zip(*rows.values(), strict=True)]
    facts = parts(dict(zip(columns, everybody, strict=True)))
    for group, counts in rows.items():
        facts += parts(dict(zip(columns, counts, strict=True)), group)
    found = hide(table(facts), 5)
    assert not [cell for cell in found if cell[1] == "all"]
    return {(group, name) for name, group, *_ in found if (name in columns) and group in rows}


def test_groups_by_categories_s8() -> None:
    rows = {"adult": (20, 9, 2), "adolescent": (8, 6, 7), "child": (12, 5, 6)}
    assert hidden_of(rows, ("better", "same", "worse")) == {
        ("adult", "worse"), ("adult", "same"), ("child", "same"), ("child", "worse"),
    }  # fmt: skip


def test_zeros_stay_s9() -> None:
    rows = {"1": (10, 0, 1), "2": (10, 10, 0), "3": (10, 10, 10)}
    assert hidden_of(rows, ("1", "2", "3")) == {("1", "3"), ("1", "1"), ("3", "1"), ("3", "3")}
