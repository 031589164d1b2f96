"""`fit import`: files through the gate into the store. A file that is refused whole leaves everything as it was."""

import csv
import io
import json
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from fitlib import intake, reference, store
from fitlib.errors import InputRefused
from fitlib.intake import Intake
from fitlib.store import sealed
from fitlib.store.home import private
from fitlib.store.lock import held
from fitlib.words import Words
from workbench import audit, figures
from workbench.import_report import FileReport, ImportReport
from workbench.writing import write_whole

Progress = Callable[[str, str, float], None]
RISKY = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


def run_import(
    files: Sequence[Path], home: Path, words: Words, dry_run: bool = False, replace: bool = False,
    progress: Progress = lambda file, step, share: None, today: date | None = None,
) -> ImportReport:  # fmt: skip
    """Read all files, then keep what is new or corrected; lists of refused rows go to `refused/`.

    Takes: progress(file, step of intake or "store", share done). Gives: ImportReport.
    Raises: InputRefused when a file is refused whole; then nothing of the call is stored.
    """
    place, day = store.Home(Path(home)), today or date.today()
    key = _key(place, dry_run)
    constants = reference.load(place.path)
    read = [
        intake.read(
            Path(file), key, day, lambda step, share, file=file: progress(Path(file).name, step, share), constants
        )
        for file in files
    ]
    if not dry_run:
        audit.write(place.path, "key", counts={"files": len(read)})
    told = [one.without_rows() for one in read]
    done = store.commit(
        place, _handed_on(read), dry_run=dry_run, replace=replace, today=day,
        progress=lambda file: progress(file, "store", 1.0),
    )  # fmt: skip
    if not dry_run:
        for one, kept in zip(told, done.files, strict=True):
            audit.write(
                place.path, "import", rows=kept.new + kept.corrected, file=one.sha256, counts=_counts(one, kept)
            )
    lists = [None if dry_run else _list_refused(one, place, words) for one in told]
    parts = tuple(FileReport(*three) for three in zip(told, done.files, lists, strict=True))
    return ImportReport(parts, done.corrections, dry_run)


def bring_in(files: Sequence[Path], home: Path, words: Words | None = None) -> ImportReport:
    """Import files without a word, for a program that tells its own story; figures are kept of them."""
    report = run_import(files, home, words or Words())
    figures.keep(home)
    return report


def main(
    files: Sequence[Path], home: Path, words: Words, dry_run: bool, replace: bool, as_json: bool,
    store_key: str | None = None,
) -> int:  # fmt: skip
    """The command: report on standard output, progress on standard error. Gives the exit code."""
    if store_key and not dry_run:
        with private(), held(store.Home(home).make().lock):
            sealed.bring(store.Home(home), Path(store_key))
    try:
        report = run_import(files, home, words, dry_run, replace, progress=_shown(words))
    except InputRefused as refusal:
        if as_json:
            print(json.dumps(_refused_whole(refusal, words), ensure_ascii=False))
        raise
    print(json.dumps(report.as_json(words), ensure_ascii=False) if as_json else report.in_words(words), flush=True)
    if not dry_run:
        figures.keep(home, words)
    return 0


def safe_cell(text: str) -> str:
    """A text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.lstrip(" \n").startswith(RISKY) else text


def _handed_on(files: list[Intake]) -> Iterator[Intake]:
    """Each file in its order; who takes it alone holds its rows, and may let go of them."""
    while files:
        yield files.pop(0)


def _key(home: store.Home, dry_run: bool) -> bytes:
    """The organisation's key; a new one where nothing was imported yet. A dry run in an empty place keeps none."""
    if not home.key.exists() and store.is_empty(home):
        if dry_run:
            return secrets.token_bytes(32)
        with private(), held(home.make().lock):
            if not home.key.exists():
                return intake.create_key(home.key)
    return intake.read_key(home.key)


def _counts(one: Intake, kept: store.FileCommitted) -> dict[str, int]:
    told = ("new", "duplicate", "corrected", "removed", "erased")
    return {name: getattr(kept, name) for name in told} | {"refused": one.refused.height}


def _list_refused(one: Intake, home: store.Home, words: Words) -> Path | None:
    """One row per refused row: line, column, rule, explanation; opens in Excel as it is."""
    if not one.refused.height:
        return None
    text = io.StringIO()
    sheet = csv.writer(text, delimiter=";", lineterminator="\r\n")
    sheet.writerow(words(f"store.column.{name}") for name in ("line", "column", "rule", "sentence"))
    for row in one.refused.iter_rows(named=True):
        cells = (safe_cell(row["column"] or ""), row["rule"], safe_cell(intake.explain(row, words)))
        sheet.writerow((row["line"], *cells))
    return write_whole(home.refused / f"{one.sha256[:8]}.csv", text.getvalue().encode("utf-8-sig"))


def _refused_whole(refusal: InputRefused, words: Words) -> dict:
    reason = {"rule": refusal.key.replace("_", " "), **refusal.values, "text": refusal.in_words(words)}
    return {"kept": 0, "refused": 0, "duplicates": 0, "reasons": [reason], "files": []}


def _shown(words: Words) -> Progress:
    """A progress bar on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        return lambda file, step, share: None
    from tqdm import tqdm

    bar = tqdm(total=1.0, bar_format="{l_bar}{bar}| {elapsed}", leave=False)

    def show(file: str, step: str, share: float) -> None:
        bar.set_description(f"{file}: {words(f'intake.step.{step}')}" if step != "store" else file)
        bar.n = share
        bar.refresh()
        if step == "store":
            bar.close()

    return show
