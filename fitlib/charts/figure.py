"""What every chart gives: a drawing and everything that a reader needs beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from fitlib import shapes
from fitlib.release import Released, ReleasedCurve, ReleasedFact
from fitlib.words import Words

SENTENCE = Markup('<p class="fit-sentence">{}</p>')


@dataclass(frozen=True)
class Figure:
    """A drawing (inline SVG) with its name, the sentence that says the same, note, reading guide and data table."""

    key: str
    title: str
    svg: Markup
    description: str
    note: str
    guide: str
    table: Markup
    lang: str
    many: bool = False

    def html(self) -> Markup:
        """The figure as it stands on a page: sentence, drawing, note, and two fold-outs (how to read it, the table).

        The sentence of `many` figures repeats what stands beside their marks: it goes with the table.
        """
        words = Words(self.lang)
        sentence = SENTENCE.format(self.description)
        guide = shapes.fold(words("charts.how_to_read"), shapes.paragraphs([self.guide]), "fit-guide")
        table = shapes.fold(words("charts.as_table"), sentence + self.table if self.many else self.table, "fit-data")
        above = Markup("") if self.many else sentence
        values = {"key": self.key, "title": self.title, "sentence": above, "svg": self.svg, "note": self.note}
        return shapes.fill("figure", **values, guide=guide, table=table)


def released(things: Iterable[object], *kinds: type) -> tuple:
    """The same things, when the gate made every one of them. Raises TypeError otherwise."""
    kinds = kinds or (ReleasedFact, ReleasedCurve, Released)
    things = tuple(things)
    for thing in things:
        if not isinstance(thing, kinds):
            raise TypeError(f"{type(thing).__name__} has not passed the release gate")
    return things
