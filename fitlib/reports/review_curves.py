"""Curves of many: the mean at each session, by age group and by rater; single curves for those who may see them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import multiples, trajectories
from fitlib.curves.read import curves
from fitlib.indicators.measure import AGES
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.release import Released, ReleasedCurve, release_curves
from fitlib.release.series import ReleasedSeries, Series, Step, release_series
from fitlib.reports.team_seen import Seen, details, drawn_shares
from fitlib.statistics.intervals import t_interval
from fitlib.store import Store

SELF, RATER, POINTS, CHANGE = "self", "rater:", "points", "mean_change"
SCALES = ("ors", "srs")
ROWS = """
-- one row per age group, rater and session of closed episodes with two own ORS or more: mean, SD and n of both scales
SELECT
    episode.age_group, rater, session_no,
    count(ors) AS ors_n, avg(ors) / 10.0 AS ors_mean, stddev_samp(ors) / 10.0 AS ors_sd,
    count(srs) AS srs_n, avg(srs) / 10.0 AS srs_mean, stddev_samp(srs) / 10.0 AS srs_sd
FROM measurement JOIN episode USING (episode)
WHERE counted_on BETWEEN $first AND $last AND episode.status = 'closed' AND n_ors >= 2
AND session_no <= constant('review.curve_sessions')
GROUP BY ALL ORDER BY ALL
"""
OTHERS = """
-- one row per rater other than the client and session: mean, SD and n of the ORS, all age groups
SELECT
    rater, session_no, count(ors) AS ors_n, avg(ors) / 10.0 AS ors_mean, stddev_samp(ors) / 10.0 AS ors_sd
FROM measurement JOIN episode USING (episode)
WHERE counted_on BETWEEN $first AND $last AND episode.status = 'closed' AND n_ors >= 2
AND rater <> 'self' AND session_no <= constant('review.curve_sessions')
GROUP BY ALL ORDER BY ALL
"""
Curves = Mapping[str, tuple[ReleasedSeries, ...]]


def of_many(store: Store, period: Period, audience: str, reference: Reference, shown: Released) -> Curves:
    """The curves of a unit's store by scale: the client's own by age group, then others' ORS by rater.

    Takes: the page's figures. Rule: episodes of the change figures; a group only where the page tells its mean change,
    a session only where enough people have it; one point is no curve.
    """
    asked = {"first": period.start, "last": period.end}
    told = {fact.group for fact in shown.of(CHANGE) if not fact.hidden}
    rows = store.ask(ROWS, **asked).to_dicts()
    own = [row for row in rows if row["rater"] == SELF and row["age_group"] in told]
    others = store.ask(OTHERS, **asked).to_dicts()
    found = {scale: _series(own, scale, "age_group", reference) for scale in SCALES}
    found["ors"] += _series(others, "ors", "rater", reference)
    released = {scale: release_series(series, audience, reference) for scale, series in found.items()}
    return {scale: tuple(one for one in series if len(one.steps) > 1) for scale, series in released.items()}


def _series(rows: Sequence[Mapping[str, Any]], scale: str, by: str, reference: Reference) -> list[Series]:
    axis = reference["presentation.axis_low"], reference["presentation.axis_high"]
    steps: dict[str, list[Step]] = defaultdict(list)
    for row in rows:
        if row[f"{scale}_n"] and row[by]:
            steps[row[by]].append(_step(row, scale, reference["interval.level"], axis))
    order = AGES if by == "age_group" else sorted(steps)
    prefix = "" if by == "age_group" else RATER
    return [Series(scale, prefix + group, POINTS, tuple(steps[group])) for group in order if group in steps]


def _step(row: Mapping[str, Any], scale: str, level: float, axis: tuple[float, float]) -> Step:
    mean, sd, n = (row[f"{scale}_{one}"] for one in ("mean", "sd", "n"))
    low, high = t_interval(mean, sd, n, level) or (None, None)
    known = low is not None and isfinite(low)
    least, most = axis
    return Step(row["session_no"], mean, max(least, low) if known else None, min(most, high) if known else None, n)


def single(store: Store, period: Period, audience: str, reference: Reference) -> tuple[ReleasedCurve, ...]:
    """Open episodes with two ORS or more, those with the latest session first. Raises: NotReleased."""
    found = [curve for curve in curves(store, "all", period, (SELF,)) if not curve.closed and len(curve.points) > 1]
    found = [curve for curve in found if sum(point.ors is not None for point in curve.points) > 1]
    found.sort(key=lambda curve: (-curve.points[-1].day.toordinal(), curve.episode))
    return release_curves(found[: reference["review.own_curves"]], audience, reference)


def section(seen: Seen, found: Curves, own: Sequence[ReleasedCurve]) -> Iterator[Markup]:
    """The curves of many, then single ones where the audience sees them; a sentence where there is nothing to draw."""
    yield shapes.paragraphs([seen.say("curves.what" if found["ors"] else "curves.none")])
    if found["ors"]:
        yield drawn(seen, found, "ors")
    if own:
        yield multiples.draw(own, seen.words, seen.scope, "curves-single", seen.say("figure.single")).html()
    yield shapes.fold(seen.say("how"), shapes.paragraphs([seen.say("curves.how")]), "fit-how")


def drawn(seen: Seen, found: Curves, scale: str) -> Markup:
    """The small panels of one scale, with the cutoff of each age group."""
    cutoffs = seen.reference.under(f"cutoff.{scale}")
    title = seen.say(f"figure.curves_{scale}")
    return trajectories.draw(found[scale], seen.words, seen.scope, f"curves-{scale}", title, cutoffs).html()


def alliance(seen: Seen, found: Curves) -> Iterator[Markup]:
    """What clients answer about the meeting: the first SRS, and the mean at each session."""
    yield shapes.paragraphs([seen.say("text.alliance")])
    yield drawn_shares(seen, "alliance")
    if found["srs"]:
        yield drawn(seen, found, "srs")
    yield details(seen, "alliance", "alliance")
