"""Tables of rounds: each part with n, interval and the change from the round before; who was asked and who answered."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from fitlib import shapes
from fitlib.implementation import figures
from fitlib.implementation.questionnaire import Construct
from fitlib.implementation.rounds import Step, share_of_range, step
from fitlib.implementation.survey import EVERYBODY, Survey, invited
from fitlib.release import ReleasedFact
from fitlib.reports.staff_gate import LEAST
from fitlib.words import HIDDEN, NBSP, NOTHING, said

CELL = Markup('<span class="fit-value">{}</span><small>{}</small>')
SCALE = Markup("{}<small>{}–{}</small>")
SIGNS = Markup('<p class="fit-signs">{}</p>')
LAST = 4


def profile(seen: Any, found: Survey) -> Markup:
    """One row per part: the last rounds, and the change from the one before the last."""
    return _table(seen, found, "profile")


def gap_table(seen: Any, found: Survey) -> Markup:
    """The realms of one form by round, on the form's own scale and as a share of its range."""
    return _table(seen, found, "gap", share=True)


def _table(seen: Any, found: Survey, caption: str, share: bool = False) -> Markup:
    days = found.days[-LAST:]
    head = [seen.say("column.construct"), *(seen.words.date(day) for day in days), seen.say("column.change")]
    rows = [_row(seen, found, construct, days, share) for construct in found.form.constructs]
    title = seen.say(f"caption.{caption}")
    if share:
        title = f"{title}: {seen.say(f'gap.{found.form.form}')}"
    shown = [fact for day in days for c in found.form.constructs if (fact := _fact(seen, found, c, day))]
    return shapes.table(title, head, rows, "fit-facts") + _signs(shown, seen)


def _signs(shown: list[ReleasedFact], seen: Any) -> Markup:
    """Why something is hidden, and from how many on it can be seen."""
    if not any(fact.hidden for fact in shown):
        return Markup("")
    return SIGNS.format(seen.say("text.signs", sign=HIDDEN, least=seen.reference[LEAST]))


def _row(seen: Any, found: Survey, construct: Construct, days: tuple[date, ...], share: bool) -> list[Markup | str]:
    key = f"indicators.name.{found.form.key}_{construct.key}"
    name = seen.words(key) if key in seen.words else construct.key
    cells = [_cell(seen, found, construct, day, share) for day in days]
    return [SCALE.format(name, construct.lowest, construct.highest), *cells, _change(seen, found, construct)]


def _cell(seen: Any, found: Survey, construct: Construct, day: date, share: bool) -> Markup:
    fact = _fact(seen, found, construct, day)
    if fact is None:
        return CELL.format(NOTHING, "")
    parts = said.rests_on(fact, seen.words)
    if share and fact.value is not None:
        of_range = seen.words.percent(share_of_range(fact.value, found.form, construct.key))
        parts.append(f"{seen.say('column.share_of_range').lower()} {of_range}")
    return CELL.format(said.value(fact, seen.words), " · ".join(parts))


def _fact(seen: Any, found: Survey, construct: Construct, day: date) -> ReleasedFact | None:
    kept = seen.facts[found.form.form]
    name = figures.name(found.form, construct.key, day)
    return next((fact for fact in kept if fact.name == name), None)


def _change(seen: Any, found: Survey, construct: Construct) -> str:
    """The change between the last two rounds, told only where the gate shows both."""
    both = list(pairwise(found.days))[-1:]
    facts = [_fact(seen, found, construct, day) for day in (both[0] if both else ())]
    if len(facts) < 2 or any(fact is None or fact.value is None for fact in facts):
        return NOTHING
    team = None if seen.params.team == EVERYBODY else seen.params.team
    before, after = (found.one(team, day, construct.key) for day in both[0])
    moved = step(before, after, seen.reference["interval.level"]) if before and after else None
    return _moved(seen, moved) if moved else NOTHING


def _moved(seen: Any, moved: Step) -> str:
    way = "up" if moved.low > 0 else "down" if moved.high < 0 else "within"
    value, low, high = (_signed(seen, number) for number in (moved.value, moved.low, moved.high))
    return seen.say(f"change.{way}", value=value, low=low, high=high).replace(" … ", f"{NBSP}…{NBSP}")


def _signed(seen: Any, number: float) -> str:
    text = seen.words.number(number)
    return text if text.startswith("-") or not round(number, 1) else f"+{text}"


def asked_and_answered(seen: Any, found: Survey) -> Iterator[str]:
    """Respondents of invited by round, and how often something was marked as not relevant."""
    team = None if seen.params.team == EVERYBODY else seen.params.team
    ignored = {day: (none, n) for of, day, none, n in found.ignored if of == team}
    for day in found.days[-LAST:]:
        fact = seen.named.get(figures.name(found.form, figures.RESPONDENTS, day))
        if fact is None:
            continue
        told = [_answered(seen, found, fact, day)]
        if not fact.hidden and day in ignored:
            none, n = ignored[day]
            told.append(seen.say("text.ignored", share=seen.words.percent(none / n), n=n))
        yield " ".join(told)


def _answered(seen: Any, found: Survey, fact: ReleasedFact, day: date) -> str:
    count, label = said.value(fact, seen.words), seen.words.date(day)
    asked = everybody_invited(seen, found, day)
    if asked is None or fact.hidden or fact.k is None or fact.k > asked:
        return seen.say("text.coverage_open", day=label, k=count)
    share = seen.words.percent(fact.k / asked) if asked else NOTHING
    return seen.say("text.coverage", day=label, k=count, n=asked, share=share)


def everybody_invited(seen: Any, found: Survey, day: date) -> int | None:
    """How many a round was sent to: as the unit says; of the organisation else the sum, where every team says it."""
    own = invited(seen.home, seen.params.team, found.form, day)
    if own is not None or seen.params.team != EVERYBODY:
        return own
    teams = {one.team for one in found.rounds if one.day == day and one.team}
    counts = [invited(seen.home, team, found.form, day) for team in teams]
    return None if None in counts else sum(counts)
