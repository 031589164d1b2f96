"""Kernels that leave no trace: no history, no connection files, no cache outside a folder that is thrown away."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from traitlets.config import Config

from fitlib import ROOT

PROFILE = "c = get_config()\nc.HistoryManager.enabled = False\nc.IPKernelApp.capture_fd_output = False\n"


@contextmanager
def surroundings(**more: str) -> Iterator[Path]:
    """A scratch folder; kernels started meanwhile keep their files there, and know `more` variables.

    Rule: IPython would otherwise write every executed cell, parameters included, into the user's profile.
    """
    with tempfile.TemporaryDirectory(prefix="fit-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        profile = folder / "ipython" / "profile_default"
        profile.mkdir(parents=True)
        (profile / "ipython_config.py").write_text(PROFILE, "utf-8")
        # a checkout need not be installed
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        ours = {"IPYTHONDIR": str(folder / "ipython"), "JUPYTER_RUNTIME_DIR": str(folder / "run"), "PYTHONPATH": path}
        before = {name: os.environ.get(name) for name in ours | more}
        os.environ |= ours | more
        try:
            yield folder
        finally:
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})


def transport() -> Config:
    """Sockets of the file system where they are sure to fit, so that no other user can listen on a port."""
    return Config({"KernelManager": {"transport": "ipc"}} if sys.platform == "linux" else {})
