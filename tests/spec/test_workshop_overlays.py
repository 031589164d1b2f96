"""What a trainer can switch on over a curve: the expected corridor, the reference line, items, and whose lines.

Nothing of it says more of the case than has been shown: the expected change knows the first score and no other.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from fitlib.charts import curve, items
from fitlib.charts.overlays import Overlays
from fitlib.charts.reveal import reveal
from fitlib.release import release_expected
from fitlib.statistics.expected_change import OWN, PRIOR, prior_curve
from fitlib.statistics.expected_rules import rules
from fitlib.words import Words
from tests.unit.charts.made import NOWHERE, case, points
from workbench.workshop import plan, stage
from workbench.workshop.room import Room
from workbench.workshop.switches import KEYS, Switches

FI = Words("fi")
PARTS = [{"kind": "case", "family": family, "minutes": 5} for family in ("network_meeting", "couple", "steady")]


@pytest.fixture
def room(constants) -> Room:
    found = Room(plan.checked({"title": "x", "part": PARTS}, "x", "x"), FI, constants, Path("nowhere"), lambda: 0.0)
    yield found
    found.deck.close()


def expected(constants, shown, own=None):
    return release_expected(shown, "self", own, "workshop", constants)


def test_the_corridor_of_an_adult_who_begins_at_20_ends_near_28_at_the_eighth_session(constants) -> None:
    """The published anchors: 8 points more at the eighth session after a first score of 20; half of the scores lie
    between the edges.
    """
    found = expected(constants, case(self=points([200, 230])))
    assert (found.tier, found.n, found.shares) == (PRIOR, 0, (0.25, 0.5, 0.75))
    assert [row[0] for row in found.rows] == list(range(1, 9))
    assert found.rows[0][2] == 200
    assert found.rows[-1][2] == 280
    assert all(low < middle < high for _, low, middle, high in found.rows)


@pytest.mark.parametrize(("episodes", "tier"), [(39, PRIOR), (40, OWN), (41, OWN)])
def test_quartiles_of_fewer_than_forty_own_episodes_are_not_drawn(constants, episodes: int, tier: str) -> None:
    """The service's own curve is drawn from 40 episodes on; of 39 the published anchors stand in its place."""
    own = replace(prior_curve(rules(constants, "adult")), tier=OWN, episodes=episodes)
    found = expected(constants, case(self=points([200])), own)
    assert (found.tier, found.n) == (tier, episodes if tier == OWN else 0)


def test_without_a_first_score_nothing_is_expected(constants) -> None:
    """Where no ORS was given there is no place to start from, and no corridor is drawn."""
    assert expected(constants, case(self=points([None, None]))) is None


def test_two_cases_that_begin_alike_look_alike_whatever_follows(constants) -> None:
    """With everything switched on, the bytes of a shown session are the same for every future."""
    pages = set()
    for later in ([], [50, 60], [390] * 30):
        shown = case(self=points([200, 215, 190, *later], [300, 310, 320, *later]))
        over = Overlays(corridor=True, line=True, expected=expected(constants, shown))
        figure = curve.draw(shown, FI, NOWHERE, 3, over=over)
        pages.add((str(figure.svg), figure.description, figure.note, str(figure.table)))
        pages.add("corridor" if "Odotettu alue" in figure.svg else "none")
    assert len(pages) == 2
    assert "corridor" in pages


def test_the_sentence_the_note_and_the_table_say_what_is_switched_on(constants) -> None:
    """Who cannot see the corridor hears it: where the latest score lies, what it is drawn from, of how many; and the
    table has its edges.
    """
    shown = case(self=points([200, 390]))
    over = Overlays(corridor=True, expected=expected(constants, shown))
    figure = curve.draw(shown, FI, NOWHERE, over=over)
    assert "mitattu 39,0 on sen yläpuolella" in figure.description
    assert "julkaistuista vertailuluvuista" in figure.note
    assert "n = 0" in figure.note
    assert "Odotetun alueen alaraja" in figure.table
    plain = curve.draw(shown, FI, NOWHERE)
    assert "dotettu alue" not in f"{plain.svg}{plain.description}{plain.note}{plain.table}"


def test_lines_that_the_export_brought_stand_in_place_of_the_corridor(room: Room) -> None:
    """Where the export carries lines of expected change, those are drawn, and it is said that their n is not known."""
    shown = case(self=points([200, 210, 220], line_green=[250] * 3, line_red=[180] * 3))
    room.exhibits[2] = replace(room.exhibits[2], seen=shown)
    room.at, room.shown = room.script.step(room.script.part(2), 3), Switches(corridor=True)
    assert room.exhibits[2].carried
    assert "vienti ei kerro" in " ".join(stage.shown(room))
    figure = room.deck.at_once(room.slide)
    assert "odotettu muutos" in figure.svg
    assert "Odotettu alue" not in figure.svg


