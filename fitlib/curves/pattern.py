"""A pattern: a pure rule with the clinicians' name, and what a rule answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fitlib.curves.block import ORS, Block
from fitlib.curves.columns import Ints
from fitlib.curves.limits import Limits

TOO_FEW, ABSENT = -1, 0


@dataclass(frozen=True)
class Finding:
    """What a rule says of every curve of a block.

    `fired`: 0 for no, k for the k-th condition of the pattern. `enough`: where the rule could be asked at all.
    `seen`: the scores that the condition compares (tenths), `counted`: what it counts, for the sentence on the page.
    """

    fired: Ints
    seen: Mapping[str, Ints] = field(default_factory=dict)
    counted: Mapping[str, Ints] = field(default_factory=dict)
    enough: NDArray[np.bool_] | None = None

    def answers(self) -> Ints:
        """TOO_FEW, ABSENT or the number of the condition, one per curve."""
        fired = self.fired.astype(np.int8)
        return fired if self.enough is None else np.where(self.enough, fired, np.int8(TOO_FEW))


@dataclass(frozen=True)
class Pattern:
    """One row of the table of patterns: key, conditions in order, the view its rule reads, and the rule.

    Words: `patterns.<key>.name`, `.condition.<condition>`, `.may_1`…, `.ask_1`…; the fewest measurements and the rank
    are reference rows `pattern.<key>.points` and `.rank`.
    """

    key: str
    conditions: tuple[str, ...]
    rule: Callable[[Block, Limits], Finding]
    view: str = ORS
