"""The trainings of the catalogue: which plan covers which content, for whom, and in how much time.

Each ready plan is a room like the curve workshop: projector, speaker's page, timer and the phones' votes.
"""

from pathlib import Path

import pytest

from fitlib.words import Words
from workbench.workshop import plan
from workbench.workshop.parts import CASE, EVIDENCE, SHEET, Plan

CATALOGUE = {
    "info_120": (120, "management", ["purpose", "implementation", "own_context", "implementation_plan"]),
    "basic_420": (420, "staff", ["culture", "studies", "scales", "integration"]),
    "openfit_120": (120, "openfit", ["commissioning", "client_work", "results", "reporting"]),
    "curves_120": (120, "users", ["curves", "interpreting"]),
    "curves_45": (45, "users", ["curves", "interpreting"]),
    "practice_180": (180, "developers", ["own_data", "deliberate_practice"]),
}


def ready(name: str) -> Plan:
    return plan.find(name, Path("nowhere"))


def shown(name: str, kind: str) -> list[str]:
    return [part.name for part in ready(name).parts if part.kind == kind]


def test_every_training_of_the_catalogue_has_a_ready_plan() -> None:
    """There is a ready plan for every training of the catalogue, and none that the catalogue does not have."""
    assert sorted(plan.names(Path("nowhere"))) == sorted(CATALOGUE)


@pytest.mark.parametrize(("name", "minutes"), [(name, row[0]) for name, row in CATALOGUE.items()])
def test_the_parts_of_a_plan_fill_its_time(name: str, minutes: int) -> None:
    """The minutes of the parts, with the breaks, add up to the time that the catalogue gives; nothing is over half."""
    parts = ready(name).parts
    assert sum(part.minutes for part in parts) == minutes
    assert max(part.minutes for part in parts) < minutes / 2


@pytest.mark.parametrize(("name", "audience"), [(name, row[1]) for name, row in CATALOGUE.items()])
def test_a_plan_says_whom_it_is_for(name: str, audience: str) -> None:
    """A plan says whom it is for."""
    assert ready(name).audience == audience


@pytest.mark.parametrize(("name", "contents"), [(name, row[2]) for name, row in CATALOGUE.items()])
def test_every_content_of_the_catalogue_is_covered_by_a_part(name: str, contents: list[str]) -> None:
    """Every content that the catalogue names has its part in the plan, and its name is read on the first screen."""
    assert sorted(ready(name).covers) == sorted(contents)
    assert len({Words("fi")(f"trainings.content.{one}") for one in contents}) == len(contents)


def test_the_information_consultation_ends_with_a_preliminary_implementation_plan() -> None:
    """The information consultation ends with a preliminary implementation plan, which the room fills in."""
    assert shown("info_120", SHEET) == ["implementation_plan"]
    assert [part.kind for part in ready("info_120").parts[-2:]] == [SHEET, "talk"]


def test_the_basic_training_shows_studies_for_and_against() -> None:
    """The basic training shows the longest implementation study, and studies that found little or nothing as well."""
    cards = shown("basic_420", EVIDENCE)
    assert {"brattland_2018", "ostergard_2018", "rognstad_2022"} <= set(cards)


def test_deliberate_practice_goes_from_own_data_to_a_goal_and_its_log() -> None:
    """Deliberate practice goes from one's own figures to a goal, and from the goal to a log of practice."""
    assert shown("practice_180", SHEET) == ["development", "own_goal", "practice_log"]


def test_reading_reports_compares_them_with_our_pages() -> None:
    """The OpenFIT introduction puts its report beside our pages: line by line, then on the team page itself."""
    assert shown("openfit_120", SHEET) == ["report_map"]
    assert shown("openfit_120", plan.PAGE) == ["team_quarter"]


@pytest.mark.parametrize("name", CATALOGUE)
def test_long_plans_have_breaks_and_every_plan_asks_the_room(name: str) -> None:
    """Nobody sits for more than two hours without a break, and in every training the room is asked something."""
    spent, longest = 0, 0
    for part in ready(name).parts:
        spent = 0 if part.kind == plan.BREAK or part.name == "pause" else spent + part.minutes
        longest = max(longest, spent)
    assert longest <= 120
    assert any(part.kind == plan.VOTE or (part.kind == CASE and part.votes) for part in ready(name).parts)
