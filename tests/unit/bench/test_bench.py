"""The benchmark compares two ways that give the same: equal rows from a seed, equal counts, the same model."""

from pathlib import Path

import numpy as np
import pytest

from fitlib import intake, reference
from fitlib import scenario as cost_scenario
from fitlib.errors import ParameterRefused
from fitlib.intake.outcome import SCORES
from fitlib.words import LANGUAGES, Words
from workbench import cli
from workbench.bench import curve, importing, review, room, run, scenario, scenario_by_hand, table
from workbench.bench.line import Line, timed
from workbench.bench.sessions import LAST, MEAN_SESSIONS, invent

ROWS = 3_000


def test_invented_sessions_are_the_same_for_the_same_seed_and_others_for_another():
    one, same, other = invent(ROWS), invent(ROWS), invent(ROWS, seed=1)
    assert one.rows.equals(same.rows)
    assert not one.rows.equals(other.rows)
    assert one.rows.schema == SCORES
    assert one.rows.height == ROWS
    assert one.episodes == one.rows["episode"].n_unique()


def test_invented_sessions_are_like_a_service():
    rows = invent(50_000).rows
    assert rows.select("episode", "session_no").is_unique().all()
    assert 50_000 / rows["episode"].n_unique() == pytest.approx(MEAN_SESSIONS, rel=0.1)
    assert rows["team"].n_unique() == 40
    assert rows["ors"].min() >= 0
    assert rows["ors"].max() <= 400
    assert 0.02 < rows["ors"].is_null().mean() < 0.1
    assert (rows["session_date"] >= rows["case_date"]).all()


def test_an_invented_export_passes_the_gate_as_it_was_invented(tmp_path: Path):
    file = importing.write_export(500, tmp_path / "export.csv")
    read = intake.read(file, b"k" * 32, LAST)
    assert (read.rows_kept, read.refused.height, read.duplicates) == (500, 0, 0)
    assert read.kept.sort("line")["ors"].to_list() == invent(500).rows["ors"].to_list()


def test_the_team_quarters_are_the_same_by_hand(tmp_path: Path):
    found = list(review.lines(ROWS, tmp_path))  # raises where a count differs
    assert [line.what for line in found] == [
        "store", "review", "review", "one_page", "kept_made", "kept_review", "kept_page",
    ]  # fmt: skip
    assert all(line.seconds > 0 and line.other > 0 for line in found)


def test_a_count_that_differs_stops_the_benchmark(tmp_path: Path):
    def shares(more: int) -> dict:
        return {("North", "2024Q1"): {"improved": 2 + more}}

    from fitlib.indicators import Measured

    figure = Measured("improved", "all", "share", 0.5, 2, 4, 0, 1, "closed_two", "share")
    found = {("North", "2024Q1"): (figure,)}
    assert review.agree(found, shares(0)) == 1
    with pytest.raises(RuntimeError, match="improved"):
        review.agree(found, shares(1))


def test_another_curve_stops_the_benchmark():
    curve.agree(np.array([1.0, 2.0]), np.array([1.01, 2.01]))
    with pytest.raises(RuntimeError, match="do not agree"):
        curve.agree(np.array([1.0, 2.0]), np.array([1.0, 2.3]))


def test_the_scenario_is_the_same_model_by_hand(tmp_path: Path):
    (line,) = scenario.lines(ROWS, tmp_path)  # raises where a mean differs
    assert (line.what, line.size) == ("scenario", ROWS)


def test_another_scenario_stops_the_benchmark():
    known = reference.load()
    outcome = cost_scenario.run(cost_scenario.read("default", known), known)
    outputs = scenario_by_hand.script(ROWS)
    scenario.agree(outcome, outputs)
    with pytest.raises(RuntimeError, match="gross"):
        scenario.agree(outcome, outputs | {"gross": 1.2 * outputs["gross"]})


def test_a_way_that_was_given_fewer_rows_is_scaled_and_says_so():
    whole = Line.scaled("review", "pandas", "sessions", 1_000, 0.5, 2.0, 1_000)
    part = Line.scaled("review", "pandas", "sessions", 1_000, 0.5, 2.0, 100)
    assert (whole.other, whole.ratio, whole.of) == (2.0, 4.0, None)
    assert (part.other, part.ratio, part.of) == (20.0, 40.0, 100)
    assert "100" in table.rows([part], Words("en"))[1][3]


def test_the_best_of_several_runs_counts():
    given = iter([1, 2, 3])
    seconds, last = timed(lambda: next(given), times=3)
    assert seconds >= 0
    assert last == 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_the_table_exists(lang: str):
    words = Words(lang)
    subjects = (Path(run.__file__).parent / f"{module}.py" for module in run.SUBJECTS.values())
    texts = "".join(file.read_text("utf-8") for file in subjects)
    assert all(words(f"bench.subject.{name}") for name in run.SUBJECTS)
    for what, against, unit in set(_named(texts)):
        assert words(f"bench.doing.{what}")
        assert words(f"bench.against.{against}")
        assert words(f"bench.unit.{unit}", n=1)


def test_the_command_prints_a_table_and_keeps_it(tmp_path: Path, capsys):
    kept = tmp_path / "kept.md"
    kept.write_text("# Before\n", "utf-8")
    assert cli.main(["bench", "patterns", "--rows", "300", "--out", str(kept), "--lang", "en"]) == 0
    shown, text = capsys.readouterr().out, kept.read_text("utf-8")
    assert "pandas" in shown
    assert text.startswith("# Before\n\n## 20")
    assert text.count("| pandas: groupby-apply, three patterns |") == 2


def test_a_subject_that_is_not_there_is_refused_before_anything_is_measured():
    with pytest.raises(ParameterRefused, match="bench_unknown"):
        list(run.lines(["patterns", "speed"], 300))


def _named(text: str) -> list[tuple[str, str, str]]:
    import re

    return re.findall(r'Line(?:\.scaled)?\("(\w+)", "(\w+)", "(\w+)"', text)


def test_the_room_answers_keys_while_phones_vote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """How fast is told by the benchmark and by no test: here it is only held that all of it answers."""
    monkeypatch.setattr(room, "LOOK", 0)
    (line,) = room.lines(4, tmp_path)
    assert (line.what, line.size) == ("key_press", 4)
    assert list(tmp_path.iterdir()) == []
