"""GATE OUT: the only maker of what may be shown."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from fitlib.indicators import EXPORT, Measured
from fitlib.indicators.people import People
from fitlib.reference import Reference
from fitlib.release.cells import base, counted
from fitlib.release.hiding import Cell
from fitlib.release.ledger import LEDGER
from fitlib.release.means import hidden_groups
from fitlib.release.money import hidden_money
from fitlib.release.policy import Policy, policy
from fitlib.release.protect import Small, in_others
from fitlib.release.published import Published
from fitlib.release.reasons import COVERAGE, FEW_VALUES, ONE_PAYER, TOO_CLOSE
from fitlib.release.released import _SEAL, Released, ReleasedFact
from fitlib.release.shown import rounded


def release(
    measured: Iterable[Measured], audience: str, reference: Reference,
    people: People | None = None, beside: Iterable[Cell] = (),
) -> Released:  # fmt: skip
    """The figures of one page as an audience may see them.

    Takes: ALL figures of the page at once, since what one shows may give another away; who is counted in them; cells
    that pages beside this one make unsafe.
    Gives: one fact per figure.
    Rule: small counts are hidden, with what would give them away; means need mean_n; what lies too close to an earlier
    release is hidden as well, where a ledger is consulted; then counts are rounded.
    Raises: NotReleased for an audience without a policy, ValueError where one set has two counts.
    """
    rules = policy(audience, reference)
    facts = tuple(fact for fact in measured if rules.export_groups or not fact.group.startswith(EXPORT))
    beside = {*beside, *in_others(facts, rules, people)}
    ledger = LEDGER.get() if rules.ledger and people is not None else None
    near, near_means = ledger.near(facts, people, rules) if ledger else (frozenset(), frozenset())
    again = ledger.again(facts, people) if ledger else frozenset()
    known = ledger.known(facts, people) if ledger and rules.round_to == 1 else frozenset()
    small = Small(facts, rules, people)
    anyway = small.hidden(beside)  # as if nothing were told: they keep their reason
    hidden = small.hidden(beside, known)
    if near | again:
        hidden = small.hidden({*near, *again, *hidden}, known)
    few = {(f.name, f.group): TOO_CLOSE for f in facts if f.k is None and base(f) in near_means}
    few |= _few(facts, hidden, rules)
    kept = (fact for fact in facts if base(fact) not in anyway)
    few |= {(f.name, f.group): TOO_CLOSE for f in kept if {base(f), counted(f)} & (near - anyway)}
    published = Published(facts, hidden, few, rules)
    seen = tuple(_fact(fact, published, rules, reference) for fact in facts)
    if ledger:
        ledger.note(facts, seen, people, rules.round_to == 1)
    return Released(audience, seen, seal=_SEAL)


def apart(
    seen: Iterable[ReleasedFact],
    measured: Iterable[Measured],
    audience: str,
    reference: Reference,
    people: People | None,
) -> Released:
    """Figures that are told without those they passed the gate beside, which only another page tells.

    Takes: what the gate let through of them, the figures measured. Rule: what lies too close to an earlier release is
    left out, where a ledger is consulted; what is told is noted there, and nothing of the rest.
    """
    rules, ledger = policy(audience, reference), LEDGER.get()
    facts = {(fact.name, fact.group): fact for fact in measured}
    told = [(facts[one.name, one.group], one) for one in seen if one.hidden is None]
    if ledger and people is not None and rules.ledger and told:
        near, near_means = ledger.near([fact for fact, _ in told], people, rules)
        near |= ledger.again([fact for fact, _ in told], people)
        told = [(fact, one) for fact, one in told if not {base(fact), counted(fact)} & near]
        told = [(fact, one) for fact, one in told if fact.k is not None or base(fact) not in near_means]
        ledger.note([fact for fact, _ in told], [one for _, one in told], people, rules.round_to == 1)
    return Released(audience, tuple(one for _, one in told), seal=_SEAL)


def withholding(released: Released, names: Collection[str]) -> Released:
    """The same page, where of the figures of these names, withheld for low coverage, only the name is told."""
    kept = (fact for fact in released.facts if fact.name not in names)
    named = (_named(fact) for fact in released.facts if fact.name in names)
    return Released(released.audience, (*kept, *named), seal=_SEAL)


def _named(fact: ReleasedFact) -> ReleasedFact:
    """A figure that is not shown for low coverage: what it is, and nothing of it."""
    nothing = (None,) * 5
    return ReleasedFact(
        fact.name, fact.group, *nothing, fact.unit, fact.denominator, fact.method, COVERAGE, seal=_SEAL
    )  # fmt: skip


def _few(facts: tuple[Measured, ...], hidden: frozenset[Cell], rules: Policy) -> dict[tuple[str, str], str]:
    """Name and group of the means, sums of money and other statistics of too few, each with its reason."""
    found = {(fact.name, fact.group): ONE_PAYER for fact in facts if hidden_money(fact, rules)}
    for name in dict.fromkeys(fact.name for fact in facts if fact.k is None):
        own = [fact for fact in facts if fact.name == name]
        shown = {fact.group for fact in own if base(fact) not in hidden}
        smallest = rules.median_n if own[0].method == "median" else rules.mean_n
        found |= {(name, group): FEW_VALUES for group in hidden_groups(own, shown, smallest)}
    return found


def _fact(fact: Measured, published: Published, rules: Policy, reference: Reference) -> ReleasedFact:
    reason, k, n = published.reason(fact), published.k(fact), published.n(fact)
    seen = fact if reason is None else replace(fact, value=None, low=None, high=None)
    if reason is None and n is not None:
        seen = rounded(fact, k, n, rules, reference)
    return ReleasedFact(
        seen.name, seen.group, seen.value, k, n, seen.low, seen.high, seen.unit,
        seen.denominator, seen.method, reason, published.step(fact), published.summed(fact), seal=_SEAL,
    )  # fmt: skip
