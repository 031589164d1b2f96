"""`fit demo`: the whole main job on invented data - write exports, import them, make every page, serve."""

import sys
from pathlib import Path

from fitlib import ROOT
from fitlib.errors import ParameterRefused
from fitlib.words import Words
from workbench import commands, writing

MATRIX = ROOT / "templates" / "batch" / "demo.toml"
MARK, EXPORTS = "demo", "exports"


def main(home: Path, words: Words, port: int, browser: bool, served: bool) -> int:
    """Run the demonstration. Gives the exit code.

    Rule: a FIT_HOME that already holds other data is left alone.
    Raises: ParameterRefused where it does; BatchFailed where a page failed.
    """
    claim(home)
    _say(words("cli.demo.data"))
    fill(home)
    _say(words("cli.demo.batch"))
    index = commands.make_batch(MATRIX, home, words)
    print(words("cli.demo.ready", index=index), flush=True)
    if served:
        from workbench import serve

        serve.serve(home, port=port, browser=browser, say=lambda address: commands.tell_address(address, words))
    return 0


def fill(home: Path) -> None:
    """Write the invented exports and import them, as anyone would import their own."""
    from fitlib.synthetic import write_exports
    from workbench import importing

    exports = write_exports(home / EXPORTS)
    importing.bring_in(exports.to_import, home)


def claim(home: Path) -> None:
    """Mark a folder as the demonstration's own. Raises: ParameterRefused where it holds other data."""
    mark = home / MARK
    if (home / "imports").exists() and not mark.exists():
        raise ParameterRefused("demo_home", home=home)
    writing.write_whole(mark, "Synthetic data only: this folder may be deleted.\n")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
