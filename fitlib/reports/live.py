"""The figures of a unit and period for pages that tell some of them: as the team's and the cost page release them.

The same figures pass the gate together as on those pages, so that a hidden one cannot be read on another page.
"""

from dataclasses import replace

from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import ReleasedFact
from fitlib.reports import cost_effect, team_quarter
from fitlib.reports.team_seen import Told
from fitlib.store import Store

ALL = "all"


def review(store: Store, team: str, period: Period, audience: str, lang: str, reference: Reference) -> Told:
    """What the team's review tells of a period."""
    asked = team_quarter.Params(team=team, period=period, lang=lang, audience=audience)  # type: ignore[arg-type]
    return team_quarter.period_told(store, asked, period, reference)


def figures(
    store: Store, team: str, period: Period, audience: str, lang: str, reference: Reference
) -> dict[str, ReleasedFact]:
    """The figures of everybody by name, of the review and of the cost page; what is withheld is left out."""
    asked = replace(cost_effect.Params(), team=team, period=period, lang=lang, audience=audience)
    costs = cost_effect.build(store, asked, reference).released
    told = review(store, team, period, audience, lang, reference).released
    return {fact.name: fact for one in (costs, told) if one for fact in one.facts if fact.group == ALL}
