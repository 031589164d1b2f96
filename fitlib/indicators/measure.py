"""From rows to figures: SQL says which rows, this says what they mean."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from fitlib.indicators.cards import Card, cards
from fitlib.indicators.kept import PAGE, kept
from fitlib.indicators.measured import ALL, EXPORT, Measured
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.statistics.effect_size import pre_post
from fitlib.statistics.intervals import t_interval, wilson

GROUPS = "-- one row per group of the cohort\nselect distinct grp from cohort($team, $first, $last)"
AGES = ("adult", "adolescent", "child")
NOBODY = (None, None, 0, None, None)
Row = dict[str, Any]


def measure(store: Any, names: Iterable[str], team: str, period: Period, reference: Reference) -> tuple[Measured, ...]:
    """The figures of one team and period, not yet released.

    Takes: an open store, names of cards. Gives: one per indicator x group, "all" first, n 0 where nobody is counted.
    Rule: an indicator's query gives no share, mean or interval: those are made here, with level interval.level.
    What was kept beside the store (the cards of the review's page) is read there.
    """
    wanted, teams = list(names), () if team == ALL else (team,)
    at_once = [name for name in wanted if PAGE in cards()[name].pages]
    ready = kept(store, [teams], [period], at_once, reference)
    if ready is None:
        return _asked(store, wanted, team, period, reference)
    others = _asked(store, [name for name in wanted if name not in at_once], team, period, reference)
    found = {name: tuple(several) for name, several in groupby((*ready[teams][period.text], *others), lambda f: f.name)}
    return tuple(figure for name in wanted for figure in found[name])


def _asked(store: Any, names: list[str], team: str, period: Period, reference: Reference) -> tuple[Measured, ...]:
    if not names:
        return ()
    asked = {"team": team, "first": period.start, "last": period.end}
    groups = store.ask(GROUPS, **asked)["grp"].to_list()
    found = (_figures(store, cards()[name], asked, groups, reference["interval.level"]) for name in names)
    return tuple(figure for figures in found for figure in figures)


def _figures(store: Any, card: Card, asked: Row, groups: list[str], level: float) -> list[Measured]:
    needed = {name: value for name, value in asked.items() if f"${name}" in card.sql}
    return told(card, {row["grp"]: row for row in store.ask(card.sql, **needed).to_dicts()}, groups, level)


def told(card: Card, rows: Mapping[str, Row], groups: Iterable[str], level: float) -> list[Measured]:
    """The figures of one card and one cohort.

    Takes: what its query says of each group, the groups of the cohort. Gives: one per group, "all" first.
    """
    ages = [age for age in AGES if age in rows]
    shown = card.groups or _in_order([*groups, *ages])
    return [_figure(card, group, rows.get(group), level) for group in shown]


def _figure(card: Card, group: str, row: Row | None, level: float) -> Measured:
    value, k, n, low, high = KINDS[card.kind](row, level) if row else NOBODY
    return Measured(
        card.name, group, card.unit, value, k, n, low, high, card.denominator, card.kind, card.partition, card.counted,
        card.sensitive,
    )  # fmt: skip


def _share(row: Row, level: float) -> tuple:
    k, n = row["k"], row["n"]
    return (k / n, k, n, *wilson(k, n, level)) if n else NOBODY


def _count(row: Row, _: float) -> tuple:
    return row["k"], row["k"], row["k"], None, None


def _mean(row: Row, level: float) -> tuple:
    low, high = t_interval(row["mean"], row["sd"], row["n"], level) or (None, None)
    return row["mean"], None, row["n"], low, high


def _median(row: Row, _: float) -> tuple:
    return row["median"], None, row["n"], row["lower_quartile"], row["upper_quartile"]


def _pre_post(row: Row, level: float) -> tuple:
    effect = pre_post(row["mean_pre"], row["mean_post"], row["sd_pre"], row["r"], row["n"], level)
    return (effect.g, None, row["n"], effect.low, effect.high) if effect else (None, None, row["n"], None, None)


KINDS: dict[str, Callable[[Row, float], tuple]] = {
    "share": _share, "count": _count, "mean": _mean, "median": _median, "pre_post": _pre_post,
}  # fmt: skip


def _in_order(found: list[str]) -> list[str]:
    rank = {ALL: 0, **{age: 1 + place for place, age in enumerate(AGES)}}
    last = len(rank)
    return sorted({ALL, *found}, key=lambda group: (rank.get(group, last + group.startswith(EXPORT)), group))
