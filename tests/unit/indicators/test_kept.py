"""Figures kept beside the store are what its queries give, to the last digit, and are believed only where they are."""

import shutil
from dataclasses import replace
from importlib import import_module

import pytest

from fitlib import reference, store
from fitlib.indicators import keep, kept, measure, on_page, review
from fitlib.indicators.kept import FEW, made_of
from fitlib.period import Period
from fitlib.store import Home, erase, figures
from fitlib.store.backup import LEFT_OUT
from fitlib.store.lock import held
from fitlib.store.narrowed import narrowed
from tests.unit.store.rows import score, scores
from workbench import figures as workbench_figures

NAMES = [card.name for card in on_page("team_quarter")]
PERIODS = [Period.parse(text) for text in ("2021", "2022Q1", "2023Q2", "2024Q4", "2023", "all")]
EAST, WEST = ("Tiimi 01", "Tiimi 03"), ("Tiimi 02", "Tiimi 04", "Tiimi 06")


@pytest.fixture(scope="module")
def first(home, constants, tmp_path_factory):
    """A copy of the invented data with a hierarchy of two areas, one team in none, and with its figures kept."""
    made = Home(shutil.copytree(home.path, tmp_path_factory.mktemp("kept") / "home"))
    rows = [f"{team};{area}" for area, teams in (("Itä", EAST), ("Länsi", WEST)) for team in teams]
    made.reference.mkdir()
    (made.reference / "hierarchy.csv").write_text("team;area\n" + "\n".join(rows) + "\n", "utf-8")
    assert keep.keep(made, constants)
    return made


@pytest.fixture
def whole(first, tmp_path):
    """A home of the test's own."""
    return Home(shutil.copytree(first.path, tmp_path / "home"))


def test_what_is_kept_is_what_is_asked(whole, constants):
    with store.open(whole, constants) as opened:
        assert opened.figures == made_of(opened, constants)
        cells = [(team, period) for team in [*opened.teams(), "all"] for period in PERIODS]
        read = {cell: measure(opened, NAMES, *cell, constants) for cell in cells}
        opened.figures = ""
        asked = {cell: measure(opened, NAMES, *cell, constants) for cell in cells}
    assert repr(read) == repr(asked)  # also that a count is a whole number still
    assert len(cells) == 42
    assert any(one.name == "client_reach" and one.k for figures in asked.values() for one in figures)
    assert any(one.group.startswith("export:") and one.n for figures in asked.values() for one in figures)


def test_a_page_of_an_area_reads_the_figures_of_its_teams_together(whole, constants):
    with store.open(whole, constants) as opened:
        found = kept(opened, [EAST, WEST[::-1]], PERIODS, NAMES, constants)
    for teams in (EAST, WEST):
        with narrowed(whole, constants, teams, periods=PERIODS) as cells:
            asked = review(cells, NAMES, constants)
        of_unit = next(figures for name, figures in found.items() if set(name) == set(teams))
        assert {text: asked.get(("all", text)) for text in of_unit} == of_unit


def test_many_cells_are_read_as_few_are(whole, constants):
    quarters = [Period.parse(f"{year}Q{quarter}") for year in (2022, 2023, 2024) for quarter in (1, 2, 3, 4)]
    with store.open(whole, constants) as opened:
        units = [*((team,) for team in opened.teams()), EAST, WEST, ()]
        many = kept(opened, units, [*quarters, *quarters[:2]], NAMES[:9], constants)
        few = {unit: kept(opened, [unit], quarters, NAMES[:9], constants)[unit] for unit in units}
    assert len(units) * len(quarters) > FEW >= len(quarters)
    assert repr({unit: dict(cells) for unit, cells in many.items()}) == repr({u: dict(one) for u, one in few.items()})


@pytest.mark.parametrize(("most", "passes"), [(0, 3 * 4), (4, 3)])  # three kinds of periods; teams, house, two areas
def test_many_rows_are_worked_out_in_turn_to_the_same_figures(whole, constants, monkeypatch, most, passes):
    with store.open(whole, constants) as opened:
        (episodes,) = opened.ask("SELECT count(*) AS n FROM episode")["n"]
        at_once = kept(opened, [EAST, EAST[:1], ()], PERIODS, NAMES, constants)
    whole.figures.unlink()
    shares = []
    monkeypatch.setattr(keep, "MOST", most * episodes)
    assert keep.keep(whole, constants, shares.append)
    with store.open(whole, constants) as opened:
        assert kept(opened, [EAST, EAST[:1], ()], PERIODS, NAMES, constants) == at_once
    assert len(shares) == passes + 1
    assert shares == sorted(shares)


def test_what_is_not_kept_is_asked(whole, constants):
    month, apart = Period.parse("2024-02"), ("Tiimi 01", "Tiimi 02")
    longer = replace(PERIODS[1], end=PERIODS[2].end)
    with store.open(whole, constants) as opened:
        assert kept(opened, [EAST[:1]], [month], NAMES, constants) is None
        assert kept(opened, [EAST[:1]], [longer], NAMES, constants) is None
        assert kept(opened, [apart], PERIODS, NAMES, constants) is None
        assert kept(opened, [EAST[:1]], PERIODS, ["cost_held"], constants) is None
        assert measure(opened, ["sessions_ors"], "Tiimi 01", month, constants)[0].n > 0
        mixed = measure(opened, ["cost_held", "improved", "cost_days"], "Tiimi 01", PERIODS[-1], constants)
    assert list(dict.fromkeys(one.name for one in mixed)) == ["cost_held", "improved", "cost_days"]
    assert not {"cost_held", "cost_days"} & set(NAMES)


