"""Whose figures these are: for the gate only. How many cases stand behind a count, and which clients."""

from fitlib.indicators.people.people import SHEETS, People, people

__all__ = ["SHEETS", "People", "people"]
