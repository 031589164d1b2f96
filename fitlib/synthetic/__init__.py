"""Invented data with a known truth: a library of cases for the workshop, and the exports of a whole organisation."""

from fitlib.synthetic.exports import Exports, write_exports

__all__ = ["Exports", "write_exports"]
