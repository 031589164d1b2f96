"""The evidence as a table: `python -m tests.trust.table REPORT.xml…` reads what pytest wrote (--junitxml) and adds up.

One line per number of evidence.toml: what is promised, how many were tried, and whether all of it held. A number whose
tests did not all run is told as such, and is not a success.
"""

import os
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

EVIDENCE: dict[str, dict] = tomllib.loads((Path(__file__).parent / "evidence.toml").read_text("utf-8"))
WHOLE_ONLY = "whole form only"
LINE = "{:<20} {:<74} {:>7}  {}"


@dataclass(frozen=True)
class Ran:
    """One test that ran: its file and name without its parameters, how many it tried, and how it ended."""

    test: str
    tried: int
    ended: str
    note: str


def numbers_of(test: str) -> list[str]:
    """The numbers that name a test (file::name)."""
    return [number for number, one in EVIDENCE.items() if test in one["tests"]]


def ran(report: Path) -> Iterator[Ran]:
    """The tests of one report."""
    for case in ET.parse(report).iter("testcase"):
        test = case.get("classname", "").replace(".", "/") + ".py::" + case.get("name", "").partition("[")[0]
        told = {one.get("name"): one.get("value", "") for one in case.iter("property")}
        ended = next((kind for kind in ("failure", "error", "skipped") if case.find(kind) is not None), "passed")
        yield Ran(test, int(told.get("tried", 1)), ended, told.get("seconds", ""))


def lines(found: Iterable[Ran], whole: bool) -> list[tuple[str, str, int, str]]:
    """Number, what, how many were tried and the result, one for each number."""
    by_test: Mapping[str, list[Ran]] = defaultdict(list)
    for one in found:
        by_test[one.test].append(one)
    return [(number, one["what"], *_result(one, by_test, whole)) for number, one in EVIDENCE.items()]


def _result(one: dict, by_test: Mapping[str, list[Ran]], whole: bool) -> tuple[int, str]:
    if one.get("whole_only") and not whole:
        return 0, WHOLE_ONLY
    cases = [case for test in one["tests"] for case in by_test.get(test, [])]
    absent = [test for test in one["tests"] if not by_test.get(test)]
    broken = sum(case.ended in ("failure", "error") for case in cases)
    skipped = sum(case.ended == "skipped" for case in cases)
    notes = [f"{skipped} skipped"] * bool(skipped) + [case.note for case in cases if case.note]
    notes += [f"short form: {one['short']}"] if "short" in one and not whole else []
    state = f"FAILED ({broken})" if broken else f"not run ({len(absent)} tests)" if absent else "held"
    if not broken and not absent and skipped == len(cases):
        state = "not run"
    return sum(case.tried for case in cases if case.ended == "passed"), "; ".join([state, *notes])


def main(reports: list[str]) -> int:
    whole = bool(os.environ.get("FIT_TRUST"))
    table = lines([one for report in reports if Path(report).exists() for one in ran(Path(report))], whole)
    print(f"\n=== evidence ({'whole' if whole else 'short'} form)")
    print(LINE.format("number", "what", "tried", "result"))
    for line in table:
        print(LINE.format(*line))
    held = sum(line[3].startswith("held") for line in table)
    later = sum(line[3] == WHOLE_ONLY for line in table)
    print(f"{held} of {len(table) - later} numbers held" + f"; {later} in the whole form only" * bool(later))
    return 0 if held + later == len(table) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
