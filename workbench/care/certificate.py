"""The certificate of an erasure: counts in TOML for programs, a page in each language for people. It names nobody."""

import tomllib
from contextlib import suppress
from datetime import date
from pathlib import Path

from markupsafe import Markup

from fitlib import shapes
from fitlib.words import LANGUAGES, Words
from workbench import audit
from workbench.care.erasing import Certificate
from workbench.writing import write_whole

FOLDER = "certificates"
PAGE = Markup(
    '<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
    "<style>{style}</style></head>"
    "<body><main><h1>{title}</h1><p>{before}</p><table><tbody>{rows}</tbody></table>"
    "<h2>{left}</h2><ul>{todo}</ul><h2>{again}</h2>{pages}</main></body></html>\n"
)
TODO = ("source", "backups", "sent", "disk", "lake")


def write(home: Path, made: Certificate) -> list[Path]:
    """The certificate's files in FIT_HOME/certificates, numbered; the TOML file first."""
    folder = home / FOLDER
    number = 1 + sum(1 for _ in folder.glob("erasure-*.toml"))
    stem = f"erasure-{number:04d}"
    files = [write_whole(folder / f"{stem}.toml", as_toml(made))]
    return files + [write_whole(folder / f"{stem}.{lang}.html", as_html(made, Words(lang))) for lang in LANGUAGES]


def as_toml(made: Certificate) -> str:
    """The counts as TOML."""
    listed, outputs = (", ".join(f'"{one}"' for one in many) for many in (made.listed, made.outputs))
    lines = [
        f"day = {made.day}", f"people = {made.people}", f"listed = [{listed}]", f"files_rewritten = {made.files}",
        f"pages_deleted = [{outputs}]", f"files_searched = {made.searched}", f"traces_found = {made.hits}",
        f"log_lines = {made.log[0]}", f'log_digest = "{made.log[1]}"', "", "[rows]",
        *(f"{name} = {count}" for name, count in made.rows.items()),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def as_html(made: Certificate, words: Words) -> str:
    """The page in one language."""
    counts = {
        "day": words.date(_day(made.day)), "people": words.number(made.people, 0),
        **{f"rows_{name}": words.number(count, 0) for name, count in made.rows.items()},
        "files": words.number(made.files, 0), "outputs": words.number(len(made.outputs), 0),
        "searched": words.number(made.searched, 0), "hits": words.number(made.hits, 0),
        "listed": ", ".join(made.listed), "log_lines": words.number(made.log[0], 0), "log_digest": made.log[1],
    }  # fmt: skip
    row = Markup('<tr><th scope="row">{}</th><td>{}</td></tr>')
    rows = Markup("").join(row.format(words(f"care.certificate.{name}"), shown) for name, shown in counts.items())
    todo = Markup("").join(Markup("<li>{}</li>").format(words(f"care.certificate.todo.{one}")) for one in TODO)
    names = Markup("").join(Markup("<li>{}</li>").format(one) for one in made.outputs)
    none = Markup("<p>{}</p>").format(words("care.certificate.no_pages"))
    title = words("care.certificate.title")
    return PAGE.format(
        lang=words.lang, title=title, before=words("care.certificate.before"), rows=rows, todo=todo,
        left=words("care.certificate.left"), again=words("care.certificate.again"), style=Markup(shapes.style()),
        pages=Markup("<ul>{}</ul>").format(names) if made.outputs else none,
    )  # fmt: skip


def cut(home: Path) -> str | None:
    """The first certificate whose line the audit log has no more: what stood at its end was cut off. None if whole."""
    for file in sorted((home / FOLDER).glob("erasure-*.toml")):
        with suppress(OSError, ValueError, TypeError):
            found = tomllib.loads(file.read_text("utf-8"))
            if not audit.holds(home, int(found.get("log_lines", 0)), str(found.get("log_digest", ""))):
                return file.name
    return None


def _day(text: str) -> date:
    return date.fromisoformat(text)
