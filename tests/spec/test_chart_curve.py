"""One curve on a page

A case is drawn on the whole scale 0–40, ORS above and SRS below, with its cutoff, the band of measurement error and the
band of reliable change. In a workshop it is revealed session by session.
"""

import pytest

from fitlib.charts import curve
from fitlib.charts.reveal import last_step, reveal
from fitlib.words import Words
from tests.unit.charts.made import NOWHERE, case, points, texts

FI = Words("fi")


def drawn(shown, step=None, words=FI, **more):
    return curve.draw(shown, words, NOWHERE, step=step, **more)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (142, 273, "ORS nousi 14,2:sta 27,3:een neljässä tapaamisessa."),
        (301, 184, "ORS laski 30,1:stä 18,4:ään neljässä tapaamisessa."),
        (155, 160, "ORS nousi 15,5:stä 16,0:aan neljässä tapaamisessa."),
        (206, 205, "ORS laski 20,6:sta 20,5:een neljässä tapaamisessa."),
        (200, 200, "ORS on alussa ja lopussa sama, 20,0 (neljässä tapaamisessa)."),
        (0, 400, "ORS nousi 0,0:sta 40,0:aan neljässä tapaamisessa."),
    ],
)
def test_a_sentence_says_what_the_line_shows(first, last, said) -> None:
    """Under the chart a sentence says from what to what the ORS went, in how many sessions."""
    figure = drawn(case(self=points([first, 200, None, last])))
    assert figure.description.startswith(said)
    assert said in figure.html()


def test_the_change_stands_beside_its_limit() -> None:
    """The change is told beside the limit of reliable change, so that noise is not read as a change."""
    assert drawn(case(self=points([200, 210]))).description.endswith(
        "Ero on 1,0 pistettä, luotettavan muutoksen raja 5,0."
    )


@pytest.mark.parametrize(("sessions", "said"), [(10, "kymmenessä tapaamisessa"), (11, "11 tapaamisessa")])
def test_up_to_ten_sessions_are_written_out(sessions, said) -> None:
    """Up to ten sessions are counted in words, more in digits."""
    assert said in drawn(case(self=points([100 + i for i in range(sessions)]))).description


def test_what_was_measured_once_or_never_is_said() -> None:
    """One measurement is no curve, and none is said as well."""
    assert drawn(case(self=points([173]))).description == "ORS on mitattu kerran: 17,3."
    assert drawn(case(self=points([None]))).description == "ORS-mittauksia ei ole."


def test_what_comes_after_the_step_is_not_there() -> None:
    """What comes after the revealed session is absent from drawing, sentence, note and table."""
    whole = case(self=points([111, 222, 333], [311, 322, 399]), mother=points([None, None, 398])[2:])
    figure = drawn(whole, step=2)
    assert "22,2" in figure.html()
    for later in ("33,3", "39,9", "39,8", "Äiti"):
        assert later not in figure.html()
    assert "n = 2 tapaamista" in figure.note


def test_the_axis_does_not_tell_how_much_follows() -> None:
    """At a step the axis is as long for a case that goes on as for one that ends there."""
    short, long = case(self=points([200] * 2)), case(self=points([200] * 30))
    assert drawn(short, step=2).svg == drawn(long, step=2).svg


def test_before_the_first_step_nothing_is_shown() -> None:
    """Before the first session there is an empty scale, for the room to guess."""
    figure = drawn(case(self=points([200, 210])), step=0)
    assert figure.description == "Tapaamisia ei ole vielä näytetty."
    assert "20,0" not in figure.html()


def test_a_step_beyond_the_last_shows_everything() -> None:
    """A step beyond the last session shows the whole case."""
    whole = case(self=points([200, 210, 220]))
    assert last_step(whole) == 3
    assert drawn(whole, step=99).svg == drawn(whole).svg == drawn(whole, step=3).svg


def test_the_scale_is_always_whole() -> None:
    """The axis runs from 0 to 40 however high or low the scores are."""
    for scores in ([395, 400], [0, 5]):
        ticks = [text for text in texts(drawn(case(self=points(scores)))) if text in ("0", "10", "20", "30", "40")]
        assert ticks == ["0", "10", "20", "30", "40"] * 2


@pytest.mark.parametrize(("age_group", "named"), [("adult", "Kynnysarvo 25"), ("adolescent", "Kynnysarvo 28")])
def test_the_cutoff_is_named_and_so_is_the_lack_of_norms(age_group, named) -> None:
    """The cutoff is drawn and named, with the remark that it has no Finnish norms."""
    said = texts(drawn(case(age_group=age_group, self=points([200, 210])), srs_cutoff=360))
    assert named in said
    assert "Kynnysarvo 36" in said
    assert said.count("ei suomalaisia normeja") == 2


def test_a_missed_measurement_is_a_gap_and_no_zero() -> None:
    """A session without a measurement breaks the line; the table says – and not 0."""
    figure = drawn(case(self=points([200, None, 220])))
    assert ">0,0<" not in figure.html()
    assert [row.ors for row in reveal(case(self=points([200, None, 220]))).main] == [200, None, 220]
    assert "<td>–</td>" in figure.table


def test_each_rater_has_a_name_and_a_shape() -> None:
    """Several raters are never pooled: each has a line, a shape and a name beside it."""
    shown = case(age_group="child", mother=points([250, 260]), self=points([150, 160]), father=points([280, 290]))
    said = texts(drawn(shown))
    assert {"Oma arvio 16,0", "Äiti 26,0", "Isä 29,0"} <= set(said)
    assert drawn(shown).description.count("ORS nousi") == 3
    assert "Isä" not in drawn(shown, raters=("self",)).html()


def test_lines_that_the_export_carries_are_drawn_and_named() -> None:
    """Where the export carries lines of expected change, they are drawn, named and in the table."""
    figure = drawn(case(self=points([200, 210], line_green=[250, 260], line_red=[150, 155])))
    assert {"odotettu muutos", "negatiivinen alue alkaa"} <= set(texts(figure))
    assert "26,0" in figure.table


def test_own_page_names_days_and_a_workshop_weeks() -> None:
    """The worker's own page says the day; a workshop counts weeks from the first session."""
    assert "9.4.2024" in drawn(case("own", self=points([200, 210]))).table
    weeks = drawn(case("workshop", self=points([200, 210]))).html()
    assert "vk 2" in weeks
    assert "2024" not in weeks
