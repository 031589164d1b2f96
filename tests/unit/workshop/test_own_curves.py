"""Own curves in the room: a yes first, drawn by lot, no name, date or team in any byte, nothing written, gone after."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from fitlib import intake, store, synthetic
from fitlib.errors import NotReleased
from fitlib.period import Period
from tests.unit.workshop.rooms import Visitor, Workshop, workshop
from workbench.workshop import own_curves
from workbench.workshop.switches import KEYS, Switches

PAGES = (
    "trainer/screen",
    "trainer/notes",
    "trainer/own",
    "trainer/rules?over=room&cutoff=line",
    "trainer/handout.html",
)
PLAN = 'title = "Puhe"\n[[part]]\nkind = "talk"\nname = "welcome"\nminutes = 5\n'


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = store.Home(tmp_path_factory.mktemp("home")).make()
    made = synthetic.write_exports(tmp_path_factory.mktemp("exports"))
    store.commit(place, [intake.read(file, b"k" * 32, date(2026, 1, 1)) for file in (made.scores, made.collateral)])
    (place.path / "plans").mkdir()
    (place.path / "plans" / "talk.toml").write_text(PLAN, "utf-8")
    return place.path


@pytest.fixture
def held(constants, home: Path) -> Iterator[Workshop]:
    with workshop(constants, home, "talk") as found:
        yield found


@pytest.fixture(scope="module")
def secrets(constants, home: Path) -> set[str]:
    """Every id, team and day of the data, the days as pages would write them."""
    asked = "SELECT DISTINCT episode, client, worker, team, session_date FROM measurement"
    with store.open(store.Home(home), constants) as data:
        rows = data.ask(asked)
    names = {name for column in ("episode", "client", "worker") for name in rows[column].drop_nulls()}
    days = {
        form
        for day in rows["session_date"].unique()
        for form in (f"{day:%Y-%m-%d}", f"{day.day}.{day.month}.{day.year}")
    }
    return names | set(rows["team"].unique()) | days


def everything(home: Path) -> dict[str, tuple[int, int]]:
    return {str(file): (file.stat().st_mtime_ns, file.stat().st_size) for file in home.rglob("*")}


def open_them(trainer: Visitor) -> str:
    status, body, _ = trainer.ask("trainer/own", {"do": "open", "yes": "on"})
    assert status == 200
    return body


def test_no_id_team_or_day_is_in_any_byte_and_nothing_is_written(held: Workshop, home: Path, secrets: set[str]) -> None:
    before, trainer, sent = everything(home), held.trainer(), []
    phone = held.phone()
    sent.append(open_them(trainer))
    pattern = re.search(r'name="pattern" value="(\w+)"', sent[0])[1]
    trainer.ask("trainer/own", {"do": "show", "pattern": pattern, "ask": "next"})
    sent.append(str(trainer.pieces("trainer/screen/now")))
    held.room.shown = Switches(corridor=True, line=True)
    while held.room.moment.phase != "debrief":
        sent.append(str(trainer.pieces("trainer/screen/do", {"do": "forward"})))
        sent.append(phone.ask(held.room.code)[1])
    for name in KEYS:
        sent.append(str(trainer.pieces("trainer/screen/do", {"do": name})))
    sent += [trainer.ask(page)[1] for page in PAGES]
    whole = "\n".join(sent)
    assert "Oikea käyrä ilman tunnisteita" in whole
    assert [secret for secret in secrets if secret in whole] == []
    assert "v1_" not in whole
    assert everything(home) == before


def test_without_a_yes_nothing_is_opened(held: Workshop) -> None:
    trainer = held.trainer()
    for wish in ({"do": "open"}, {"do": "show", "pattern": "plateau"}):
        status, body, _ = trainer.ask("trainer/own", wish)
        assert status == 403
        assert "ketkä huoneessa ovat" in body
    assert held.room.own is None
    assert Visitor(held.address).ask("trainer/own", {"do": "open", "yes": "on"})[0] == 403
    assert trainer.ask("trainer/own", {"do": "dance"})[0] == 400


def test_a_pattern_that_is_not_offered_is_refused_in_words(held: Workshop) -> None:
    trainer = held.trainer()
    open_them(trainer)
    status, body, _ = trainer.ask("trainer/own", {"do": "show", "pattern": "v1_somebody"})
    assert status == 409
    assert "vähintään 5" in body
    trainer.ask("trainer/own", {"do": "close"})
    assert held.room.own is None


def test_a_home_without_data_says_so(constants, tmp_path: Path) -> None:
    with workshop(constants, tmp_path / "nothing") as empty:
        status, body, _ = empty.trainer().ask("trainer/own", {"do": "open", "yes": "on"})
    assert status == 409
    assert 'role="alert"' in body
    assert not (tmp_path / "nothing").exists()


def test_a_real_case_has_no_truth_no_hand_out_and_no_saved_votes(held: Workshop, home: Path) -> None:
    trainer = held.trainer()
    open_them(trainer)
    trainer.ask("trainer/own", {"do": "show", "pattern": "early_change", "ask": "change"})
    part = held.room.moment.part
    phases = [one.phase for one in held.room.script.moments if one.part == part]
    assert "truth" not in phases
    assert phases.count("vote") == 2
    label = held.room.exhibit.seen.label
    assert f"Tapaus {label}" not in trainer.ask("trainer/handout.html")[1]
    while held.room.open_ballot is None:
        trainer.pieces("trainer/screen/do", {"do": "forward"})
    trainer.pieces("trainer/notes/do", {"do": "hands", "rose": 9})
    trainer.pieces("trainer/screen/do", {"do": "forward"})
    from workbench.workshop import saved

    assert [row for row in saved.totals(held.room, date(2026, 1, 1))["votes"] if row["n"] == 9] == []


def test_who_shows_a_pattern_is_the_lot_s_choice(constants, home: Path) -> None:
    own = own_curves.opened(home, constants)
    first, last = (own.exhibit("early_change", 0, constants, pick) for pick in (min, max))
    assert first.seen.raters != last.seen.raters
    assert {hit.key for hit in first.hits} <= set(own.shows) | {hit.key for hit in first.hits}
    for key, cases in own.shows.items():
        people = own.room.rows.filter(pl.col("case").is_in(list(cases)))["person"].n_unique()
        assert people >= 5, key
    with pytest.raises(NotReleased):
        own.exhibit("nothing", 0, constants)


def test_the_curve_of_the_room_is_the_curve_of_the_data(constants, home: Path) -> None:
    """What is de-identified is who, where and when; the scores are the same."""
    own = own_curves.opened(home, constants)
    shown = sorted(tuple(own.room.curves(case)[0].ors) for case in own.shows["deterioration"])
    from fitlib.curves.read import curves

    with store.open(store.Home(home), constants) as data:
        known = {line.ors for line in curves(data, "all", Period.parse("all"), ("self",))}
    assert [one for one in shown if not any(line[: len(one)] == one for line in known)] == []
