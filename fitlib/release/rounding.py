"""Rounded counts: what is published, and which counts are published alike. Steps and thresholds are the policy's."""

from collections.abc import Iterable

BAND = 6  # the "midpoint 6" of OpenSAFELY: counts fall into bands of six, each told by its middle


def to_nearest(count: int, step: int) -> int:
    """The nearest multiple, half up: 3 is 5 and 2 is 0 where the step is 5."""
    return (2 * count + step) // (2 * step) * step


def midpoint6(count: int) -> int:
    """The middle of the band of six that holds the count: 0, 1-6 is 3, 7-12 is 9. Source: OpenSAFELY."""
    return 0 if count == 0 else BAND * ((count - 1) // BAND) + BAND // 2


def redacted(count: int, minimum: int, step: int) -> int | None:
    """The count as it is published by itself: None below `minimum`, else to the nearest step; 0 stays."""
    return None if 0 < count < minimum else to_nearest(count, step)


def published_total(counts: Iterable[int | None]) -> int:
    """The total that may stand under published cells: their own sum, hidden ones left out."""
    return sum(count for count in counts if count is not None)


def alike(count: int, step: int, minimum: int) -> tuple[int, int]:
    """The smallest and the largest count that are published as this one is, where it is not hidden."""
    if count == 0 or step == 1:
        return count, count
    seen = to_nearest(count, step)
    return max(seen - step // 2, minimum), seen + (step - 1) // 2
