"""From answers to figures: each form, age group and rater apart, never pooled.

A figure that cannot be made has no value, and its method says why: too few, no spread, a model that does not hold.
"""

from collections.abc import Iterator
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from fitlib.indicators.measured import Measured
from fitlib.indicators.psychometrics.cards import FORM, quality_cards
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.statistics import reliable_change, stability
from fitlib.statistics.answer import Estimate, NoSpread, TooFew
from fitlib.statistics.confirmatory import Model
from fitlib.statistics.edges import edges
from fitlib.statistics.intervals import wilson
from fitlib.statistics.quality import Quality, quality
from fitlib.statistics.sd_interval import sd_interval
from fitlib.statistics.split_half import spearman_brown

FOLDER = Path(__file__).parent
ITEMS = [f"item_{number}" for number in range(1, 5)]
PAIRS = ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3))
TENTHS = 10
FIRSTS = "quality_firsts"
GROUP = ("form", "age_group", "rater")
TOO_FEW, NO_SPREAD, HEYWOOD = "quality_too_few", "quality_no_spread", "quality_heywood"
Values = dict[str, tuple[float, float | None, float | None]]


def qualities(store: Any, team: str, period: Period, reference: Reference) -> tuple[Measured, ...]:
    """The quality of every form in one team's period, not yet released.

    Takes: an open store; team "all" is every team. Gives: one per figure x group "form:CORS:child:self".
    Rule: first measures with four items; stability, floor and ceiling of every total. psychometrics.least.*.
    """
    asked = {"team": team, "first": period.start, "last": period.end}
    firsts, series = (store.ask((FOLDER / f"{name}.sql").read_text("utf-8"), **asked) for name in ("first", "series"))
    found: list[Measured] = []
    for key, answers in firsts.group_by([*GROUP, "scale"], maintain_order=True):
        found += _of_items(":".join((FORM, *map(str, key[:3]))), str(key[3]), answers, reference)
    for key, measurements in series.sort(GROUP).group_by(GROUP, maintain_order=True):
        found += _of_totals(":".join((FORM, *map(str, key))), measurements, reference)
    return tuple(found)


def _of_items(group: str, scale: str, answers: pl.DataFrame, reference: Reference) -> Iterator[Measured]:
    items = answers.select(ITEMS).cast(pl.Float64).to_numpy()
    told = quality(items, reference)
    level = reference["interval.level"]
    values = _alpha(told.alpha) | _model(told.model) | _items(told, level) | _halves(told, level)
    if isinstance(told.alpha, Estimate):
        values |= _change(told.alpha, np.nansum(items, axis=1)[~np.isnan(items).any(axis=1)], reference)
    why = {"least.alpha": _why(told.alpha), "least.factor": _why(told.model)}
    for card in quality_cards().values():
        if card.denominator == FIRSTS and card.scale in (None, scale):
            reason = why[str(card.least).removeprefix("psychometrics.")]
            yield _figure(card.name, group, told.n, values.get(card.name), reason)


def _of_totals(group: str, measurements: pl.DataFrame, reference: Reference) -> Iterator[Measured]:
    ends = edges(
        measurements["total"].to_numpy(), *(reference[f"psychometrics.{end}"] for end in ("lowest", "highest"))
    )
    for name, k in (("quality_floor", ends.floor), ("quality_ceiling", ends.ceiling)):
        card, (low, high) = quality_cards()[name], wilson(k, ends.n, reference["interval.level"]) or (None, None)
        yield Measured(name, group, card.unit, k / ends.n, k, ends.n, low, high, card.denominator, card.method)
    columns = (measurements[name].to_numpy() for name in ("episode", "session_no", "total"))
    least = reference["psychometrics.least.stability"]
    steps = {step.step: step for step in stability.consecutive(*columns, least, reference["interval.level"])}
    lengths = measurements.group_by("episode").len()["len"]
    for card in quality_cards().values():
        if card.aspect == "stability":
            place = int(card.name.rpartition("_")[2])
            n, step = int((lengths > place).sum()), steps.get(place)
            value = (step.r, step.low, step.high) if step else None
            yield _figure(card.name, group, n, value, TOO_FEW if n < least else NO_SPREAD)


def _figure(
    name: str, group: str, n: int, value: tuple[float, float | None, float | None] | None, why: str
) -> Measured:
    card = quality_cards()[name]
    if value is None or isnan(value[0]):
        return Measured(name, group, card.unit, None, None, n, None, None, card.denominator, why)
    return Measured(name, group, card.unit, value[0], None, n, *value[1:], card.denominator, card.method)


def _why(answer: Any) -> str:
    if isinstance(answer, Model):
        return HEYWOOD
    return TOO_FEW if isinstance(answer, TooFew) else NO_SPREAD


def _alpha(alpha: Estimate | TooFew | NoSpread) -> Values:
    return {"quality_alpha": (alpha.value, alpha.low, alpha.high)} if isinstance(alpha, Estimate) else {}


def _model(model: Model | TooFew | NoSpread) -> Values:
    """Omega, loadings and fit; of a model that does not hold (Heywood) only the fit."""
    if not isinstance(model, Model):
        return {}
    fit = model.fit
    found: Values = {f"quality_{name}": (getattr(fit, name), None, None) for name in ("cfi", "tli", "srmr")}
    found["quality_rmsea"] = (fit.rmsea, fit.rmsea_low, fit.rmsea_high)
    if model.heywood:
        return found
    loadings = {f"quality_loading_{i}": (float(row[0]), None, None) for i, row in enumerate(model.standardised, 1)}
    return found | loadings | {"quality_omega": (model.omega, None, None)}


def _items(told: Quality, level: float) -> Values:
    if isinstance(told.items, TooFew | NoSpread):
        return {}
    pairs = {f"quality_items_{a + 1}{b + 1}": float(told.items.between[a, b]) for a, b in PAIRS}
    return {name: (r, *stability.fisher(r, told.n, level)) for name, r in pairs.items() if not isnan(r)}


def _halves(told: Quality, level: float) -> Values:
    """Each split with the interval of its r, stepped up like the r itself."""
    if isinstance(told.splits, TooFew | NoSpread):
        return {}
    found: Values = {}
    for split in told.splits:
        low, high = (spearman_brown(r) for r in stability.fisher(split.r, told.n, level))
        found[f"quality_split_{split.first[0] + 1}{split.first[1] + 1}"] = (split.spearman_brown, low, high)
    return found


def _change(alpha: Estimate, totals: np.ndarray, reference: Reference) -> Values:
    """What alpha and SD of the own data imply for reliable change, beside the convention; intervals from alpha's."""
    level, convention, sd = reference["interval.level"], reference["rci.convention"], float(totals.std(ddof=1)) / TENTHS
    own, high, low = (
        reliable_change.beside_convention(convention, sd, r, level) for r in (alpha.value, alpha.low, alpha.high)
    )
    needed = [
        reliable_change.implied_reliability(convention, spread, level) for spread in (sd, *_sd(sd, totals, level))
    ]
    return {
        "quality_sd": (sd, *_sd(sd, totals, level)),
        "quality_reliable_change": (own.own, low.own, high.own),
        "quality_needed": (needed[0], needed[1], needed[2]),
        "quality_false_alarm": (own.false_alarm, low.false_alarm, high.false_alarm),
    }


def _sd(sd: float, totals: np.ndarray, level: float) -> tuple[float, float]:
    return sd_interval(sd, len(totals), level)
