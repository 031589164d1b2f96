"""Tables: released figures in, HTML or CSV out. They never compute, filter or hide.

facts(facts, words, caption) -> Markup · beside(columns, words, caption) -> Markup
pairs(rows, caption, words) -> Markup · csv(facts, words) -> bytes
"""

from fitlib.tables.export import csv
from fitlib.tables.facts import beside, facts, pairs

__all__ = ["beside", "csv", "facts", "pairs"]
