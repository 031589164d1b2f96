"""What change is expected

The service reference curve says what scores own closed episodes reached, by first score and session. It is made from
published figures while own episodes are few, and from own data when they are many. It is a cue for a conversation.
"""

import polars as pl
import pytest

from fitlib.reference import Reference
from fitlib.statistics import expected_change, expected_rows, expected_rules, zones


def curve(constants: Reference, age_group: str = "adult") -> expected_change.ReferenceCurve:
    """The curve while there are no own episodes."""
    return expected_change.prior_curve(expected_rules.rules(constants, age_group))


def placed(constants: Reference, **row: float) -> dict:
    """One curve with its zone; scores in points as on the page."""
    tenths = {name: round(10 * value) for name, value in row.items() if name not in ("session", "n_ors")}
    table = pl.DataFrame([{"session": 8, "n_ors": 3} | row | tenths])
    return zones.with_lines(table, curve(constants), expected_rules.preset(constants, "percentile")).row(0, named=True)


def test_low_starts_are_expected_to_gain_more(constants):
    """Who starts at 10 is expected to gain more by the eighth session than who starts at 20; at 34 nothing."""
    gains = [float(curve(constants).expected(first, 8)) - first for first in (100, 200, 340)]
    assert [round(gain / 10, 1) for gain in gains] == [13.5, 8.0, 0.3]


def test_gain_comes_early(constants):
    """Half of the eight-session gain is expected by the third session, as the curve follows the logarithm."""
    path = [float(curve(constants).expected(200, session)) / 10 for session in (1, 2, 3, 8)]
    assert [round(score, 1) for score in path] == [20.0, 22.7, 24.2, 28.0]


@pytest.mark.parametrize(("latest", "zone"), [(28.0, "green"), (27.9, "orange"), (23.2, "orange"), (23.1, "red")])
def test_zones_lie_at_the_lines(constants, latest, zone):
    """At or above the upper line is green, below the lower line red, between them yellow."""
    found = placed(constants, intake=20, latest=latest)
    assert (found["line_green"], found["line_red"], found["zone"]) == (280, 232, zone)


def test_one_measure_has_no_zone(constants):
    """With one measure there is no change to place, and the zone is grey."""
    assert placed(constants, intake=20, latest=20, n_ors=1)["zone"] == "grey"


def test_lines_of_the_export_stand(constants):
    """Where the export carries its own lines they are used, and the page says so; the expected mean stays our own."""
    found = placed(constants, intake=20, latest=26, line_green=25.8, line_red=21.0)
    assert (found["zone"], found["line_source"], found["expected_mean"]) == ("green", "export", pytest.approx(280))


def test_few_episodes_are_marked_indicative(constants):
    """With 29 closed episodes the published figures stand alone, and the curve is marked indicative."""
    rows = [
        {"episode": f"e{i}", "client": f"c{i}", "session_no": session, "ors": 150 + 10 * session}
        for i in range(29)
        for session in (1, 2, 3)
    ]
    kind = {"rater": "self", "ors_form": "ORS", "age_group": "adult", "status": "closed"}
    table = pl.DataFrame(rows).with_columns(**{name: pl.lit(value) for name, value in kind.items()})
    (found,) = expected_rows.fit_curves(expected_rows.later_measures(table), constants).values()
    assert (found.tier, found.episodes) == ("prior", 29)
