"""Charts: released values in; a figure with its sentence, note, reading guide and data table out. One file per chart.

A chart draws; it never computes, filters or hides. What it takes must have come from the gate, else TypeError:
  shares.draw(facts, words, scope, key="shares")      facts with unit share: dot, interval, k/n
  means.draw(facts, words, scope, key="means")        one mean per group on the 0-40 axis, with interval
  positions.draw(facts, words, scope, key=...)        target / between / negative zone, stacked; hidden parts hatched
  amounts.draw(facts, words, scope, key="amounts")    visits, sessions or euros as bars with interval
  inclusion.draw(steps, words, scope, key=...)        from all episodes to those counted, with what is left out
  trend.draw(points, level, words, scope, key=...)    one share over the quarters, with its usual level
  curve.draw(released_curve, words, scope, step=None, key="curve")   one case, ORS over SRS, revealed up to `step`
  multiples.draw(released_curves, words, scope, key="multiples")     many cases, small
"""

from fitlib.charts.figure import Figure
from fitlib.charts.scope import Scope

__all__ = ["Figure", "Scope"]
