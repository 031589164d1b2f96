"""How many small changes of the code the tests notice: `python -m tests.trust.mutation gate_out --sample 60 --seed 7`.

Cosmic-ray names the changes (one operator, number or keyword each); here they are made one at a time in a copy of the
checkout, never in the checkout itself, and tried with the tests that reach the changed lines. A change that none of
them notices has survived. Not counted: changes of type hints, which nothing reads, and those that mutation.toml calls
equivalent and says why. Without --sample every change is tried, which takes hours.
"""

import argparse
import ast
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import cosmic_ray.plugins
import hypothesis
import pytest
from cosmic_ray.commands.init import _all_work_items as changes_of
from cosmic_ray.mutating import use_mutation
from cosmic_ray.work_item import MutationSpec
from scipy.stats import binomtest

from tests.trust import touched

CHECKOUT = Path(__file__).parents[2]
KNOWN = tomllib.loads((Path(__file__).parent / "mutation.toml").read_text("utf-8"))
EQUIVALENT = {(one["module"], one["now"]) for one in KNOWN.pop("equivalent", [])}
COPIED = ("fitlib", "workbench", "tests", "data", "templates", "pyproject.toml", "README.md")
HOUR = 3600
SECONDS = 120  # a change that never ends is noticed by this
PLAIN = ["-p", "no:cacheprovider", "-p", "no:nbval", "-p", "no:xdist", "-p", "no:anyio"]
PREPARED = "altair duckdb numpy polars scipy.optimize scipy.stats statsmodels.api pandas openpyxl"


class Quick:
    """Hypothesis looks for a failure and does not make it small."""

    def pytest_collection(self) -> None:
        quick = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile("quick", hypothesis.settings(), phases=quick)
        hypothesis.settings.load_profile("quick")


def copied(place: Path) -> Path:
    """The checkout's code and data once more, without what was made of it."""
    for name in COPIED:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, place / name)
    if (CHECKOUT.parent / "shared").is_dir():
        (place.parent / "shared").symlink_to((CHECKOUT.parent / "shared").resolve())
    return place


@cache
def hints(module: Path) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
    """Where the type hints of a module begin and end."""
    tree = ast.walk(ast.parse(module.read_text("utf-8")))
    found = [one for node in tree for one in (getattr(node, "annotation", None), getattr(node, "returns", None)) if one]
    return tuple(((one.lineno, one.col_offset), (one.end_lineno, one.end_col_offset)) for one in found)


def possible(modules: list[str]) -> list[MutationSpec]:
    """Every change of the modules but those of type hints, in one order."""
    files = sorted(file for module in modules for file in Path(module).rglob("*.py"))
    found = [item.mutations[0] for item in changes_of(files, {}) if not _of_several(item.mutations[0])]
    return [one for one in found if not any(first <= one.start_pos < last for first, last in hints(one.module_path))]


def _of_several(change: MutationSpec) -> bool:
    """Whether several exceptions are caught at once: cosmic-ray cannot put another in their place."""
    line = change.module_path.read_text("utf-8").splitlines()[change.start_pos[0] - 1]
    return change.operator_name.endswith("ExceptionReplacer") and "except (" in line


def reached(change: MutationSpec, found: dict) -> list[str]:
    """The tests that reach the changed statement, the quickest first; all of the group where none is known to."""
    lines = found["lines"][change.module_path.as_posix()]
    spans = range(change.start_pos[0], change.end_pos[0] + 1)
    tests = {test for line in spans for test in lines.get(str(line), [])} or _of_statement(change, lines)
    return sorted(tests or found["seconds"], key=lambda test: found["seconds"].get(test, 0))


def _of_statement(change: MutationSpec, lines: dict[str, list[str]]) -> set[str]:
    """The tests of the smallest statement around a change: a long one is told at its first line."""
    tree = ast.walk(ast.parse(change.module_path.read_text("utf-8")))
    around = [
        node for node in tree if isinstance(node, ast.stmt) and node.lineno <= change.start_pos[0] <= node.end_lineno
    ]
    for node in sorted(around, key=lambda node: node.end_lineno - node.lineno):
        tests = {test for line in range(node.lineno, node.end_lineno + 1) for test in lines.get(str(line), [])}
        if tests:
            return tests
    return set()


