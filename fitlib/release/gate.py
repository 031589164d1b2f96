"""GATE OUT: the only maker of what may be shown."""

from collections.abc import Iterable
from dataclasses import replace

from fitlib.indicators import EXPORT, Measured
from fitlib.reference import Reference
from fitlib.release.cells import base, counted, table
from fitlib.release.hiding import Cell, hide
from fitlib.release.means import hidden_groups
from fitlib.release.policy import Policy, policy
from fitlib.release.released import _SEAL, Released, ReleasedFact
from fitlib.release.rounding import to_nearest
from fitlib.release.shown import rounded

SMALL_GROUP, FEW_VALUES, COVERAGE = "small_group", "few_values", "coverage"


def release(
    measured: Iterable[Measured], audience: str, reference: Reference, withheld: Iterable[Measured] = ()
) -> Released:
    """The figures of one page as an audience may see them; of those `withheld` for low coverage, only the name.

    Takes: ALL figures of the page at once, since what one shows may give another away. Gives: one fact per figure.
    Rule: small counts are hidden, with what would give them away; means need mean_n; then counts are rounded.
    Raises: NotReleased for an audience without a policy, ValueError where one set has two counts.
    """
    rules = policy(audience, reference)
    facts = tuple(fact for fact in measured if rules.export_groups or not fact.group.startswith(EXPORT))
    hidden = hide(table(facts), rules.minimum_n)
    few = _few(facts, hidden, rules)
    seen = (_fact(fact, hidden, (fact.name, fact.group) in few, rules, reference) for fact in facts)
    named = (_named(fact) for fact in withheld if rules.export_groups or not fact.group.startswith(EXPORT))
    return Released(audience, (*seen, *named), seal=_SEAL)


def _named(fact: Measured) -> ReleasedFact:
    """A figure that is not shown for low coverage: what it is, and nothing of it."""
    nothing = (None,) * 5
    return ReleasedFact(
        fact.name, fact.group, *nothing, fact.unit, fact.denominator, fact.method, COVERAGE, seal=_SEAL
    )  # fmt: skip


def _few(facts: tuple[Measured, ...], hidden: frozenset[Cell], rules: Policy) -> set[tuple[str, str]]:
    """Name and group of the means and other statistics of too few."""
    found = set()
    for name in dict.fromkeys(fact.name for fact in facts if fact.k is None):
        own = [fact for fact in facts if fact.name == name]
        shown = {fact.group for fact in own if base(fact) not in hidden}
        smallest = rules.median_n if own[0].method == "median" else rules.mean_n
        found |= {(name, group) for group in hidden_groups(own, shown, smallest)}
    return found


def _fact(fact: Measured, hidden: frozenset[Cell], few: bool, rules: Policy, reference: Reference) -> ReleasedFact:
    no_n = base(fact) in hidden
    if no_n or counted(fact) in hidden or few:
        reason = SMALL_GROUP if no_n or not few else FEW_VALUES
        seen = replace(fact, value=None, k=None, low=None, high=None)
    else:
        reason, seen = None, fact
    k, n = (None if count is None else to_nearest(count, rules.round_to) for count in (seen.k, seen.n))
    seen = rounded(seen, k, n, rules, reference)
    return ReleasedFact(
        seen.name, seen.group, seen.value, seen.k, None if no_n else seen.n, seen.low, seen.high, seen.unit,
        seen.denominator, seen.method, reason, seal=_SEAL,
    )  # fmt: skip
