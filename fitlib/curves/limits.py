"""The thresholds of the pattern rules, out of the reference rows and in the units the rules count in."""

from functools import lru_cache

from fitlib.reference import Reference

TENTHS, PER_THOUSAND = 10, 1000


class Limits:
    """Reference rows as integers: scores in tenths, shares per thousand, counts as they are.

    Raises: ReferenceMissing for a row that is not there.
    """

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.rci = self.tenths("rci.convention")
        self.sem = self.tenths("noise.sem")
        self.score = lru_cache(maxsize=None)(lambda name: self.tenths(f"pattern.{name}"))
        self.share = lru_cache(maxsize=None)(lambda name: round(PER_THOUSAND * reference[f"pattern.{name}"]))
        self.count = lru_cache(maxsize=None)(lambda name: int(reference[f"pattern.{name}"]))

    def tenths(self, name: str) -> int:
        """A score of the reference rows as integer tenths."""
        return round(TENTHS * self.reference[name])

    def number(self, name: str) -> float:
        """A plain number, such as a quantile of Student's t."""
        return float(self.reference[f"pattern.{name}"])
