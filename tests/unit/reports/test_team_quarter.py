"""The team's review: its order, the coverage gate, what an audience sees, and the published table."""

import re
from datetime import date

import pytest

from fitlib import intake, store
from fitlib.errors import ParameterRefused
from fitlib.period import Period
from fitlib.reports.team_quarter import Params, build
from fitlib.words import LANGUAGES
from tests.spec.team_figures import episode
from tests.unit.store.rows import scores

TEAM, KEY = "Neuropsykiatrinen valmennus", bytes(range(32))
ORDER = [
    "summary", "coverage", "counted", "start", "change", "curves", "expected", "endings", "length", "trend", "spread",
    "alliance", "published", "talk",
]  # fmt: skip


def opened(folder, constants, *intakes):
    home = store.Home(folder / "home")
    store.commit(home, list(intakes))
    return store.open(home, constants)


def north(folder, constants, episodes: int):
    """A team whose episodes rise by six points, with lines in every other export row."""
    rows = [
        row
        for place in range(episodes)
        for row in episode(
            f"E{place:03}", 20, 26, age_group=("adult", "child")[place % 2], line_green=250, line_red=200
        )
    ]
    return opened(folder, constants, scores("north.csv", *rows))


@pytest.fixture(scope="module")
def published(shared, tmp_path_factory, constants):
    file = intake.read(shared / "data/openfit/seed_team.csv", KEY, date(2026, 11, 22))
    with opened(tmp_path_factory.mktemp("seed"), constants, file) as seed:
        yield {lang: build(seed, Params(TEAM, lang=lang, audience="own"), constants) for lang in LANGUAGES}


def test_the_order_of_the_page(tmp_path, constants):
    with north(tmp_path, constants, 30) as opened_store:
        page = build(opened_store, Params("North", audience="own"), constants)
    assert [section.key for section in page.sections] == [*ORDER, "terms"]


@pytest.mark.parametrize(("episodes", "shown"), [(14, False), (15, True), (16, True)])
def test_below_the_coverage_gate_outcome_figures_are_nowhere(tmp_path, constants, episodes, shown):
    with north(tmp_path, constants, episodes) as opened_store:
        page = build(opened_store, Params("North", audience="own"), constants)
    outcomes = [fact for fact in page.facts() if fact["name"] in ("mean_change", "intake_ors", "effect_size")]
    assert {fact["hidden"] for fact in outcomes} == ({None} if shown else {"coverage"})
    assert shown or {fact[part] for fact in outcomes for part in ("value", "k", "n", "low", "high")} == {None}
    assert {fact["hidden"] for fact in page.facts() if fact["name"] in ("sessions_ors", "clients")} == {None}
    assert ("held" in [section.key for section in page.sections]) != shown
    assert ("change" in [section.key for section in page.sections]) == shown


def test_good_coverage_of_too_few_episodes_is_not_called_poor_coverage(tmp_path, constants):
    with north(tmp_path, constants, 14) as opened_store:
        page = build(opened_store, Params("North", audience="own", lang="en"), constants)
    assert "Coverage is good, but too few closed episodes were measured twice" in page.html()
    assert "Look at a longer period" in re.sub(r"</?a\b[^>]*>", "", page.html())
    assert "coverage is too low" not in page.html().lower()


def test_an_override_is_printed(tmp_path, constants):
    with north(tmp_path, constants, 3) as opened_store:
        page = build(opened_store, Params("North", audience="own", override=True), constants)
    assert "mean_change" in {fact["name"] for fact in page.facts()}
    assert "(override)" in page.html()


def test_small_groups_are_hidden_inside_the_house(tmp_path, constants):
    with north(tmp_path, constants, 8) as opened_store:
        facts = build(opened_store, Params("North", audience="internal"), constants).facts()
    assert not [fact for fact in facts if fact["k"] is not None and 0 < fact["k"] < 5]
    assert not [fact for fact in facts if fact["n"] is not None and 0 < fact["n"] < 5]
    assert all(fact["value"] is fact["k"] is fact["low"] is fact["high"] is None for fact in facts if fact["hidden"])


def test_a_period_without_episodes_says_so(tmp_path, constants):
    with north(tmp_path, constants, 3) as opened_store:
        page = build(opened_store, Params("North", Period.parse("2019"), "en", "own"), constants)
    assert page.sections[0].key == "counted"
    assert {section.key for section in page.sections} <= {"counted", "terms"}
    assert "no episodes" in re.sub(r"</?a\b[^>]*>", "", page.html())


def test_all_teams_is_a_team(tmp_path, constants):
    with north(tmp_path, constants, 16) as opened_store:
        page = build(opened_store, Params(audience="own"), constants)
    assert page.released.one("clients").k == 16
    assert page.scope.team == "Koko organisaatio"


def test_a_team_that_is_not_there_is_refused(tmp_path, constants):
    with north(tmp_path, constants, 1) as opened_store, pytest.raises(ParameterRefused):
        build(opened_store, Params("South"), constants)


def test_the_same_input_gives_the_same_bytes(tmp_path, constants):
    with north(tmp_path, constants, 16) as opened_store:
        one, two = (build(opened_store, Params("North", audience="internal"), constants).document() for _ in "12")
    assert one == two


def test_the_published_table_with_its_denominators(published):
    html = published["fi"].show("published").html
    for text in ("28,84", "27,14", "31,85", "29,29", "32,10", "36,99", "30,46", "28,71"):
        assert f"<td>{text}</td>" in html
    for text in ("35/49", "11/49", "3/49", "11/62", "11/18", "71\u00a0%", "22\u00a0%", "6\u00a0%", "18\u00a0%"):
        assert f"<td>{text}</td>" in html


def test_effect_sizes_that_need_a_reference_set_are_not_invented(published):
    html = published["en"].show("published").html
    assert "(SAES)" in html
    assert html.count("needs a reference set that is not here") == 2
    assert "-0.01" not in html


def test_three_blocks_in_three_languages(published):
    heads = {
        "fi": ("Mitä nähdään?", "Mistä voi kertoa?", "Mistä pitää kiinnostua?"),
        "sv": ("Vad ser vi?", "Vad kan det berätta om?", "Vad bör vi intressera oss för?"),
        "en": ("What do we see?", "What might it tell?", "What should we be curious about?"),
    }
    for lang, page in published.items():
        html = page.show("talk").html
        assert [head in html for head in heads[lang]] == [True] * 3
        counts = [block.count("<li>") for block in html.split("<h3>")[1:]]
        assert counts[0] == counts[1] == counts[2] > 3


def test_every_figure_says_how_it_is_made(published):
    html = published["fi"].html()
    for section in ("counted", "coverage", "start", "change", "expected", "endings"):
        assert "Miten laskettu?" in published["fi"].show(section).html
    assert "{" not in html.split("</style>")[-1].replace("{{", "")
