"""Units on the command line: a worker's own pseudonym, no worker in a batch, teams and hierarchy side by side."""

import io

import pytest

from fitlib import intake, store
from fitlib.errors import NotReleased
from fitlib.words import Words
from workbench import commands, matrix, units
from workbench.cli import parser

PSEUDONYM = "v1_" + "a" * 26


def test_the_pseudonym_is_the_one_that_an_import_makes(tmp_path, capsys, monkeypatch):
    home = store.Home(tmp_path)
    key = intake.create_key(home.key)
    monkeypatch.setattr("sys.stdin", io.StringIO(" w079\n"))
    given = parser(Words("fi"), paged=False).parse_args(["pseudonym", "--home", str(tmp_path)])
    assert commands.COMMANDS["pseudonym"](given, Words("fi")) == 0
    assert capsys.readouterr().out.strip() == intake.pseudonym(key, "worker_id", "W079")


@pytest.mark.parametrize("audience", ["own", "internal"])
def test_a_worker_is_in_no_batch(tmp_path, audience):
    file = tmp_path / "all.toml"
    file.write_text(
        f'audience = "{audience}"\n[[page]]\nname = "review"\nparameters = {{level = "worker", unit = "{PSEUDONYM}"}}\n'
    )
    with pytest.raises(NotReleased, match="worker_batch"):
        matrix.read(file, list)


def test_areas_are_in_a_batch(tmp_path):
    file = tmp_path / "all.toml"
    file.write_text('[[page]]\nname = "review"\nperiods = ["2024H1"]\nparameters = {level = "area", unit = "North"}\n')
    (job,) = matrix.read(file, list)
    assert job.parameters["unit"] == "North"


def test_what_hierarchy_and_data_leave_out_is_told(tmp_path):
    assert units.told(tmp_path, ["A"], Words("en")) == []
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "hierarchy.csv").write_text("team;area\nA;North\nD;North\n", "utf-8")
    left_out, unknown = units.told(tmp_path, ["A", "B"], Words("en"))
    assert left_out.endswith(": B")
    assert unknown.endswith(": D")
