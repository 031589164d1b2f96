"""What other systems know of the invented organisation: the visits, and the workers' NoMAD answers."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from fitlib.synthetic.chance import Chance
from fitlib.synthetic.organisation import Episode, Recipe, teams
from fitlib.synthetic.scores import tenths

VISIT_COLUMNS = ("asiakastunnus", "jakso", "yksikko", "kayntipaiva", "tila", "kayntityyppi", "kesto_min")
MISSED = ("no_show", "cancelled_client", "cancelled_worker")


def client_id(number: int) -> str:
    """The invented id that both systems use for one client."""
    return f"SYN{number:06d}"


def episode_id(number: int) -> str:
    """The invented id of one episode."""
    return f"SYNJ{number:06d}"


def visits(rows: Recipe, seed: int, episode: Episode) -> Iterator[list[str]]:
    """Rows of the visit export for one episode: every held session, and what was missed or cancelled between."""
    chance = Chance("visits", seed, episode.number)
    for session in episode.sessions:
        for state in MISSED:
            if chance.happens(rows["visits"][state]):
                yield _visit(rows, chance, episode, session.day - timedelta(chance.between(1, 6)), state)
        yield _visit(rows, chance, episode, session.day, "held")


def unmeasured(rows: Recipe, seed: int, count: int, team_count: int | None) -> Iterator[list[str]]:
    """Visits of clients who are seen but never measured, so that the reach of FIT is not a hundred per cent."""
    extra = count * rows["visits_only"] // 1000
    for number in range(count, count + extra):
        chance = Chance("unmeasured", seed, number)
        team = chance.weighted([(team, team["share"]) for team in teams(rows, team_count)])
        day = date.fromordinal(chance.between(rows["first_case"].toordinal(), rows["last_case"].toordinal()))
        service = chance.weighted(rows["services"])
        for _ in range(chance.weighted(rows["sessions"])):
            if day <= rows["data_date"]:
                yield _row(rows, chance, (client_id(number), episode_id(number), team["name"]), day, "held", service)
            day += timedelta(chance.between(7, 21))


def _visit(rows: Recipe, chance: Chance, episode: Episode, day: date, state: str) -> list[str]:
    who = client_id(episode.client), episode_id(episode.number), episode.team["name"]
    return _row(rows, chance, who, max(day, episode.case_date), state, episode.service)


def _row(rows: Recipe, chance: Chance, who: tuple[str, str, str], day: date, state: str, service: str) -> list[str]:
    minutes = chance.pick(rows["visits"]["minutes"]) if state == "held" else 0
    return [*who, f"{day.day}.{day.month}.{day.year}", rows["visits"]["words"][state], service, str(minutes)]


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
