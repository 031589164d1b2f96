"""What is promised, by number, and the tests that hold it: no promise without a test, no attack without a number."""

import ast
import difflib
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from fitlib import ROOT
from tests.trust.table import EVIDENCE, Ran, lines, ran

ATTACKS = [f"attack {number}" for number in range(1, 23)]
VECTORS = [f"vectors {name}" for name in ("S", "P", "D", "F", "A", "pseudonyms")]
RULES = [*(f"rule {number}" for number in range(1, 16)), "rule families"]
HARDENING = [f"hardening {number}" for number in range(1, 5)]
RELIABILITY = [f"reliability {number}" for number in range(1, 17)]
MUTATION = tomllib.loads((ROOT / "tests" / "trust" / "mutation.toml").read_text("utf-8"))
FORMS = ("whole", "part", "short")  # of a test that has no shorter form, every run is whole
MOST = 74  # characters of a line's words


@cache
def every() -> dict[str, ast.FunctionDef]:
    """Every test function by file and name."""
    return {
        f"{file.relative_to(ROOT).as_posix()}::{node.name}": node
        for file in sorted((ROOT / "tests").rglob("test_*.py"))
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_number_is_there_in_its_order() -> None:
    assert list(EVIDENCE) == [*ATTACKS, *RULES, *VECTORS, *HARDENING, *RELIABILITY]


@pytest.mark.parametrize("number", EVIDENCE)
def test_a_number_has_its_words_and_tests_that_exist(number: str) -> None:
    one = EVIDENCE[number]
    assert 0 < len(one["what"]) <= MOST
    assert set(one) <= {"what", "short", "whole_only", "tests"}
    assert one["tests"]
    assert [test for test in one["tests"] if test not in every()] == []


def test_a_test_that_carries_an_attacks_number_stands_under_it() -> None:
    for test in every():
        if found := re.search(r"::test_attack_(\d+)_", test):
            assert re.match(r"tests/trust/", test) or test in EVIDENCE[f"attack {found[1]}"]["tests"], test


def test_a_number_holds_only_when_all_its_tests_ran_and_passed() -> None:
    needed = EVIDENCE["attack 2"]["tests"]

    def result(*found: Ran) -> str:
        return next(line[3] for line in lines(found, whole=True) if line[0] == "attack 2")

    passed = [Ran(test, 1, "passed", "") for test in needed]
    assert result(*passed) == "held"
    assert result(*passed[:-1]) == "not run (1 tests)"
    assert result(*passed, Ran(needed[0], 1, "failure", "")) == "FAILED (1)"
    assert result(*(Ran(test, 1, "skipped", "") for test in needed)).startswith("not run")


def test_what_pytest_wrote_is_read(tmp_path: Path) -> None:
    told = '<properties><property name="tried" value="75"/></properties>'
    case = f'<testcase classname="tests.trust.test_x" name="test_a[1-b]">{told}</testcase>'
    (tmp_path / "a.xml").write_text(f"<testsuites><testsuite>{case}</testsuite></testsuites>")
    assert list(ran(tmp_path / "a.xml")) == [Ran("tests/trust/test_x.py::test_a", 75, "passed", "")]


def test_there_are_forty_properties() -> None:
    """A property is a test whose data hypothesis invents."""
    decorators = {name: [ast.unparse(one) for one in node.decorator_list] for name, node in every().items()}
    given = [name for name, found in decorators.items() if any(one.startswith("given(") for one in found)]
    assert len(set(given) & set(EVIDENCE["reliability 12"]["tests"])) >= 40


def test_what_the_data_protection_officer_reads_names_files_that_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z]+(?:/[a-z]+)*/test_\w+\.py)`", text))
    assert len(named) > 10
    assert [file for file in named if not (ROOT / "tests" / file).is_file()] == []
    assert [link for link in re.findall(r"\]\(([\w/.]+)\)", text) if not (ROOT / link).is_file()] == []


def test_the_accessibility_statement_says_what_must_be_filled_in_and_how_to_complain() -> None:
    text = (ROOT / "SAAVUTETTAVUUSSELOSTE.md").read_text("utf-8")
    assert text.count("[TÄYDENNÄ") >= 6
    for word in ("306/2019", "WCAG 2.1", "Traficom", "14 päivän", "osittain"):
        assert word in text


@pytest.mark.parametrize("one", MUTATION["equivalent"], ids=lambda one: one["why"])
def test_a_change_that_is_called_equivalent_is_one_of_a_line_that_is_there(one: dict) -> None:
    lines_of = [line.strip() for line in (ROOT / one["module"]).read_text("utf-8").splitlines()]
    assert difflib.get_close_matches(one["now"], lines_of, cutoff=0.9)
    assert one["now"] not in lines_of
    assert len(one["why"]) > 20


def test_the_groups_of_the_mutation_run_name_what_is_there() -> None:
    named = [
        path for name, group in MUTATION.items() if name != "equivalent" for path in group["modules"] + group["tests"]
    ]
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_table_for_the_data_protection_officer_is_that_of_the_evidence() -> None:
    """Each number in its order and its words, and told honestly in which form it was tried."""
    section = (ROOT / "SECURITY.md").read_text("utf-8").partition("| Number | What |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines()[2:]]
    assert [(row[0], row[1]) for row in rows] == [(number, one["what"]) for number, one in EVIDENCE.items()]
    for _, _, tried, form, result, seconds, commits in rows:
        assert form in FORMS
        assert re.match(r"held|NOT HELD|not run", result)
        assert tried.replace(",", "").isdigit()
        assert seconds.replace(",", "").isdigit()
        assert re.fullmatch(r"([0-9a-f]{7}(, )?)+", commits) or result.startswith("not run")
