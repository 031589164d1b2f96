"""`fit`: the one program. The command line says what, commands.py how. Nothing heavy is imported for a help text."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from fitlib.errors import FitError, ParameterRefused
from fitlib.words import LANGUAGES, Words
from workbench import runs, settings, units
from workbench.access import line as access
from workbench.care import line

PAGED = ("facts", "run")
SAID = {
    r"the following arguments are required: (.*)": "required",
    r"unrecognized arguments: (.*)": "unknown",
    r"argument (\S+): invalid choice: .*": "choice",
    r"argument (\S+): invalid \w+ value: .*": "number",
    r"argument (\S+): expected .*": "value",
}


class Parser(argparse.ArgumentParser):
    """argparse in the words of one language."""

    def __init__(self, words: Words, **more: Any) -> None:
        kind = type("Help", (argparse.HelpFormatter,), {"add_usage": _usage(words)})
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=kind, **more)
        self.words = words
        self.what = self.add_argument_group(words("cli.what"))
        self.options = self.add_argument_group(words("cli.options"))
        self.options.add_argument("-h", "--help", action="help", help=words("cli.option.help"))

    def option(self, name: str, said: str = "", **more: Any) -> None:
        """An option with its help from the words, `said` where the name alone means something else elsewhere."""
        key = said or name.lstrip("-").replace("-", "_")
        self.options.add_argument(name, help=self.words(f"cli.option.{key}"), **more)

    def error(self, message: str) -> NoReturn:
        """A mistake in the command line, as a sentence. Raises: ParameterRefused."""
        for pattern, key in SAID.items():
            if found := re.fullmatch(pattern, message, re.DOTALL):
                detail = self.words(f"cli.mistake.{key}", what=found[1])
                raise ParameterRefused("command_line", detail=detail, command=self.prog)
        raise ParameterRefused("command_line", detail=self.words("cli.mistake.other"), command=self.prog)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Gives its exit code; an error is a sentence in the language of the user, never a trace."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    words = Words(settings.language())
    try:
        words = Words(settings.language(_wished(arguments)))
        given = parser(words, paged=bool(set(PAGED) & set(arguments))).parse_args(arguments)
        from workbench import commands

        return commands.COMMANDS[given.command](given, words)
    except FitError as error:
        print(error.in_words(words), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if isinstance(error, BrokenPipeError):  # the reader has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        trouble = FitError("file_trouble", file=error.filename or "", why=error.strerror or type(error).__name__)
        print(trouble.in_words(words), file=sys.stderr)
        return trouble.exit_code


def parser(words: Words, paged: bool = True) -> Parser:
    """The whole command line; without `paged` the pages' own parameters are left out, which makes it quick."""
    whole = Parser(words, prog="fit", description=words("cli.about"))
    _everywhere(whole)
    several = whole.add_subparsers(
        title=words("cli.commands"), prog="fit", dest="command", metavar=words("cli.command_name"), required=True
    )
    for name, build in COMMANDS.items():
        one = several.add_parser(
            name, words=words, help=words(f"cli.command.{name}"), description=words(f"cli.command.{name}")
        )
        build(one)
        _everywhere(one)
        if paged and name in PAGED:
            _parameters(one)
    return whole


def _import(one: Parser) -> None:
    one.what.add_argument("files", nargs="+", metavar="FILE", help=one.words("cli.given.files"))
    one.option("--dry-run", action="store_true")
    one.option("--replace", action="store_true")
    one.option("--store-key", metavar="FILE")
    one.option("--json", action="store_true")


def _facts(one: Parser) -> None:
    one.what.add_argument("page", metavar="PAGE", help=one.words("cli.given.page"))
    one.option("--json", action="store_true")


def _run(one: Parser) -> None:
    one.what.add_argument("page", metavar="PAGE", help=one.words("cli.given.page"))
    one.option("--as", dest="formats", metavar="xlsx,csv,svg,png,pdf")
    one.option("--out", metavar="DIR")


