"""The hand-out of a workshop: a page per case with its curve so far, a question, room to write; then the answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from fitlib import shapes
from fitlib.charts import Scope, curve
from fitlib.charts.curve_panel import TENTHS
from fitlib.charts.curve_words import case_name
from fitlib.reference import Reference
from fitlib.release import ReleasedCurve
from fitlib.reports.page import Page, Section, Stamp
from fitlib.words import Words

COLUMNS = ("seen", "mean", "ask")
NOBODY = Scope(None, None, None)
CHOICES = Markup('<p class="fit-lead"><strong>{}</strong></p>\n<ul class="fit-choices">{}</ul>')
CHOICE, BREAK = Markup("<li>☐ {}</li>"), Markup('<div class="fit-sheet">{}</div>')


@dataclass(frozen=True)
class Sheet:
    """One case of the hand-out: shown up to `step`, a question with its choices (texts), then what is known of it.

    `true` holds the measured curve beside the truth; `name`, `story`, `told` and `patterns` stand on the answer page.
    """

    seen: ReleasedCurve
    true: ReleasedCurve
    step: int
    question: str
    choices: tuple[str, ...]
    name: str
    story: str
    told: tuple[str, ...]
    patterns: tuple[str, ...]


@dataclass(frozen=True)
class Handout:
    """What the page's head knows: nobody's team and no period, for a training room."""

    audience: str = "workshop"


def handout(
    sheets: Sequence[Sheet], title: str, lang: str, reference: Reference,
    before: Sequence[Section] = (), between: Sequence[Section] = (),
) -> Page:  # fmt: skip
    """The hand-out of a plan: what comes before the cases, the cases on a page each, what comes between, the answers.

    Takes: sheets in the order of the workshop, the plan's title. Gives: a page for A4, readable in black and white.
    """
    words = Words(lang)
    stamp = Stamp.of(_Nothing, reference).invented()
    sections = [_case(number, sheet, words, reference) for number, sheet in enumerate(sheets, 1)]
    answers = [_answer(number, sheet, words, reference) for number, sheet in enumerate(sheets, 1)]
    told = f"{words('workshop.notes.handout')}: {title}"
    return Page(
        "workshop_handout", lang, told, Handout(), stamp, None, (*before, *sections, *between, *answers), NOBODY
    )


class _Nothing:
    """No store: the cases are invented."""

    data_date, data_hash, imports = None, "", 0


def _case(number: int, sheet: Sheet, words: Words, reference: Reference) -> Section:
    shown = words("workshop.handout.shown", step=sheet.step)
    figure = _drawn(sheet.seen, sheet.step, f"case-{number}", words, reference)
    asked = CHOICES.format(sheet.question, Markup("").join(map(CHOICE.format, sheet.choices))) if sheet.question else ""
    texts = ((words(f"curve_workshop.{one}.title"), words(f"curve_workshop.{one}.prompt")) for one in COLUMNS)
    inner = BREAK.format(shapes.paragraphs([shown]) + figure + asked + shapes.columns(texts))
    return Section(f"sheet-{number}", case_name(sheet.seen, words), inner)


def _answer(number: int, sheet: Sheet, words: Words, reference: Reference) -> Section:
    names = ", ".join(sheet.patterns)
    found = words("workshop.handout.patterns", names=names) if names else words("workshop.handout.no_patterns")
    figure = _drawn(sheet.true, None, f"answer-{number}", words, reference)
    leave = [words("workshop.handout.leave")] if number == 1 else []
    texts = [*leave, sheet.story, " ".join(sheet.told), found]
    title = f"{words('workshop.handout.answers')} · {case_name(sheet.seen, words)}: {sheet.name}"
    return Section(f"answers-{number}", title, BREAK.format(shapes.paragraphs(texts) + figure))


def _drawn(case: ReleasedCurve, step: int | None, key: str, words: Words, reference: Reference) -> Markup:
    cutoff = round(TENTHS * reference[f"cutoff.srs.{case.age_group}"])
    figure = curve.draw(case, words, NOBODY, step, key, cutoff)
    return shapes.fill(
        "figure", key=key, title=figure.title, sentence="", svg=figure.svg, note=figure.note, guide="", table=""
    )
