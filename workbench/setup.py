"""Make `.venv` from requirements.lock: uv first (seconds), pip where uv cannot run. Standard library only, any system.

A second call compares one digest and returns at once. An interrupted set-up is taken up again by the next call.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
NEEDED = (3, 11)


class SetUpError(Exception):
    """The environment cannot be made; the message says what to do."""


def environment(folder: "Path | None" = None) -> Path:
    """The environment's Python, made or renewed where needed.

    Takes: the folder of the environment, `.venv` in the checkout if None. Raises: SetUpError with a remedy.
    """
    folder = folder or Path(os.environ.get("FIT_VENV") or ROOT / ".venv")
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    digest, made = folder / ".fit-lock", wanted()
    if python.exists() and digest.exists() and digest.read_text("utf-8") == made:
        return python
    if sys.version_info < NEEDED:
        raise SetUpError("Python 3.11 or newer is needed; this is %d.%d." % sys.version_info[:2])
    _say("Making the environment in {} (once; about a minute)".format(folder))
    _create(folder, python)
    _install(python)
    digest.write_text(made, "utf-8")
    return python


def wanted() -> str:
    """What the environment must have been made from: the lock, the project file and the Python that asks."""
    text = LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + repr((sys.version_info[:2], str(ROOT))).encode()
    return hashlib.sha256(text).hexdigest()


def uv_requirement(lock: str) -> str:
    """The lines of the lock that pin uv, with their hashes: the one package that pip installs."""
    found = re.search(r"(?m)^uv==.*(?:\n    .*)*", lock)
    if not found:
        raise SetUpError("requirements.lock does not pin uv; run python3 -m workbench lock.")
    return found.group() + "\n"


def _create(folder: Path, python: Path) -> None:
    stale = (folder / ".fit-lock").exists()
    try:
        venv.EnvBuilder(with_pip=True, clear=stale or not python.exists(), symlinks=os.name != "nt").create(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetUpError(
            "The environment {} could not be made ({}). Install Python's venv module (Debian: apt install "
            "python3-venv), check the disk and the rights of the folder, and try again.".format(folder, error)
        ) from error


def _install(python: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        uv = Path(scratch) / "uv.txt"
        uv.write_text(uv_requirement(LOCK.read_text("utf-8")), "utf-8")
        quick = _run([python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", uv])
    locked, project = ["--require-hashes", "-r", LOCK], ["--no-deps", "--no-build-isolation", "-e", ROOT]
    with_uv = [python, "-m", "uv", "pip", "install", "--quiet", "--compile-bytecode", "--python", python]
    with_pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for what in (locked, project):
        if not (quick and _run(with_uv + what)) and not _run(with_pip + what):
            raise SetUpError(
                "The packages of requirements.lock could not be installed; the lines above say which. "
                "Check the connection to your package registry (pip config list) and try again."
            )


def _run(command: "list[object]") -> bool:
    return subprocess.call([str(part) for part in command], cwd=ROOT, env={**os.environ, "VIRTUAL_ENV": ""}) == 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
