"""`python3 -m workbench lock`: derive requirements.lock and environment.yml from the one list in pyproject.toml.

The lock carries versions and hashes and no host: whoever installs decides where from.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parent.parent
HEAD = "# Derived from pyproject.toml by `python3 -m workbench lock`; do not edit by hand.\n"
CONDA = """name: fit-workbench
channels:
  - conda-forge
dependencies:
  - python={python}
  - pip
  - pip:
"""


def environment_yml(project: str, lock: str) -> str:
    """The conda file: the packages that pyproject.toml names, at the versions of the lock, and the project itself."""
    listed = tomllib.loads(project)["project"]
    python = listed["requires-python"].removeprefix(">=")
    names = [re.split(r"[<>=!~ ;\[]", line)[0] for line in listed["dependencies"]]
    pinned = pins(lock, python)
    lines = "".join(f"      - {name}=={pinned[name]}\n" for name in names)
    return HEAD + CONDA.format(python=python) + lines + "      - -e .\n"


def pins(lock: str, python: str) -> dict[str, str]:
    """Name → version in the lock, of the lines that hold for that Python on Linux."""
    found = re.findall(r"(?m)^([A-Za-z0-9_.-]+)==([^\s;\\]+)(?: ; ([^\\]+))?", lock)
    here = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux"}
    return {name: version for name, version, marker in found if not marker or Marker(marker).evaluate(here)}


def main() -> int:
    """Write both files. Gives uv's exit code."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--extra", "test", "--universal"]
    command += ["--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header"]
    done = subprocess.run([*command, "--quiet", "-o", "requirements.lock", *sys.argv[1:]], cwd=ROOT, check=False)
    if done.returncode == 0:
        lock = (ROOT / "requirements.lock").read_text("utf-8")
        (ROOT / "requirements.lock").write_text(HEAD + lock.removeprefix(HEAD), "utf-8")
        project = (ROOT / "pyproject.toml").read_text("utf-8")
        (ROOT / "environment.yml").write_text(environment_yml(project, lock), "utf-8")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
