"""Exports that the project did not make: all good rows are kept, and each broken file leads to what its list says."""

import csv

import pytest

from fitlib.errors import InputRefused
from fitlib.intake import explain, read
from fitlib.words import LANGUAGES, Words
from tests.unit.intake.rows import KEY, TODAY

BROKEN = [
    "empty",
    "header_only",
    "column_missing",
    "item_above_ten",
    "item_negative",
    "item_blank_of_four",
    "items_and_other_total",
    "word_for_number",
    "date_impossible",
    "date_future",
    "session_before_case",
    "row_twice",
    "row_twice_conflict",
    "skip_with_scores",
    "not_skipped_blank",
    "client_missing",
    "utf16",
    "quote_unclosed",
    "total_row",
    "csv_called_xlsx",
    "formula_team",
    "script_team",
    "sql_team",
    "path_team",
]


@pytest.fixture(scope="module")
def listed(shared):
    with (shared / "data" / "broken" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"].rpartition(".")[0]: row for row in csv.DictReader(file)}


def test_every_broken_file_of_the_list_is_tested_here(listed):
    assert sorted(listed) == sorted(BROKEN)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_leads_to_what_its_list_says(shared, listed, name, lang):
    row, words = listed[name], Words(lang)
    try:
        found = read(shared / "data" / "broken" / row["file"], KEY, TODAY)
    except InputRefused as refused:
        assert row["outcome"] == "refuse"
        told = refused.in_words(words)
    else:
        assert (row["outcome"], row["kept"], row["refused"]) == (
            "keep",
            str(found.rows_kept),
            str(found.refused.height),
        )
        said = [*found.refused.iter_rows(named=True), *found.notices]
        rules = [one.rule if hasattr(one, "rule") else one["rule"] for one in said]
        told = " ".join([*rules, *(explain(one, words) for one in said)])
    assert row["must_name"] in told


def test_a_duplicate_is_counted_and_not_refused(shared):
    found = read(shared / "data" / "broken" / "row_twice.csv", KEY, TODAY)
    assert (found.rows_kept, found.refused.height, found.duplicates) == (20, 0, 1)


@pytest.mark.parametrize(
    ("name", "kind", "rows"),
    [
        ("openfit/scores.csv", "scores", 10103), ("openfit/seed_team.csv", "scores", 248),
        ("openfit/collateral.csv", "scores", 453), ("openfit/scores_excel_fi.csv", "scores", 3000),
        ("visits/apotti_visits.csv", "visits", 10975), ("nomad/answers.csv", "nomad", 269),
    ],
)  # fmt: skip
def test_all_rows_of_the_good_files_are_kept(shared, name, kind, rows):
    found = read(shared / "data" / name, KEY, TODAY)
    assert (found.kind, found.rows, found.rows_kept, found.refused.height, found.duplicates) == (
        kind,
        rows,
        rows,
        0,
        0,
    )


def test_what_a_finnish_excel_saved_is_the_same_data(shared):
    saved = read(shared / "data" / "openfit" / "scores_excel_fi.csv", KEY, TODAY)
    usual = read(shared / "data" / "openfit" / "scores.csv", KEY, TODAY)
    assert saved.kept.equals(usual.kept.head(3000))


def test_every_case_of_the_visits_is_a_case_of_the_scores(shared):
    visits = (
        read(shared / "data" / "visits" / "apotti_visits.csv", KEY, TODAY).kept.select("client", "episode").unique()
    )
    scores = read(shared / "data" / "openfit" / "scores.csv", KEY, TODAY).kept.select("client", "episode").unique()
    assert visits.join(scores, on=["client", "episode"], how="anti").is_empty()


def test_the_share_of_totals_only_is_as_the_export_was_made(shared):
    kept = read(shared / "data" / "openfit" / "scores.csv", KEY, TODAY).kept
    assert kept.filter(kept["ors1"].is_null() & kept["ors"].is_not_null()).height == 395
    assert kept.filter(kept["srs1"].is_null() & kept["srs"].is_not_null()).height == 362
