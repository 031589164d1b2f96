"""`fit lab`: JupyterLab on the notebooks, for the person at this machine. What is saved keeps no figures."""

import os
import subprocess
import sys
from pathlib import Path

from fitlib import ROOT
from workbench import settings, traceless

CONFIGURATION = """
c = get_config()
def forget(model, **more):
    if model["type"] == "notebook" and model.get("content"):
        for cell in model["content"]["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"], cell["execution_count"] = [], None
c.FileContentsManager.pre_save_hook = forget
c.FileContentsManager.delete_to_trash = False
c.FileCheckpoints.checkpoint_dir = CHECKPOINTS
c.ContentsManager.allow_hidden = False
c.ServerApp.terminals_enabled = False
c.ServerApp.allow_remote_access = False
c.ServerApp.allow_root = True
c.ServerApp.jpserver_extensions = {"jupyter_server_terminals": False, "voila.server_extension": False}
c.LabApp.extension_manager = "readonly"
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
"""


def lab(home: Path, port: int, browser: bool, lang: str) -> int:
    """JupyterLab until it is closed; gives its exit code.

    Rule: loopback and a token; no terminals, no second Voilà, no news, no extensions to install; no checkpoint and no
    output is kept.
    """
    with traceless.surroundings(**{settings.HOME: str(home), settings.LANG: lang}) as scratch:
        configuration = scratch / "jupyter_lab_config.py"
        configuration.write_text(CONFIGURATION.replace("CHECKPOINTS", repr(str(scratch))), "utf-8")
        return subprocess.call(command(configuration, port, browser), env=dict(os.environ))


def command(configuration: Path, port: int, browser: bool) -> list[str]:
    """The command that starts JupyterLab."""
    shown = [] if browser else ["--no-browser"]
    place = ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", f"--ServerApp.root_dir={ROOT / 'notebooks'}"]
    return [sys.executable, "-m", "jupyterlab", f"--config={configuration}", *place, *shown]
