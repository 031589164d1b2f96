"""What a hand-out holds beside the cases: the course of the training, its questions, the studies, and the sheets."""

from collections.abc import Mapping

from markupsafe import Markup

from fitlib import evidence, shapes
from fitlib.reports import evidence_rows, training_sheet
from fitlib.reports.page import Section
from fitlib.words import Words
from workbench.workshop import asking, cards
from workbench.workshop.parts import CASE, EVIDENCE, POLL, SHEET, VOTE, Part, Plan

TAKEN = Markup('<div class="fit-taken">{}{}</div>')
ASKED = Markup("<p><strong>{}</strong></p>\n<p>{}</p>")


def contents(plan: Plan, labels: Mapping[int, str], words: Words) -> Section:
    """The parts with their minutes. Takes: the cases' letters by part; a case without one is left out.

    Rule: a case is told by its letter alone, so that nobody knows what comes.
    """
    parts = [(number, part) for number, part in enumerate(plan.parts) if part.kind != CASE or number in labels]
    rows = [(_told(part, labels.get(number, ""), words), _minutes(part.minutes, words)) for number, part in parts]
    leads = [words(f"trainings.audience.{plan.audience}")] if plan.audience else []
    covered = shapes.points(words(f"trainings.content.{one}") for one in plan.covers)
    head = [words("workshop.notes.parts"), _minutes(sum(part.minutes for _, part in parts), words)]
    table = shapes.table(plan.title(words), head, rows, "fit-wrapped fit-programme")
    return Section("programme", words("trainings.start.contents"), shapes.paragraphs(leads) + covered + table)


def _minutes(minutes: int, words: Words) -> str:
    return words("workshop.notes.minutes", n=minutes)


def _told(part: Part, label: str, words: Words) -> str:
    return words("workshop.case", label=label) if part.kind == CASE else cards.title(part, words)


def between(plan: Plan, words: Words) -> list[Section]:
    """The questions to the room, the studies and the empty sheets: each only where the plan has them."""
    found = [_questions(plan, words), _studies(plan, words), *_sheets(plan, words)]
    return [one for one in found if one is not None]


def _questions(plan: Plan, words: Words) -> Section | None:
    polls = [part for part in plan.parts if part.kind == VOTE]
    told = (
        ASKED.format(cards.title(part, words), " · ".join(text for _, text in asking.choices(part, POLL, words)))
        for part in polls
    )
    return Section("questions", words("trainings.handout.questions"), Markup("").join(told)) if polls else None


def _studies(plan: Plan, words: Words) -> Section | None:
    known = evidence.load()
    shown = [known[name] for name in dict.fromkeys(part.name for part in plan.parts if part.kind == EVIDENCE)]
    if not shown:
        return None
    title = words("trainings.handout.studies")
    return Section("studies", title, evidence_rows.notes(shown, words) + evidence_rows.table(shown, title, words))


def _sheets(plan: Plan, words: Words) -> list[Section]:
    wished = dict.fromkeys(part.name for part in plan.parts if part.kind == SHEET)
    return [_sheet(training_sheet.load(name), words) for name in wished]


def _sheet(sheet: training_sheet.Sheet, words: Words) -> Section:
    lead = shapes.paragraphs([words(f"trainings.sheet.{sheet.name}.lead")])
    lines = TAKEN.format(lead, training_sheet.lines(sheet, {}, words))
    return Section(f"form-{sheet.name}", sheet.title(words), lines)
