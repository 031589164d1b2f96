"""How good a four-item measure is in our own data: every figure of the page "good enough measures" in one value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fitlib.statistics import confirmatory, reliability, split_half
from fitlib.statistics.answer import Estimate, NoSpread, TooFew, complete
from fitlib.statistics.confirmatory import Model
from fitlib.statistics.edges import Edges, edges
from fitlib.statistics.reliability import Items
from fitlib.statistics.split_half import Split


@dataclass(frozen=True)
class Quality:
    """One form of one group of respondents. Each part is a value, or why there is none.

    `left_out`: respondents without all items. `model` holds omega, loadings and fit. `total`: floor and ceiling.
    """

    n: int
    left_out: int
    alpha: Estimate | TooFew | NoSpread
    model: Model | TooFew | NoSpread
    items: Items | TooFew | NoSpread
    splits: tuple[Split, ...] | TooFew | NoSpread
    total: Edges


def quality(items: ArrayLike, reference: Mapping[str, Any]) -> Quality:
    """Reliability, structure, floor and ceiling of first measures.

    Takes: respondents × items in tenths, one row per respondent; totals without items are not rows of it.
    Rule: psychometrics.least.alpha and .factor. Nothing is filled in for a missing item.
    """
    given = np.atleast_2d(np.array(items, dtype=float))
    table = complete(given)
    alpha = reliability.alpha(table, reference)
    rest = alpha if not isinstance(alpha, Estimate) else None
    return Quality(
        n=len(table),
        left_out=len(given) - len(table),
        alpha=alpha,
        model=confirmatory.one_factor(table, reference),
        items=rest or reliability.items_of(table),
        splits=rest or split_half.splits(table),
        total=edges(table.sum(axis=1), reference["psychometrics.lowest"], reference["psychometrics.highest"]),
    )
