"""How long a part has taken. It says so to the trainer and to nobody else, and asks for nothing."""

from dataclasses import dataclass, field

SECONDS = 60


@dataclass
class Timer:
    """Seconds spent in each part, from the clock readings that it is given."""

    spent: dict[int, float] = field(default_factory=dict)
    part: int | None = None
    since: float = 0.0

    def enter(self, part: int, now: float) -> None:
        """The room is in this part from now on."""
        if self.part is not None:
            self.spent[self.part] = self.spent.get(self.part, 0.0) + now - self.since
        self.part, self.since = part, now

    def minutes(self, part: int, now: float) -> int:
        """Whole minutes spent in a part so far."""
        running = now - self.since if part == self.part else 0.0
        return int((self.spent.get(part, 0.0) + running) // SECONDS)

    def whole(self, now: float) -> int:
        """Whole minutes since the first part began; waiting before it does not count."""
        begun = {part: seconds for part, seconds in self.spent.items() if part >= 0}
        running = now - self.since if self.part is not None and self.part >= 0 else 0.0
        return int((sum(begun.values()) + running) // SECONDS)
