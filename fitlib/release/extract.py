"""Whether rows about single people may leave: only where many are alike and differ in what is sensitive."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from fitlib.errors import NotReleased
from fitlib.reference import Reference
from fitlib.release.policy import policy


@dataclass(frozen=True)
class Anonymity:
    """The smallest number of rows alike in all that could tell who they are, and the fewest sensitive values there."""

    k: int
    l: int  # noqa: E741 - k and l are the field's own names


def anonymity(rows: pl.DataFrame, known: Sequence[str], sensitive: Sequence[str], unit: str = "") -> Anonymity:
    """How far the rows of an extract are alike.

    Takes: columns that others may know of a person (age band, sex, unit, quarter), columns that nobody may learn, and
    the column of the case where rows share one. Gives: k 0 where there is no row; a missing value is a value.
    """
    size = pl.col(unit).n_unique() if unit else pl.len()
    alike = rows.group_by(list(known)) if known else rows.group_by(pl.lit(0))
    found = alike.agg(size.alias("k"), *(pl.col(name).n_unique().alias(f"l {name}") for name in sensitive))
    if found.is_empty():
        return Anonymity(0, 0)
    kinds = [found[f"l {name}"].min() for name in sensitive]
    return Anonymity(found["k"].min(), min(kinds, default=0))


def check_extract(
    rows: pl.DataFrame,
    known: Sequence[str],
    sensitive: Sequence[str],
    audience: str,
    reference: Reference,
    unit: str = "",
) -> pl.DataFrame:
    """The rows themselves, where an audience may have them.

    Rule: extract_n rows or more alike, with extract_kinds different values of everything sensitive; extract_n 0 is an
    audience that gets no rows at all. Use synthetic data instead. Raises: NotReleased.
    """
    rules = policy(audience, reference)
    found = anonymity(rows, known, sensitive, unit)
    if rules.extract_n == 0:
        raise NotReleased("extract_not_for", audience=audience)
    if found.k < rules.extract_n or found.l < rules.extract_kinds:
        raise NotReleased("extract_not_alike", k=found.k, l=found.l, least=rules.extract_n, kinds=rules.extract_kinds)
    return rows


def check_worker(audience: str, reference: Reference) -> None:
    """Raises: NotReleased where an audience may not see the figures of one worker."""
    if not policy(audience, reference).worker_level:
        raise NotReleased("worker_not_for", audience=audience)
