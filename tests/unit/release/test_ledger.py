"""Differencing: the same statistic of nearly the same clients is not told twice."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from fitlib.indicators.people import People
from fitlib.release import SMALL_GROUP, TOO_CLOSE, Ledger, consulting, release
from fitlib.release import ledger as kept_of
from fitlib.release.digests import digest
from fitlib.release.groups import Board, Group, Shelf, too_close
from fitlib.release.ledger import ROWS
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


def counted_rows(ledger: pl.DataFrame) -> int:
    """Rows of what was told, without those of what was not."""
    return ledger.filter(~pl.col("statistic").str.starts_with("secret")).height


NOTHING = pl.DataFrame(schema=ROWS)


def test_f1_a_mean_with_one_client_more_would_tell_that_clients_value(constants) -> None:
    first, ledger = told(range(24), NOTHING, constants)
    of_the_new_one = 25 * 4.5 - 24 * 4.2
    assert of_the_new_one == pytest.approx(11.7)
    assert [fact.hidden for fact in first] == [None, None]
    second, after = told(range(25), ledger, constants)
    assert [fact.hidden for fact in second] == [TOO_CLOSE, TOO_CLOSE]
    assert [(fact.value, fact.k) for fact in second] == [(None, None)] * 2
    assert counted_rows(after) == counted_rows(ledger)


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
    assert counted_rows(after) == counted_rows(ledger)


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


def test_what_one_page_hides_comes_out_of_no_other() -> None:
    """Five of a group may be told; not where a page hid them, since with them its smaller ones come out."""
    year, first, secret = of(*range(20)), of(*range(8)), of(*range(8, 13))
    third = of(*range(13, 20))
    assert not too_close(third, [year, first], 5)
    assert too_close(third, [year, first], 5, [secret])
    assert too_close(secret, [], 5, [secret])
    assert not too_close(third, [year, first, third], 5, [secret])


def test_groups_that_have_nothing_in_common_are_not_looked_at() -> None:
    year, first, second, other = of(*range(30)), of(*range(10)), of(*range(10, 20)), of(*range(50, 60))
    for boards in ([[year, first, second, other]], [[year], [first, second, other]], [[year, first], [second, other]]):
        assert Shelf([Board(one) for one in boards]).beside(of(*range(20, 30))) == [year, first, second]
    assert Shelf([Board([first, other])]).beside(of(3, 4)) == [first]
    assert Shelf([]).beside(of(3, 4)) == []


def test_age_groups_are_compared_with_their_whole(constants) -> None:
    """Everybody and the adults were told; the children would tell of the three who are neither."""
    clients = [f"v1_{one}" for one in range(53)]
    ages = ["adult"] * 30 + ["child"] * 20 + ["adolescent"] * 3
    who = People((people(*clients).sheets[0].with_columns(age_group=pl.Series(ages)),))
    ledger = Ledger(KEY, NOTHING)
    with consulting(ledger):
        release([share("improved", 26, 53), share("improved", 26, 30, "adult")], "internal", constants, people=who)
        (child,) = release([share("improved", 0, 20, "child")], "internal", constants, people=who).facts
    assert (child.hidden, child.n) == (TOO_CLOSE, None)


def test_a_ledger_of_an_earlier_version_still_protects(constants) -> None:
    _, ledger = told(range(30), NOTHING, constants)
    old = pl.col("statistic").str.replace_all(r":(\w+)", "|$1|all")
    assert told(range(28), ledger.with_columns(old), constants)[0][1].hidden == TOO_CLOSE


def test_what_a_first_look_hides_stays_hidden_when_something_is_too_close(constants) -> None:
    """The cell that protected a small one is not told because another cell was hidden meanwhile."""
    facts = [share("improved", 3, 40, part_of="change"), share("unchanged", 12, 40, part_of="change"),
             share("deteriorated", 25, 40, part_of="change")]  # fmt: skip
    n = 40
    kinds = {name: [int(low <= one < high) for one in range(n)] for name, low, high in (
        ("improved", 0, 3), ("unchanged", 3, 15), ("deteriorated", 15, 40))}  # fmt: skip
    who = People((people(*(f"v1_{one}" for one in range(n))).sheets[0].with_columns(
        **{name: pl.Series(column) for name, column in kinds.items()}),))  # fmt: skip
    before = Ledger(KEY, NOTHING)
    with consulting(before):
        first = release(facts, "internal", constants, people=who)
    assert [fact.k for fact in first.facts] == [None, None, 25]
    close = Ledger(KEY, before.rows("one"))
    less = People((who.sheets[0].filter(pl.col("client") != "v1_39"),))
    with consulting(close):
        fewer = [replace(one, n=39, k=one.k - (one.name == "deteriorated")) for one in facts]
        second = release(fewer, "internal", constants, people=less)
    assert [fact.k for fact in second.facts] == [None, None, None]


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


def test_what_one_page_hides_no_later_page_tells_though_nobody_ever_told_it(constants) -> None:
    """Twenty-six are hidden beside four; a page that counts them alone would tell both."""
    names = [f"v1_{one}" for one in range(30)]
    sets = {"n": [1] * 30, "most": [int(one < 26) for one in range(30)], "four": [int(one > 25) for one in range(30)]}
    sets |= {"ten": [int(one < 10) for one in range(30)], "export": [None] * 30, "age_group": ["adult"] * 30}
    who = People((pl.DataFrame({"client": names, "row_key": names, "case_key": names} | sets),))
    parts = [share(name, k, 30, of="n", part_of="p") for name, k in (("most", 26), ("four", 4))]
    alone = [share("ten", 10, 26, of="most")]
    with consulting(Ledger(KEY)) as ledger:
        assert [one.k for one in release(parts, "internal", constants, people=who).facts] == [None, None]
    with consulting(Ledger(KEY, ledger.rows("first"))):
        (after,) = release(alone, "internal", constants, people=who).facts
    with consulting(Ledger(KEY)):
        (before,) = release(alone, "internal", constants, people=who).facts
    assert (before.n, after.n, after.hidden) == (26, None, SMALL_GROUP)


def page_of(**told: int) -> Ledger:
    """A page that tells or hides sets of so many rows, a client each."""
    names = {name.replace("__", ":"): [of(*range(count))] for name, count in told.items()}
    return Ledger(KEY, added=names, least={"count": 5, "mean": 10})


@pytest.mark.parametrize(
    ("ours", "theirs", "seen"),
    [
        ({"secret__closed": 40}, {"count__closed": 40}, True),  # they tell what we hide
        ({"count__closed": 40}, {"secret__closed": 40}, True),  # we tell what they hide
        ({"count__closed": 40, "secret__a": 9}, {"count__closed_visited": 38}, True),  # a set in a set leaves two
        ({"count__closed": 40, "secret__a": 9}, {"count__closed_visited": 35}, False),  # five are enough
        ({"count__closed": 40}, {"count__closed_visited": 38}, False),  # rounded counts: nothing hidden is noted
        ({"secret__closed": 40}, {"secret__closed": 40}, False),
        ({"count__closed": 40}, {"count__closed": 36}, True),
    ],
)
def test_pages_told_at_the_same_instant_are_compared_as_pages_told_in_turn(ours, theirs, seen) -> None:
    meanwhile = page_of(**theirs).rows("theirs")
    assert page_of(**ours).overtaken(meanwhile, meanwhile) == seen
