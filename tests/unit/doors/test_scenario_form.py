"""The scenario bench behind its form: change, undo, reset, range, card with a reason, save, files, another language."""

import re
import tomllib
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from fitlib.errors import ParameterRefused
from workbench import forms, params, settings
from workbench.desk import Desk


@pytest.fixture
def served(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(settings.HOME, str(home))
    monkeypatch.setenv(settings.LANG, "fi")
    return lambda query="": forms.Form("cost_scenario", query)


def shown(form: forms.Form) -> str:
    return "".join(view.value for view in form.views.children)


def made(form: forms.Form) -> dict[str, bytes]:
    form.side.tools.files(None)
    links = re.findall(r'download="([^"]+)" href="data:[^;]+;base64,([^"]+)"', form.side.tools.links.value)
    return {name: b64decode(content) for name, content in links}


def test_a_slider_redraws_and_the_address_gives_the_same_page(served) -> None:
    form = served()
    before = shown(form)
    form.side.fields["seen"].value = 80
    assert form.params.change == ("seen:0.8",)
    assert shown(form) != before
    again = served(params.to_url(form.params))
    assert again.params == form.params
    assert shown(again) == shown(form)
    assert again.side.fields["seen"].value == 80


def test_figures_come_before_the_pictures_are_drawn(served) -> None:
    form = served()
    told: list[str] = []
    for key, view in zip(form.keys, form.views.children, strict=True):
        view.observe(lambda _, key=key: told.append(key), "value")
    form.side.fields["seen"].value = 80
    assert told[: told.index("pictures")] == ["result", "figures", "years"]
    assert told.count("result") == 1  # what was shown at once is what the whole page says
    assert served(params.to_url(form.params)).views.children[1].value == form.views.children[1].value


def test_sections_are_ready_in_stages_and_none_before_the_page_has_places_for_them(served) -> None:
    told: list[int] = []
    form = served("change=seen:5")
    with pytest.raises(ParameterRefused):
        form.pieces(lambda place, _: told.append(place))
    fresh = Desk("cost_scenario", "")
    whole = fresh.pieces(lambda place, _: told.append(place))
    assert told == []
    ready: dict[int, str] = {}
    assert fresh.pieces(lambda place, html: ready.setdefault(place, html)) == whole
    assert [fresh.keys[place] for place in ready][:4] == ["result", "figures", "years", "pictures"]
    assert all(whole[place] == html for place, html in ready.items())
    assert Desk("cost_memo", "").pieces(lambda place, _: told.append(place))
    assert told == []


def test_undo_is_the_way_back_and_reset_goes_to_the_file(served) -> None:
    form = served()
    start = shown(form)
    form.side.fields["clients"].value = 200
    form.side.fields["visit_cost"].value = 500
    form.controls["beside"].value = "literature"
    for _ in range(3):
        form.side.tools.undo(None)
    assert (shown(form), form.params.change, form.past) == (start, (), [])
    assert form.side.tools.buttons["undo"].disabled
    form.side.fields["clients"].value = 200
    form.side.tools.reset(None)
    assert shown(form) == start
    form.side.tools.undo(None)
    assert form.params.change == ("clients:200",)


def test_a_range_is_changed_for_the_input_that_is_chosen(served) -> None:
    form = served()
    form.side.range_of.value = "nonresponse"
    assert [field.value for field in form.side.ends.values()] == [18, 42]
    form.side.ends["high"].value = 60
    assert form.params.change == ("nonresponse.high:0.6",)
    form.side.ends["low"].value = 70
    assert 'role="alert"' in shown(form)
    form.side.tools.undo(None)
    assert 'role="alert"' not in shown(form)


def test_what_is_beyond_the_limits_is_a_sentence_and_the_form_lives_on(served) -> None:
    form = served()
    slider = form.side.fields["seen"]
    slider.max = 100
    slider.value = 100
    assert "0.95" in shown(form)
    assert 'role="alert"' in shown(form)
    form.side.tools.undo(None)
    assert 'role="alert"' not in shown(form)


def test_a_card_needs_its_reason(served) -> None:
    form = served()
    assert form.side.reason.layout.display == "none"
    form.controls["prior"].value = "de_jong_outcome"
    assert 'role="alert"' in shown(form)
    assert form.side.reason.layout.display is None
    form.side.reason.value = "Asiakkaat ovat <b>samankaltaisia</b> kuin meillä"
    assert 'role="alert"' not in shown(form)
    assert "&lt;b&gt;samankaltaisia" in shown(form)
    form.side.external.value = 25
    assert form.params.external == 0.25


def test_saving_makes_versions_that_open_again(served, home) -> None:
    form = served("change=seen:0.7")
    form.side.tools.name.value = "koe"
    form.side.tools.save(None)
    first = form.params.scenario
    form.side.fields["seen"].value = 60
    form.side.tools.save(None)
    assert (first.partition("@")[0], form.params.change) == ("koe", ())
    assert int(form.params.scenario.partition("@")[2]) == int(first.partition("@")[2]) + 1
    assert "koe" in form.side.tools.told.value
    assert served(f"scenario={first}").side.fields["seen"].value == 70
    form.side.tools.name.value = "../evil"
    form.side.tools.save(None)
    assert "../evil" in form.side.tools.told.value
    assert not list(home.parent.glob("evil*"))


def test_no_saving_on_a_server_for_others(served, monkeypatch) -> None:
    monkeypatch.setenv(settings.CEILING, "public")
    form = served()
    assert form.side.tools.name not in form.side.tools.box.children
    assert form.side.tools.buttons["save"] not in form.side.tools.box.children


def test_the_files_hold_what_is_shown(served) -> None:
    form = served("scenario=literature&change=clients:200&lang=en")
    files = made(form)
    assert {name.rpartition(".")[2] for name in files} == {"xlsx", "toml", "png", "html"}
    assert tomllib.loads(files["literature.toml"].decode())["input"]["clients"]["value"] == 200
    book = openpyxl.load_workbook(BytesIO(files["literature.xlsx"]))
    assert len(book.sheetnames) == 4
    rows = [cell.value for row in book.worksheets[2] for cell in row]
    assert 200 in rows
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    assert b"Clients a year" in files["literature.html"]
    assert made(form) == files
    form.side.fields["clients"].value = 210
    assert form.side.tools.links.value == ""


def test_another_language_keeps_the_numbers(served) -> None:
    form = served("change=seen:0.7")
    form.controls["lang"].value = "sv"
    assert form.side.fields["seen"].description == "Av dem upptäcks via mätningarna, %"
    assert form.side.fields["seen"].value == 70
    assert form.params.change == ("seen:0.7",)


def test_a_page_without_numbers_has_no_panel(served) -> None:
    assert forms.Form("curve_workshop", "").side is None
