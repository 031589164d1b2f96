"""A case of one's own: a recipe with a name, a story and a seed. Equal recipe and seed always make the same curve."""

from dataclasses import replace

import pytest

from fitlib.errors import InputRefused
from fitlib.synthetic.own_case import OwnCase, checked, read_own

LINE = {"who": "adult", "rater": "self", "ors": [[0, 18], [100, 30.5]], "srs": [[0, 36]], "noise_ors": 1.5}
RECIPE = {"age_group": "adult", "form": "ORS", "sessions": [6, 6], "closing": "planned", "curve": [LINE]}
CASE = OwnCase("own-syksy", 'Syksyn "tapaus" \\ ä\n2', "Tarina <b>omin</b> sanoin.", "steady", 7, RECIPE)


def recipe(**more) -> OwnCase:
    return replace(CASE, recipe=RECIPE | more)


def line(**more) -> OwnCase:
    return recipe(curve=[LINE | more])


def test_a_case_that_was_kept_and_opened_again_is_the_same_bit_by_bit(constants) -> None:
    """Name, story, seed and recipe come back from the file as they were, and so do the curves."""
    again = read_own(CASE.text(), CASE.key, constants)
    assert again == CASE
    assert again.case() == CASE.case()
    assert len(again.case().curves[0].points) == 6


def test_the_curve_depends_on_recipe_and_seed_and_on_no_name() -> None:
    """Another name or another file changes no score; another seed does."""
    renamed = replace(CASE, key="own-other", title="Toinen", story="Muu")
    assert [one.points for one in renamed.case().curves] == [one.points for one in CASE.case().curves]
    assert replace(CASE, seed=8).case().curves[0].ors != CASE.case().curves[0].ors


def test_a_case_made_today_is_the_case_of_tomorrow() -> None:
    """These scores are written down: on every machine, with every version, the recipe gives them (tenths)."""
    assert CASE.case().curves[0].ors == (184, 190, 239, 252, 270, 347)


@pytest.mark.parametrize(("one", "field"), [
    (replace(CASE, title=" "), "title"), (replace(CASE, title="x" * 81), "title"),
    (replace(CASE, story="x" * 601), "story"), (replace(CASE, story=""), "story"),
    (replace(CASE, seed=-1), "seed"), (replace(CASE, seed=1_000_000), "seed"), (replace(CASE, seed=1.5), "seed"),
    (recipe(sessions=[41, 41]), "sessions"), (recipe(sessions=[0, 0]), "sessions"),
    (recipe(sessions=[6, 5]), "sessions"), (line(who="nobody"), "curve"),
    (line(event=[{"name": "party", "at": 5}]), "event"),
    (recipe(age_group="elder"), "age_group"), (recipe(closing="?"), "closing"), (recipe(mood="good"), "recipe"),
    (recipe(curve=[]), "curve"), (recipe(curve=[LINE] * 2), "curve"), (recipe(curve=3), "recipe"),
    (recipe(curve=[LINE | {"client": str(at)} for at in range(6)]), "curve"),
    (line(ors=[[0, 40.1]]), "ors"), (line(ors=[[0, -0.1]]), "ors"), (line(ors=[[101, 4]]), "ors"),
    (line(ors=[]), "ors"),
    (line(ors=[[50, 3], [20, 4]]), "ors"), (line(srs=[[0, 41]]), "srs"), (line(noise_ors=6.1), "noise"),
    (line(swing=-1), "noise"), (line(event=[{"name": "quarrel", "at": 5, "lasts": 0}]), "event"),
])  # fmt: skip
def test_what_a_case_cannot_be_is_refused_by_the_name_of_its_field(constants, one: OwnCase, field: str) -> None:
    """A fault is told with its field: beyond the scale, too long, too noisy, unknown."""
    with pytest.raises(InputRefused) as refused:
        checked(one, constants)
    assert refused.value.values["field"] == field


@pytest.mark.parametrize("one", [
    replace(CASE, title="x" * 80), replace(CASE, story="x" * 600), replace(CASE, seed=999_999), replace(CASE, seed=0),
    recipe(sessions=[40, 40]), recipe(sessions=[1, 1]), line(ors=[[0, 0], [100, 40]]), line(noise_ors=6),
    recipe(curve=[LINE | {"client": str(at)} for at in range(5)]),
])  # fmt: skip
def test_at_its_limit_a_case_is_taken(constants, one: OwnCase) -> None:
    """Eighty letters, forty sessions, five lines, noise of six points: each limit is still inside."""
    assert checked(one, constants).case().curves


@pytest.mark.parametrize(("text", "key"), [
    ("not = = toml", "own_case_unreadable"), ("version = 2", "own_case_version"), ("title = 'x'", "own_case_version"),
    ("version = 1", "own_case_field"),
])  # fmt: skip
def test_a_file_that_is_no_case_is_named(constants, text: str, key: str) -> None:
    """A file that is no TOML, of another version, or lacks something, is refused with its reason."""
    with pytest.raises(InputRefused, match=key):
        read_own(text, "own-x", constants)
