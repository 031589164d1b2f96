"""The first picture of a served page: the page itself, controls that work as a plain form, kept while the data stay."""

import asyncio
import os
import pickle
import shutil
from pathlib import Path

import pytest

from fitlib.errors import FitError, ParameterRefused
from workbench import audit, forms, painting, settings


@pytest.fixture
def served(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(settings.HOME, str(home))
    monkeypatch.setenv(settings.LANG, "fi")
    return home


@pytest.fixture
def untold(served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same data in a home of its own, of which no page was told yet."""
    place = tmp_path / "home"
    shutil.copytree(served, place, ignore=shutil.ignore_patterns("releases", "runs"))
    monkeypatch.setenv(settings.HOME, str(place))
    return place


def test_the_picture_is_the_page_that_the_form_would_draw(untold: Path) -> None:
    drawn = "".join(view.value for view in forms.Form("team_quarter", "").views.children)
    assert painting.paint("team_quarter", "").html == drawn


def test_the_plain_controls_are_those_of_the_form(served: Path) -> None:
    form, picture = forms.Form("curve_workshop", "case=A&step=2"), painting.paint("curve_workshop", "case=A&step=2")
    assert [one.name for one in picture.controls] == list(form.controls)
    assert [one.label for one in picture.controls] == [one.description for one in form.controls.values()]
    step = next(one for one in picture.controls if one.name == "step")
    assert (step.value, step.steps, step.choices[0][0]) == (2, True, 0)


def test_yes_and_no_are_written_as_an_address_reads_them(served: Path) -> None:
    picture = painting.paint("team_quarter", "override=true")
    control = next(one for one in picture.controls if one.name == "override")
    assert (control.value, [value for value, _ in control.choices]) == ("true", ["false", "true"])


def test_a_form_below_a_picture_sends_only_what_differs_from_it(served: Path, monkeypatch) -> None:
    picture = painting.paint("curve_workshop", "case=A&step=2")
    monkeypatch.setenv(forms.PAINTED, picture.painted)
    form = forms.Form("curve_workshop", "case=A&step=2")
    assert [view.value for view in form.views.children] == [""] * len(picture.pieces)
    form.draw()
    assert [view.value for view in form.views.children] == [""] * len(picture.pieces)
    form.controls["step"].value = 1
    drawn = painting.paint("curve_workshop", "case=A&step=1").pieces
    told = [new if new != old else "" for new, old in zip(drawn, picture.pieces, strict=True)]
    assert [view.value for view in form.views.children] == told
    assert any(told)


def test_an_address_that_the_page_refuses_gives_no_picture(served: Path) -> None:
    with pytest.raises(ParameterRefused):
        painting.paint("team_quarter", "team=x&team=y")


def test_what_the_ceiling_forbids_is_a_sentence_in_the_picture(served: Path, monkeypatch) -> None:
    monkeypatch.setenv(settings.CEILING, "public")
    assert 'role="alert"' in painting.paint("team_quarter", "audience=own").html


def test_a_file_of_the_visitor_changes_the_state_and_an_old_run_does_not(served: Path) -> None:
    before = painting.state_of(served)
    (served / "runs").mkdir(exist_ok=True)
    (served / "runs" / "page.html").write_text("made", "utf-8")
    assert painting.state_of(served) == before
    audit.write(served, "view")
    assert painting.state_of(served) == before
    (served / "meetings").mkdir(exist_ok=True)
    (served / "meetings" / "note.toml").write_text("agreed = true", "utf-8")
    assert painting.state_of(served) != before


def test_an_error_travels_between_processes_whole() -> None:
    error = pickle.loads(pickle.dumps(ParameterRefused("param_twice", name="team")))
    assert isinstance(error, FitError)
    assert (type(error), error.key, error.values) == (ParameterRefused, "param_twice", {"name": "team"})


def test_two_who_ask_for_one_page_share_a_picture_and_a_dead_hand_is_replaced(served: Path) -> None:
    async def ask() -> None:
        painter = painting.Painter(hands=1)
        around = settings.around()
        first, second = await asyncio.gather(*(painter.picture("register", "", around) for _ in range(2)))
        assert first is second
        assert "fit-foot" in first.html
        with pytest.raises(ParameterRefused):
            await painter.picture("team_quarter", "team=x&team=y", around)
        for hand in list(painter.hands._processes.values()):
            os.kill(hand.pid, 9)
            hand.join()
        assert await painter.picture("measure_quality", "", around) is None
        assert "fit-foot" in (await painter.picture("register", "lang=en", around)).html
        painter.close()

    asyncio.run(ask())
