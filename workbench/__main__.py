"""`python3 -m workbench COMMAND`: the same program as `fit`, for a machine that has Python and nothing else.

setup makes the environment; test runs every test; every other command is handed to `fit` inside the environment.
Standard library only: this file runs before anything is installed.
"""

import subprocess
import sys

from workbench import setup

USAGE = """python3 -m workbench setup            only make the environment
python3 -m workbench demo             set up, run the main job on synthetic data, serve the dashboards
python3 -m workbench test             set up and run every test; with --trust the evidence alone, and whole
python3 -m workbench COMMAND …        the same as: fit COMMAND …   (import, facts, run, batch, serve, lab)"""


def main(arguments: list[str]) -> int:
    """Set up where needed, then hand over. Gives the exit code of what ran."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(USAGE)
        return 0 if arguments else 2
    try:
        python = setup.environment()
    except setup.SetUpError as error:
        print(error, file=sys.stderr)
        return 8
    command, rest = arguments[0], arguments[1:]
    if command == "setup":
        print(python.parent / ("fit.exe" if sys.platform == "win32" else "fit"))
        return 0
    module = {"test": ["workbench.testing"], "lock": ["workbench.lock"]}.get(command, ["workbench.cli", command])
    try:
        return subprocess.call([str(python), "-m", *module, *rest])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
