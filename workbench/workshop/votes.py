"""Votes, in memory only. A device is a random word in a cookie; nobody's name or address is known, or kept."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbench.workshop.script import Ballot


@dataclass(frozen=True)
class Totals:
    """How many answered, and how many chose what: `counts` is None where fewer answered than may be shown."""

    n: int
    counts: Mapping[str, int] | None


@dataclass
class Votes:
    """One vote per device and ballot, the last one counting, and the hands that the trainer counted."""

    least: int
    _cast: dict[Ballot, dict[str, str]] = field(default_factory=dict)
    _hands: dict[Ballot, Counter[str]] = field(default_factory=dict)

    def cast(self, ballot: Ballot, device: str, option: str) -> None:
        """A device's vote; a new one takes the place of its earlier one."""
        self._cast.setdefault(ballot, {})[device] = option

    def chosen(self, ballot: Ballot, device: str) -> str | None:
        """What this device chose, told to itself alone."""
        return self._cast.get(ballot, {}).get(device)

    def hand(self, ballot: Ballot, option: str) -> None:
        """One more raised hand."""
        self._hands.setdefault(ballot, Counter())[option] += 1

    def hands(self, ballot: Ballot, counts: Mapping[str, int]) -> None:
        """The hands as counted, in place of what was typed before; nothing below zero."""
        self._hands[ballot] = Counter({option: max(0, count) for option, count in counts.items()})

    def shown_hands(self, ballot: Ballot) -> Mapping[str, int]:
        """The hands as typed, for the one who typed them."""
        return self._hands.get(ballot, Counter())

    def answered(self, ballot: Ballot) -> int:
        """How many have answered so far: all that is told while a vote is open."""
        return len(self._cast.get(ballot, {})) + sum(self._hands.get(ballot, Counter()).values())

    def totals(self, ballot: Ballot, options: Iterable[str]) -> Totals:
        """Released totals: every option counted, none where fewer than `least` answered."""
        counted = Counter(self._cast.get(ballot, {}).values()) + self._hands.get(ballot, Counter())
        n = counted.total()
        return Totals(n, {option: counted[option] for option in options} if n >= self.least else None)

    def forget(self) -> None:
        """As if nobody had voted."""
        self._cast.clear()
        self._hands.clear()