def test_other_constants_definitions_or_rows_are_not_believed(whole, constants, monkeypatch):
    (whole.reference / "own.toml").write_text(OVERRIDE, "utf-8")
    changed = reference.load(whole.path)
    assert changed["rci.convention"] == constants["rci.convention"] + 1
    with store.open(whole, changed) as opened:
        assert opened.figures
        assert kept(opened, [EAST[:1]], PERIODS, NAMES, changed) is None
    with store.open(whole, constants) as opened, monkeypatch.context() as other:
        other.setattr(import_module("fitlib.indicators.kept"), "definitions", lambda: "other")
        assert kept(opened, [EAST[:1]], PERIODS, NAMES, constants) is None
    store.commit(whole, [scores("new.csv", score("A", 1, ors=20))])
    with store.open(whole, constants) as opened:
        assert opened.figures
        assert kept(opened, [EAST[:1]], PERIODS, NAMES, constants) is None
    assert keep.keep(whole, constants)
    with store.open(whole, constants) as opened:
        assert kept(opened, [EAST[:1]], PERIODS, NAMES, constants) is not None


@pytest.mark.parametrize("content", [b"", b"no database at all", None])
def test_a_damaged_file_is_as_none(whole, constants, content):
    there = whole.figures.read_bytes()
    whole.figures.write_bytes(there[: len(there) // 3] if content is None else content)
    with store.open(whole, constants) as opened:
        assert measure(opened, ["improved"], "all", PERIODS[-1], constants)[0].n > 0
    assert keep.keep(whole, constants)
    with store.open(whole, constants) as opened:
        assert kept(opened, [()], PERIODS, NAMES, constants) is not None


def test_figures_of_rows_that_have_changed_meanwhile_are_not_kept(whole, constants):
    whole.figures.unlink()
    with store.open(whole, constants) as opened:
        rows, before = opened.ask("SELECT 1 AS n"), opened.built_from
    assert not figures.keep(whole, rows, "stamp", "built from something else")
    with held(whole.lock):
        assert not figures.keep(whole, rows, "stamp", before)
    assert not whole.figures.exists()


def test_an_erasure_takes_the_figures_and_a_backup_leaves_them(whole, constants):
    with store.open(whole, constants) as opened:
        client = opened.ask("SELECT min(client) AS one FROM episode")["one"][0]
    erase.erase(whole, [client])
    assert not whole.figures.exists()
    assert whole.figures.name in LEFT_OUT
    assert b"Tiimi" not in b"".join(file.read_bytes() for file in whole.path.glob("*.duckdb"))


def test_an_extract_holds_no_figure_of_others(whole, constants, tmp_path):
    with store.open(whole, constants) as opened:
        into = store.extract(opened, Home(tmp_path / "extract"), ["Tiimi 02"])
        page = measure(opened, NAMES, "Tiimi 02", PERIODS[4], constants)
    assert not into.figures.exists()
    with store.open(into, constants) as own:
        assert measure(own, NAMES, "Tiimi 02", PERIODS[4], constants) == page


OVERRIDE = """
[rci.convention]
value = 6
unit = "points"
source = "Test"
status = "A"
reviewed = 2026-11-22
next_review = 2027-11-22
"""


def test_a_damaged_block_stops_no_page_and_is_mended(whole, constants):
    """Every block but the head is damaged: the page asks its queries, and the figures are made anew."""
    with store.open(whole, constants) as opened:
        opened.figures = ""
        asked = measure(opened, NAMES, "all", PERIODS[4], constants)
    content = bytearray(whole.figures.read_bytes())
    for place in range(28_672, len(content), 256):
        content[place] ^= 255
    whole.figures.write_bytes(content)
    with store.open(whole, constants) as opened:
        assert repr(measure(opened, NAMES, "all", PERIODS[4], constants)) == repr(asked)
    assert workbench_figures.keep(whole.path)
    with store.open(whole, constants) as opened:
        assert kept(opened, [()], PERIODS[4:5], NAMES, constants) is not None


def test_everything_is_asked_where_a_team_is_in_sessions_only(tmp_path, constants):
    """A client who moved leaves sessions in a team that no episode is of at last: they are part of everything."""
    place = Home(tmp_path)
    store.commit(place, [scores("a.csv", score("E1", 1, 20.0, team="Gone"), score("E1", 2, 22.0, team="North"))])
    assert keep.keep(place, constants)
    with store.open(place, constants) as opened:
        (fact, *_) = measure(opened, ["sessions_ors"], "all", Period.parse("all"), constants)
        assert (fact.k, fact.n) == (2, 2)
        assert kept(opened, [("North",)], [Period.parse("all")], ["sessions_ors"], constants) is not None
