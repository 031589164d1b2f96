"""Scenario files: what is written is read back, versions are never overwritten, a broken file says so."""

from datetime import date

import pytest

from fitlib.errors import InputRefused, ParameterRefused
from fitlib.scenario import names, read, save, text
from fitlib.scenario.files import OWN, READY, parse
from tests.unit.scenario.made import KNOWN

DAY = date(2026, 11, 22)


@pytest.mark.parametrize("name", ["default", "literature", "hehku"])
def test_what_is_written_is_read_back(name, tmp_path) -> None:
    one = read(name, KNOWN)
    saved = save(one, "own-plan", 'Title with "quotes", \\ and ä\x7f', DAY, tmp_path)
    again = read("own-plan", KNOWN, tmp_path)
    assert again.assumptions == one.assumptions
    assert (again.priors, again.correlations, again.draws, again.seed) == (
        one.priors, one.correlations, one.draws, one.seed,
    )  # fmt: skip
    assert (again.version, again.written) == (1, DAY)
    assert again.title == 'Title with "quotes", \\ and ä'
    assert text(again) == text(saved).replace("\\u007f", "")


def test_each_save_is_a_new_version_and_the_old_one_stays(tmp_path) -> None:
    one = read("default", KNOWN)
    for clients in (100, 200, 300):
        save(one.with_assumption(one["clients"].moved(clients)), "plan", "", DAY, tmp_path)
    assert [read(f"plan@{version}", KNOWN, tmp_path)["clients"].value for version in (1, 2, 3)] == [100, 200, 300]
    assert read("plan", KNOWN, tmp_path).version == 3
    assert sorted(file.name for file in (tmp_path / OWN).iterdir()) == ["plan.v1.toml", "plan.v2.toml", "plan.v3.toml"]


def test_ones_own_version_of_a_ready_scenario_comes_after_it(tmp_path) -> None:
    one = read("default", KNOWN)
    assert save(one, "default", "", DAY, tmp_path).version == one.version + 1
    assert read("default", KNOWN, tmp_path).version == 2
    assert read("default@1", KNOWN, tmp_path) == one


def test_names_lists_the_ready_and_ones_own(tmp_path) -> None:
    save(read("default", KNOWN), "plan", "", DAY, tmp_path)
    assert names(tmp_path) == ("default", "hehku", "literature", "plan")
    assert names() == ("default", "hehku", "literature")


@pytest.mark.parametrize("name", ["../evil", "Plan", "", "a" * 51, "plan@1", "plan/x", "-a", "plan.toml"])
def test_a_name_that_could_be_a_path_is_refused(name, tmp_path) -> None:
    with pytest.raises(ParameterRefused, match="scenario_name"):
        save(read("default", KNOWN), name, "", DAY, tmp_path)
    assert not (tmp_path / OWN).exists()


@pytest.mark.parametrize("name", ["nothing", "default@7", "../default", "default@0", "inputs"])
def test_a_scenario_that_is_not_there(name, tmp_path) -> None:
    with pytest.raises(ParameterRefused, match="scenario_unknown"):
        read(name, KNOWN, tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [("name =", "nome ="), ("[draws]", "[draws"), ("value = 100", 'value = "many"'), ("value = 100", "")],
)
def test_a_file_that_is_no_scenario(old, new, tmp_path) -> None:
    file = tmp_path / "broken.v1.toml"
    whole = text(read("default", KNOWN)).replace("value = 100.0", "value = 100")
    file.write_text(whole.replace(old, new, 1), "utf-8")
    with pytest.raises(InputRefused, match="scenario_file"):
        parse(file, KNOWN)


@pytest.mark.parametrize(
    ("old", "key"),
    [("[input.seen]", "scenario_missing"), ("[input.licence]", "scenario_missing")],
)
def test_a_file_with_another_input(old, key, tmp_path) -> None:
    file = tmp_path / "odd.v1.toml"
    file.write_text((READY / "hehku.toml").read_text("utf-8").replace(old, "[input.luck]"), "utf-8")
    with pytest.raises(ParameterRefused, match=key):
        parse(file, KNOWN)
