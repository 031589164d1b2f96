"""The board of stages and levels: what belongs to each square, how far it is, and how far it was before."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts.scope import period_in_words
from fitlib.implementation.board import NONE, Board
from fitlib.implementation.stages import LEVELS, STAGES, matrix
from fitlib.reports.sheet import may_write

SIGN = {"none": "○", "not_yet": "◔", "under_way": "◑", "in_place": "●"}
STATE = Markup('<strong class="fit-state fit-state-{}"><span aria-hidden="true">{}</span> {}</strong>')
SQUARE = Markup("{}<small>{}</small>{}{}")
NOTE, BEFORE = Markup('<p class="fit-said">{}</p>'), Markup("<small>{}</small>")


def board(seen: Any) -> Iterator[Markup]:
    """The table, a row per level and a column per stage."""
    quarter = _quarter(seen.board, seen)
    texts = [seen.say("text.board", quarter=quarter)]
    texts += [] if seen.board.edition else [seen.say("text.board_empty")]
    earlier = seen.before
    texts.append(
        seen.say("text.board_before", quarter=_quarter(earlier, seen)) if earlier else seen.say("text.board_first")
    )
    yield shapes.paragraphs(texts)
    head = [seen.say("column.level"), *(seen.say(f"stage.{stage}") for stage in STAGES)]
    rows = [(seen.say(f"level.{level}"), *(_square(stage, level, seen) for stage in STAGES)) for level in LEVELS]
    yield shapes.table(seen.say("caption.board", quarter=quarter), head, rows, "fit-board")


def _square(stage: str, level: str, seen: Any) -> Markup:
    square = f"{stage}.{level}"
    state = seen.board.state(square)
    now = STATE.format(state, SIGN[state], seen.say(f"state.{state}"))
    note = seen.board.notes.get(square, "") if may_write(seen.params) else ""
    before = seen.before.state(square) if seen.before else NONE
    told = _before(seen.before, before, seen) if before != NONE else Markup("")
    return SQUARE.format(now, seen.words(matrix()[stage][level]), NOTE.format(note) if note else "", told)


def _before(earlier: Board, state: str, seen: Any) -> Markup:
    return BEFORE.format(seen.say("text.before", quarter=earlier.quarter.text, state=seen.say(f"state.{state}")))


def _quarter(one: Board, seen: Any) -> str:
    return period_in_words(one.quarter, seen.words)
