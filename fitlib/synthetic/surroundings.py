"""What other systems know of the invented organisation: the visits, and the workers' NoMAD answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from fitlib.synthetic.chance import Chance
from fitlib.synthetic.organisation import Episode, Recipe, teams
from fitlib.synthetic.scores import tenths

VISIT_COLUMNS = ("asiakastunnus", "jakso", "yksikko", "kayntipaiva", "tila", "kayntityyppi", "kesto_min")
DOMACARE_COLUMNS = (
    "Toimipiste", "Asiakasnumero", "Asiakkaan nimi", "Palvelujakso", "Palvelun nimi", "Alkoi", "Kesto minuutteina",
    "Käynnin tila", "Työntekijä",
)  # fmt: skip
DOMACARE = "domacare"
MISSED = ("no_show", "cancelled_client", "cancelled_worker")


def client_id(number: int) -> str:
    """The invented id that both systems use for one client."""
    return f"SYN{number:06d}"


def episode_id(number: int) -> str:
    """The invented id of one episode."""
    return f"SYNJ{number:06d}"


@dataclass(frozen=True)
class Visit:
    """One visit as a client information system knows it."""

    client: str
    episode: str
    team: Mapping[str, Any]
    day: date
    state: str
    service: str
    minutes: int


def visits(rows: Recipe, seed: int, episode: Episode) -> Iterator[Visit]:
    """The visits of one episode: every held session, what was missed or cancelled between, and how records err."""
    chance, record = Chance("visits", seed, episode.number), Chance("records", seed, episode.number)
    if record.happens(rows["visits"]["unrecorded"]):
        return
    for session in episode.sessions:
        for state in MISSED:
            if chance.happens(rows["visits"][state]):
                yield _visit(rows, chance, episode, session.day - timedelta(chance.between(1, 6)), state)
        held = _visit(rows, chance, episode, session.day, "held")
        yield from _recorded(rows, record, held)
    if episode.closing_date and record.happens(rows["visits"]["beyond"]):
        day = episode.closing_date + timedelta(record.between(20, 60))
        yield _visit(rows, record, episode, min(day, rows["data_date"]), "held")


def _recorded(rows: Recipe, record: Chance, held: Visit) -> Iterator[Visit]:
    """A held visit as it was written down: at times a day late, at times twice."""
    late = record.happens(rows["visits"]["late"]) and held.day < rows["data_date"]
    yield replace(held, day=held.day + timedelta(1)) if late else held
    if record.happens(rows["visits"]["twice"]):
        yield replace(held, minutes=held.minutes + 15)


def unmeasured(rows: Recipe, seed: int, count: int, team_count: int | None) -> Iterator[Visit]:
    """Visits of clients who are seen but never measured, so that the reach of FIT is not a hundred per cent."""
    extra = count * rows["visits_only"] // 1000
    for number in range(count, count + extra):
        chance = Chance("unmeasured", seed, number)
        team = chance.weighted([(team, team["share"]) for team in teams(rows, team_count)])
        day = date.fromordinal(chance.between(rows["first_case"].toordinal(), rows["last_case"].toordinal()))
        service = chance.weighted(rows["services"])
        for _ in range(chance.weighted(rows["sessions"])):
            if day <= rows["data_date"]:
                minutes = chance.pick(rows["visits"]["minutes"])
                yield Visit(client_id(number), episode_id(number), team, day, "held", service, minutes)
            day += timedelta(chance.between(7, 21))


def _visit(rows: Recipe, chance: Chance, episode: Episode, day: date, state: str) -> Visit:
    minutes = chance.pick(rows["visits"]["minutes"]) if state == "held" else 0
    who, day = (client_id(episode.client), episode_id(episode.number)), max(day, episode.case_date)
    return Visit(*who, episode.team, day, state, episode.service, minutes)


def apotti(rows: Recipe, made: Iterable[Visit]) -> Iterator[list[str]]:
    """Rows of an Apotti list: the visits of the teams that record there."""
    for one in made:
        if one.team.get("visits") != DOMACARE:
            what = [rows["visits"]["words"][one.state], one.service, str(one.minutes)]
            yield [one.client, one.episode, one.team["name"], _day(one.day), *what]


def domacare(rows: Recipe, made: Iterable[Visit]) -> Iterator[list[str]]:
    """Rows of a Domacare-like list: other columns in another order, with names that the gate has to drop."""
    for place, one in enumerate(made):
        if one.team.get("visits") == DOMACARE:
            hours = rows["domacare"]["hours"]
            begun = f"{_day(one.day)} {hours[place % len(hours)]}:00"
            yield [one.team["name"], one.client, "Keksitty Asiakas", one.episode, one.service, begun, str(one.minutes),
                   rows["domacare"]["words"][one.state], "Keksitty Työntekijä"]  # fmt: skip


def _day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def nomad_items(rows: Recipe) -> list[str]:
    """The item columns in order: G1–G3 and the four constructs."""
    return [f"{letter}{number}" for letter, count in rows["nomad"]["items"].items() for number in range(1, count + 1)]


def nomad(rows: Recipe, seed: int, team_count: int | None) -> Iterator[list[str]]:
    """Rows of the NoMAD export: one per team, round and respondent."""
    survey: dict[str, Any] = rows["nomad"]
    for team in teams(rows, team_count):
        people = team["workers"] + (survey["colleagues"] if team["workers"] > 2 else 0)
        for turn, day in enumerate(survey["rounds"]):
            for person in range(people):
                chance = Chance("nomad", seed, team["name"], turn, person)
                if chance.happens(survey["answers"]):
                    answers = _answers(survey, chance, turn, nomad_items(rows))
                    yield [team["name"], day.isoformat(), str(person), *answers]


def _answers(survey: dict[str, Any], chance: Chance, turn: int, items: list[str]) -> Iterator[str]:
    mood = chance.normal(4)
    for item in items:
        general = item.startswith("G")
        mean = tenths(survey["general" if general else "agree"][turn]) + mood * (3 if general else 1)
        low, high, spread = (0, 10, 16) if general else (1, 5, 8)
        answer = min(max((mean + chance.normal(spread) + 5) // 10, low), high)
        if not general and chance.happens(survey["not_relevant"]):
            yield "NA"
        else:
            yield str(low + high - answer if item in survey["reversed"] else answer)