def _batch(one: Parser) -> None:
    one.what.add_argument("matrix", metavar="MATRIX.toml", help=one.words("cli.given.matrix"))
    one.option("--out", metavar="DIR")
    one.option("--jobs", type=int, default=0, metavar="N")
    one.option("--cluster", metavar="ADDRESS")
    for name in ("--tls-ca", "--tls-cert", "--tls-key"):
        one.option(name, metavar="FILE")


def _serve(one: Parser) -> None:
    one.option("--port", type=int, default=8866, metavar="N")
    one.option("--ip", default="127.0.0.1")
    one.option("--audience", choices=("own", "internal", "public", "workshop"), metavar="NAME")
    one.option("--password", nargs="?", const="", metavar="TEXT")
    one.option("--token", default="", metavar="TEXT")
    one.option("--visitors", type=int, default=40, metavar="N")
    one.option("--hub", action="store_true")
    one.option("--no-browser", action="store_true")


def _lab(one: Parser) -> None:
    one.option("--port", type=int, default=8888, metavar="N")
    one.option("--no-browser", action="store_true")


def _demo(one: Parser) -> None:
    one.option("--port", type=int, default=8866, metavar="N")
    one.option("--no-browser", action="store_true")
    one.option("--no-serve", action="store_true")


def _workshop(one: Parser) -> None:
    one.what.add_argument("plan", nargs="?", default="", metavar="PLAN", help=one.words("cli.given.plan"))
    one.option("--port", type=int, default=8870, metavar="N")
    one.options.add_argument("--ip", default="127.0.0.1", help=one.words("cli.workshop.ip"))
    one.options.add_argument("--handout", default="", metavar="DIR", help=one.words("cli.workshop.handout"))
    one.option("--no-browser", action="store_true")


def _teams(one: Parser) -> None:
    one.option("--json", action="store_true")


def _bench(one: Parser) -> None:
    one.what.add_argument("subjects", nargs="*", metavar="NAME", help=one.words("cli.given.subjects"))
    one.option("--rows", type=int, default=1_000_000, metavar="N")
    one.option("--out", "out_table", metavar="FILE")


COMMANDS: dict[str, Callable[[Parser], None]] = {
    "import": _import, "teams": _teams, "facts": _facts, "run": _run, "batch": _batch, "serve": _serve, "lab": _lab,
    "demo": _demo, "workshop": _workshop, "bench": _bench,
    **runs.PARSERS, **line.PARSERS, **units.PARSERS, **access.PARSERS,
}  # fmt: skip


def _everywhere(one: Parser) -> None:
    one.option("--home", default=argparse.SUPPRESS, metavar="DIR")
    one.option("--lang", default=argparse.SUPPRESS, metavar="|".join(LANGUAGES))


def _parameters(one: Parser) -> None:
    """Every parameter of every page, as texts: the one parser judges them."""
    from workbench import pages, params

    group = one.add_argument_group(one.words("cli.parameters"))
    types = {name: kind for page in pages.names() for name, kind in params.declared(pages.report(page).Params).items()}
    for name, kind in types.items():
        if name == "lang":
            continue
        action = "append" if params.is_list(kind) else "store"
        flag = "--" + name.replace("_", "-")
        text = one.words(f"params.help.{name}")
        group.add_argument(flag, dest=f"page_{name}", default=None, action=action, metavar="X", help=text)


def _wished(arguments: Iterable[str]) -> str | None:
    """The language asked for, found before the command line is read, so that its errors are in that language."""
    arguments = list(arguments)
    for place, word in enumerate(arguments):
        if word == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return None


def _usage(words: Words) -> Callable[..., None]:
    def add_usage(self: argparse.HelpFormatter, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:
        argparse.HelpFormatter.add_usage(self, usage, actions, groups, words("cli.usage"))

    return add_usage


if __name__ == "__main__":
    sys.exit(main())
