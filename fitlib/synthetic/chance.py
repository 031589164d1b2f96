"""Chance that is the same on every machine: integers only, drawn from a seed and labels.

SplitMix64 (Steele, Lea & Flood 2014). No platform's float and no library's generator takes part, so that a case made
today is the same case, bit by bit, on another machine and with another version of numpy. Shares are per thousand.
"""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")
_WORD = (1 << 64) - 1
_SIXTEEN = (1 << 16) - 1


def nearest(numerator: int, denominator: int) -> int:
    """The integer nearest to a fraction, halves up; the denominator is positive."""
    return (2 * numerator + denominator) // (2 * denominator)


class Chance:
    """A stream of integers that depends on its labels and on nothing else.

    Takes: a seed and labels; equal labels give equal streams, any other label an unrelated one.
    """

    def __init__(self, *labels: int | str) -> None:
        text = "\x1f".join(map(str, labels)).encode()
        self._state = int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big")

    def bits(self) -> int:
        """The next 64 bits."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _WORD
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _WORD
        return mixed ^ (mixed >> 31)

    def between(self, low: int, high: int) -> int:
        """An integer from low to high, both included."""
        return low + ((self.bits() * (high - low + 1)) >> 64)

    def happens(self, per_thousand: int) -> bool:
        """True in so many cases of a thousand."""
        return self.between(0, 999) < per_thousand

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items, all equally likely."""
        return items[self.between(0, len(items) - 1)]

    def weighted(self, rows: Sequence[tuple[Item, int]]) -> Item:
        """One of the items, by weight."""
        left = self.between(1, sum(weight for _, weight in rows))
        for item, weight in rows:
            left -= weight
            if left <= 0:
                return item
        raise AssertionError("weights sum to less than was drawn")

    def normal(self, sd: int) -> int:
        """A bell-shaped integer around 0 with this standard deviation: the sum of twelve 16-bit integers."""
        words = (self.bits(), self.bits(), self.bits())
        twelve = sum((word >> shift) & _SIXTEEN for word in words for shift in (0, 16, 32, 48))
        return nearest((twelve - 6 * _SIXTEEN) * sd, 1 << 16)
