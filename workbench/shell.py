"""Papermill's engine for pages: the cells run in an IPython shell of this very process, with a namespace of their own.

A kernel behind sockets costs more than the page. A process of a batch makes one page after another; each gets a shell
of its own, and nothing of the one before is in it.
"""

import atexit
import contextlib
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Any

from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_output
from papermill.engines import Engine, papermill_engines
from traitlets.config import Config

NAME = "fit-shell"
QUIET = Config({"HistoryManager": {"enabled": False}})


class Shell(InteractiveShell):
    """A shell that shows nothing on the terminal: what it would print is in the cell's outputs."""

    def _showtraceback(self, *_: Any) -> None:
        """The error becomes an output of the cell."""

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no window."""


class Pages(Engine):
    """Runs a notebook in a fresh shell. The names that it leaves behind are in `Pages.left` until the next one."""

    left: dict[str, Any] = {}  # noqa: RUF012 - one notebook at a time in a process

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **_: Any) -> None:
        """Run the code cells in order; the first error ends it, as papermill expects."""
        cls.left = {}
        with fresh() as shell:
            for index, cell in enumerate(nb_man.nb.cells):
                nb_man.cell_start(cell, index)
                if cell.cell_type == "code" and not run(shell, cell, index + 1):
                    nb_man.cell_exception(cell, index)
                    break
                nb_man.cell_complete(cell, index)
            cls.left = dict(shell.user_ns)


@contextlib.contextmanager
def fresh() -> Iterator[Shell]:
    """A shell with nothing in it, the only one while it lasts; the process is as before afterwards."""
    main, path, hook = sys.modules["__main__"], list(sys.path), sys.excepthook
    Shell.clear_instance()
    shell = Shell.instance(config=QUIET)
    try:
        yield shell
    finally:
        atexit.unregister(shell.atexit_operations)
        Shell.clear_instance()
        sys.modules["__main__"], sys.path[:], sys.excepthook = main, path, hook


def run(shell: Shell, cell: Any, number: int) -> bool:
    """Run one cell and give it its outputs. Gives False where it raised."""
    shown: list[dict[str, Any]] = []
    said = {"stdout": StringIO(), "stderr": StringIO()}
    shell.display_trap.hook = CapturingDisplayHook(shell, shown)
    shell.display_pub = CapturingDisplayPublisher(parent=shell)
    shell.display_pub.outputs = shown
    with contextlib.redirect_stdout(said["stdout"]), contextlib.redirect_stderr(said["stderr"]):
        ended = shell.run_cell(cell.source, store_history=False)
    cell.execution_count = number
    cell.outputs = [new_output("stream", name=name, text=text.getvalue()) for name, text in said.items()
                    if text.getvalue()]  # fmt: skip
    cell.outputs += [new_output("display_data", one["data"], metadata=one["metadata"] or {}) for one in shown]
    if error := ended.error_before_exec or ended.error_in_exec:
        cell.outputs.append(new_output("error", ename=type(error).__name__, evalue=str(error), traceback=[]))
    return error is None


papermill_engines.register(NAME, Pages)
