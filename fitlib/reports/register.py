"""How is it computed? Every indicator, pattern, constant and study with definition, source, version and next review.

It shows nothing of anybody's data: only the day the data reach to, against which reviews are overdue.
"""

from dataclasses import dataclass
from typing import Literal

from fitlib.charts import Scope
from fitlib.reference import Reference
from fitlib.reports.page import Page, Stamp
from fitlib.reports.register_entries import Seen, sections
from fitlib.store import Store
from fitlib.words import Words

NAME = "register"


@dataclass(frozen=True)
class Params:
    """The language; definitions are the same for every team, period and audience."""

    lang: Literal["fi", "sv", "en"] = "fi"


def build(store: Store, params: Params, reference: Reference) -> Page:
    """The register of everything that the pages compute.

    Rule: anchors are stable: #indicator-NAME, #pattern-KEY, #constant-DOTTED.NAME, #evidence-KEY.
    """
    words, stamp = Words(params.lang), Stamp.of(store.stamp, reference)
    seen = Seen(words, reference, stamp.data_date)
    scope = Scope(None, None, stamp.data_date)
    return Page(NAME, params.lang, words(f"{NAME}.title"), params, stamp, None, sections(seen), scope)
