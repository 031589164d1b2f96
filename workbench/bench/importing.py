"""An export through the gate and into the store, against pandas with a few checks, and against reading the file."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from fitlib.synthetic.exports import COLUMNS
from fitlib.words import Words
from workbench.bench import by_hand
from workbench.bench.line import Line, timed
from workbench.bench.sessions import ITEMS, LAST, invent
from workbench.importing import run_import

NOTED = 6  # every sixth row of the invented sample has a note in quotes, as about every sixth of the exports seen


def lines(rows: int, folder: Path) -> Iterator[Line]:
    """One file of `rows` sessions: a dry run in an empty place, then the import, then the same file again."""
    file, home, words = write_export(rows, folder / "export.csv"), folder / "home", Words("en")
    dry, _ = timed(lambda: run_import([file], home, words, dry_run=True, today=LAST))
    hand, _ = timed(lambda: by_hand.import_scores(file))
    raw, _ = timed(lambda: pl.read_csv(file, infer_schema=False), times=2)
    whole, _ = timed(lambda: run_import([file], home, words, today=LAST))
    again, _ = timed(lambda: run_import([file], home, words, today=LAST))
    yield Line("import_dry", "pandas_import", "rows", rows, dry, hand)
    yield Line("import_dry", "raw_read", "rows", rows, dry, raw)
    yield Line("import_full", "pandas_import", "rows", rows, whole, hand)
    yield Line("import_again", "pandas_import", "rows", rows, again, hand)


def write_export(rows: int, file: Path) -> Path:
    """A file in the layout of the scores export, with invented names and addresses."""
    made = invent(rows).rows.select(**_cells())
    blank = [pl.lit(None, pl.String).alias(name) for name in COLUMNS if name not in made.columns]
    made.with_columns(blank).select(COLUMNS).write_csv(file)
    return file


def _cells() -> dict[str, pl.Expr]:
    """Values as the export writes them: words with capitals, scores in points, names that nobody bears."""
    number, client = pl.col("episode").str.slice(3, 12), pl.col("client").str.slice(3, 12)
    cells = {
        "Service_Location": pl.col("team"), "Provider_FirstName": pl.lit("Keksitty"),
        "Provider_Email": pl.format("{}@fit.example", pl.col("worker").str.slice(3, 8)),
        "Provider_ID": pl.col("worker").str.slice(3, 8), "Client_ID": pl.format("C-{}", client),
        "Client_LastName": pl.format("Asiakas-{}", client.str.slice(0, 6)),
        "Client_Group": pl.col("age_group").str.to_titlecase(), "Case_ID": pl.format("K-{}", number),
        "Case_Date": pl.col("case_date"), "Session_ID": pl.col("session_no"), "Session_Date": pl.col("session_date"),
        "Episode_Status": pl.col("status").str.to_titlecase(), "Episode_ClosingDate": pl.col("closing_date"),
        "Episode_ClosingType": pl.col("closing_type").str.to_titlecase(),
        "Notes": pl.when(pl.col("line") % NOTED == 0).then(pl.lit('keksitty, "lainattu" merkintä')),
    }  # fmt: skip
    cells |= {f"{one[:3].upper()}Q{one[3]}": (pl.col(one) / 10).round(1) for one in ITEMS}
    skipped = {f"{scale.upper()}_Skip": pl.col(f"{scale}_skipped") for scale in ("ors", "srs")}
    return cells | {name: pl.when(flag).then(pl.lit("Y")).otherwise(pl.lit("N")) for name, flag in skipped.items()}
