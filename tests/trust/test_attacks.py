"""Attacks that no other room tests whole: huge values (13), every writer of a spreadsheet (14), kinds of files (16)."""

import ast
import io
import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from fitlib import ROOT, intake, store, synthetic
from fitlib.errors import InputRefused, ParameterRefused
from fitlib.intake import read
from workbench import forms, params, settings
from workbench.meeting.panel import Panel

WRITERS = {  # who makes files for a spreadsheet, and where their cells are tested
    "fitlib/tables/workbook.py": "tests/unit/tables/test_workbook.py",
    "workbench/importing.py": "tests/unit/store/test_importing.py",
    "fitlib/tables/export.py": "tests/unit/tables/test_export.py",
}
NOT_FOR_PEOPLE = {  # invented exports, and bytes that are only hashed
    "fitlib/synthetic/exports.py", "workbench/bench/importing.py", "workbench/releases.py",
}  # fmt: skip
WRITING = {"write_csv", "write_excel", "to_csv", "to_excel", "writer", "DictWriter", "Workbook"}


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    place = store.Home(tmp_path / "home").make()
    made = synthetic.write_exports(tmp_path, count=60, teams=2)
    store.commit(place, [intake.read(made.scores, b"k" * 32, date(2026, 1, 1))])
    monkeypatch.setenv(settings.HOME, str(place.path))
    monkeypatch.setenv(settings.LANG, "fi")
    return lambda page, query="": forms.Form(page, query)


def test_attack_13_ten_megabytes_in_a_control_are_refused_and_the_form_lives_on(served) -> None:
    form = served("cost_scenario", "prior=de_jong_outcome&reason=Samankaltainen+asiakaskunta")
    form.side.reason.value = "x" * 10_000_000
    text = "".join(view.value for view in form.views.children)
    assert 'role="alert"' in text
    assert len(text) < 1_000_000
    form.side.reason.value = "Samankaltainen asiakaskunta kuin meillä"
    assert 'role="alert"' not in "".join(view.value for view in form.views.children)


def test_attack_13_ten_megabytes_of_notes_are_not_kept(served, tmp_path: Path) -> None:
    form = served("review_meeting", "audience=internal")
    assert isinstance(form.panel, Panel)
    name = next(iter(form.panel.fields))
    form.panel.fields[name].value = "x" * 10_000_000
    form.panel.save(None)
    assert str(params.LONGEST) in form.panel.told.value.replace(" ", "").replace("\u00a0", "")
    assert all(file.stat().st_size < 5_000_000 for file in (tmp_path / "home").rglob("*") if file.is_file())


@pytest.mark.parametrize(
    ("length", "fits"), [(params.LONGEST - 1, True), (params.LONGEST, True), (params.LONGEST + 1, False)]
)
def test_attack_13_the_longest_text(length: int, fits: bool) -> None:
    if fits:
        params.not_too_long("reason", "x" * length)
        return
    with pytest.raises(ParameterRefused) as caught:
        params.not_too_long("reason", "x" * length)
    assert caught.value.key == "param_long"


def writes(file: Path) -> bool:
    """Whether a module makes CSV or XLSX by any of the libraries that there are."""
    calls = (node.func for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call))
    return any(call.attr in WRITING for call in calls if isinstance(call, ast.Attribute))


def test_attack_14_every_writer_of_a_spreadsheet_is_known() -> None:
    files = [file for room in ("fitlib", "workbench") for file in (ROOT / room).rglob("*.py")]
    found = {file.relative_to(ROOT).as_posix() for file in files if writes(file)}
    assert found <= set(WRITERS) | NOT_FOR_PEOPLE
    assert all((ROOT / file).is_file() for pair in WRITERS.items() for file in pair)


def npy() -> bytes:
    out = io.BytesIO()
    np.save(out, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    return out.getvalue()


def nested() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("export.csv", "a,b\n1,2\n")
    return out.getvalue()


@pytest.mark.parametrize("name", ["scores.csv", "scores.xlsx"])
@pytest.mark.parametrize(
    "content", [npy(), nested(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"\x7fELF" + bytes(99)]
)
def test_attack_16_arrays_objects_and_archives_are_refused_by_their_first_bytes(tmp_path, name, content) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputRefused) as refused:
        read(tmp_path / name, b"k" * 32, date(2026, 11, 22))
    assert refused.value.key in ("intake_type", "intake_not_xlsx")
