"""The review meeting and the pages for a family

The meeting looks at the figures of the review; filters show fewer of them and compute none. One client's curve is shown
to the client and to those entitled to it, in plain words.
"""

import re
from datetime import date

import pytest
from markupsafe import Markup

from fitlib import store
from fitlib.errors import ParameterRefused
from fitlib.implementation import meeting
from fitlib.implementation.meeting import Decision
from fitlib.period import Period
from fitlib.reports import client_view, network_meeting, review_meeting, team_quarter, terms
from fitlib.reports.page import Section
from fitlib.reports.shown_case import may_see
from fitlib.words import LANGUAGES, Words
from tests.spec.team_figures import episode
from tests.unit.store.rows import scores

QUARTER = Period.parse("2024Q2")
AUDIENCES = ("own", "internal", "public", "workshop")
VERDICTS = ("heikkene", "deteriorat", "försämr", "epäonnistu", "negatiivi", "kliini")


@pytest.fixture(scope="module")
def opened(tmp_path_factory, constants):
    """A team of forty episodes, most of them adults'."""
    ages = {0: "child", 1: "child", 2: "adolescent"}
    rows = [
        row
        for place in range(24)
        for row in episode(
            f"E{place:02}", 20, 26, session_date=date(2024, 5, 2), age_group=ages.get(place % 12, "adult")
        )
    ]
    home = store.Home(tmp_path_factory.mktemp("home"))
    store.commit(home, [scores("team.csv", *rows)])
    with store.open(home, constants) as found:
        yield found


def page(opened, constants, **asked):
    return review_meeting.build(opened, review_meeting.Params(team="North", period=QUARTER, **asked), constants)


@pytest.mark.parametrize("audience", ["own", "internal", "public"])
def test_its_figures_are_those_of_the_review(opened, constants, audience):
    """The meeting tells the same figures as the team's review and hides the same, whatever is chosen."""
    asked = team_quarter.Params("North", QUARTER, "fi", audience)
    review = team_quarter.build(opened, asked, constants).facts()
    for chosen in ({}, {"age_group": "child"}, {"rater": "mother"}, {"age_group": "child", "rater": "mother"}):
        assert page(opened, constants, audience=audience, **chosen).facts() == review


def test_age_group_and_rater_are_never_crossed(opened, constants):
    """Crossed, there would be too few in each: the page says so and shows no figure."""
    shown = page(opened, constants, age_group="child", rater="mother").show("figures").html
    assert "ei näytetä ristiin" in shown
    assert "<table" not in shown


@pytest.mark.parametrize(("audience", "shown"), [("own", True), ("internal", True), ("public", False)])
def test_notes_are_for_those_who_may_write_them(opened, constants, audience, shown):
    """Notes and decisions stand on own and internal pages only, and every sign in them is text."""
    before = Period.parse("2024Q1")
    if not meeting.read(opened.home, "North", before).edition:
        seen = meeting.read(opened.home, "North", before)
        meeting.save(opened.home, "North", seen, "<i>muistio</i>", [Decision("Sovittu <b>asia</b>")])
    html = str(page(opened, constants, audience=audience).html())
    assert ("Sovittu &lt;b&gt;asia&lt;/b&gt;" in html) is shown
    assert ("&lt;i&gt;muistio&lt;/i&gt;" in html) is shown
    assert "<b>asia" not in html


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("room", [client_view, network_meeting])
def test_one_case_is_for_the_entitled_only(opened, constants, room, audience):
    """A real case is shown to audience own only; an invented one in a training room as well."""
    real, invented = room.Params(team="North", audience=audience), room.Params(audience=audience)
    assert may_see(real) is (audience == "own")
    assert may_see(invented) is (audience in ("own", "workshop"))
    shown = room.build(opened, real, constants)
    assert ("svg" in shown.html()) is (audience == "own")
    assert [one.key for one in shown.sections] == ["refused"] or audience == "own"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("room", [client_view, network_meeting])
