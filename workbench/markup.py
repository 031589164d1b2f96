"""Markup that our own shapes made, checked in one pass: what the sanitiser and nbconvert's tidying would give.

Both parse a page into a tree and write it out again, a third of a second each. Here only well-formed markup of allowed
tags and attributes passes, nested as no parser would change it; whatever else is met, the sanitiser has to judge.
"""

import re
import tomllib
from functools import lru_cache
from html import escape, unescape

from fitlib import ROOT
from workbench import registers

ALLOWED = tomllib.loads((ROOT / "templates" / "nbconvert" / "fit" / "allowed.toml").read_text("utf-8"))
ATTRIBUTES = frozenset(ALLOWED["attributes"])
TEXT, DRAWING = frozenset(ALLOWED["text"]), frozenset(ALLOWED["drawing"])
ELSEWHERE = re.compile(r"url\s*\(\s*['\"]?(?!#)|[a-z]+:\s*//|javascript:|data:", re.IGNORECASE)
NAMESPACE = "http://www.w3.org/2000/svg"

PIECE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z][a-zA-Z0-9-]*(?:=\"[^\"<>]*\")?)*) ?(/?)>|([^<>]+)")
ATTRIBUTE = re.compile(r" ([a-zA-Z][a-zA-Z0-9-]*)(?:=\"([^\"]*)\")?")
STRANGE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|#34|#39);)|[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
PLAIN_STYLE = re.compile(r"(?:max-width|width|height):\d{1,4}(?:\.\d{1,6})?(?:px|em|rem|%)")
OWN_PLACE = re.compile(r"url\(#[\w-]+\)")
ASCII_SPACES = " \n\t"

INLINE = frozenset({"a", "abbr", "b", "br", "em", "i", "mark", "small", "span", "strong", "sub", "sup"})
FLOW = frozenset({"div", "section", "main", "nav", "header", "footer", "figure", "figcaption", "details", "li", "dd",
                  "td", "th"})  # fmt: skip
BLOCK = frozenset({"div", "section", "main", "nav", "header", "footer", "figure", "figcaption", "details", "p", "ul",
                   "ol", "dl", "table", "h1", "h2", "h3", "h4", "svg"})  # fmt: skip
INSIDE = {
    **dict.fromkeys(FLOW, INLINE | BLOCK), "details": INLINE | BLOCK | {"summary"},
    **dict.fromkeys((*INLINE, "p", "h1", "h2", "h3", "h4", "summary", "dt", "caption"), INLINE), "a": frozenset(),
    "ul": frozenset({"li"}), "ol": frozenset({"li"}), "dl": frozenset({"dt", "dd", "div"}),
    "table": frozenset({"caption", "colgroup", "thead", "tbody", "tfoot"}), "colgroup": frozenset({"col"}),
    "thead": frozenset({"tr"}), "tbody": frozenset({"tr"}), "tfoot": frozenset({"tr"}),
    "tr": frozenset({"td", "th"}),
    **dict.fromkeys(("svg", "g", "defs", "pattern", "marker", "clipPath", "linearGradient", "symbol", "text"),
                    DRAWING - {"svg"}),
    **dict.fromkeys(DRAWING - {"svg", "g", "defs", "pattern", "marker", "clipPath", "linearGradient", "symbol", "text"},
                    frozenset()),
    "": BLOCK, "row": frozenset({"dt", "dd"}),
}  # fmt: skip
ONLY_SPACE = frozenset({"table", "colgroup", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl", "row", ""})
VOID = frozenset({"br", "col"})
LISTS = frozenset({"class", "headers"})  # names apart by one space


class Unknown(Exception):
    """Something that has to be judged by the sanitiser."""


def checked(html: str) -> str | None:
    """The markup as sanitiser and tidying would leave it; None where that is not sure.

    Rule: it begins and ends with a tag, so that it can stand between any others.
    """
    if STRANGE.search(html) or not html.startswith("<") or not html.endswith(">"):
        return None
    try:
        return "".join(_pieces(html))
    except Unknown:
        return None


def allowed(tag: str, name: str, value: str) -> bool:
    """True for an attribute that neither acts nor names another place; links stay within the page and its register."""
    if name == "href":
        return tag == "a" and (value.startswith("#") or bool(registers.BESIDE.fullmatch(value)))
    if name.startswith("aria-") and name != "aria-owns":
        return True
    return name in ATTRIBUTES and not (name != "title" and ELSEWHERE.search(value) and not _namespace(name, value))


def _namespace(name: str, value: str) -> bool:
    return name == "xmlns" and value == NAMESPACE


def _pieces(html: str) -> list[str]:
    found, within, at = [], [""], 0
    for piece in PIECE.finditer(html):
        if piece.start() != at:
            raise Unknown
        at = piece.end()
        closing, tag, attributes, empty, text = piece.groups()
        if text is not None:
            found.append(_text(text, within[-1]))
        elif closing:
            found.append(_end(tag, attributes or empty, within))
        else:
            found.append(_begin(tag, attributes, empty, within))
    if at != len(html) or within != [""]:
        raise Unknown
    return found


def _text(text: str, parent: str) -> str:
    if not text.strip(ASCII_SPACES):
        return "\n" if "\n" in text else " "
    if parent in ONLY_SPACE:
        raise Unknown
    return escape(unescape(text), quote=False)


def _end(tag: str, more: str, within: list[str]) -> str:
    if more or tag != within.pop().replace("row", "div"):
        raise Unknown
    return f"</{tag.lower()}>"


def _begin(tag: str, attributes: str, empty: str, within: list[str]) -> str:
    if tag not in INSIDE[within[-1]]:
        raise Unknown
    name, kept = tag.lower(), _attributes(tag, attributes)
    if tag in VOID:
        return f"<{name}{kept}/>"
    if empty:
        if tag not in DRAWING:
            raise Unknown
        return f"<{name}{kept}></{name}>"
    within.append("row" if (within[-1], tag) == ("dl", "div") else tag)
    return f"<{name}{kept}>"


@lru_cache(4096)
def _attributes(tag: str, text: str) -> str:
    """The attributes of a tag, in order of name."""
    if not text:
        return ""
    every = [(name, unescape(value)) for name, value in ATTRIBUTE.findall(text)]
    if len({name.lower() for name, _ in every}) < len(every):
        raise Unknown
    kept = sorted((name.lower(), _value(name, value)) for name, value in every if allowed(tag, name, value))
    return "".join(f' {name}="{value}"' for name, value in kept)


def _value(name: str, value: str) -> str:
    if name == "style":
        if not PLAIN_STYLE.fullmatch(value):
            raise Unknown
        return f"{value};"
    if name == "xmlns" or '"' in value or "url" in OWN_PLACE.sub("", value).lower():
        raise Unknown
    return escape(" ".join(value.split()) if name in LISTS else value, quote=False)
