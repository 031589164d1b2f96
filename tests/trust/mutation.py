"""How many small changes of the code the tests notice: `python -m tests.trust.mutation rounding hiding --sample 40`.

Cosmic-ray changes one operator or number at a time in a copy of the checkout, never in the checkout itself; a change
that no test of its group notices has survived. Without --sample every change is tried: hours for a whole gate.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

from fitlib import ROOT

GROUPS = tomllib.loads((Path(__file__).parent / "mutation.toml").read_text("utf-8"))
COPIED = ("fitlib", "workbench", "tests", "data", "templates", "pyproject.toml")
CONFIG = """[cosmic-ray]
module-path = {modules}
timeout = {seconds}
excluded-modules = []
test-command = {command}
[cosmic-ray.distributor]
name = "local"
"""
SECONDS = 300  # a change that never ends is noticed by this


def copied(place: Path) -> Path:
    """The checkout's code and data once more, without what was made of it."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, place / name)
    return place


def command(tests: list[str]) -> str:
    return " ".join([sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests])


def drawn(database: Path, sample: int, seed: int) -> int:
    """Leave `sample` changes to try, drawn by lot. Gives how many there are in all."""
    with use_db(database, WorkDB.Mode.open) as work:
        jobs = sorted(work.pending_work_items, key=lambda item: str(item.mutations))
        random.Random(seed).shuffle(jobs)
        for item in jobs[sample or len(jobs) :]:
            work.set_result(item.job_id, WorkResult(worker_outcome=WorkerOutcome.SKIPPED))
        return len(jobs)


def changed(diff: str) -> str:
    """The lines of a difference that are not the same on both sides."""
    lines = [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return "\n".join(f"    {line}" for line in lines)


def tried(name: str, place: Path, sample: int, seed: int) -> tuple[Counter, int, list[str]]:
    """Outcomes of the changes of a group, how many there could be, and the places of those that survived."""
    group, database, config = GROUPS[name], place / f"{name}.sqlite", place / f"{name}.toml"
    config.write_text(CONFIG.format(modules=group["modules"], seconds=SECONDS, command=repr(command(group["tests"]))))
    for step in ("baseline", "init", "exec"):
        arguments = [str(config)] if step == "baseline" else [str(config), str(database)]
        subprocess.run([sys.executable, "-m", "cosmic_ray.cli", step, *arguments], cwd=place, check=True)
        if step == "init":
            possible = drawn(database, sample, seed)
    outcomes, survived = Counter(), []
    with use_db(database, WorkDB.Mode.open) as work:
        places = {item.job_id: item.mutations[0] for item in work.work_items}
        for job, result in work.results:
            if result.worker_outcome == WorkerOutcome.SKIPPED:
                continue
            outcomes[result.test_outcome] += 1
            if result.test_outcome == TestOutcome.SURVIVED:
                survived.append(f"{places[job].module_path}:{places[job].start_pos[0]}\n{changed(result.diff or '')}")
    return outcomes, possible, survived


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    asked.add_argument("--sample", type=int, default=0, help="so many changes of each group, by lot")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="fit-mutation-") as folder:
        place = copied(Path(folder))
        for name in given.groups or GROUPS:
            outcomes, possible, survived = tried(name, place, given.sample, given.seed)
            n, alive = sum(outcomes.values()), outcomes[TestOutcome.SURVIVED]
            print(f"{name}: {n - alive} of {n} changes noticed ({possible} possible): {(n - alive) / max(n, 1):.0%}")
            print("\n".join(f"  survived: {one}" for one in sorted(survived)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
