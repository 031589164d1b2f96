"""Where the answers to the ten questions of README.md stand on the Finnish page, with every fold closed."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from fitlib import store
from fitlib.period import Period
from fitlib.reports.team_quarter import Params, build
from tests.spec.team_figures import episode
from tests.unit.store.rows import scores

README = Path(__file__).with_name("README.md")
QUARTERS = (date(2024, 2, 1), date(2024, 5, 1))
ANSWERS = {
    1: ("summary", r"Asiakkaita \d+\. Jaksoja \d+: päättyneitä \d+, avoimia \d+\."),
    2: ("counted", r"Pois: mitattu vain kerran, muutosta ei voi laskea"),
    3: ("summary", r"ORS on asiakkaan arvio .* SRS .* 0–40 pistettä, korkeampi parempi"),
    4: ("coverage", r"tapaamiset, joissa ORS \d+\s%\s\(tavoite \d+\s%, alaraja \d+\s%\): täyttyy"),
    5: ("summary", r"\d+\s%:n luottamusväli: sen verran luku voisi heilua sattumalta"),
    6: ("summary", r"Edelliseen kauteen nähden erottuu: .*Muiden lukujen välit menevät päällekkäin.*sattumaa"),
    7: ("summary", r"Peitettyjä lukuja sivulla: \d+\. .*koskee liian harvaa tai paljastaisi toisen luvun"),
    8: ("change", r"Muutos on luotettava, kun se on vähintään 5 pistettä"),
    9: ("summary", r"aika tiimin ensimmäisestä mittauksesta\): .*tuloksista ei vielä päätellä"),
    10: ("talk", r"Mistä pitää kiinnostua\? .*\?"),
}


@pytest.fixture(scope="module")
def page(tmp_path_factory, constants):
    """A team of two quarters, for inside the house: few measured once, few who went down."""
    changes = {QUARTERS[0]: [7] * 8 + [1] * 24, QUARTERS[1]: [8] * 28 + [1] * 8 + [-6] * 3 + [None] * 6}
    rows = [
        row
        for day, found in changes.items()
        for place, change in enumerate(found)
        for row in episode(f"{day}-{place:02}", 20, change and 20 + change, session_date=day)
    ]
    home = store.Home(tmp_path_factory.mktemp("home"))
    store.commit(home, [scores("team.csv", *rows)])
    with store.open(home, constants) as opened:
        yield build(opened, Params("North", Period.parse("2024Q2")), constants)


def seen(page, section: str) -> str:
    """What a reader sees of a section: texts of drawings too, nothing that is inside a closed fold."""
    html = re.sub(r"<(desc|title|style)\b.*?</\1>", " ", page.show(section).html, flags=re.DOTALL)
    html = re.sub(r"</?a\b[^>]*>", "", html)
    while (shorter := re.sub(r"<details(?:(?!<details).)*?</details>", " ", html, flags=re.DOTALL)) != html:
        html = shorter
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("question", ANSWERS)
def test_an_answer_stands_where_a_reader_finds_it(page, question) -> None:
    section, answer = ANSWERS[question]
    text = seen(page, section)
    assert re.search(answer, text), text


def test_every_question_has_its_place() -> None:
    asked = re.findall(r"^(\d+)\. .*\?", README.read_text("utf-8"), flags=re.MULTILINE)
    assert [int(number) for number in asked] == list(ANSWERS)
