"""The implementation page: answers pass the gate, GAP keeps its forms apart, no box claims what is not there."""

from datetime import date

import pytest

from fitlib import intake, store
from fitlib.errors import ParameterRefused
from fitlib.period import Period
from fitlib.reports.implementation import Params, build
from tests.spec.team_figures import episode
from tests.unit.store.rows import scores

PAPER = "team;round_date;respondent;GAP1;GAP2;GAP3;GAP4\n" + "".join(
    f"{team};2024-05-15;{who};4;3;2;NA\n" for team, n in (("North", 6), ("South", 12)) for who in range(n)
)
WEB = PAPER.replace("GAP", "GAPW").replace("2024-05-15", "2024-11-15").replace(";4;3;2;", ";0;3;2;")


@pytest.fixture(scope="module")
def opened(tmp_path_factory, constants):
    folder = tmp_path_factory.mktemp("answers")
    files = []
    for name, text in (("paper.csv", PAPER), ("web.csv", WEB)):
        (folder / name).write_text(text, "utf-8")
        files.append(intake.read(folder / name, b"k" * 32, date(2026, 1, 1)))
    rows = [row for place in range(12) for row in episode(f"E{place}", 20, 26, session_date=date(2024, 12, 2))]
    home = store.Home(tmp_path_factory.mktemp("home"))
    store.commit(home, [*files, scores("team.csv", *rows)])
    with store.open(home, constants) as found:
        yield found


def test_gap_forms_stand_in_tables_of_their_own(opened, constants) -> None:
    html = build(opened, Params("North", audience="own"), constants).show("gap").html
    assert html.count("<table") == 2
    assert "Paperilomake 1–5" in html
    assert "Verkkolomake 0–4" in html
    assert "4,0" in html.split("<table")[1]
    assert "osuus vaihteluvälistä 75" in html.split("<table")[1].replace("\u00a0", " ").lower()
    assert "osuus vaihteluvälistä 0" in html.split("<table")[2].replace("\u00a0", " ").lower()


def test_a_box_without_data_says_so_and_a_box_with_data_says_of_how_many(opened, constants) -> None:
    html = build(opened, Params("North", audience="own"), constants).show("logic").html
    assert html.count("ei tietoa vielä") >= 5
    assert "tapaamiset" in html
    assert "/24" in html or "24/24" in html


def test_rounds_after_the_period_are_not_on_the_page(opened, constants) -> None:
    html = build(opened, Params("North", Period.parse("2024Q2"), audience="own"), constants).show("gap").html
    assert html.count("<table") == 1


def test_another_team_is_neither_named_nor_counted(opened, constants) -> None:
    page = build(opened, Params("North", audience="internal"), constants)
    assert "South" not in page.html()
    assert not [fact for fact in page.facts() if "South" in fact["group"]]


def test_a_team_that_nobody_knows_is_refused(opened, constants) -> None:
    with pytest.raises(ParameterRefused, match="team_unknown"):
        build(opened, Params("West"), constants)


def test_the_same_input_gives_the_same_bytes(opened, constants) -> None:
    one, two = (build(opened, Params("North"), constants).document() for _ in "12")
    assert one == two
