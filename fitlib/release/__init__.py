"""GATE OUT: the only maker of what may be shown. Charts and tables accept nothing else."""

from fitlib.release.cases import release_curves
from fitlib.release.expected import ReleasedExpected, release_expected
from fitlib.release.gate import apart, release, withholding
from fitlib.release.ledger import Ledger, consulting
from fitlib.release.policy import Policy, audiences, policy
from fitlib.release.reasons import COVERAGE, EDGES, FEW_VALUES, SMALL_GROUP, TOO_CLOSE
from fitlib.release.released import Released, ReleasedCurve, ReleasedFact, ReleasedPoint

__all__ = [
    "COVERAGE", "EDGES", "FEW_VALUES", "SMALL_GROUP", "TOO_CLOSE", "Ledger", "Policy", "Released", "ReleasedCurve",
    "ReleasedExpected", "ReleasedFact", "ReleasedPoint", "apart", "audiences", "consulting", "policy", "release",
    "release_curves", "release_expected", "withholding",
]  # fmt: skip
