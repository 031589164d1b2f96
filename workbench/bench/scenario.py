"""The cost scenario: all draws of the full model, against the numpy script that a colleague would write."""

from collections.abc import Iterator
from dataclasses import replace
from math import sqrt
from pathlib import Path
from typing import Any

from fitlib import reference
from fitlib.scenario import Outcome, read, run
from workbench.bench import scenario_by_hand
from workbench.bench.line import Line, timed

ERRORS = 6  # standard errors of the mean: two sets of draws of one model lie nearer


def lines(rows: int, folder: Path) -> Iterator[Line]:
    """`rows` draws of the default scenario, both ways with mean, quantiles, years and histogram."""
    known = reference.load()
    one = replace(read("default", known), draws=rows)
    ours, outcome = timed(lambda: run(one, known), times=3)
    theirs, outputs = timed(lambda: _by_hand(rows), times=3)
    agree(outcome, outputs)
    yield Line("scenario", "numpy_script", "draws", rows, ours, theirs)


def _by_hand(rows: int) -> dict[str, Any]:
    outputs = scenario_by_hand.script(rows)
    scenario_by_hand.told(outputs)
    return outputs


def agree(outcome: Outcome, outputs: dict[str, Any]) -> None:
    """Raises: RuntimeError where the two do not draw the same model."""
    for name in ("gross", "costs", "net", "freed_hours"):
        error = outputs[name].std() / sqrt(outcome.draws)
        if abs(outcome[name].mean - outputs[name].mean()) > ERRORS * sqrt(2) * error:
            raise RuntimeError(f"{name} differs: no ratio means anything")
