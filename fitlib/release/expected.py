"""GATE OUT for the service reference curve beside one case: what to expect from its first score on, and of how many."""

from dataclasses import InitVar, dataclass
from typing import Any

import numpy as np

from fitlib.reference import Reference
from fitlib.release.policy import policy
from fitlib.release.released import _SEAL, ReleasedCurve, _Sealed
from fitlib.statistics.expected_change import PRIOR, ReferenceCurve, prior_curve
from fitlib.statistics.expected_rules import rules

ANCHOR = "expected_change.anchor.slope"


@dataclass(frozen=True)
class ReleasedExpected(_Sealed):
    """What was reached after a first score like this one, one row (step, low, middle, high) per session, tenths.

    It depends on the first score alone and on nothing that followed. `tier` says what it is drawn from (prior:
    published anchors), `n` of how many own episodes, `shares` which of their scores lay below the lines.
    """

    tier: str
    n: int
    shares: tuple[float, float, float]
    rows: tuple[tuple[int, int, int, int], ...]
    seal: InitVar[Any] = None

    def __post_init__(self, seal: Any) -> None:
        self._check(seal)


def release_expected(
    case: ReleasedCurve, rater: str, curve: ReferenceCurve | None, audience: str, reference: Reference
) -> ReleasedExpected | None:
    """The corridor of one line of a case; None where it has no ORS, or its age group no anchor.

    Takes: the service's own reference curve where there is one. Rule: quartiles of fewer own episodes than the audience
    may see are not drawn: the published anchors stand in their place.
    """
    first = next((point for point in dict(case.raters).get(rater, ()) if point.ors is not None), None)
    if first is None or case.age_group not in reference.under(ANCHOR):
        return None
    few = curve is None or curve.tier == PRIOR or curve.episodes < policy(audience, reference).quartile_n
    known = prior_curve(rules(reference, case.age_group)) if few or curve is None else curve
    low, middle, high = (float(share) for share in reference["expected_change.corridor"])
    sessions = np.arange(1, known.last_session + 1)
    lines = [known.line(share, first.ors, sessions) for share in (low, middle, high)]
    steps = (sessions + first.step - 1).tolist()
    rows = tuple((step, *map(int, at)) for step, *at in zip(steps, *lines, strict=True))
    return ReleasedExpected(known.tier, known.episodes, (low, middle, high), rows, seal=_SEAL)
