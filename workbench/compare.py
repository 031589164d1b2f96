"""Two runs side by side: what was different in data, definitions and program, then which figures are not the same.

It reads the run records of the two folders, that is figures that the gate has released already, and nothing else: it
shows what a reader of both runs can see, subtracts nothing, and what is hidden in either stays hidden. Whether two
releases may stand side by side at all was judged when the later one was made (the release ledger of the gate).
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fitlib.errors import InputRefused
from workbench import record
from workbench.record import MADE, Record, Versions

SHOWN = ("value", "k", "n", "low", "high")
PARTS = ("data_hash", "definitions", "code", "own")
Fact = Any


@dataclass(frozen=True)
class Run:
    """One run: its folder's name and the records of its pages, one language each."""

    name: str
    pages: tuple[Record, ...]

    @property
    def versions(self) -> tuple[Versions, ...]:
        """What the pages were made of; more than one where a run was gone on with later."""
        return tuple(dict.fromkeys(one.versions for one in self.pages))

    def said(self, part: str) -> tuple[str, ...]:
        """Each value of one part of the versions."""
        return tuple(dict.fromkeys(str(getattr(one, part) or "") for one in self.versions))


@dataclass(frozen=True)
class Line:
    """One figure that is not the same: as it was, as it is; None where that run does not have it."""

    old: Fact | None
    new: Fact | None

    @property
    def fact(self) -> Fact:
        """The one that is there."""
        return self.new or self.old

    @property
    def apart(self) -> bool:
        """True where both have an interval and the two do not meet."""
        ends = [(one.low, one.high) for one in (self.old, self.new) if one is not None]
        if len(ends) == 1 or any(end is None for pair in ends for end in pair):
            return False
        (low, high), (later_low, later_high) = ends
        return high < later_low or later_high < low


@dataclass(frozen=True)
class Pair:
    """A page that both runs have: its records, the figures that differ, and how many are the same."""

    old: Record
    new: Record
    lines: tuple[Line, ...]
    same: int


@dataclass(frozen=True)
class Comparison:
    """Two runs: pages of both by page and team, and pages that only one has."""

    old: Run
    new: Run
    pairs: tuple[Pair, ...]
    gone: tuple[Record, ...]
    added: tuple[Record, ...]

    def changed(self, part: str) -> bool:
        """Whether a part of the versions differs between the runs."""
        return set(self.old.said(part)) != set(self.new.said(part))


def read(folder: Path) -> Run:
    """The run of a folder. Raises: InputRefused where the folder holds no records of pages."""
    found = (record.parse(file) for file in sorted(folder.glob("*.json")))
    pages: dict[Any, Record] = {}
    for one in found:
        if one is not None and one.outcome == MADE:
            pages.setdefault(_key(one), one)
    if not pages:
        raise InputRefused("no_run", folder=str(folder))
    return Run(folder.name, tuple(pages.values()))


def compare(old: Run, new: Run) -> Comparison:
    """The comparison of two runs.

    Rule: pages match by name and parameters; where the period differs, by the others if there is one in each run.
    """
    pairs = _matched(old.pages, new.pages, _key)
    left, right = _left(old, pairs, 0), _left(new, pairs, 1)
    pairs += _matched(_single(left), _single(right), _key_without_period)
    told = sorted((_pair(a, b) for a, b in pairs), key=lambda pair: _order(pair.new))
    gone, added = (sorted(_left(run, pairs, side), key=_order) for side, run in enumerate((old, new)))
    return Comparison(old, new, tuple(told), tuple(gone), tuple(added))


def _pair(old: Record, new: Record) -> Pair:
    before, after = ({(one["name"], one["group"]): one for one in page.facts} for page in (old, new))
    keys = list(dict.fromkeys([*after, *before]))
    differ = [key for key in keys if _shown(before.get(key)) != _shown(after.get(key))]
    lines = tuple(Line(_fact(before.get(key)), _fact(after.get(key))) for key in differ)
    return Pair(old, new, lines, len(keys) - len(differ))


def _shown(fact: dict[str, Any] | None) -> tuple[Any, ...] | None:
    """What a reader sees of a figure; of a hidden one only that it is."""
    if fact is None:
        return None
    return (fact["hidden"],) if fact["hidden"] else tuple(fact[name] for name in SHOWN)


def _fact(fact: dict[str, Any] | None) -> Fact | None:
    return None if fact is None else SimpleNamespace(**fact)


def _matched(old: Iterable[Record], new: Iterable[Record], key: Any) -> list[tuple[Record, Record]]:
    later = {key(one): one for one in new}
    return [(one, later[key(one)]) for one in old if key(one) in later]


def _left(run: Run, pairs: list[tuple[Record, Record]], side: int) -> list[Record]:
    matched = {pair[side].file for pair in pairs}
    return [one for one in run.pages if one.file not in matched]


def _single(pages: Sequence[Record]) -> list[Record]:
    keys = [_key_without_period(one) for one in pages]
    return [one for one, key in zip(pages, keys, strict=True) if keys.count(key) == 1]


def _key(one: Record) -> str:
    return _digest(one, ("lang",))


def _key_without_period(one: Record) -> str:
    return _digest(one, ("lang", "period"))


def _digest(one: Record, without: Sequence[str]) -> str:
    kept = {name: value for name, value in one.parameters.items() if name not in without}
    return json.dumps([one.page, kept], sort_keys=True)


def _order(one: Record) -> tuple[str, str, str]:
    return one.page, str(one.parameters.get("team", "")), str(one.parameters.get("period", ""))
