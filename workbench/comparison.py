"""The page and the table of two runs side by side. Pages and teams stand by name, never by what they reached."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from fitlib import reference, shapes
from fitlib.indicators import cards
from fitlib.reports.names import named
from fitlib.tables import export
from fitlib.words import LANGUAGES, NOTHING, Words, said
from workbench import choices, writing
from workbench.compare import PARTS, Comparison, Line, Pair, Run
from workbench.record import Record

CELL = Markup('<span class="fit-value">{}</span><small>{}</small>')
SHORT = 8
OPEN = 3  # so many pages at most stand open from the start
LANGUAGE = Markup('<a href="{}" lang="{}"{}>{}</a>')
FILE = Markup('<p><a href="{}">{}</a></p>')
NAV = Markup('<nav class="fit-languages" aria-label="{}">{}</nav>')
COLUMNS = ("page", "team", "old_period", "new_period", "figure", "group", "old", "old_n", "new", "new_n", "apart")


def write(two: Comparison, folder: Path, constants: reference.Reference) -> list[Path]:
    """The page and the CSV of a comparison in every language; gives the files, the Finnish page first."""
    made = []
    for lang in LANGUAGES:
        words = named(Words(lang), cards().values(), constants)
        made += [writing.write_whole(folder / name(lang, "html"), html(two, words)),
                 writing.write_whole(folder / name(lang, "csv"), csv(two, words))]  # fmt: skip
    return made


def name(lang: str, kind: str) -> str:
    """`comparison.html` in Finnish, `comparison.sv.html`, `comparison.en.csv`."""
    return f"comparison.{kind}" if lang == LANGUAGES[0] else f"comparison.{lang}.{kind}"


def html(two: Comparison, words: Words) -> str:
    """The whole page: what the runs were made of, which pages there are, and each page's figures that differ."""
    title = words("compare.title")
    parts = [
        _nav(words), _head(two, title, words), shapes.paragraphs(list(_told(two, words))), _made_of(two, words),
        _pages(two, words), *(_pair(pair, words, len(two.pairs) > OPEN) for pair in two.pairs),
        FILE.format(name(words.lang, "csv"), words("compare.file")),
        shapes.fill("foot", legend=words("page.legend"), versions=words("compare.source")),
    ]  # fmt: skip
    return str(
        shapes.fill("document", lang=words.lang, title=title, style=shapes.style(), inner=Markup("\n").join(parts))
    )


def csv(two: Comparison, words: Words) -> bytes:
    """A line per figure that is not the same."""
    rows: list[list[Any]] = [[words(f"compare.column.{column}") for column in COLUMNS]]
    for pair in two.pairs:
        page, team = words(f"{pair.new.page}.title"), _team(pair.new, words)
        periods = [_period(one, words) for one in (pair.old, pair.new)]
        for line in pair.lines:
            cells = [cell for one in (line.old, line.new) for cell in _bare(one, words)]
            apart = words("compare.apart") if line.apart else ""
            rows.append([page, team, *periods, said.name(line.fact, words), said.group(line.fact.group, words),
                         *cells, apart])  # fmt: skip
    return export.lines(rows, words)


def _nav(words: Words) -> Markup:
    links = (
        LANGUAGE.format(name(lang, "html"), lang, Markup(' aria-current="true"') if lang == words.lang else "",
                        words(f"serve.languages.{lang}")) for lang in LANGUAGES
    )  # fmt: skip
    return NAV.format(words("serve.language"), Markup(" ").join(links))


def _head(two: Comparison, title: str, words: Words) -> Markup:
    audiences = dict.fromkeys(one.parameters.get("audience") for one in (*two.old.pages, *two.new.pages))
    shown = ", ".join(words(f"page.audience.{one}") for one in audiences if one)
    pairs = [(words(f"compare.column.{side}"), run.name) for side, run in (("old", two.old), ("new", two.new))]
    stamp = Markup("").join(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*pair) for pair in pairs)
    return shapes.fill("head", kind=words("page.product"), audience=shown, title=title, stamp=stamp)