def test_nothing_of_the_team_and_no_verdict_stands_on_it(opened, constants, room, lang):
    """Neither the team nor the period is named, no category is told, and no alarming red is drawn."""
    html = room.build(opened, room.Params(team="North", lang=lang), constants).show().html.split("</style>")[-1]
    assert "North" not in html
    assert not [word for word in VERDICTS if word in html.lower()]
    for red in re.findall(r'(?:fill|stroke)="#([0-9a-f]{6})"', html):
        r, g, b = (int(red[i : i + 2], 16) for i in (0, 2, 4))
        assert not (r > 180 and g < 60 and b < 60), red


def test_raters_stand_side_by_side_without_an_average(opened, constants):
    """The network meeting shows every rater by role, first and latest rating, and no mean of them."""
    html = network_meeting.build(opened, network_meeting.Params(case="P"), constants).show("beside").html
    for role in ("Oma arvio", "Äiti", "Isä", "Koulu"):
        assert f'<th scope="row">{role}</th>' in html
    assert "keskiarvo" not in html.lower()


@pytest.mark.parametrize("room", [client_view, network_meeting])
def test_a_case_that_is_not_there_is_refused(opened, constants, room):
    """A label that no case has is refused by name."""
    with pytest.raises(ParameterRefused, match="case_unknown"):
        room.build(opened, room.Params(case="ZZZ"), constants)


def explained(html: str, lang: str = "fi") -> str:
    sections = terms.explained((Section("one", "One", Markup(html)),), Words(lang))
    return str(sections[0].html)


def test_the_first_use_of_a_term_leads_to_its_explanation():
    """The first use of a term in a section is a link, described by its explanation; later uses are plain text."""
    html = explained("<p>Kattavuus ja kattavuuden muutos.</p>")
    assert html.count('href="#term-coverage"') == 1
    assert 'aria-describedby="term-coverage-text"' in html
    assert re.sub(r"</?a[^>]*>", "", html) == "<p>Kattavuus ja kattavuuden muutos.</p>"


@pytest.mark.parametrize("html", ['<p><a href="#x">ORS</a></p>', "<svg><text>ORS</text></svg>", "<h3>ORS</h3>",
                                  "<p>TORSO</p>", "<table><caption>ORS</caption></table>"])  # fmt: skip
def test_links_headings_and_drawings_are_left_alone(html):
    """Nothing is marked in a link, a heading, a caption or a drawing, nor inside another word."""
    assert explained(html) == html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_finds_its_own_name(lang):
    """Each term of the glossary is found where its own name is written, in every language."""
    words = Words(lang)
    for key in words.under("terms.term"):
        name = words(f"terms.term.{key}.name").partition(" (")[0]
        assert f'href="#term-{key}"' in explained(f"<p>{name}</p>", lang)


def test_the_style_sheet_shows_each_term():
    """The explanation is shown by the style sheet alone, for the pointer and for the keyboard."""
    from fitlib import shapes

    sheet = str(shapes.style())
    for key in Words("fi").under("terms.term"):
        assert f'[href="#term-{key}"]:is(:hover, :focus)' in sheet


@pytest.mark.parametrize("audience", ["own", "internal", "public"])
def test_a_team_of_six_meets_over_what_can_be_told(tmp_path, constants, audience):
    """Of six episodes no coverage can be shown outside the team: the meeting says so as the review does."""
    place, day = store.Home(tmp_path), date(2024, 5, 2)
    rows = [row for one in range(6) for row in episode(f"E{one}", 20, 26 if one else None, session_date=day)]
    store.commit(place, [scores("team.csv", *rows)])
    with store.open(place, constants) as found:
        review = team_quarter.build(found, team_quarter.Params("North", QUARTER, "en", audience), constants)
        meets = page(found, constants, audience=audience, lang="en")
    told = "coverage is good, but" if audience == "own" else "coverage cannot be shown"
    assert [one.name for one in (review, meets) if told not in one.html().lower()] == []
