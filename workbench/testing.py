"""`python3 -m workbench test`: every check there is, in the order in which a failure is cheapest to find.

At its end stands the evidence: what SECURITY.md promises, by number, and how much of it was tried. A usual run tries
less of what takes long; `--trust` runs the tests of the evidence alone, and whole (FIT_TRUST=1), which takes hours.
Further words go to pytest (`python3 -m workbench test -k pseudonym`), and then only pytest runs.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READ_DATA = ("data", "notebooks")
EVIDENCE = ROOT / "tests" / "trust" / "evidence.toml"
PROGRAMS = {
    "Chromium": (lambda: shutil.which("chromium"), ["chromium", "fonts-dejavu-core"]),
    "PostgreSQL": (lambda: any(Path("/usr/lib/postgresql").glob("*/bin/initdb")), ["postgresql"]),
}
"""Programs that tests need and Debian has: whether one is there, and its packages."""


def stages(reports: Path) -> list[tuple[str, list[str]]]:
    """Name and command of each stage; they run in the checkout and write what they found into `reports`."""
    python = sys.executable
    programs = Path(python).parent
    return [
        ("ruff", [python, "-m", "ruff", "check", "."]),
        ("format", [python, "-m", "ruff", "format", "--check", "."]),
        ("floors", [str(programs / "lint-imports")]),
        ("tests", [python, "-m", "pytest", "tests", "-n", "auto", "--ignore=tests/browser", *_told(reports / "tests")]),
        ("data", [python, "-c", "from workbench import demo, settings; demo.fill(settings.home(None))"]),
        ("notebooks", [python, "-m", "pytest", "--nbval-lax", "notebooks", "-p", "no:cacheprovider"]),
        ("browser", [python, "-m", "pytest", "tests/browser", *_told(reports / "browser")]),
        ("evidence", _table(reports)),
    ]


def trust(reports: Path) -> list[tuple[str, list[str]]]:
    """The tests that hold the numbers of the evidence, and the table."""
    named = sorted({test for one in tomllib.loads(EVIDENCE.read_text("utf-8")).values() for test in one["tests"]})
    browser = [test for test in named if test.startswith("tests/browser/")]
    run = [sys.executable, "-m", "pytest"]
    return [
        ("tests", [*run, *(test for test in named if test not in browser), "-n", "auto", *_told(reports / "tests")]),
        ("browser", [*run, *browser, *_told(reports / "browser")]),
        ("evidence", _table(reports)),
    ]


def _told(report: Path) -> list[str]:
    return [f"--junitxml={report}.xml", "-o", "junit_family=xunit1"]


def _table(reports: Path) -> list[str]:
    return [sys.executable, "-m", "tests.trust.table", str(reports / "tests.xml"), str(reports / "browser.xml")]


def install_programs() -> None:
    """Install Debian's Chromium and PostgreSQL where that is possible without asking; the tests say so where not."""
    missing = {name: packages for name, (there, packages) in PROGRAMS.items() if not there()}
    if not missing or not shutil.which("apt-get") or os.name != "posix" or os.geteuid() != 0:
        return
    print(f"Installing {' and '.join(missing)} for the tests", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    subprocess.run([*install, *(one for packages in missing.values() for one in packages)], check=False, **quiet)


def main(arguments: list[str]) -> int:
    """Run all stages, those of the evidence, or pytest alone with the words given. Gives 1 if any stage failed."""
    install_programs()
    whole = arguments == ["--trust"]
    if arguments and not whole:
        return subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=ROOT)
    with tempfile.TemporaryDirectory(prefix="fit-test-") as folder:
        reports = Path(folder)
        around = {name: {"FIT_HOME": str(reports / "home")} for name in READ_DATA}  # invented data for the notebooks
        run = trust(reports) if whole else stages(reports)
        more = {"FIT_TRUST": "1"} if whole else {}
        results = [_timed(name, command, around.get(name, {}) | more) for name, command in run]
    print("\n=== summary")
    for name, code, seconds, worked in results:
        state = "ok" if code == 0 else f"FAILED ({code})"
        print(f"{name:<10} {state:<12} {seconds:6.1f} s" + f", {worked:6.1f} s of processor" * (worked is not None))
    failed = sum(code != 0 for _, code, *_ in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    return min(failed, 1)


def _timed(name: str, command: list[str], given: dict[str, str]) -> tuple[str, int, float, float | None]:
    """Name, exit code, seconds by the clock and of processor: a busy machine changes the first and not the second."""
    print(f"\n=== {name}", flush=True)
    start, worked = time.monotonic(), _worked()
    code = subprocess.call(command, cwd=ROOT, env={**os.environ, **given})
    return name, code, time.monotonic() - start, None if worked is None else _worked() - worked


def _worked() -> float | None:
    """Seconds of processor that the stages have used so far; None on Windows, which does not tell."""
    if os.name != "posix":
        return None
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
