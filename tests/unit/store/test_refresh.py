"""A derived file that took further imports in is the file that would have been built of all of them."""

from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fitlib import store
from fitlib.store import Home, build, refresh, sealed
from fitlib.store.connection import reading
from tests.unit.store.rows import score, scores, visit, visits

TABLES = ("measurement", "visit", "nomad_answer", "store_info", "curve", "episode", "session_day", "import_file")


def tables(home: Home) -> dict[str, pl.DataFrame]:
    """Every row of the derived file, whatever its order."""
    with reading(home.database, sealed.read(home)) as connection:
        frames = {name: pl.DataFrame(connection.sql(f"FROM {name}")) for name in TABLES}
    return {name: frame.sort(frame.columns) for name, frame in frames.items()}


def same_when_built(home: Home) -> bool:
    """Whether the file is what it is when it is built whole, down to the columns and their types."""
    taken_in = tables(home)
    build.build(home)
    whole = tables(home)
    return all(taken_in[name].equals(whole[name]) and taken_in[name].schema == whole[name].schema for name in TABLES)


@pytest.fixture
def counted(monkeypatch) -> list[bool]:
    """What `refresh` gave at each import."""
    told, deed = [], refresh.refresh
    monkeypatch.setattr(refresh, "refresh", lambda home: told.append(deed(home)) or told[-1])
    return told


def many(count: int, **other):
    rows = [score(f"E{one:03d}", session, ors=10.0 + one % 20, **other) for one in range(count) for session in (1, 2)]
    return scores("first.csv", *rows)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 24), st.integers(1, 5), st.sampled_from(["self", "mother", "other"]),
            st.sampled_from([None, 0.0, 21.5, 40.0]), st.sampled_from(["open", "closed"]), st.booleans(),
        ),
        min_size=1, max_size=4, unique_by=lambda row: row[:3],
    )
)  # fmt: skip
def test_whatever_is_added_gives_the_file_that_is_built_whole(tmp_path_factory, rows):
    home = Home(tmp_path_factory.mktemp("refresh") / "home")
    store.commit(home, [many(20)])
    added = [
        score(f"E{one:03d}", session, ors=ors, rater=rater, status=status, team="South" if moved else "North",
              closing_date=date(2024, 6, 1) if status == "closed" else None)
        for one, session, rater, ors, status, moved in rows
    ]  # fmt: skip
    day = score("E001", 9)["session_date"]
    store.commit(home, [scores("second.csv", *added), visits("visits.csv", visit("E001", day))])
    assert same_when_built(home)


@pytest.mark.parametrize(
    ("rows", "taken_in"),
    [
        pytest.param([score("E003", 3, ors=30.0), score("E090", 1, ors=5.0)], True, id="new rows are taken in"),
        pytest.param([score("E003", 2, ors=39.0), score("E003", 3, ors=39.0)], False, id="a correction is not"),
    ],
)
def test_only_new_rows_are_taken_into_the_file(tmp_path, counted, rows, taken_in):
    home = Home(tmp_path / "home")
    store.commit(home, [many(20)])
    store.commit(home, [scores("second.csv", *rows)])
    assert counted == [False, taken_in]
    assert same_when_built(home)


@pytest.mark.parametrize(("rows", "taken_in"), [(4, True), (5, False)])
def test_more_than_a_tenth_has_the_file_built_whole(tmp_path, counted, rows, taken_in):
    home = Home(tmp_path / "home")
    store.commit(home, [many(20)])
    store.commit(home, [scores("second.csv", *(score("E003", 3 + one, ors=9.0) for one in range(rows)))])
    assert counted == [False, taken_in]


def test_a_damaged_file_is_built_whole(tmp_path, counted):
    home = Home(tmp_path / "home")
    store.commit(home, [many(20)])
    home.database.write_bytes(b"damaged" * 1000)
    store.commit(home, [scores("second.csv", score("E003", 3, ors=30.0))])
    assert counted == [False, False]
    assert same_when_built(home)
