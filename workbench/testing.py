"""`python3 -m workbench test`: every check there is, in the order in which a failure is cheapest to find.

Further words go to pytest (`python3 -m workbench test -k pseudonym`), and then only pytest runs.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READ_DATA = ("data", "notebooks")
BROWSER_PACKAGES = ["chromium", "fonts-dejavu-core"]


def stages() -> list[tuple[str, list[str]]]:
    """Name and command of each stage; the commands run in the checkout with the environment's Python."""
    python = sys.executable
    programs = Path(python).parent
    return [
        ("ruff", [python, "-m", "ruff", "check", "."]),
        ("format", [python, "-m", "ruff", "format", "--check", "."]),
        ("floors", [str(programs / "lint-imports")]),
        ("tests", [python, "-m", "pytest", "tests", "-n", "auto", "--ignore=tests/browser"]),
        ("data", [python, "-c", "from workbench import demo, settings; demo.fill(settings.home(None))"]),
        ("notebooks", [python, "-m", "pytest", "--nbval-lax", "notebooks", "-p", "no:cacheprovider"]),
        ("browser", [python, "-m", "pytest", "tests/browser"]),
    ]


def install_browser() -> None:
    """Install Debian's Chromium where that is possible without asking; the tests say so where it is not."""
    if shutil.which("chromium") or not shutil.which("apt-get") or os.name != "posix" or os.geteuid() != 0:
        return
    print("Installing Chromium for the browser tests", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *BROWSER_PACKAGES]
    subprocess.run(install, check=False, **quiet)


def main(arguments: list[str]) -> int:
    """Run all stages, or pytest alone with the words given. Gives 1 if any stage failed."""
    install_browser()
    if arguments:
        return subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=ROOT)
    with tempfile.TemporaryDirectory(prefix="fit-test-") as home:  # the invented data that the notebooks read
        results = [_timed(name, command, {"FIT_HOME": home} if name in READ_DATA else {}) for name, command in stages()]
    print("\n=== summary")
    for name, code, seconds in results:
        print(f"{name:<10} {'ok' if code == 0 else f'FAILED ({code})':<12} {seconds:6.1f} s")
    failed = sum(code != 0 for _, code, _ in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    return min(failed, 1)


def _timed(name: str, command: list[str], given: dict[str, str]) -> tuple[str, int, float]:
    print(f"\n=== {name}", flush=True)
    start = time.monotonic()
    code = subprocess.call(command, cwd=ROOT, env={**os.environ, **given})
    return name, code, time.monotonic() - start


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
