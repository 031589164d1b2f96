"""GATE IN: exported files in, measurements without identities out."""

from fitlib.intake.explain import explain
from fitlib.intake.key import create_key, read_key
from fitlib.intake.outcome import REFUSED, SCHEMAS, Intake, Notice
from fitlib.intake.pseudonym import pseudonym
from fitlib.intake.read import ALL_CHECKS, read

__all__ = [
    "ALL_CHECKS", "REFUSED", "SCHEMAS", "Intake", "Notice", "create_key", "explain", "pseudonym", "read", "read_key",
]  # fmt: skip
