"""The walk: one ORS score from a line of a CSV file to a point in a chart, always downstream. Read this file first.

A young person rates wellbeing as 7.3, 7.2, 7.8 and 8.9 at the first meeting and 36.0 in all at the last. Each test is
one stop; what a stop gives is what the next one takes.
"""

from datetime import date
from types import SimpleNamespace

import pytest

from fitlib import intake, reference, release, store
from fitlib.charts import Scope, means
from fitlib.curves import read as curves_read
from fitlib.indicators import measure
from fitlib.period import Period
from fitlib.reports import team_quarter
from fitlib.words import Words

HEADER = (
    "Service_Location,Provider_FirstName,Provider_LastName,Provider_Email,Provider_ID,Client_ID,Client_FirstName,"
    "Client_LastName,Client_Gender,Client_Group,Case_ID,Case_Date,Session_ID,Session_Date,ORS_Skip,SRS_Skip,"
    "ORSQ1,ORSQ2,ORSQ3,ORSQ4,SRSQ1,SRSQ2,SRSQ3,SRSQ4,Total_ORS,Total_SRS,Notes,Episode_Status,Episode_ClosingType,"
    "Episode_ClosingDate,Episode_Service,Client_BirthYear\n"
)
WHO = "North,Maija,Malli,maija@example.fi,W1,A100,Olli,Malli,Male,Adolescent,J1,2024-04-02"
ENDED = "Closed,Planned,2024-06-20,Home,2009"
FIRST = f"{WHO},1,2024-04-02,N,Y,7.3,7.2,7.8,8.9,,,,,,,a note,{ENDED}\n"
LAST = f"{WHO},2,2024-06-11,N,Y,8.8,9.1,9.0,9.1,,,,,,,,{ENDED}\n"
TODAY, SPRING = date(2024, 7, 1), Period.parse("2024Q2")


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """What the walker carries from stop to stop."""
    folder = tmp_path_factory.mktemp("walk")
    (folder / "export.csv").write_text(HEADER + FIRST + LAST, "utf-8")
    return SimpleNamespace(folder=folder, constants=reference.load(), words=Words("en"))


def test_1_the_gate_in_reads_a_line_as_tenths_and_drops_the_names(way: SimpleNamespace) -> None:
    key = intake.create_key(way.folder / "key")
    way.taken = intake.read(way.folder / "export.csv", key, TODAY)
    row = way.taken.kept.row(0, named=True)
    assert (row["ors1"], row["ors2"], row["ors3"], row["ors4"], row["ors"]) == (73, 72, 78, 89, 312)
    assert "Olli" not in str(way.taken.kept.to_dicts())


def test_2_the_client_is_a_pseudonym_that_only_the_key_can_make_again(way: SimpleNamespace) -> None:
    assert way.taken.kept["client"][0] == intake.pseudonym(
        intake.read_key(way.folder / "key"), "openfit_id", "A100"
    )  # fmt: skip


def test_3_the_store_keeps_the_measurement_and_swaps_a_new_file_in(way: SimpleNamespace) -> None:
    way.home = store.Home(way.folder / "home")
    store.commit(way.home, [way.taken])
    way.store = store.open(way.home, way.constants).__enter__()
    found = way.store.ask("SELECT ors FROM measurement WHERE session_no = $number", number=1)
    assert found["ors"].to_list() == [312]


def test_4_the_episode_becomes_a_curve_with_intake_and_latest(way: SimpleNamespace) -> None:
    assert way.store.ask("SELECT intake, latest, n_ors FROM curve").row(0) == (312, 360, 2)


def test_5_the_curve_is_read_with_its_points_in_order(way: SimpleNamespace) -> None:
    (curve,) = curves_read.curves(way.store, "North", SPRING)
    assert curve.ors == (312, 360)


def test_6_an_indicator_says_what_it_means_in_points(way: SimpleNamespace) -> None:
    way.measured = measure(way.store, ["intake_ors"], "North", SPRING, way.constants)
    (youth,) = [figure for figure in way.measured if figure.group == "adolescent"]
    assert (youth.value, youth.n, youth.unit) == (31.2, 1, "points")


def test_7_the_gate_out_hides_a_group_of_one_from_the_organisation(way: SimpleNamespace) -> None:
    fact = release.release(way.measured, "internal", way.constants).one("intake_ors", "adolescent")
    assert (fact.value, fact.n) == (None, None)
    assert fact.hidden


def test_8_and_shows_it_to_those_who_work_with_the_client(way: SimpleNamespace) -> None:
    way.released = release.release(way.measured, "own", way.constants)
    assert way.released.one("intake_ors", "adolescent").value == 31.2


def test_9_a_chart_takes_released_facts_alone_and_draws_the_point(way: SimpleNamespace) -> None:
    with pytest.raises(TypeError):
        means.draw(way.measured, way.words, Scope("North", SPRING, TODAY))
    figure = means.draw(way.released.of("intake_ors"), way.words, Scope("North", SPRING, TODAY))
    assert "31.2" in figure.svg


def test_10_the_page_is_a_value_that_tells_the_same_number(way: SimpleNamespace) -> None:
    page = team_quarter.build(
        way.store, team_quarter.Params("North", SPRING, "fi", "own", override=True), way.constants
    )  # fmt: skip
    (told,) = [fact for fact in page.facts() if (fact["name"], fact["group"]) == ("intake_ors", "adolescent")]
    assert told["value"] == 31.2
    assert "31,2" in page.html()
    way.store.__exit__(None, None, None)
