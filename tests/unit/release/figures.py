"""Small figures to release, as an indicator would give them."""

from fitlib.indicators import Measured


def share(
    name: str, k: int, n: int, group: str = "all", of: str = "clients_with_two", part_of: str | None = None
) -> Measured:
    """k of n, not yet released."""
    return Measured(name, group, "share", k / n if n else None, k, n, 0.0, 1.0, of, "share", part_of)


def mean(name: str, value: float, n: int, group: str = "all", of: str | None = None) -> Measured:
    """A mean of n values, not yet released."""
    return Measured(name, group, "points", value, None, n, value - 1, value + 1, of or f"n_of_{name}", "mean")


def parts(counts: dict[str, int], group: str = "all", total: int | None = None) -> list[Measured]:
    """A partition: the parts of one total."""
    n = sum(counts.values()) if total is None else total
    return [share(name, k, n, group, part_of="parts") for name, k in counts.items()]
