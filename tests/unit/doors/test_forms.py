"""Attack 13: what a visitor sets over the wire is read again in Python; the page stays within the server's ceiling."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from traitlets import TraitError

from fitlib import ROOT
from workbench import audit, forms, pages, settings


@pytest.fixture
def served(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(settings.HOME, str(home))
    monkeypatch.setenv(settings.LANG, "fi")
    return lambda page, query: forms.Form(page, query)


def shown(form: forms.Form) -> str:
    return "".join(view.value for view in form.views.children)


def test_a_step_beyond_the_last_is_refused_and_the_form_lives_on(served) -> None:
    form = served("curve_workshop", "case=A&step=2")
    slider = form.controls["step"]
    last = slider.max
    slider.max = 99999
    slider.value = 88888
    assert "88888" not in shown(form)
    assert 'role="alert"' in shown(form)
    assert (slider.value, slider.max) == (2, last)
    slider.value = last
    assert 'role="alert"' not in shown(form)


def test_a_choice_that_was_never_offered_is_not_taken(served) -> None:
    form = served("curve_workshop", "case=A&step=2")
    control = form.controls["audience"]
    before = control.options
    with pytest.raises(TraitError):
        control.index = -7
    with pytest.raises(TraitError):
        control.value = "everyone"
    control.options = [("x", "everyone")]
    assert 'role="alert"' in shown(form)
    assert form.params.audience == control.value == "workshop"
    assert control.options == before


@pytest.mark.parametrize(("ceiling", "seen"), [("internal", {"internal", "public"}), ("workshop", {"workshop"})])
def test_a_form_offers_no_audience_above_the_ceiling(served, monkeypatch, ceiling, seen) -> None:
    monkeypatch.setenv(settings.CEILING, ceiling)
    form = served("team_quarter", "")
    assert {value for _, value in form.controls["audience"].options} == seen
    assert form.params.audience in seen


def test_an_address_above_the_ceiling_gives_a_sentence(served, monkeypatch) -> None:
    monkeypatch.setenv(settings.CEILING, "public")
    box = forms.form("team_quarter", "audience=own")
    text = "".join(view.value for view in box.children[1].children)
    assert "Sallitut yleisöt ovat: public" in text


def test_only_what_changed_is_sent_again(served) -> None:
    form = served("curve_workshop", "case=A&step=2")
    before = [view.value for view in form.views.children]
    form.controls["step"].value = 3
    after = [view.value for view in form.views.children]
    assert [one == two for one, two in zip(before, after, strict=True)].count(False) == 1


def test_a_name_from_the_data_is_text_and_never_markup(served) -> None:
    form = served("curve_workshop", "team=" + "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert "<img" not in shown(form) + form.address.value


def test_a_number_below_what_makes_sense_gives_a_sentence(served) -> None:
    form = served("cost_effect", "")
    form.controls["stopped"].value = -1
    assert 'role="alert"' in shown(form)
    form.controls["stopped"].value = 2
    assert 'role="alert"' not in shown(form)
    assert "stopped=2" in form.address.value


@pytest.fixture
def noted(home: Path):
    """The pages that were looked at since the test began."""
    audit.LOOK.set(None)
    before = sum(1 for _ in audit.lines(home))
    return lambda: [line["page"] for line in list(audit.lines(home))[before:] if line["action"] == "view"]


@pytest.mark.parametrize(("page", "query"), [("review_meeting", "audience=internal"), ("cost_scenario", "")])
def test_a_look_that_the_server_noted_with_its_picture_is_noted_once(served, noted, monkeypatch, page, query) -> None:
    monkeypatch.setenv(forms.PAINTED, "head:0,foot:0")
    form = served(page, query)
    assert form.views.children
    assert noted() == []
    form.go(replace(form.params, lang="sv"))
    assert noted() == [page]


def test_a_look_that_no_picture_came_before_is_noted_by_the_form(served, noted) -> None:
    served("review_meeting", "audience=internal")
    assert noted() == ["review_meeting"]


@pytest.mark.parametrize("page", pages.names())
def test_every_form_is_made_of_widgets_that_the_script_of_the_pages_knows(served, page: str) -> None:
    """Served pages carry no widget library: a new kind of widget needs its few lines in room.js."""
    script = (ROOT / "templates" / "voila" / "fit" / "room.js").read_text("utf-8")
    known = set(re.findall(r"\b(\w+Model)\b", script))
    boxes, used = [served(page, "").box], set()
    while boxes:
        one = boxes.pop()
        used.add(one._model_name)
        boxes += getattr(one, "children", ())
    assert used <= known
