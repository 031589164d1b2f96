"""Which layout a file has, told by its header: enough of the needed columns make it one, and then each is needed."""

from math import ceil

import pytest

from fitlib.errors import InputRefused
from fitlib.intake.layout import layouts
from fitlib.reference import load
from tests.unit.intake.rows import taken_text

LAYOUTS = {layout.name: layout for layout in layouts()}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize(("more", "key"), [(-1, "intake_layout"), (0, "intake_column_missing")])
def test_a_layout_is_known_by_its_share_of_needed_columns(tmp_path, name: str, more: int, key: str) -> None:
    needed = [column.header for column in LAYOUTS[name].columns if not column.optional]
    kept = needed[: ceil(load()["intake.layout.share"] * len(needed)) + more]
    assert len(kept) < len(needed)
    with pytest.raises(InputRefused) as refused:
        taken_text(tmp_path, ";".join(kept) + "\n" + ";".join("1" for _ in kept) + "\n")
    assert refused.value.key == key
