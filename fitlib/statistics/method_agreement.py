"""How far two methods give the same verdict on the same curves."""

from collections.abc import Mapping
from itertools import combinations_with_replacement

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray


def agreement_matrix(verdicts: Mapping[str, ArrayLike]) -> pl.DataFrame:
    """Agreement of every pair of methods.

    Takes: per method one code per curve, the same curves in the same order.
    Gives: one row per pair (method_a, method_b, n, agree, share, kappa), each method with itself included.
    """
    names = combinations_with_replacement(verdicts, 2)
    rows = [{"method_a": a, "method_b": b, **_pair(np.asarray(verdicts[a]), np.asarray(verdicts[b]))} for a, b in names]
    texts = {"method_a": pl.String, "method_b": pl.String}
    numbers = {"n": pl.Int64, "agree": pl.Int64, "share": pl.Float64, "kappa": pl.Float64}
    return pl.DataFrame(rows, schema=texts | numbers)


def cohen_kappa(a: ArrayLike, b: ArrayLike) -> float | None:
    """Agreement beyond chance, (p_o − p_e) / (1 − p_e); None where chance alone would agree everywhere.

    Source: Cohen 1960.
    """
    a, b = np.asarray(a), np.asarray(b)
    if not a.size:
        return None
    codes = np.union1d(a, b)
    expected = sum(float((a == code).mean() * (b == code).mean()) for code in codes)
    return None if expected >= 1 else float(((a == b).mean() - expected) / (1 - expected))


def _pair(a: NDArray[np.generic], b: NDArray[np.generic]) -> dict[str, float | int | None]:
    agree = int((a == b).sum())
    return {"n": a.size, "agree": agree, "share": agree / a.size if a.size else None, "kappa": cohen_kappa(a, b)}
