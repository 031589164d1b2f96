"""The words room: the same keys and places for values in every language, and every key that code uses is there."""

import ast
import re
from string import Formatter

import pytest

from fitlib import ROOT
from fitlib.words import LANGUAGES, texts

OTHERS = [lang for lang in LANGUAGES if lang != "fi"]
CODE = [file for room in ("fitlib", "workbench") for file in sorted((ROOT / room).rglob("*.py"))]
CALLED = {"words", "say", "self.words", "self._words", "panel.words"}
ERRORS = "errors.{}.what"


def places(text: str) -> list[str]:
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name is not None})


@pytest.mark.parametrize("lang", OTHERS)
def test_every_language_has_the_same_keys(lang) -> None:
    assert sorted(texts(lang)) == sorted(texts("fi"))


@pytest.mark.parametrize("lang", OTHERS)
def test_every_language_names_the_same_values(lang) -> None:
    other, finnish = texts(lang), texts("fi")
    assert [key for key in finnish if key in other and places(other[key]) != places(finnish[key])] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_leads_to_a_text(lang) -> None:
    assert [key for key, text in texts(lang).items() if not isinstance(text, str)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_the_endings_of_numbers_may_be_empty(lang) -> None:
    assert [key for key, text in texts(lang).items() if not text and not key.startswith("charts.ending.")] == []


def test_the_errors_of_every_language_say_what_and_what_to_do() -> None:
    keys = {key.split(".")[1] for key in texts("fi") if key.startswith("errors.")}
    assert [key for key in keys for part in ("what", "remedy") if f"errors.{key}.{part}" not in texts("fi")] == []


def pattern(node: ast.expr) -> re.Pattern | None:
    """The key that an argument stands for, with any word where one is filled in; None where no key is written."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.compile(re.escape(node.value))
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        parts = [re.escape(one.value) if isinstance(one, ast.Constant) else r"[\w.]+" for one in node.values]
        return re.compile("".join(parts))
    return None


def used() -> list[tuple[str, re.Pattern]]:
    """Where a key is used, and which."""
    found = []
    for file in CODE:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                found += [(f"{file.name}:{node.lineno}", key) for key in _keys(node)]
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                found += [(f"{file.name}:{node.lineno}", key) for key in _errors(node.exc)]
    return found


def _keys(call: ast.Call) -> list[re.Pattern]:
    key = pattern(call.args[0]) if ast.unparse(call.func) in CALLED else None
    return [key] if key else []


def _errors(call: ast.Call) -> list[re.Pattern]:
    first = call.args[0]
    named = isinstance(first, ast.Constant) and isinstance(first.value, str) and re.fullmatch(r"[a-z_]+", first.value)
    ours = ast.unparse(call.func) in FAMILY
    return [re.compile(re.escape(ERRORS.format(first.value)))] if named and ours else []


FAMILY = {
    node.name
    for node in ast.parse((ROOT / "fitlib" / "errors.py").read_text("utf-8")).body
    if isinstance(node, ast.ClassDef)
}


def test_every_key_that_code_uses_is_there() -> None:
    keys = list(texts("fi"))
    found = used()
    assert len(found) > len(CODE) / 2, "the search finds too little to mean anything"
    missing = [f"{place} {key.pattern}" for place, key in found if not any(key.fullmatch(one) for one in keys)]
    assert missing == []


def test_a_key_that_is_not_there_would_be_found() -> None:
    (call,) = (node for node in ast.walk(ast.parse('words("charts.no_such_key")')) if isinstance(node, ast.Call))
    (key,) = _keys(call)
    assert not any(key.fullmatch(one) for one in texts("fi"))
