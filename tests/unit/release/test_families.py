"""A family is one in every threshold: a child and two parents, or siblings, of one case."""

import polars as pl
import pytest

from fitlib.indicators.people import People
from fitlib.release import SMALL_GROUP, release
from tests.unit.intake.rows import column, session, taken
from tests.unit.release.figures import share


def people(cases: list[int], improved: list[int]) -> People:
    """One episode per number: the case that it belongs to, and whether it improved."""
    rows = {"client": [f"v1_{place}" for place in range(len(cases))], "case_key": [f"case{one}" for one in cases]}
    sheet = pl.DataFrame(rows).with_columns(
        row_key=pl.col("client"), age_group=pl.lit("adult"), export=pl.lit(None, pl.String),
        clients_with_two=pl.lit(1), improved=pl.Series(improved),
    )  # fmt: skip
    return People((sheet,))


@pytest.mark.parametrize(("families", "told"), [(1, False), (4, False), (5, True), (6, True)])
def test_three_of_a_family_count_once(families, told, constants) -> None:
    cases = [place // 3 for place in range(90)]
    improved = [int(case < families) for case in cases]
    (fact,) = release(
        [share("improved", sum(improved), 90)], "internal", constants, people=people(cases, improved)
    ).facts
    assert (fact.k, fact.hidden) == ((3 * families, None) if told else (None, SMALL_GROUP))


@pytest.mark.parametrize(("families", "told"), [(4, False), (5, True)])
def test_those_that_are_left_over_are_counted_by_family_as_well(families, told, constants) -> None:
    cases = [place // 3 for place in range(90)]
    improved = [int(case >= families) for case in cases]
    (fact,) = release(
        [share("improved", sum(improved), 90)], "internal", constants, people=people(cases, improved)
    ).facts
    assert (fact.hidden is None) is told


def test_without_families_nothing_changes(constants) -> None:
    facts = [share("improved", 12, 30)]
    alone = people(list(range(30)), [1] * 12 + [0] * 18)
    assert release(facts, "internal", constants, people=alone) == release(facts, "internal", constants)


def test_two_clients_of_a_case_share_its_pseudonym_and_no_episode(tmp_path) -> None:
    found = taken(
        tmp_path, session(Client_ID="A1", Case_ID="J1"), session(Client_ID="A2", Case_ID=" j1"),
        session(Client_ID="A3", Case_ID="J2"),
    )  # fmt: skip
    first, second, other = column(found, "case_id")
    assert first == second != other
    assert len(set(column(found, "episode"))) == 3
    assert first.startswith("v1_")
    assert first not in column(found, "episode")
