"""The review meeting: what was agreed last time, the figures by age group or rater, notes and decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from fitlib.charts import Scope
from fitlib.implementation import meeting
from fitlib.indicators import on_page
from fitlib.period import Period
from fitlib.reference import Reference
from fitlib.reports import live, meeting_sheet, terms
from fitlib.reports.meeting_raters import by_rater
from fitlib.reports.meeting_sections import Seen, sections
from fitlib.reports.names import named
from fitlib.reports.page import Page, Stamp
from fitlib.reports.sheet import Sheet
from fitlib.reports.team_seen import PAGE
from fitlib.store import Store
from fitlib.words import Words

NAME, ALL = "review_meeting", "all"


@dataclass(frozen=True)
class Params:
    """`age_group` and `rater` choose among figures that were released together; crossed they are not told."""

    team: str = ALL
    period: Period = Period.parse("all")
    age_group: Literal["all", "adult", "adolescent", "child"] = "all"
    rater: str = "self"
    lang: Literal["fi", "sv", "en"] = "fi"
    audience: Literal["own", "internal", "public", "workshop"] = "internal"


def build(store: Store, params: Params, reference: Reference) -> Page:
    """The page of one meeting.

    Rule: its figures are those of the team's review, hidden alike; a filter shows fewer of them and computes none.
    Raises: ParameterRefused for a team that is not there, InputRefused for notes that cannot be read.
    """
    words = named(Words(params.lang), on_page(PAGE), reference)
    before = params.period.previous()
    told, *earlier = live.review(
        store, params.team, [params.period, *([before] if before else [])], params.audience, reference
    )
    scope = Scope(words(f"{NAME}.all_teams") if params.team == ALL else params.team, params.period,
                  store.stamp.data_date)  # fmt: skip
    seen = Seen(
        params, words, reference, scope, told, earlier[0] if earlier else None,
        by_rater(store, params.team, params.period, params.audience, reference),
        meeting.read(store.home, params.team, params.period),
        meeting.agreed(meeting.earlier(store.home, params.team, params.period)),
    )  # fmt: skip
    shown = terms.explained(sections(seen), words)
    return Page(
        NAME, params.lang, words(f"{NAME}.title"), params, Stamp.of(store.stamp, reference), told.released, shown, scope
    )


def choices(store: Store, params: Params, reference: Reference) -> dict[str, list[Any]]:
    """What a form can offer: the raters who have rated in this team and period."""
    found = by_rater(store, params.team, params.period, params.audience, reference)
    return {"rater": ["self", *found]}


def asked(store: Store, params: Params, reference: Reference) -> Sheet | None:
    """What can be filled in on the page; None for an audience that may not."""
    return meeting_sheet.sheet(store, params)


def keep(
    store: Store, params: Params, reference: Reference, wished: Mapping[str, str], edition: str, day: date
) -> None:
    """Save what was filled in. Raises: ParameterRefused as `sheet.filled` and `kept.write`."""
    meeting_sheet.keep(store, params, wished, edition)
