"""From a trend to scores: interpolation, ceiling and floor, a total split into four items. Integer tenths."""

from collections.abc import Sequence

from fitlib.synthetic.chance import Chance, nearest

ITEM_TOP, TOTAL_TOP = 100, 400
Items = tuple[int, int, int, int]


def tenths(points: float) -> int:
    """Points of a recipe as integer tenths."""
    return round(points * 10)


def bounded(total: int, top: int = TOTAL_TOP) -> int:
    """The score within its scale: this is where ceiling and floor come from."""
    return min(max(total, 0), top)


def along(anchors: Sequence[tuple[int, int]], at: int) -> int:
    """The value at a position, straight lines between the anchors, level outside them.

    Takes: anchors (position, value) in order of position. Gives: an integer.
    """
    if at <= anchors[0][0]:
        return anchors[0][1]
    for (left, low), (right, high) in zip(anchors, anchors[1:], strict=False):
        if at <= right:
            return low + nearest((high - low) * (at - left), right - left)
    return anchors[-1][1]


def split(total: int, chance: Chance, spread: int, lean: Sequence[int] = (0, 0, 0, 0)) -> Items:
    """Four items of 0–100 tenths that add up to the total.

    Takes: total (tenths), spread of the items around their mean (sd, tenths), lean of each item (tenths).
    """
    base = total // 4
    items = [bounded(base + lean[number] + chance.normal(spread), ITEM_TOP) for number in range(4)]
    left = total - sum(items)
    start = chance.between(0, 3)
    while left:
        for step in range(4):
            number = (start + step) % 4
            share = nearest(left, 4 - step)
            moved = bounded(items[number] + share, ITEM_TOP) - items[number]
            items[number] += moved
            left -= moved
        start += 1
    return items[0], items[1], items[2], items[3]


def all_or_nothing(total: int, chance: Chance) -> Items:
    """Four items of 0 or 10 points whose sum comes nearest to the total."""
    full = nearest(total, ITEM_TOP)
    start = chance.between(0, 3)
    items = [ITEM_TOP if (number - start) % 4 < full else 0 for number in range(4)]
    return items[0], items[1], items[2], items[3]
