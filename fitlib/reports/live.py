"""The figures of a team, or of everybody, for pages that tell some of them: as the review and the cost page tell them.

The same figures pass the gate together as on those pages, so that a hidden one cannot be read on another page.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import ReleasedFact
from fitlib.reports import cost_effect, review_told, review_unit
from fitlib.reports.review_unit import ORGANISATION, TEAM
from fitlib.reports.team_seen import Told
from fitlib.store import Store

ALL, REMEMBERED = "all", 16
_told: OrderedDict[tuple, Any] = OrderedDict()


def review(store: Store, team: str, periods: Sequence[Period], audience: str, reference: Reference) -> tuple[Told, ...]:
    """What the review of a team ("all": of the organisation) tells of each period.

    Raises: ParameterRefused for a team that is not there.
    """
    return _once(
        ("review", team, *periods, audience),
        store,
        reference,
        lambda: _review(store, team, periods, audience, reference),
    )


def figures(store: Store, team: str, period: Period, audience: str, reference: Reference) -> dict[str, ReleasedFact]:
    """The figures of everybody by name, of the review and of the cost page; none for a team without episodes."""
    if team not in (ALL, *store.teams()):
        return {}
    costs = _once(
        ("costs", team, period, audience), store, reference, lambda: _costs(store, team, period, audience, reference)
    )
    (told,) = review(store, team, [period], audience, reference)
    return {fact.name: fact for fact in (*costs, *told.released.facts) if fact.group == ALL}


def _review(
    store: Store, team: str, periods: Sequence[Period], audience: str, reference: Reference
) -> tuple[Told, ...]:
    level, name = (ORGANISATION, "") if team == ALL else (TEAM, team)
    unit = review_unit.find(store, level, name, audience)
    found = review_told.figures_of(store, unit, periods, reference)
    return review_told.tell(store, unit, found, periods, audience, False, reference)


def _costs(store: Store, team: str, period: Period, audience: str, reference: Reference) -> tuple[ReleasedFact, ...]:
    asked = replace(cost_effect.Params(), team=team, period=period, audience=audience)  # type: ignore[arg-type]
    released = cost_effect.build(store, asked, reference).released
    return released.facts if released else ()


def _once(key: tuple, store: Store, reference: Reference, made: Callable[[], Any]) -> Any:
    """What was told before of the same data and constants, else made now: a form draws its page at every change."""
    whole = (store.stamp.data_hash, reference.version, *key)
    if whole not in _told:
        _told[whole] = made()
        while len(_told) > REMEMBERED:
            _told.popitem(last=False)
    return _told[whole]
