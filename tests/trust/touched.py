"""Which tests run which lines: `python -m tests.trust.touched OUT.json MODULES… -- TESTS…`.

The mutation run asks it, so that a change is tried with the tests that reach it and no others, the quickest first.
It tells the branches on its way: a branch is a line's way on to another line.
"""

import json
import sys
from pathlib import Path

import coverage
import pytest


class Told:
    """Names the running test to the tracer and keeps how long each took."""

    def __init__(self, tracer: coverage.Coverage) -> None:
        self.tracer, self.seconds = tracer, {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item):
        self.tracer.switch_context(item.nodeid)
        yield
        self.tracer.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration


def branches(tracer: coverage.Coverage, file: str) -> dict[str, object]:
    """How many branches a file has, and which lines and branches no test took."""
    found = tracer._analyze(file)
    ends = {(line, after) for line, ways in found.missing_branch_arcs().items() for after in ways}
    return {
        "all": found.numbers.n_branches,
        "missing": [f"{line} to {'the end' if after < 0 else after}" for line, after in sorted(ends)],
        "lines": sorted(found.missing),
    }


def traced(out: Path, modules: list[str], tests: list[str]) -> int:
    """Run the tests and write which lines of the modules each of them reached, and how long it took."""
    here = Path.cwd()
    tracer = coverage.Coverage(branch=True, source=[str(here / module) for module in modules], data_file=None)
    told = Told(tracer)
    tracer.start()
    code = pytest.main(["-q", "-p", "no:cacheprovider", *tests], plugins=[told])
    tracer.stop()
    lines, ways = {}, {}
    for file in sorted(here / one for module in modules for one in Path(module).rglob("*.py")):
        name = file.relative_to(here).as_posix()
        found = tracer.get_data().contexts_by_lineno(str(file))
        lines[name] = {line: sorted(test for test in by if test) for line, by in found.items()}
        ways[name] = branches(tracer, str(file))
    out.write_text(json.dumps({"seconds": told.seconds, "lines": lines, "branches": ways}), "utf-8")
    return int(code)


def told(found: dict[str, dict]) -> list[str]:
    """The share of branches that the tests took, and what of each module they did not."""
    every, absent = sum(one["all"] for one in found.values()), sum(len(one["missing"]) for one in found.values())
    gaps = [(name, one) for name, one in found.items() if one["missing"] or one["lines"]]
    first = f"{every - absent} of {every} branches taken ({(every - absent) / max(every, 1):.1%})"
    return [first, *(f"  {name}: lines {one['lines']}, branches {one['missing']}" for name, one in gaps)]


if __name__ == "__main__":
    middle = sys.argv.index("--")
    place = Path(sys.argv[1])
    ended = traced(place, sys.argv[2:middle], sys.argv[middle + 1 :])
    print("\n".join(told(json.loads(place.read_text("utf-8"))["branches"])))
    sys.exit(ended)