def _told(two: Comparison, words: Words) -> Iterator[str]:
    """What must be known before any figure is read."""
    for part in PARTS:
        key = f"compare.{part}.{'changed' if two.changed(part) else 'same'}"
        if key in words:
            yield words(key)
    if any(_period(pair.old, words) != _period(pair.new, words) for pair in two.pairs):
        yield words("compare.periods")
    yield words("compare.rule")


def _made_of(two: Comparison, words: Words) -> Markup:
    rows = [
        [words(f"compare.part.{part}"), _versions(two.old, part, words), _versions(two.new, part, words),
         words("compare.different" if two.changed(part) else "compare.alike")]
        for part in ("data_date", *PARTS)
    ]  # fmt: skip
    head = [words(f"compare.column.{column}") for column in ("part", "old", "new", "result")]
    return shapes.table(words("compare.made_of"), head, rows)


def _versions(run: Run, part: str, words: Words) -> str:
    texts = [text for text in run.said(part) if text]
    if part == "data_date":
        return ", ".join(words.date(date.fromisoformat(text)) for text in texts) or NOTHING
    return ", ".join(text if part == "code" else text[:SHORT] for text in texts) or NOTHING


def _pages(two: Comparison, words: Words) -> Markup:
    count = words("compare.pages", both=len(two.pairs), added=len(two.added), gone=len(two.gone))
    lists = [
        shapes.paragraphs([words(f"compare.{kind}")]) + shapes.points(_called(one, words) for one in several)
        for kind, several in (("added", two.added), ("gone", two.gone)) if several
    ]  # fmt: skip
    return shapes.fill(
        "section", key="pages", title=words("compare.which"), inner=shapes.paragraphs([count]) + Markup("").join(lists)
    )


def _pair(pair: Pair, words: Words, folded: bool) -> Markup:
    periods = [_period(one, words) for one in (pair.old, pair.new)]
    called = _called(pair.new, words, " → ".join(dict.fromkeys(periods)))
    if not pair.lines:
        return shapes.paragraphs([f"{called}: {words('compare.nothing', count=pair.same)}"])
    summary = f"{called}: {words('compare.count', count=len(pair.lines), same=pair.same)}"
    columns = ("old", "new") if periods[0] == periods[1] else periods
    heads = [words(f"compare.column.{one}") if one in COLUMNS else one for one in columns]
    head = [words("compare.column.figure"), words("compare.column.group"), *heads, words("compare.column.apart")]
    table = shapes.table(called, head, [_row(line, words) for line in pair.lines], "fit-facts")
    return shapes.fold(summary, table, "fit-data", folded)


def _row(line: Line, words: Words) -> list[Any]:
    fact = line.fact
    apart = words("compare.apart") if line.apart else ""
    return [
        said.name(fact, words),
        said.group(fact.group, words),
        _cell(line.old, words),
        _cell(line.new, words),
        apart,
    ]


def _cell(fact: Any, words: Words) -> Any:
    if fact is None:
        return NOTHING
    value = said.value(fact, words)
    return CELL.format(value, " · ".join(part for part in said.rests_on(fact, words) if part != value))


def _bare(fact: Any, words: Words) -> list[Any]:
    """Value and n for the CSV: numbers, `..` where hidden, empty where that run does not have the figure."""
    if fact is None:
        return [None, None]
    return [said.value(fact, words) if fact.hidden or fact.value is None else fact.value, fact.n]


def _called(one: Record, words: Words, period: str | None = None) -> str:
    parts = (words(f"{one.page}.title"), _team(one, words), _period(one, words) if period is None else period)
    return " · ".join(part for part in parts if part)


def _team(one: Record, words: Words) -> str:
    return choices.said("team", one.parameters.get("team"), words)


def _period(one: Record, words: Words) -> str:
    return choices.said("period", one.parameters.get("period"), words)
