"""What a visitor fills in is checked in Python, kept once, and never lost to somebody else's saving."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from fitlib import intake, reference, store, synthetic
from fitlib.implementation import kept
from workbench import forms, settings

QUERY = "team=all&period=2025Q2&lang=fi&audience=internal"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = store.Home(tmp_path_factory.mktemp("home")).make()
    exports = synthetic.write_exports(tmp_path_factory.mktemp("exports"), count=60, teams=2)
    store.commit(place, [intake.read(file, b"k" * 32, date(2026, 1, 1)) for file in (exports.scores, exports.nomad)])
    return place.path


@pytest.fixture
def served(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Forms on a home of their own."""
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv(settings.HOME, str(tmp_path))
    monkeypatch.setenv(settings.LANG, "fi")
    return lambda query=QUERY: forms.Form("implementation", query)


def page(form: forms.Form) -> str:
    return "".join(view.value for view in form.views.children)


def test_a_square_is_saved_and_shown_and_its_text_is_text(served, tmp_path: Path) -> None:
    form = served()
    form.panel.fields["state:start.team"].value = "under_way"
    form.panel.fields["note:start.team"].value = "<b>mentorit</b> nimetty"
    form.panel.button.click()
    assert "Tallennettu." in form.panel.told.value
    assert "&lt;b&gt;mentorit&lt;/b&gt; nimetty" in page(form)
    assert "<b>mentorit" not in page(form)
    saved = kept.read(tmp_path, "boards", "all", "2025Q2")
    assert (saved.edition, saved.table["state"]) == (1, {"start.team": "under_way"})


def test_nothing_is_written_where_nothing_was_changed(served, tmp_path: Path) -> None:
    form = served()
    form.panel.button.click()
    assert "mitään ei tallennettu" in form.panel.told.value
    assert not (tmp_path / "boards").exists()


def test_a_value_that_was_never_offered_is_refused(served, tmp_path: Path) -> None:
    form = served()
    field = form.panel.fields["state:start.team"]
    field.options = [("x", "finished")]
    field.value = "finished"
    form.panel.button.click()
    assert "ei ole tässä lomakkeessa" in form.panel.told.value
    assert not (tmp_path / "boards").exists()


def test_too_long_a_note_is_refused_and_not_lost(served, tmp_path: Path) -> None:
    form = served()
    field = form.panel.fields["note:use.team"]
    field.value = "x" * 301
    form.panel.button.click()
    assert "liian pitkä" in form.panel.told.value
    assert form.panel.fields["note:use.team"].value == "x" * 301
    field.value = "x" * 300
    form.panel.button.click()
    assert "Tallennettu." in form.panel.told.value


def test_two_who_fill_in_at_once_do_not_overwrite_each_other(served, tmp_path: Path) -> None:
    one, two = served(), served()
    one.panel.fields["note:start.team"].value = "ensin"
    one.panel.button.click()
    two.panel.fields["note:use.team"].value = "toiseksi"
    two.panel.button.click()
    assert "Joku muu tallensi" in two.panel.told.value
    assert "ensin" in page(two)
    assert two.panel.fields["note:start.team"].value == "ensin"
    assert kept.read(tmp_path, "boards", "all", "2025Q2").edition == 1


def test_another_language_keeps_what_is_being_written(served) -> None:
    form = served()
    form.panel.fields["note:start.team"].value = "kesken"
    form.controls["lang"].value = "sv"
    assert form.panel.fields["note:start.team"].value == "kesken"
    assert form.panel.button.description == "Spara"


@pytest.mark.parametrize(("ceiling", "query"), [("public", ""), ("internal", "audience=public")])
def test_where_nothing_may_be_written_there_is_no_form(served, monkeypatch, ceiling: str, query: str) -> None:
    monkeypatch.setenv(settings.CEILING, ceiling)
    assert served(f"team=all&period=2025Q2&{query}").panel.box.children == ()


def test_a_form_whose_audience_was_narrowed_cannot_save(served, monkeypatch, tmp_path: Path) -> None:
    form = served()
    form.panel.fields["note:start.team"].value = "x"
    monkeypatch.setenv(settings.CEILING, "public")
    form.panel.button.click()
    assert "Sallitut yleisöt" in form.panel.told.value
    assert not (tmp_path / "boards").exists()


def test_a_target_is_a_constant_like_any_other(served, tmp_path: Path) -> None:
    form = served()
    for value, kept_as in (("0", 0.0), ("85", 0.85), ("100", 1.0)):
        form.panel.fields["target:sessions_ors"].value = value
        form.panel.button.click()
        assert reference.load(tmp_path)["target.coverage.sessions_ors"] == kept_as
    assert "100\u00a0%" in page(form)


def test_a_target_that_is_no_share_is_refused(served, tmp_path: Path) -> None:
    form = served()
    for value in ("-1", "101", "8.5", "paljon", "²"):
        form.panel.fields["target:sessions_ors"].value = value
        form.panel.button.click()
        assert "ei ole kokonaisluku" in form.panel.told.value
    assert not (tmp_path / "reference" / "targets.toml").exists()


def test_who_was_invited_stands_beside_who_answered(served) -> None:
    form = served("team=all&period=2025&lang=fi&audience=internal")
    form.panel.fields["invited:nomad:2025-05-14"].value = "40"
    form.panel.button.click()
    assert "kutsuttuja 40" in page(form)
