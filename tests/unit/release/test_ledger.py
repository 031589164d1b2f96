"""Differencing: the same statistic of nearly the same clients is not told twice."""

import numpy as np
import polars as pl
import pytest

from fitlib.indicators.people import People
from fitlib.release import TOO_CLOSE, Ledger, consulting, release
from fitlib.release import ledger as kept_of
from fitlib.release.ledger import ROWS, Group, digest, too_close
from tests.unit.release.figures import mean, share

KEY = bytes(range(32))


def of(*clients: int) -> Group:
    found = np.array(sorted(clients), dtype=np.uint64)
    return Group(found, found)


def people(*clients: str) -> People:
    """These clients, the first half of them improved (all of them where they are few)."""
    n, groups = len(clients), {"age_group": ["adult"] * len(clients), "export": [None] * len(clients)}
    sets = {"clients_with_two": [1] * n, "improved": [int(place < (n // 2 if n > 9 else n)) for place in range(n)]}
    return People((pl.DataFrame({"client": clients, "row_key": clients, "case_key": clients} | groups | sets),))


def told(clients: range, before: pl.DataFrame, constants, audience: str = "internal"):
    """Mean and share of these clients after what was told before, and the ledger after them."""
    n = len(clients)
    facts = [mean("change", 4.2, n, of="clients_with_two"), share("improved", n // 2 if n > 9 else n, n)]
    ledger = Ledger(KEY, before)
    with consulting(ledger):
        seen = release(facts, audience, constants, people=people(*(f"v1_{one}" for one in clients)))
    return seen.facts, pl.concat([before, ledger.rows(f"{clients}")])


NOTHING = pl.DataFrame(schema=ROWS)


def test_f1_a_mean_with_one_client_more_would_tell_that_clients_value(constants) -> None:
    first, ledger = told(range(24), NOTHING, constants)
    of_the_new_one = 25 * 4.5 - 24 * 4.2
    assert of_the_new_one == pytest.approx(11.7)
    assert [fact.hidden for fact in first] == [None, None]
    second, after = told(range(25), ledger, constants)
    assert [fact.hidden for fact in second] == [TOO_CLOSE, TOO_CLOSE]
    assert [(fact.value, fact.k) for fact in second] == [(None, None)] * 2
    assert after.height == ledger.height


def test_f1_also_with_one_decimal() -> None:
    low, high = 25 * 4.45 - 24 * 4.25, 25 * 4.55 - 24 * 4.15
    assert (low, high) == (pytest.approx(9.25), pytest.approx(14.15))


def test_f2_the_whole_and_the_men_with_one_woman_between(constants) -> None:
    _, ledger = told(range(58), NOTHING, constants)
    men, _ = told(range(57), ledger, constants)
    assert [fact.hidden for fact in men] == [TOO_CLOSE, TOO_CLOSE]


@pytest.mark.parametrize(
    ("more", "mean_told", "count_told"),
    [(0, True, True), (4, False, False), (5, False, True), (9, False, True), (10, True, True)],
)
def test_counts_need_five_clients_between_and_means_ten(more, mean_told, count_told, constants) -> None:
    _, ledger = told(range(30), NOTHING, constants)
    (average, share_), _ = told(range(30 + more), ledger, constants)
    assert (average.hidden is None, share_.n is not None) == (mean_told, count_told)


@pytest.mark.parametrize(("more", "count_told"), [(7, False), (8, True)])
def test_outside_the_house_counts_need_eight(more, count_told, constants) -> None:
    _, ledger = told(range(40), NOTHING, constants)
    (_, share_), _ = told(range(40 + more), ledger, constants, "public")
    assert (share_.n is not None) is count_told


def test_the_same_page_is_told_again_as_it_was(constants) -> None:
    first, ledger = told(range(24), NOTHING, constants)
    blocked, ledger = told(range(25), ledger, constants)
    again, after = told(range(24), ledger, constants)
    assert again == first
    assert told(range(25), after, constants)[0] == blocked
    assert after.height == ledger.height


def test_quarters_are_told_whatever_their_number(constants) -> None:
    ledger = NOTHING
    for quarter in range(12):
        seen, ledger = told(range(20 * quarter, 20 * quarter + 20), ledger, constants)
        assert [fact.hidden for fact in seen] == [None, None]


def test_a_month_inside_a_quarter_is_caught_where_little_is_left(constants) -> None:
    _, ledger = told(range(30), NOTHING, constants)
    assert told(range(26), ledger, constants)[0][1].hidden == TOO_CLOSE
    assert told(range(10), ledger, constants)[0][1].hidden is None


def test_the_k_that_a_quarter_hides_does_not_come_out_of_the_year(constants) -> None:
    """Three quarters tell how many improved; the fourth hides its few, and so must the year."""
    few = {3: 3}
    ledger = NOTHING
    for quarter in range(4):
        clients = [f"v1_{20 * quarter + one}" for one in range(20)]
        who, k = some(clients, few.get(quarter, 10))
        ledger, seen = passed(who, k, 20, ledger, constants)
        assert (seen.hidden is None) is (quarter != 3)
    year, k = some([f"v1_{one}" for one in range(80)], 0)
    better = [int(one % 20 < few.get(one // 20, 10)) for one in range(80)]
    year = People((year.sheets[0].with_columns(improved=pl.Series(better)),))
    _, seen = passed(year, sum(better), 80, ledger, constants)
    assert (seen.hidden, seen.n) == (TOO_CLOSE, 80)


def some(clients: list[str], k: int) -> tuple[People, int]:
    sheet = people(*clients).sheets[0].with_columns(improved=(pl.int_range(len(clients)) < k).cast(pl.Int32))
    return People((sheet,)), k


def passed(who: People, k: int, n: int, before: pl.DataFrame, constants):
    ledger = Ledger(KEY, before)
    with consulting(ledger):
        (seen,) = release([share("improved", k, n)], "internal", constants, people=who).facts
    return pl.concat([before, ledger.rows(f"{before.height}")]), seen


def test_a_year_less_its_quarters() -> None:
    quarters = [of(*range(start, start + 20)) for start in (0, 20, 40)]
    assert too_close(of(*range(63)), quarters, 5)
    assert not too_close(of(*range(65)), quarters, 5)
    assert not too_close(of(*range(60)), quarters, 5)


def test_the_last_quarter_after_the_year() -> None:
    year = of(*range(63))
    assert too_close(of(*range(40, 60)), [year, of(*range(20)), of(*range(20, 40))], 5)
    assert not too_close(of(*range(40, 60)), [year, of(*range(20))], 5)


@pytest.mark.parametrize(("left", "close"), [(0, False), (1, True), (4, True), (5, False)])
def test_what_two_quarters_leave_of_a_half_year(left, close) -> None:
    """One that is left over is as bad as four."""
    quarters = [of(*range(20)), of(*range(20, 40))]
    assert too_close(of(*range(40 + left)), quarters, 5) == close


@pytest.mark.parametrize(("n", "kept"), [(23, True), (24, True), (25, False)])
def test_a_group_of_very_many_is_not_kept(n, kept, constants, monkeypatch) -> None:
    monkeypatch.setattr(kept_of, "MOST", 24)
    _, noted = told(range(n), NOTHING, constants)
    assert any(name.startswith("mean") for name in noted["statistic"]) == kept


def test_nobody_is_close_to_nobody() -> None:
    assert not too_close(of(), [], 5)
    assert not too_close(of(1, 2, 3), [], 5)


@pytest.mark.parametrize("audience", ["own", "workshop"])
def test_audiences_without_a_ledger_leave_no_trace(audience, constants) -> None:
    seen, ledger = told(range(24), NOTHING, constants, audience)
    assert ledger.is_empty()
    assert {fact.hidden for fact in seen} == {None}


def test_what_is_hidden_is_not_noted(constants) -> None:
    _, ledger = told(range(9), NOTHING, constants)
    assert not [name for name in ledger["statistic"] if name.startswith("mean")]


def test_the_ledger_holds_digests_only(constants) -> None:
    _, ledger = told(range(24), NOTHING, constants)
    assert set(ledger["client"]) == {digest(KEY, f"v1_{one}") for one in range(24)}
    assert digest(KEY, "v1_0") != digest(bytes(32), "v1_0")
