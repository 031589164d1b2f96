"""Coverage beside the management's targets, for every page that tells coverage."""

from collections.abc import Iterator

from markupsafe import Markup

from fitlib import shapes
from fitlib.implementation.targets import targets
from fitlib.reference import Reference
from fitlib.release import ReleasedFact
from fitlib.words import Words, said

VALUE = Markup('<span class="fit-value">{}</span><small>{}</small>')


def beside_targets(facts: dict[str, ReleasedFact], words: Words, reference: Reference) -> Markup:
    """One row per target that was set: the target, the figure with k/n and interval, and whether it is met.

    Takes: released figures of everybody by name. Gives: nothing where no target was set.
    """
    rows = list(_rows(facts, words, reference))
    head = [words(f"implementation.column.{name}") for name in ("figure", "target", "now", "against")]
    return shapes.table(words("implementation.caption.targets"), head, rows) if rows else Markup("")


def _rows(facts: dict[str, ReleasedFact], words: Words, reference: Reference) -> Iterator[tuple]:
    for name, target in targets(reference).items():
        if fact := facts.get(name):
            now = VALUE.format(said.value(fact, words), " · ".join(said.rests_on(fact, words)))
            met = "hidden" if fact.value is None else "met" if fact.value >= target else "not_met"
            yield said.name(fact, words), words.percent(target), now, words(f"implementation.against.{met}")
