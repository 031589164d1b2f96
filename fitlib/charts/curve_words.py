"""What a curve says without the picture: the sentence, the note and the table of revealed points."""

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import raters
from fitlib.charts.curve_panel import CARRIED, TENTHS, when
from fitlib.charts.overlays import Overlays
from fitlib.charts.reveal import Revealed
from fitlib.charts.scope import Scope
from fitlib.release import ReleasedPoint
from fitlib.words import Words

COUNTED = 10
BARE = Overlays()


def case_name(seen: Revealed, words: Words) -> str:
    """`Tapaus A`."""
    return words("charts.curve.case", label=seen.label)


def sentence(seen: Revealed, words: Words, over: Overlays = BARE) -> str:
    """`ORS nousi 14,2:sta 27,3:een neljässä tapaamisessa.` of each rater; of one alone, the change and its limit.

    Where the expected change is drawn, the latest score is told beside it.
    """
    if not seen.raters:
        return words("charts.curve.nothing")
    if len(seen.raters) == 1:
        told = [_moved(seen.main, words), *_change(seen, words)]
    else:
        told = [f"{raters.name(rater, words)}: {_moved(points, words)}" for rater, points in seen.raters]
    return " ".join([*told, *_beside_expected(seen, words, over)])


def _beside_expected(seen: Revealed, words: Words, over: Overlays) -> list[str]:
    measured = [point for point in seen.main if point.ors is not None]
    there = over.at(measured[-1].step) if len(measured) > 1 else None
    if there is None or measured[-1].ors is None:
        return []
    score, (low, middle, high) = measured[-1].ors, there
    place = "below" if score < low else "above" if score > high else "inside"
    values = {name: words.number(at / TENTHS) for name, at in (("low", low), ("middle", middle), ("high", high))}
    key = f"charts.curve.beside_corridor.{place}" if over.corridor else "charts.curve.beside_line"
    return [words(key, step=measured[-1].step, score=words.number(score / TENTHS), **values)]


def _moved(points: tuple[ReleasedPoint, ...], words: Words) -> str:
    measured = [point for point in points if point.ors is not None]
    if not measured:
        return words("charts.curve.not_measured")
    first, last = measured[0].ors, measured[-1].ors
    score = words.number(last / TENTHS)
    if len(measured) == 1:
        return words("charts.curve.once", score=score)
    way = "rose" if last > first else "fell" if last < first else "same"
    ends = {"first": _ending(first, "from", words), "last": _ending(last, "to", words), "score": score}
    return words(f"charts.curve.{way}", **ends, sessions=_sessions(measured[-1].step - measured[0].step + 1, words))


def _change(seen: Revealed, words: Words) -> list[str]:
    scores = [score for _, _, score in seen.scores("ors")]
    if len(scores) < 2:
        return []
    change, limit = scores[-1] - scores[0], seen.reliable_change
    return [words("charts.curve.change", change=words.number(change / TENTHS), limit=words.number(limit / TENTHS))]


def _ending(tenths: int, case: str, words: Words) -> str:
    """The number with the case ending of its last spoken digit, in the languages that have one."""
    number = words.number(tenths / TENTHS)
    return number + words(f"charts.ending.{case}.{number[-1]}")


def _sessions(count: int, words: Words) -> str:
    if count <= COUNTED:
        return words(f"charts.curve.in_sessions.{count}")
    return words("charts.curve.in_sessions.many", count=words.number(count, 0))


def note(seen: Revealed, scope: Scope, words: Words, over: Overlays = BARE) -> str:
    """How many measurements of how many sessions, the bands' widths, what the expected change rests on, the scope."""
    main = seen.main
    counts = {scale: sum(getattr(point, scale) is not None for point in main) for scale in ("ors", "srs")}
    said = words("charts.curve.note", **counts, n=len(main), change=words.number(seen.reliable_change / TENTHS),
                 noise=words.number(seen.noise / TENTHS))  # fmt: skip
    return " ".join(part for part in (said, source(words, over), scope.sentence(words)) if part)


def source(words: Words, over: Overlays) -> str:
    """What the expected change is drawn from, and of how many episodes; empty where it is not drawn."""
    if over.expected is None or not over.shows_expected:
        return ""
    n, last = words.number(over.expected.n, 0), over.expected.rows[-1][0]
    return words(f"charts.curve.expected_from.{over.expected.tier}", n=n, last=last)


def table(seen: Revealed, words: Words, over: Overlays = BARE) -> Markup:
    """One row per revealed point and rater: step, when, ORS, SRS, and the lines that are drawn, where there are any."""
    carried = [
        name for name in CARRIED if any(getattr(p, name) is not None for _, points in seen.raters for p in points)
    ]
    columns, expected = ["ors", "srs", *carried], ("low", "middle", "high") if over.rows(seen) else ()
    head = [words(f"charts.curve.column.{name}") for name in ("step", "when", "rater", *columns, *expected)]
    rows = [
        (
            point.step,
            when(point, words),
            raters.name(rater, words),
            *(_points(getattr(point, name), words) for name in columns),
            *(_points(line, words) for line in (over.at(point.step) or (None,) * 3) if expected),
        )
        for rater, points in seen.raters
        for point in points
    ]
    return shapes.table(words("charts.curve.table", case=case_name(seen, words)), head, rows)


def _points(tenths: int | None, words: Words) -> str:
    return words.number(None if tenths is None else tenths / TENTHS)
