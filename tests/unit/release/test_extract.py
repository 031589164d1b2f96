"""Rows about single people: ten alike and two kinds of what is sensitive, or none at all."""

import polars as pl
import pytest

from fitlib.errors import NotReleased
from fitlib.release.extract import Anonymity, anonymity, check_extract, check_worker

KNOWN, SENSITIVE = ["age_band", "sex", "unit", "quarter"], ["worse"]


def rows(sizes: list[int], kinds: int = 2) -> pl.DataFrame:
    return pl.DataFrame(
        [
            dict(zip((*KNOWN, "worse", "case"), (f"{5 * group}", "f", "A", "Q1", place % kinds, place), strict=True))
            for group, size in enumerate(sizes) for place in range(size)
        ]
    )  # fmt: skip


@pytest.mark.parametrize(("sizes", "kinds", "told"), [
    ([10, 12], 2, True), ([9, 12], 2, False), ([10, 11], 1, False), ([30, 1], 2, False),
])  # fmt: skip
def test_ten_alike_and_two_kinds(sizes, kinds, told, constants) -> None:
    extract = rows(sizes, kinds)
    if told:
        assert check_extract(extract, KNOWN, SENSITIVE, "public", constants) is extract
    else:
        with pytest.raises(NotReleased, match="extract_not_alike"):
            check_extract(extract, KNOWN, SENSITIVE, "public", constants)


@pytest.mark.parametrize("audience", ["own", "internal", "workshop"])
def test_inside_the_house_rows_are_not_exported(audience, constants) -> None:
    with pytest.raises(NotReleased, match="extract_not_for"):
        check_extract(rows([50]), KNOWN, SENSITIVE, audience, constants)


def test_a_missing_value_is_a_value_and_nobody_is_not_alike() -> None:
    extract = rows([10]).with_columns(pl.when(pl.col("case") == 3).then(None).otherwise(pl.col("sex")).alias("sex"))
    assert anonymity(extract, KNOWN, SENSITIVE) == Anonymity(1, 1)
    assert anonymity(extract.clear(), KNOWN, SENSITIVE) == Anonymity(0, 0)


def test_a_family_is_one() -> None:
    extract = rows([12]).with_columns(case=pl.col("case") // 3)
    assert anonymity(extract, KNOWN, SENSITIVE, unit="case").k == 4


def test_a_worker_is_seen_by_the_worker_only(constants) -> None:
    check_worker("own", constants)
    for audience in ("internal", "public", "workshop"):
        with pytest.raises(NotReleased, match="worker_not_for"):
            check_worker(audience, constants)
