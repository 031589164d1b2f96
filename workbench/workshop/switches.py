"""What the trainer has switched on: around the lines, beside them, and whose lines. Each has a key on the keyboard."""

from dataclasses import dataclass, replace

ALL = 0  # every rater at once; 1, 2 … are they one by one
KEYS = {"bands": "b", "cutoff": "k", "corridor": "o", "line": "v", "items": "i", "rater": "a"}


@dataclass(frozen=True)
class Switches:
    """`rater` goes round: all, the first alone, the second alone … The others are on or off."""

    bands: bool = True
    cutoff: bool = True
    corridor: bool = False
    line: bool = False
    items: bool = False
    rater: int = ALL

    def turned(self, name: str, raters: int = 1) -> "Switches":
        """The same with one of them turned. Takes: how many raters the case has."""
        if name == "rater":
            return replace(self, rater=(self.rater + 1) % (raters + 1) if raters > 1 else ALL)
        return replace(self, **{name: not getattr(self, name)})

    def on(self) -> list[str]:
        """The names of those that are on."""
        return [name for name in KEYS if getattr(self, name)]
