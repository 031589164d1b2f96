"""The command line as a person meets it: what goes wrong is a sentence in their language, never a trace."""

import pytest

from fitlib.words import LANGUAGES, Words
from workbench import cli, demo


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("line") / "home"
    demo.fill(folder)
    return str(folder)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_folder_that_is_a_file_is_told(home: str, tmp_path, capsys, lang: str) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    code = cli.main(["run", "register", "--out", str(taken), "--home", home, "--lang", lang])
    said = capsys.readouterr().err
    assert code == 1
    assert said.startswith(Words(lang)("errors.file_trouble.what", file=taken, why="")[:20])
    assert "Traceback" not in said
    assert taken.read_text() == "mine"


def test_the_table_of_figures_says_why_something_is_not_shown(home: str, capsys) -> None:
    asked = ["--team", "Pikkupilven valmennus", "--period", "2024Q2", "--audience", "own"]
    assert cli.main(["facts", "team_quarter", *asked, "--home", home, "--lang", "en"]) == 0
    table = capsys.readouterr().out
    assert ".. not shown: measurements are too few, or their number is hidden (coverage gate)" in table
