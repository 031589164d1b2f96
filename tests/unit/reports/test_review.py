"""The review of every level: who may ask, what a unit is of, and that a level changes nothing but the rows."""

import pytest

from fitlib import store
from fitlib.errors import NotReleased, ParameterRefused, ReferenceMissing
from fitlib.period import Period
from fitlib.reports import review, team_quarter
from fitlib.reports.review import Params, build
from fitlib.store import events, hierarchy
from tests.spec.team_figures import episode
from tests.unit.store.rows import scores

WORKER = "v1_" + "a" * 26


@pytest.fixture(scope="module")
def opened(tmp_path_factory, constants):
    """Three teams; two of them in an area; one worker has four episodes in two teams."""
    rows = [
        row
        for team, count in {"A": 20, "B": 16, "C": 15}.items()
        for place in range(count)
        for row in episode(f"{team}{place:02}", 20, 26, team=team, worker=WORKER if place < 2 and team < "C" else "w")
    ]
    home = store.Home(tmp_path_factory.mktemp("review"))
    store.commit(home, [scores("teams.csv", *rows)])
    put(home.path, hierarchy.FILE, "Team,Area\nA,North\nB,North\nElsewhere,South\n")
    with store.open(home, constants) as found:
        yield found


def put(home, name: str, text: str, encoding: str = "utf-8") -> None:
    (home / "reference").mkdir(exist_ok=True)
    (home / "reference" / name).write_bytes(text.encode(encoding))


def clients(page) -> int:
    return page.released.one("clients").k


@pytest.mark.parametrize(("level", "unit", "count"), [
    ("team", "A", 20), ("area", "North", 36), ("organisation", "", 51), ("worker", WORKER, 4),
])  # fmt: skip
def test_a_level_holds_its_own_rows(opened, constants, level, unit, count):
    page = build(opened, Params(level, unit, audience="own"), constants)
    assert clients(page) == count
    assert page.scope.level == level


def test_the_team_page_and_the_review_of_the_team_tell_the_same(opened, constants):
    one = team_quarter.build(opened, team_quarter.Params("A", audience="internal"), constants)
    other = build(opened, Params("team", "A", audience="internal"), constants)
    assert one.facts() == other.facts()
    assert [section.html for section in one.sections] == [section.html for section in other.sections]


@pytest.mark.parametrize("period", ["2024-01", "2024Q1", "2024H1", "2024"])
def test_every_cadence_is_a_period_of_the_same_page(opened, constants, period):
    page = build(opened, Params("area", "North", Period.parse(period), audience="own"), constants)
    assert clients(page) == 36


@pytest.mark.parametrize("audience", ["internal", "public", "workshop"])
def test_a_workers_review_is_for_own_only(opened, constants, audience):
    with pytest.raises(NotReleased, match="worker_audience"):
        build(opened, Params("worker", WORKER, audience=audience), constants)


def test_a_worker_is_named_by_pseudonym_only(opened, constants):
    with pytest.raises(ParameterRefused, match="worker_pseudonym"):
        build(opened, Params("worker", "W079", audience="own"), constants)
    with pytest.raises(ParameterRefused, match="worker_unknown"):
        build(opened, Params("worker", "v1_" + "b" * 26, audience="own"), constants)


def test_a_form_offers_units_and_never_a_worker(opened, constants):
    offered = {level: review.choices(opened, Params(level), constants)["unit"] for level in
               ("worker", "team", "area", "organisation")}  # fmt: skip
    assert offered == {"worker": [], "team": ["A", "B", "C"], "area": ["North", "South"], "organisation": [""]}


def test_a_worker_stands_beside_no_team(opened, constants):
    page = build(opened, Params("worker", WORKER, audience="own", override=True), constants)
    assert "spread" not in [section.key for section in page.sections]


@pytest.mark.parametrize(("level", "unit", "key"), [
    ("area", "West", "unit_unknown"), ("area", "South", "unit_without_data"), ("team", "Z", "team_unknown"),
    ("organisation", "Other", "unit_unknown"),
])  # fmt: skip
def test_a_unit_that_is_not_there_is_refused(opened, constants, level, unit, key):
    with pytest.raises(ParameterRefused, match=key):
        build(opened, Params(level, unit), constants)


def test_the_hierarchy_and_the_data_are_compared():
    found = hierarchy.Hierarchy((hierarchy.Place("A", "North", ""), hierarchy.Place("D", "North", "")))
    assert found.unplaced(["A", "B"]) == ["B"]
    assert found.unknown(["A", "B"]) == ["D"]


@pytest.mark.parametrize(("text", "key"), [
    ("team;unit\nA;North\n", "hierarchy_column"), ("team;area\nA;\n", "hierarchy_cell"),
    ("team;area\nA;North\nA;South\n", "hierarchy_twice"),
    ("team;area;organisation\nA;North;One\nB;North;Two\n", "hierarchy_area"),
])  # fmt: skip
def test_a_hierarchy_that_cannot_be_right_is_refused_with_its_line(tmp_path, text, key):
    put(tmp_path, hierarchy.FILE, text)
    with pytest.raises(ReferenceMissing, match=key):
        hierarchy.read(tmp_path)


@pytest.mark.parametrize(
    "text", ["\ufeffTeam;Area\r\nÄiti;Itä\r\n\r\n", "area,team\nItä,Äiti\n", "team\tarea\nÄiti\tItä\n"]
)
def test_a_hierarchy_is_read_as_programs_save_it(tmp_path, text):
    put(tmp_path, hierarchy.FILE, text)
    assert hierarchy.read(tmp_path).places == (hierarchy.Place("Äiti", "Itä", ""),)


def test_a_hierarchy_of_another_encoding_is_refused(tmp_path):
    put(tmp_path, hierarchy.FILE, "team;area\nÄiti;Itä\n", "latin-1")
    with pytest.raises(ReferenceMissing, match="hierarchy_unreadable"):
        hierarchy.read(tmp_path)


def test_events_are_read_in_order_of_their_days(tmp_path):
    put(tmp_path, events.FILE, "date;name;team\n2025-03-01;Move;A\n1.3.2024;New form;\n")
    assert [(event.day.isoformat(), event.name, event.team) for event in events.read(tmp_path)] == [
        ("2024-03-01", "New form", ""), ("2025-03-01", "Move", "A"),
    ]  # fmt: skip
    put(tmp_path, events.FILE, "date;name\n32.1.2024;Never\n")
    with pytest.raises(ReferenceMissing, match="events_date"):
        events.read(tmp_path)
