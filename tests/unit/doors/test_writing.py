"""Files are whole or absent, and no parameter steers where they go."""

import pytest

from workbench import writing


@pytest.mark.parametrize("team", ["../evil", "/etc/x", "a\0b", "CON", "x" * 300, "Tiimi / Ä", "..", "", "тест"])
def test_attack_4_a_team_never_steers_the_path(team, tmp_path):
    name = writing.file_name("team_quarter", {"team": team, "period": "2024Q2", "lang": "fi"})
    path = writing.write_whole(tmp_path / name, "x")
    assert path.resolve().parent == tmp_path.resolve()
    assert len(name) < 120
    assert name.startswith("team_quarter-")


def test_teams_that_look_alike_get_files_of_their_own():
    names = {writing.file_name("p", {"team": team}) for team in ("A/B", "A B", "a-b", "A:B")}
    assert len(names) == 4


def test_the_name_is_the_same_for_the_same_parameters():
    one, two = {"team": "A", "period": "all"}, {"period": "all", "team": "A"}
    assert writing.file_name("p", one) == writing.file_name("p", two)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = writing.write_whole(tmp_path / "page.html", "old")
    monkeypatch.setattr(writing.os, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        writing.write_whole(path, "new")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]
