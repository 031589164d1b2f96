"""A case of a family: its curves as they were measured, and the truth behind them. Bit-identical on every machine."""

from dataclasses import dataclass
from datetime import date, timedelta

from fitlib.curves.curve import Curve, Point
from fitlib.synthetic.chance import Chance, nearest
from fitlib.synthetic.family import Family, Line, family, library_seed
from fitlib.synthetic.scores import Items, all_or_nothing, along, bounded, split

TEAM = "synthetic"
FIRST_DAY = date(2024, 1, 15)


@dataclass(frozen=True)
class Happened:
    """An event at a session; `name` is a key of the words (cases.event.<name>). Changes in tenths."""

    session_no: int
    name: str
    lasts: int
    ors: int
    srs: int


@dataclass(frozen=True)
class Truth:
    """What lies behind one curve: scores without noise at the rated sessions, the noise's sd, the events. Tenths."""

    who: str
    sessions: tuple[int, ...]
    ors: tuple[int, ...]
    srs: tuple[int, ...]
    noise_ors: int
    noise_srs: int
    events: tuple[Happened, ...]


@dataclass(frozen=True)
class Case:
    """One synthetic case; `curves` and `truth` go in step, and `who` of a truth names the person of its curve.

    Words: `<story_key>.name`, `<story_key>.story`, `cases.who.<who>`, `cases.event.<name>`.
    """

    family: str
    number: int
    form: str
    closing: str
    planned_sessions: int | None
    curves: tuple[Curve, ...]
    truth: tuple[Truth, ...]
    story_key: str


def case(of: Family | str, number: int, seed: int | None = None) -> Case:
    """The case of that number in a family: the same curves wherever and whenever it is made.

    Takes: a family or its key, any number, the library's seed or another. Gives: curves and the truth behind them.
    """
    kind = family(of) if isinstance(of, str) else of
    chance = Chance("case", library_seed() if seed is None else seed, kind.key, number)
    length = chance.between(*kind.sessions)
    shift = chance.between(-kind.spread, kind.spread)
    days = _days(chance, kind, number, length)
    drawn = [_drawn(kind, line, number, days, shift, chance.bits()) for line in kind.lines]
    curves, truth = tuple(curve for curve, _ in drawn), tuple(behind for _, behind in drawn)
    return Case(kind.key, number, kind.form, kind.closing, kind.planned, curves, truth, f"cases.{kind.key}")


def _days(chance: Chance, kind: Family, number: int, length: int) -> list[date]:
    start = FIRST_DAY + timedelta(7 * (number % 40))
    return [start + timedelta(session * kind.days + chance.between(0, 2)) for session in range(length)]


def _drawn(kind: Family, line: Line, number: int, days: list[date], shift: int, stream: int) -> tuple[Curve, Truth]:
    events = tuple(
        Happened(_session(event.at, len(days)), event.name, event.lasts, event.ors, event.srs) for event in line.events
    )
    rated = [session for session in range(1, len(days) + 1) if _rates(line, session, len(days))]
    ors = [_without_noise(line, "ors", session, len(days), shift, events) for session in rated]
    srs = [_without_noise(line, "srs", session, len(days), 0, events) for session in rated] if line.srs else []
    chance = Chance(stream)
    points = []
    for at, session in enumerate(rated):
        points.append(_point(line, chance, session, days[session - 1], ors[at], srs[at] if srs else None))
    name = f"synthetic-{kind.key}-{number}" + (f"-{line.client}" if line.client else "")
    curve = Curve(name, TEAM, kind.age_group, line.rater, tuple(points), kind.closing != "open")
    return curve, Truth(line.who, tuple(rated), tuple(ors), tuple(srs), line.noise_ors, line.noise_srs, events)


def _session(per_cent: int, length: int) -> int:
    return 1 + nearest(per_cent * (length - 1), 100)


def _rates(line: Line, session: int, length: int) -> bool:
    begins, ends = _session(line.first, length), _session(line.last, length)
    return begins <= session <= ends and (session - begins) % line.every == 0


def _without_noise(line: Line, scale: str, session: int, length: int, shift: int, events: tuple[Happened, ...]) -> int:
    """The true score: the trend, the swing, and what the events add or take."""
    at = nearest(1000 * (session - 1), max(length - 1, 1))
    score = along([(10 * per_cent, value) for per_cent, value in getattr(line, scale)], at) + shift
    if scale == "ors":
        score += line.swing if session % 2 == 0 else -line.swing
    happening = [one for one in events if one.session_no <= session < one.session_no + one.lasts]
    return bounded(score + sum(getattr(one, scale) for one in happening))


def _point(line: Line, chance: Chance, session: int, day: date, ors: int, srs: int | None) -> Point:
    """One session's measurement. All draws are made at every session, so that a skip does not change what follows."""
    skipped = chance.happens(line.skip_ors) or session in line.unasked, chance.happens(line.skip_srs)
    well_being = _items(line, chance, bounded(ors + chance.normal(line.noise_ors)), line.lean)
    relation = _items(line, chance, bounded((srs or 0) + chance.normal(line.noise_srs)), line.lean_srs)
    ors_items = None if skipped[0] else well_being
    srs_items = None if skipped[1] or srs is None else relation
    return Point(
        session, day, sum(ors_items) if ors_items else None, sum(srs_items) if srs_items else None, ors_items, srs_items
    )


def _items(line: Line, chance: Chance, total: int, lean: tuple[int, int, int, int]) -> Items:
    return all_or_nothing(total, chance) if line.extreme else split(total, chance, line.item_spread, lean)