def test_the_key_a_shows_all_raters_then_each_alone(room: Room) -> None:
    """One key goes round: everybody, the child, mother, father, the school, and everybody again."""
    room.at = room.script.step(room.script.part(0), 4)
    seen = []
    for _ in range(len(room.exhibit.raters) + 1):
        seen.append([name for name in ("Äiti", "Isä", "Koulu") if f">{name} " in room.deck.at_once(room.slide).svg])
        room.turn("rater")
    assert seen == [["Äiti", "Isä", "Koulu"], [], [], [], []]
    told = set()
    for _ in room.exhibit.raters:
        room.turn("rater")
        told.add(stage.shown(room))
    assert {text for (text,) in told} == {f"Näkyvissä vain {name}." for name in ("Oma arvio", "Äiti", "Isä", "Koulu")}


def test_of_a_couple_the_expected_change_is_drawn_for_one_at_a_time(room: Room) -> None:
    """Two clients have two first scores: the corridor waits until one of them is chosen."""
    room.at, room.shown = room.script.step(room.script.part(1), 3), Switches(corridor=True)
    assert "yhdelle asiakkaalle kerrallaan" in " ".join(stage.shown(room))
    assert "Odotettu alue" not in room.deck.at_once(room.slide).svg
    room.turn("rater")
    assert "Odotettu alue" in room.deck.at_once(room.slide).svg


def test_what_a_mother_says_has_no_expected_change(room: Room) -> None:
    """For other raters there are no benchmarks, and that is said."""
    room.at, room.shown = room.script.step(room.script.part(0), 3), Switches(corridor=True, rater=2)
    assert "ei ole odotetun muutoksen vertailulukuja" in " ".join(stage.shown(room))


def test_items_have_names_of_our_own_and_hide_what_comes(room: Room) -> None:
    """The four items of ORS and SRS are named by their domain, 0-10, up to the shown session."""
    room.at, room.shown = room.script.step(room.script.part(2), 2), Switches(items=True)
    figure = room.deck.at_once(room.slide)
    assert all(f">{name} " in figure.svg for name in ("minä", "läheiset", "muut", "yhteys", "suunta", "tapa"))
    assert str(figure.table).count("<tr") == 1 + 2


def test_items_that_are_not_known_are_not_drawn(room: Room) -> None:
    """Where only totals are known the key says so, and the totals stay."""
    shown = case(self=points([200, 210]))
    assert not items.known(shown, "self", 2)
    room.exhibits[2] = replace(room.exhibits[2], seen=shown)
    room.at, room.shown = room.script.step(room.script.part(2), 2), Switches(items=True)
    assert "Tämän arvioijan osa-alueita ei tunneta." in stage.shown(room)
    assert not room.slide.shown.items


def test_the_cutoff_and_the_bands_can_be_taken_off(room: Room) -> None:
    """A bare curve is one key away from each of its helps."""
    room.at = room.script.step(room.script.part(2), 3)
    for name, text in (("cutoff", "Kynnysarvo 25"), ("bands", "Alku ±5")):
        assert text in room.deck.at_once(room.slide).svg
        room.turn(name)
        assert text not in room.deck.at_once(room.slide).svg


def test_each_switch_has_a_key_of_its_own() -> None:
    """No two switches share a key, and none takes one that moves."""
    assert len(set(KEYS.values())) == len(KEYS)
    assert not set(KEYS.values()) & {"t", "h", " ", *"123456789"}
    turned = Switches()
    for name in KEYS:
        turned = turned.turned(name, 2)
    assert turned.on() == ["corridor", "line", "items", "rater"]


def test_the_drawings_hold_to_the_schema_and_name_no_host(constants) -> None:
    """What is drawn is a valid drawing with nothing from outside, whatever a rater is called."""
    evil = "<script>alert(1)</script>"
    shown = case(self=points([200, 215]), **{evil: points([100, 110])})
    rated = tuple(replace(point, ors_items=(40, 50, 60, 50)) for point in shown.raters[0][1])
    over = Overlays(corridor=True, line=True, expected=expected(constants, shown))
    seen = replace(reveal(shown), raters=(("self", rated),))
    for chart in (curve.chart(reveal(shown), FI, 360, over=over), items.chart(seen, FI)):
        assert chart.to_dict(validate=True)["$schema"]
    for figure in (curve.draw(shown, FI, NOWHERE, over=over), items.draw(shown, FI, NOWHERE, evil)):
        assert "<script" not in figure.html()
        assert "http" not in str(figure.svg).replace("http://www.w3.org", "")
