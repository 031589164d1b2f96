"""Files that once broke a reader, or could: tests/bad_inputs, with what each must lead to in expected.toml."""

import tomllib

import pytest

from fitlib import ROOT
from fitlib.errors import InputRefused
from fitlib.intake import read
from tests.unit.intake.rows import KEY, TODAY, rules

FOLDER = ROOT / "tests" / "bad_inputs"
EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))


def test_every_file_has_its_outcome():
    assert sorted(EXPECTED) == sorted(file.name for file in FOLDER.iterdir() if file.suffix in (".csv", ".xlsx"))


@pytest.mark.parametrize("name", EXPECTED)
def test_a_bad_file_leads_to_its_outcome(name):
    expected = EXPECTED[name]
    if "refuse" in expected:
        with pytest.raises(InputRefused) as refused:
            read(FOLDER / name, KEY, TODAY)
        assert refused.value.key == expected["refuse"]
        return
    found = read(FOLDER / name, KEY, TODAY)
    assert (found.rows, found.rows_kept, found.duplicates) == (
        expected["rows"],
        expected["kept"],
        expected["duplicates"],
    )
    assert [[line, rule] for line, rule, _ in rules(found)] == expected["refused"]