def ended(what: Callable[[], int], seconds: float, heard: bool = False) -> int:
    """How something ends in a child of this process, which has imported all but the code under test."""
    child = os.fork()
    if child == 0:
        os.setsid()
        silent = os.open(os.devnull, os.O_RDWR)
        for stream in (0,) if heard else (0, 1, 2):
            os.dup2(silent, stream)
        sys.dont_write_bytecode = not heard  # only code that is as it was is kept compiled
        os._exit(what())
    if not select.select([os.pidfd_open(child)], [], [], seconds)[0]:
        os.killpg(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def noticed(tests: list[str]) -> bool:
    """Whether one of the tests fails."""
    arguments = ["-x", "-q", *PLAIN, *tests]
    return ended(lambda: int(pytest.main(arguments, plugins=[Quick()])), SECONDS) != 0


def lines_changed(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = before.splitlines(), after.splitlines()
    yield from ((one.strip(), other.strip()) for one, other in zip(old, new, strict=False) if one != other)


def tried(change: MutationSpec, found: dict) -> tuple[str, str]:
    """How a change ended (noticed, survived, equivalent) and what it was."""
    operator = cosmic_ray.plugins.get_operator(change.operator_name)(**change.operator_args)
    tests = reached(change, found)
    with use_mutation(change.module_path, operator, change.occurrence) as (before, after):
        was, now = next(lines_changed(before, after), ("", ""))
        told = f"{change.module_path.as_posix()}:{change.start_pos[0]}\n    - {was}\n    + {now}"
        if (change.module_path.as_posix(), now) in EQUIVALENT:
            return "equivalent", told
        return "noticed" if noticed(tests) else "survived", told


def run(name: str, sample: int, seed: int) -> bool:
    """Try the changes of a group by lot and tell them. Gives False where the tests fail without any change."""
    group, out = KNOWN[name], Path(f"{name}.json")
    if ended(lambda: touched.traced(out, group["modules"], group["tests"]), HOUR, heard=True):
        print(f"{name}: the tests fail without any change")
        return False
    found = json.loads(out.read_text("utf-8"))
    print("\n".join(touched.told(found["branches"])))
    changes = possible(group["modules"])
    counts = Counter()
    for change in random.Random(seed).sample(changes, min(sample or len(changes), len(changes))):
        how, told = tried(change, found)
        counts[how] += 1
        print(f"  {how} {told}" if how != "noticed" else "  .", flush=True)
    k, n = counts["noticed"], counts["noticed"] + counts["survived"]
    span = binomtest(k, n).proportion_ci(method="wilson")
    print(f"{name}: {k} of {n} changes noticed, {k / n:.0%} (95 %: {span.low:.0%}-{span.high:.0%})")
    print(f"  {counts['equivalent']} more alter nothing; by lot of {len(changes)}, seed {seed}", flush=True)
    return True


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(KNOWN))
    asked.add_argument("--sample", type=int, default=0, help="so many changes of each group, by lot")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    if Path.cwd() == CHECKOUT and (CHECKOUT / ".a-copy").exists():
        for module in PREPARED.split():
            __import__(module)
        return int(not all(run(name, given.sample, given.seed) for name in given.groups or KNOWN))
    with tempfile.TemporaryDirectory(prefix="fit-mutation-") as folder:
        (Path(folder) / "copy").mkdir()
        place = copied(Path(folder) / "copy")
        (place / ".a-copy").touch()
        around = {**os.environ, "PYTHONPATH": str(place)}
        return subprocess.call([sys.executable, "-m", "tests.trust.mutation", *sys.argv[1:]], cwd=place, env=around)


if __name__ == "__main__":
    sys.exit(main())
