"""The published team table

A Finnish team published its table in 2024 (Expected Treatment Response, Clinically Significant Change, intake means).
An invented export of the same shape gives the same figures, each with the denominator that the published table leaves
out.
"""

from datetime import date

import pytest

from fitlib import intake, reference, store
from fitlib.indicators import cards, measure
from fitlib.period import Period

TEAM, KEY = "Neuropsykiatrinen valmennus", bytes(range(32))


def figures_of(folder, files):
    home, constants = store.Home(folder), reference.load()
    store.commit(home, [intake.read(file, KEY, date(2026, 11, 22)) for file in files])
    with store.open(home, constants) as opened:
        found = measure(opened, cards(), TEAM, Period.parse("all"), constants)
    return {(one.name, one.group): one for one in found}


@pytest.fixture(scope="module")
def alone(shared, tmp_path_factory):
    return figures_of(tmp_path_factory.mktemp("seed") / "home", [shared / "data/openfit/seed_team.csv"]), "all"


@pytest.fixture(scope="module")
def beside(shared, tmp_path_factory):
    files = [shared / "data/openfit" / name for name in ("scores.csv", "seed_team.csv")]
    return figures_of(tmp_path_factory.mktemp("both") / "home", files), "export:seed_team.csv"


@pytest.fixture(params=["alone", "beside"])
def table(request):
    found, group = request.getfixturevalue(request.param)
    return lambda name: found[name, group]


def test_intake_by_age_group(alone):
    """Intake ORS is 28.84 (adults 27.14, adolescents 31.85, children 29.29), intake SRS 32.10 (36.99, 30.46, 28.71)."""
    found, _ = alone
    groups = ("all", "adult", "adolescent", "child")
    ors = [found["intake_ors", group] for group in groups]
    srs = [found["intake_srs", group] for group in groups]
    assert [one.value for one in ors] == pytest.approx([28.84, 27.14, 31.85, 29.29], abs=0.006)
    assert [one.value for one in srs] == pytest.approx([32.10, 36.99, 30.46, 28.71], abs=0.006)
    assert [one.n for one in ors] == [62, 26, 11, 25]
    assert [one.n for one in srs] == [54, 20, 10, 24]


def test_expected_change(table):
    """35 of 49 reached the target (71 %, 57.6-82.2), 11 are between (22 %, 13.0-35.9), 3 in the negative zone (6
    %, 2.1-16.5).
    """
    found = [table(name) for name in ("reached_target", "between_lines", "negative_zone")]
    assert [(one.k, one.n) for one in found] == [(35, 49), (11, 49), (3, 49)]
    assert [round(100 * one.value) for one in found] == [71, 22, 6]
    bounds = [(round(100 * one.low, 1), round(100 * one.high, 1)) for one in found]
    assert bounds == [(57.6, 82.2), (13.0, 35.9), (2.1, 16.5)]


def test_clinically_significant_change(table):
    """The published 11 (18 %) are 11 of all 62; of the 18 who started below the line they are 61 %, of the 49
    measured twice 22 %.
    """
    for kind in ("crossed", "crossed_reliably"):
        found = [table(f"{kind}_of_{whom}") for whom in ("cohort", "below", "measured")]
        assert [(one.k, one.n) for one in found] == [(11, 62), (11, 18), (11, 49)]
        assert [round(100 * one.value) for one in found] == [18, 61, 22]


def test_who_is_counted(table):
    """62 clients, all closed; 49 of them measured twice and 13 once, who are counted apart."""
    assert (table("clients").k, table("episodes_closed").k, table("measured_once").k) == (62, 62, 13)
    assert (table("measured_twice").k, table("measured_twice").n) == (49, 62)


def test_intake_of_the_export_beside_others(beside):
    """Beside another export the same team's figures stand under the name of the file."""
    found, group = beside
    assert found["intake_ors", group].value == pytest.approx(28.84, abs=0.006)
    assert found["clients", "all"].k == 214
