"""Every chart once, with the longest and the nastiest that it may meet, for tests that hold for all of them."""

from collections.abc import Callable
from typing import Any

from fitlib import reference
from fitlib.charts import (
    Figure,
    amounts,
    curve,
    inclusion,
    means,
    multiples,
    network,
    positions,
    reliability,
    rounds,
    shares,
    spread,
    still_open,
    trajectories,
    trend,
)
from fitlib.charts.inclusion import KEPT, OUT, Step
from fitlib.charts.reveal import reveal
from fitlib.release.series import Series, release_series
from fitlib.release.series import Step as Place
from fitlib.words import Words
from tests.unit.charts.made import EVIL, SCOPE, case, gated, mean, points, share

ZONES = ("reached_target", "between_lines", "negative_zone")
SHARES = gated(share("crossed_reliably_of_below", 11, 25), share("deteriorated", 2, 49), audience="internal")
EXPORTS = gated(share("improved", 30, 49), share("improved", 30, 49, f"export:{EVIL}"))
PARTS = gated(*(share(name, k, 49) for name, k in zip(ZONES, (35, 11, 3), strict=True)), audience="internal")
MEANS = gated(mean("intake_ors", 28.8, 62), mean("intake_ors", 27.1, 4, "adult"), audience="internal")
AMOUNTS = gated(mean("sessions_per_episode", 6.2, 49, unit="sessions"))
ALPHAS = gated(
    *(
        mean("quality_alpha", 0.9, n, f"form:ORS:{age}:self", "coefficient")
        for age, n in (("adult", 120), ("child", 4))
    ),
    audience="internal",
)
PUBLISHED = {"form:ORS:adult:self": [(EVIL, 0.79)]}
CASE = case(
    self=points([142, None, 273], line_green=[200, 210, 220]), mother=points([250, 260]), **{EVIL: points([90])}
)

STEPS = (
    Step("Kaikki", gated(share("improved", 40, 49), share("improved", 20, 25, "adult")), "n", KEPT),
    Step("Pois: avoimia", gated(share("improved", 4, 49), audience="internal"), "k", OUT),
    Step(EVIL, gated(share("improved", 40, 49)), "k", KEPT),
)

FEW, MANY = share("improved", 2, 49), share("improved", 35, 49)
SHOWN = [gated(FEW if i == 3 else MANY, audience="internal")[0] for i in range(13)]
QUARTERS = [trend.Point(2023 + i // 4, 1 + i % 4, fact) for i, fact in enumerate(SHOWN)]
LEVEL = trend.Level(4, 0.7, 0.5, 0.9, frozenset({6}))

ROUNDS = (("coherence", "2024", 12, 3.2), ("coherence", "2025", 4, 3.9), ("G1", "2024", 12, 7.5))
ANSWERS = tuple(
    gated(mean(f"nomad_{part}@{year}-05-15", value, n, unit="answer"), audience="internal")[0]
    for part, year, n, value in ROUNDS
)
ENDS = {"nomad_coherence": (1, 5), "nomad_G1": (0, 10)}
EVENTS = (trend.Event(5, EVIL), trend.Event(7, "Uusi lomake"))
STEPS_OF_MANY = tuple(Place(place, 20.0 + place, 18.0 + place, 22.0 + place, 60 - 4 * place) for place in range(1, 9))
MANY_CURVES = release_series(
    [Series("ors", group, "points", STEPS_OF_MANY) for group in ("adult", "child", "rater:mother", "adolescent")],
    "internal", reference.load(),
)  # fmt: skip
OPEN_STEPS = tuple(Place(30 * i, 1 - i / 12, (1 - i / 9) if i else None, 1 - i / 15, 90 - 8 * i) for i in range(9))
OPEN = release_series([Series("still_open", "all", "share", OPEN_STEPS)], "internal", reference.load())[0]
DOTS = tuple(fact for i in range(6) for fact in gated(share("sessions_ors", 40 + 5 * i, 80 + 10 * i)))
EDGES = tuple(spread.Edge(fact.n, 0.4, 0.6, 0.3, 0.7) for fact in DOTS)
SPREAD = spread.Spread(DOTS, frozenset({2}), 0.5, EDGES, "Tiimejä kuvassa 6.")

EVERY: dict[str, Callable[[Words], Figure]] = {
    "shares": lambda words: shares.draw(SHARES, words, SCOPE),
    "exports": lambda words: shares.draw(EXPORTS, words, SCOPE, key="exports"),
    "positions": lambda words: positions.draw(PARTS, words, SCOPE),
    "means": lambda words: means.draw(MEANS, words, SCOPE, cutoffs={("intake_ors", "adult"): 25}),
    "amounts": lambda words: amounts.draw(AMOUNTS, words, SCOPE),
    "reliability": lambda words: reliability.draw(ALPHAS, PUBLISHED, words, SCOPE, "reliability", "alpha"),
    "inclusion": lambda words: inclusion.draw(STEPS, words, SCOPE),
    "trend": lambda words: trend.draw(QUARTERS, LEVEL, words, SCOPE),
    "network": lambda words: network.draw(CASE, words, SCOPE),
    "rounds": lambda words: rounds.draw(ANSWERS, ENDS, words, SCOPE),
    "curve": lambda words: curve.draw(CASE, words, SCOPE, srs_cutoff=360),
    "multiples": lambda words: multiples.draw([CASE, CASE], words, SCOPE),
}

CUTOFFS = {("intake_ors", "adult"): 25}
SPECS: dict[str, Callable[[Words], Any]] = {
    "shares": lambda words: shares.chart(SHARES, words),
    "exports": lambda words: shares.chart(EXPORTS, words),
    "positions": lambda words: positions.chart(PARTS, words),
    "means": lambda words: means.chart(MEANS, words, CUTOFFS),
    "amounts": lambda words: amounts.chart(AMOUNTS, words),
    "reliability": lambda words: reliability.chart(ALPHAS, PUBLISHED, words),
    "inclusion": lambda words: inclusion.chart(STEPS, words),
    "trend": lambda words: trend.chart(QUARTERS, LEVEL, words, EVENTS),
    "trajectories": lambda words: trajectories.chart(MANY_CURVES, words, {"adult": 25}),
    "still_open": lambda words: still_open.chart(OPEN, words),
    "spread": lambda words: spread.chart(SPREAD, words),
    "network": lambda words: network.chart(reveal(CASE), words),
    "rounds": lambda words: rounds.chart(ANSWERS, ENDS, words),
    "curve": lambda words: curve.chart(reveal(CASE), words, 360),
    "multiples": lambda words: multiples.chart([reveal(CASE)], words),
}
