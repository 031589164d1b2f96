"""What people fill in on the implementation page: the board, who was invited to a round, and the targets."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from fitlib.implementation import board, survey, targets
from fitlib.implementation.stages import LEVELS, STAGES
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.reports.sheet import Field, Sheet, choices, filled, may_write
from fitlib.store import Store
from fitlib.words import Words

ALL_TEAMS, PER_CENT, MOST_INVITED = "all", 100, 9999
LONGEST = 300


def quarter(until: date) -> Period:
    """The quarter that a day lies in."""
    return Period.parse(f"{until.year}Q{(until.month + 2) // 3}")


def sheet(store: Store, params: Any, reference: Reference, until: date) -> Sheet | None:
    """The fields of a unit; targets only for the whole organisation. None where nothing may be saved."""
    if not may_write(params) or store.home is None:
        return None
    words, now = Words(params.lang), board.read(store.home, params.team, quarter(until))
    groups = [(words(f"implementation.stage.{stage}"), tuple(_squares(stage, now, words))) for stage in STAGES]
    if rounds := tuple(_rounds(store, params.team, until, reference, words)):
        groups.append((words("implementation.sheet.invited"), rounds))
    if params.team == ALL_TEAMS:
        groups.append((words("implementation.sheet.targets"), tuple(_targets(reference, words))))
    title, heed = (words(f"implementation.sheet.{part}") for part in ("title", "heed"))
    return Sheet(f"{title}: {now.quarter.text}", heed, tuple(groups), str(now.edition))


def keep(
    store: Store, params: Any, reference: Reference, wished: Mapping[str, str], edition: str, days: tuple[date, date]
) -> None:
    """Save what differs. Takes: the edition that was shown, the last day of the period and today."""
    until, today = days
    asked = sheet(store, params, reference, until)
    found = filled(asked, wished)
    before = {name: field.value for name, field in asked.fields.items()}
    changed = {name: value for name, value in found.items() if value != before[name]}
    if any(name.startswith(("state:", "note:")) for name in changed):
        seen = board.read(store.home, params.team, quarter(until))
        states, notes = (_under(found, part) for part in ("state:", "note:"))
        board.save(store.home, params.team, _as_shown(seen, edition), states, notes)
    if counts := _under(changed, "invited:"):
        _invite(store, params.team, reference, until, counts)
    if _under(changed, "target:"):
        shares = {name: int(value) / PER_CENT for name, value in _under(found, "target:").items() if value}
        targets.save(store.home, shares, today)


def _as_shown(seen: board.Board, edition: str) -> board.Board:
    return board.Board(seen.quarter, int(edition) if edition.isdigit() else -1, seen.states, seen.notes)


def _invite(store: Store, team: str, reference: Reference, until: date, counts: Mapping[str, str]) -> None:
    forms = {one.form.key: one.form for one in survey.surveys(store, until, reference)}
    for key, form in forms.items():
        own = _under(counts, f"{key}:")
        survey.invite(store.home, team, form, {date.fromisoformat(day): int(n) for day, n in own.items() if n})


def _under(found: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): value for name, value in found.items() if name.startswith(prefix)}


def _squares(stage: str, now: board.Board, words: Words) -> Iterator[Field]:
    options = choices(words, "implementation.state", board.STATES)
    for level in LEVELS:
        square, label = f"{stage}.{level}", words(f"implementation.level.{level}")
        yield Field(f"state:{square}", label, now.state(square), options)
        note = words("implementation.sheet.note", level=label)
        yield Field(f"note:{square}", note, now.notes.get(square, ""), longest=LONGEST)


def _rounds(store: Store, team: str, until: date, reference: Reference, words: Words) -> Iterator[Field]:
    for one in survey.surveys(store, until, reference):
        for day in one.days:
            if team == ALL_TEAMS or one.one(team, day, one.form.constructs[0].key):
                known = survey.invited(store.home, team, one.form, day)
                label = words("implementation.sheet.invited_on", day=words.date(day))
                name = f"invited:{one.form.key}:{day.isoformat()}"
                yield Field(name, label, "" if known is None else str(known), ends=(0, MOST_INVITED))


def _targets(reference: Reference, words: Words) -> Iterator[Field]:
    known = targets.targets(reference)
    for name in targets.NAMES:
        value = str(round(PER_CENT * known[name])) if name in known else ""
        yield Field(f"target:{name}", words(f"indicators.name.{name}"), value, ends=(0, PER_CENT))
