"""An independent second checker: what ACRO of the SACRO project would mask, the gate hides as well.

ACRO knows no complementary hiding: it computes the margins anew without the masked cells (vector A1), so that the true
total may stand nowhere beside them. Therefore it checks here and is not the engine.
"""

import contextlib
import io
import logging
import random

import pytest

from fitlib.release import release
from fitlib.release.policy import policy
from tests.unit.release.figures import parts

acro = pytest.importorskip("acro")
NAMES = ("better", "same", "worse")


@pytest.fixture(scope="module")
def checker(tmp_path_factory):
    """ACRO with a threshold of ours; it writes to the folder it is started in, prints, and logs without end."""
    before = logging.root.manager.disable
    with contextlib.chdir(tmp_path_factory.mktemp("acro")), contextlib.redirect_stdout(io.StringIO()):
        logging.disable(logging.CRITICAL)
        made = acro.ACRO(suppress=True)
        yield made
        logging.disable(before)


def masked(checker, counts: dict[str, int], threshold: int, monkeypatch):
    """The table as ACRO prints it, with its own margins."""
    import pandas as pd

    monkeypatch.setitem(checker.sdc_checks.risk_appetite, "safe_threshold", threshold)
    rows = [("A", name) for name, count in counts.items() for _ in range(count)]
    table = pd.DataFrame(rows, columns=["group", "category"])
    return checker.crosstab(table["group"], table["category"], margins=True)


@pytest.mark.filterwarnings("ignore")
def test_a1_margins_are_computed_anew_so_that_the_true_total_would_tell(checker, monkeypatch) -> None:
    table = masked(checker, dict(zip(NAMES, (35, 11, 3), strict=True)), 10, monkeypatch)
    assert table["worse"].isna().all()
    assert table.loc["All", "All"] == 46
    assert 49 not in table.to_numpy()
    assert 49 - table.loc["All", "All"] == 3


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_what_acro_masks_the_gate_hides(checker, monkeypatch, audience, constants) -> None:
    least, chance, seen = policy(audience, constants).minimum_n, random.Random(1), 0
    for _ in range(12):
        counts = {name: chance.choice((0, 1, least - 1, least, 20)) for name in NAMES}
        if sum(count > 0 for count in counts.values()) < 2:
            continue
        table = masked(checker, counts, least, monkeypatch)
        ours = {fact.name: fact.k for fact in release(parts(counts), audience, constants).facts}
        away = [name for name in counts if name in table and table.loc["A", name] != counts[name] and counts[name]]
        assert {name for name in away if 0 < counts[name] < least} == {n for n, c in counts.items() if 0 < c < least}
        assert all(ours[name] is None for name in away)
        seen += len(away)
    assert seen > 5
