"""Every command and every option has a help text in three languages and stands in the README."""

import argparse
import re
from collections.abc import Iterator

import pytest

from fitlib import ROOT
from fitlib.words import LANGUAGES, Words
from workbench import cli, commands


def parsers(lang: str) -> dict[str, cli.Parser]:
    whole = cli.parser(Words(lang))
    several = next(action for action in whole._actions if isinstance(action, argparse._SubParsersAction))
    return {"": whole, **several.choices}


def options() -> Iterator[tuple[str, str]]:
    for command, one in parsers("fi").items():
        for action in one._actions:
            yield from ((command, flag) for flag in action.option_strings if flag.startswith("--"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_and_option_has_help_in_every_language(lang: str) -> None:
    for name, one in parsers(lang).items():
        for action in one._actions:
            shown = action.help or isinstance(action, argparse._SubParsersAction)
            assert shown, f"fit {name} {action.dest}"
        assert one.description


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_is_in_one_language(lang: str) -> None:
    english = {"usage:", "options:", "positional arguments", "show this help message"} - (
        {"usage:", "options:"} if lang == "en" else set()
    )
    for one in parsers(lang).values():
        text = one.format_help()
        assert not [word for word in english if word in text]


def test_every_command_does_something() -> None:
    assert set(commands.COMMANDS) == set(cli.COMMANDS) == set(parsers("fi")) - {""}


@pytest.mark.parametrize("command", sorted(cli.COMMANDS))
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert re.search(rf"\bfit {command}\b", (ROOT / "README.md").read_text("utf-8"))


def test_every_option_stands_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [
        f"fit {command} {flag}" for command, flag in options() if f"`{flag}`" not in text and f"{flag} " not in text
    ] == []
