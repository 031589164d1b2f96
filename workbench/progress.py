"""The progress bar of a batch: how many, of which team, and how long still."""

import time
from collections.abc import Callable
from typing import TextIO

from fitlib.words import Words
from workbench import choices
from workbench.matrix import Job

MINUTE = 60


class Bar:
    """A progress bar that names the count, the team and the time left."""

    def __init__(self, total: int, done: int, words: Words, out: TextIO | None) -> None:
        from tqdm import tqdm

        self.words, self.total, self.done, self.there = words, total, done, done
        self.begun = time.monotonic()
        self.bar = tqdm(total=total, initial=done, file=out, bar_format="{desc} |{bar}| {percentage:3.0f} %")

    def __enter__(self) -> Callable[[Job], None]:
        self._say("")
        return self.tell

    def __exit__(self, *error: object) -> None:
        self.bar.close()

    def tell(self, job: Job) -> None:
        """One more page is there."""
        self.done += 1
        self._say(choices.said("team", job.parameters.get("team") or job.page, self.words))
        self.bar.update()

    def _say(self, team: str) -> None:
        text = self.words("batch.progress", done=self.done, total=self.total, team=team)
        self.bar.set_description_str(" ".join([text.strip(), self._left()]).strip(), refresh=False)

    def _left(self) -> str:
        made = self.done - self.there
        if not made or self.done == self.total:
            return ""
        return left((time.monotonic() - self.begun) / made * (self.total - self.done), self.words)


def left(seconds: float, words: Words) -> str:
    """`(noin 2 min jäljellä)`: whole minutes, below two minutes whole seconds."""
    whole = round(seconds)
    if whole < 2 * MINUTE:
        return words("batch.left_seconds", count=max(whole, 1))
    return words("batch.left_minutes", count=round(seconds / MINUTE))
