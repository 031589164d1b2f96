"""Every indicator is a pair, every word of it exists, and the sets that it counts are known to the gate."""

from datetime import date

import pytest

from fitlib.indicators import cards, definitions_version, on_page, sets
from fitlib.indicators.cards import FOLDER
from fitlib.indicators.measure import KINDS
from fitlib.reference import Constant, Reference
from fitlib.words import LANGUAGES, Words

SECTIONS = {"who", "coverage", "start", "change", "expected", "endings", "alliance"}
TEAM = on_page("team_quarter")


def test_every_query_has_a_card_and_every_card_a_query() -> None:
    assert {file.stem for file in FOLDER.glob("*.sql")} == set(cards())


@pytest.mark.parametrize("card", cards().values(), ids=lambda card: card.name)
def test_a_card_says_what_the_figure_is_and_who_has_read_it(card) -> None:
    assert card.kind in KINDS
    assert all((card.unit, card.denominator, card.source, card.status, card.checker))
    assert date(2026, 1, 1) < card.reviewed < card.next_review


@pytest.mark.parametrize("card", cards().values(), ids=lambda card: card.name)
def test_a_query_reads_the_team_and_the_period_as_parameters(card) -> None:
    assert all(f"${name}" in card.sql for name in ("team", "first", "last"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("card", cards().values(), ids=lambda card: card.name)
def test_every_word_of_a_card_exists_and_its_numbers_come_from_the_reference(card, lang, constants) -> None:
    words = Words(lang)
    for key in (f"name.{card.name}", f"denominator.{card.denominator}", f"method.{card.kind}", f"unit.{card.unit}"):
        assert words(f"indicators.{key}")
    assert words(f"indicators.not_said.{card.not_said}")
    assert "{" not in words(f"indicators.definition.{card.name}", **card.quoted(constants))


@pytest.mark.parametrize("card", TEAM, ids=lambda card: card.name)
def test_the_sets_of_the_team_page_are_known_to_the_gate(card) -> None:
    assert card.section in SECTIONS
    assert card.denominator in sets()
    if card.kind == "share":
        assert (card.counted or card.name) in sets()


def test_a_set_lies_in_known_sets_and_never_in_itself() -> None:
    def ancestors(name: str, seen: tuple[str, ...] = ()) -> set[str]:
        assert name not in seen
        return {name}.union(*(ancestors(parent, (*seen, name)) for parent in sets()[name]))

    assert all(ancestors(name) <= set(sets()) for name in sets())


def test_parts_of_a_partition_share_their_denominator() -> None:
    partitions: dict[str, set[str]] = {}
    for card in TEAM:
        if card.partition:
            partitions.setdefault(card.partition, set()).add(card.denominator)
    assert partitions
    assert all(len(denominators) == 1 for denominators in partitions.values())


def test_the_version_of_the_definitions_changes_with_a_constant(constants) -> None:
    rows = {name: constants.row(name) for name in constants}
    row = rows["rci.convention"]
    other = Constant(row.name, 6, row.unit, row.source, row.status, row.reviewed, row.next_review)
    assert definitions_version(constants) == definitions_version(Reference(rows))
    assert definitions_version(constants) != definitions_version(Reference(rows | {row.name: other}))
