"""How well the patterns are found: in the library's cases, against the same cases without noise.

Sensitivity: of the curves that truly show a pattern, how many are found. Specificity: of those that do not, how many
are left alone. These are figures of invented cases: they say how a rule stands noise, nothing of any service's clients.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache

from fitlib.curves.classify import Classified, classify
from fitlib.curves.columns import from_curves
from fitlib.curves.pattern import ABSENT, TOO_FEW
from fitlib.reference import Reference
from fitlib.synthetic.case import Case, case
from fitlib.synthetic.family import FOLDER, families, without_noise

PUBLISHED = FOLDER / "pattern_accuracy.json"


@dataclass(frozen=True)
class Accuracy:
    """One pattern: found of shown (sensitivity), left alone of not shown (specificity), too few points to tell."""

    key: str
    found: int
    shown: int
    left_alone: int
    not_shown: int
    too_few: int


@dataclass(frozen=True)
class Shows:
    """One family and a pattern it is meant to show: in how many of its cases at least one curve shows it."""

    family: str
    key: str
    found: int
    cases: int


def accuracy(reference: Reference, per_family: int) -> tuple[tuple[Accuracy, ...], tuple[Shows, ...]]:
    """Every pattern and every family's meant patterns, over the first so many cases of each family."""
    noisy = [case(kind, number) for kind in families() for number in range(per_family)]
    clean = [case(without_noise(kind), number) for kind in families() for number in range(per_family)]
    seen, true = (_classified(cases, reference) for cases in (noisy, clean))
    return tuple(_of_pattern(key, seen, true) for key in sorted(seen.keys)), tuple(_shows(noisy, seen))


def _classified(cases: Sequence[Case], reference: Reference) -> Classified:
    return classify(from_curves([curve for one in cases for curve in one.curves], reference), reference)


def _of_pattern(key: str, seen: Classified, true: Classified) -> Accuracy:
    answer, truth = seen.of(key), true.of(key)
    told = (answer != TOO_FEW) & (truth != TOO_FEW)
    fired, shown = answer[told] > ABSENT, truth[told] > ABSENT
    counts = (fired & shown).sum(), shown.sum(), (~fired & ~shown).sum(), (~shown).sum(), (~told).sum()
    return Accuracy(key, *map(int, counts))


def _shows(cases: Sequence[Case], seen: Classified) -> list[Shows]:
    found: dict[tuple[str, str], list[bool]] = {}
    meant, at = {kind.key: kind.shows for kind in families()}, 0
    for one in cases:
        rows = slice(at, at + len(one.curves))
        at = rows.stop
        for key in meant[one.family]:
            found.setdefault((one.family, key), []).append(bool((seen.of(key)[rows] > ABSENT).any()))
    return [Shows(*names, sum(hits), len(hits)) for names, hits in found.items()]


def as_published(reference: Reference, per_family: int) -> str:
    """The text of data/synthetic/pattern_accuracy.json, made anew."""
    patterns, shows = accuracy(reference, per_family)
    table = {name: [asdict(row) for row in rows] for name, rows in (("patterns", patterns), ("shows", shows))}
    return json.dumps({"per_family": per_family} | table).replace("}, {", "},\n  {").replace("[{", "[\n  {") + "\n"


@cache
def published() -> tuple[tuple[Accuracy, ...], tuple[Shows, ...]]:
    """The accuracy as it was published with the library; a golden test makes it anew and compares."""
    table = json.loads(PUBLISHED.read_text("utf-8"))
    return tuple(Accuracy(**row) for row in table["patterns"]), tuple(Shows(**row) for row in table["shows"])
