"""How long episodes stay open, open ones counted as far as they have been followed, and who stays very long."""

from collections.abc import Iterator
from datetime import date
from math import isfinite

import numpy as np
from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import still_open
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release.series import SHARE, ReleasedSeries, Series, Step, release_series
from fitlib.reports.team_seen import Seen
from fitlib.statistics.answer import TooFew
from fitlib.statistics.survival import Survival, time_to_close
from fitlib.store import Store

ROWS = """
-- one row per episode that has begun by a day: days from its first session to its closing or that day, whether closed
SELECT
    greatest(1, least(counted_on, $until) - first_session)::INTEGER AS days,
    status = 'closed' AND counted_on <= $until AS closed
FROM episode WHERE first_session <= $until
"""


def still(
    store: Store, period: Period, data_date: date | None, audience: str, reference: Reference
) -> ReleasedSeries | TooFew | None:
    """The share of a unit's episodes still open by days since the first session, up to the end of the period.

    Gives: the curve; too few episodes; None where the audience may see no step of it.
    Rule: every episode that has begun by then; an open one is followed to that day and is never an ending.
    """
    rows = store.ask(ROWS, until=min(period.end, data_date or period.end))
    found = time_to_close(rows["days"].to_numpy(), rows["closed"].to_numpy(), reference)
    if isinstance(found, TooFew):
        return found
    steps = tuple(_steps(found, rows["days"].to_numpy(), reference["review.length_step"]))
    return next(iter(release_series([Series("still_open", "all", SHARE, steps)], audience, reference)), None)


def _steps(found: Survival, days: np.ndarray, every: int) -> Iterator[Step]:
    """The curve at equal steps: what one closing does is not seen."""
    for day in range(0, int(found.times[-1]) + 1, every):
        place = int(np.searchsorted(found.times, day, side="right")) - 1
        share, low, high = (1.0, None, None) if place < 0 else _at(found, place)
        yield Step(day, share, low, high, int((days >= day).sum()))


def _at(found: Survival, place: int) -> tuple[float, float | None, float | None]:
    low, high = float(found.low[place]), float(found.high[place])
    known = isfinite(low) and isfinite(high)
    return float(found.share[place]), low if known else None, high if known else None


def section(seen: Seen, found: ReleasedSeries | TooFew | None) -> Iterator[Markup]:
    """The curve with what it says of half and of very long episodes, or why there is none."""
    if isinstance(found, TooFew):
        yield shapes.paragraphs([seen.say("length.short", n=found.n, least=found.least)])
    elif found is None:
        yield shapes.paragraphs([seen.say("length.hidden")])
    else:
        yield still_open.draw(found, seen.words, seen.scope, "still-open", seen.say("figure.length")).html()
        yield shapes.paragraphs([long_open(seen, found)])
    yield shapes.fold(seen.say("how"), shapes.paragraphs([seen.say("length.how")]), "fit-how")


def long_open(seen: Seen, found: ReleasedSeries) -> str:
    """How many are very long: the share still open after review.long days, where the curve comes so far."""
    limit = seen.reference["review.long"]
    step = next((step for step in found.steps if step.place >= limit), None)
    if step is None:
        return seen.say("length.not_so_far", days=limit)
    interval = seen.words.interval(100 * step.low, 100 * step.high, 0) if step.low is not None else "–"
    return seen.say("length.long", days=seen.words.number(step.place, 0), share=seen.words.percent(step.value),
                    interval=interval)  # fmt: skip
