"""Every chart draws without a network, the same bytes twice, only what it draws, and only what the gate made."""

import re
from html.parser import HTMLParser

import altair as alt
import pytest

from fitlib.charts import amounts, curve, means, multiples, positions, shares
from fitlib.words import LANGUAGES, Words
from tests.unit.charts.every import EVERY, SPECS
from tests.unit.charts.made import SCOPE, mean, points, share

CHARTS = sorted(EVERY)
OUTSIDE = re.compile(r"https?:|//[a-z]|@import|url\((?!#)|\bsrc=|\bhref=|<script|\bon[a-z]+=", re.IGNORECASE)
GUIDE_WORDS = 80


@pytest.fixture(params=CHARTS)
def figure(request):
    return EVERY[request.param](Words("fi"))


def test_no_chart_names_another_host_or_runs_anything(figure) -> None:
    assert OUTSIDE.findall(figure.html().replace("&lt;script", "")) == []


def test_names_from_the_data_are_text_and_nothing_else(figure) -> None:
    assert "<script" not in figure.html()


@pytest.mark.parametrize("name", CHARTS)
def test_the_same_figures_give_the_same_bytes(name) -> None:
    assert EVERY[name](Words("sv")).html() == EVERY[name](Words("sv")).html()


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_has_sentence_note_guide_and_table_in_every_language(name, lang) -> None:
    drawn = EVERY[name](Words(lang))
    assert all((drawn.title, drawn.description, drawn.note, drawn.guide))
    assert len(drawn.guide.split()) <= GUIDE_WORDS
    assert drawn.table.count("<caption>") == 1
    assert drawn.html().count("<details") == 2


class Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.ids += [value for name, value in attrs if name == "id"]


def test_no_id_is_met_twice_when_all_charts_stand_on_one_page() -> None:
    page = Ids()
    page.feed("".join(EVERY[name](Words("fi")).html() for name in CHARTS))
    assert sorted(page.ids) == sorted(set(page.ids))


def test_the_drawing_is_one_image_with_a_name_and_a_description(figure) -> None:
    assert re.match(r"<svg [^>]*role=\"img\"", figure.svg)
    assert f'aria-labelledby="{figure.key}-title {figure.key}-desc"' in figure.svg
    assert figure.svg.count("aria-") == 1
    assert "<title" in figure.svg
    assert "<desc" in figure.svg


@pytest.mark.parametrize("name", sorted(SPECS))
def test_every_spec_follows_the_grammar(name) -> None:
    SPECS[name](Words("fi")).to_dict(validate=True)


def test_a_spec_that_breaks_the_grammar_is_found() -> None:
    with pytest.raises(alt.utils.schemapi.SchemaValidationError):
        alt.Chart(alt.InlineData(values=[])).mark_point(size="large").to_dict(validate=True)


@pytest.mark.parametrize("name", sorted(SPECS))
def test_no_spec_holds_a_column_that_it_does_not_draw(name) -> None:
    spec = SPECS[name](Words("fi")).to_dict()
    for drawn in layers(spec):
        columns = {column for row in rows(drawn, spec) for column in row}
        used = {channel.get("field") for channel in drawn["encoding"].values()}
        assert columns <= used, (columns - used, drawn)


def layers(spec) -> list[dict]:
    inner = [one for kind in ("layer", "hconcat", "vconcat") for one in spec.get(kind, [])]
    return [layer for one in inner for layer in layers(one)] if inner else [spec]


def rows(drawn, spec) -> list[dict]:
    data = drawn["data"]
    return data["values"] if "values" in data else spec["datasets"][data["name"]]


@pytest.mark.parametrize("room", [shares, means, positions, amounts], ids=lambda room: room.__name__)
def test_a_figure_that_the_gate_did_not_make_is_refused(room) -> None:
    for figure in (share("improved", 30, 49), mean("intake_ors", 28.8, 62), {"name": "improved"}):
        with pytest.raises(TypeError, match="gate"):
            room.draw([figure], Words("fi"), SCOPE)


def test_a_curve_that_the_gate_did_not_make_is_refused() -> None:
    for things in (points([200]), EVERY):
        with pytest.raises(TypeError, match="gate"):
            curve.draw(things, Words("fi"), SCOPE)
        with pytest.raises(TypeError, match="gate"):
            multiples.draw([things], Words("fi"), SCOPE)
