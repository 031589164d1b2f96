"""Files are whole or absent, and no parameter steers where they go."""

import pytest

from fitlib.words import Words
from workbench import choices, writing


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


def test_a_page_of_a_unit_is_named_by_the_unit() -> None:
    cells = {"level": "area", "unit": "Itäinen alue", "period": "2025Q1", "lang": "fi"}
    assert writing.file_name("review", cells).startswith("review-itainen-alue-2025q1-fi-")


def test_a_page_without_a_team_says_whose_it_is() -> None:
    words = Words("fi")
    assert choices.whose({"level": "area", "unit": "Itäinen alue"}, words) == "Itäinen alue"
    assert choices.whose({"level": "organisation", "unit": ""}, words) == words("params.choice.level.organisation")
    assert choices.whose({"lang": "fi"}, words) == ""
