"""Invented data with a known truth: a library of cases for the workshop, and the exports of a whole organisation."""

from fitlib.synthetic.case import Case, Truth, case
from fitlib.synthetic.exports import Exports, write_exports
from fitlib.synthetic.family import Family, families, family, read_family, without_noise

__all__ = [
    "Case", "Exports", "Family", "Truth",
    "case", "families", "family", "read_family", "without_noise", "write_exports",
]  # fmt: skip
