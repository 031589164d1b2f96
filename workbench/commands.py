"""What each command of `fit` does. Each takes the parsed command line and the words, and gives an exit code."""

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fitlib.words import HIDDEN, Words, said
from workbench import runs, settings, units
from workbench.access import line as access
from workbench.care import line

RUNS = "runs"


def facts(given: argparse.Namespace, words: Words) -> int:
    """The figures of a page, as a table to read or as JSON."""
    from workbench import pages

    page = pages.open_page(given.page, _home(given), **_parameters(given, words))
    if given.json:
        print(json.dumps(page.facts(), ensure_ascii=False, indent=1, allow_nan=False))
        return 0
    head = [words(f"cli.facts.{name}") for name in ("name", "group", "value", "interval", "count")]
    rows = [_line(fact, words) for fact in (page.released.facts if page.released else ())]
    _print_table([head, *rows])
    for why in dict.fromkeys(fact.hidden for fact in (page.released.facts if page.released else ()) if fact.hidden):
        print(f"{HIDDEN} {words(f'release.reason.{why}')}")
    return 0


def run(given: argparse.Namespace, words: Words) -> int:
    """One page as a file, with the other files asked for; prints where they are."""
    from workbench import batch, matrix, printer, record

    home = _home(given)
    formats = [one.strip() for one in (given.formats or "").split(",") if one.strip()]
    job = matrix.job(given.page, _parameters(given, words), formats)
    folder = Path(given.out).absolute() if given.out else home / RUNS / "pages"
    made = batch.one(job, folder, home, record.versions(home))
    if made.error:
        raise batch.reason(made)
    (made,) = printer.printed([(job, made)], folder)
    for file in (made.file, *sorted(made.files)):
        print(folder / file)
    _unprinted([(job, made)], folder, words)
    return 0


def batch(given: argparse.Namespace, words: Words) -> int:
    """Every page of a matrix; says where they are, and names those that failed."""
    each = None
    if given.cluster:
        from workbench.cluster.each import each as on_cluster
        from workbench.cluster.joining import Cluster

        each = on_cluster(Cluster(given.cluster, given.tls_ca, given.tls_cert, given.tls_key))
    index = make_batch(Path(given.matrix), _home(given), words, given.out, given.jobs, each)
    print(words("batch.done", folder=index.parent, index=index.name))
    return 0


def serve(given: argparse.Namespace, words: Words) -> int:
    """The dashboards, until interrupted."""
    from workbench import serve as server

    password = given.password
    if password == "":
        password = getpass.getpass(words("cli.password"))
    server.serve(
        _home(given), given.ip, given.port, given.audience, password or "", given.token, not given.no_browser,
        lambda address: tell_address(address, words), given.visitors, given.hub,
    )  # fmt: skip
    return 0


def lab(given: argparse.Namespace, words: Words) -> int:
    """JupyterLab on the notebooks."""
    from workbench import lab as laboratory

    return laboratory.lab(_home(given), given.port, not given.no_browser, words.lang)


def workshop(given: argparse.Namespace, words: Words) -> int:
    """A workshop, until interrupted; or its hand-out and sheets as files."""
    from workbench.workshop import handing_out, server

    if given.handout:
        for file in handing_out.write(_home(given), given.plan, words, Path(given.handout)):
            print(words("cli.workshop.made", file=file))
        return 0
    server.serve(
        _home(given), given.plan, words, given.ip, given.port, not given.no_browser,
        lambda trainers, phones: tell_room(trainers, phones, words),
    )  # fmt: skip
    return 0


def teams(given: argparse.Namespace, words: Words) -> int:
    """The teams of the store, one a line."""
    from workbench import pages

    found = pages.teams(_home(given))
    print(json.dumps(found, ensure_ascii=False) if given.json else "\n".join(found))
    for sentence in units.told(_home(given), found, words):
        print(sentence, file=sys.stderr)
    return 0


def demo(given: argparse.Namespace, words: Words) -> int:
    """The whole main job on invented data."""
    from workbench import demo as show

    return show.main(_home(given, demo=True), words, given.port, not given.no_browser, not given.no_serve)


def bench(given: argparse.Namespace, words: Words) -> int:
    """How fast: a table of ratios."""
    from workbench.bench import run as bench_run

    return bench_run.main(given.subjects, given.rows, Path(given.out) if given.out else None, words)


def import_(given: argparse.Namespace, words: Words) -> int:
    """Files into the store."""
    from workbench import importing

    return importing.main(
        [Path(file) for file in given.files],
        _home(given),
        words,
        given.dry_run,
        given.replace,
        given.json,
        given.store_key,
    )


def tell_address(address: str, words: Words) -> None:
    """Where the pages are served."""
    print(words("cli.serving", address=address), flush=True)


def tell_room(trainers: str, phones: str, words: Words) -> None:
    """Where the trainer opens the workshop, and where phones vote."""
    print(words("cli.workshop.trainer", address=trainers), flush=True)
    print(words("cli.workshop.phones", address=phones) if phones else words("cli.workshop.alone"), flush=True)


def make_batch(matrix: Path, home: Path, words: Words, out: str | None = None, jobs: int = 0, each: Any = None) -> Path:
    """Make the pages of a matrix. Gives the index page. Raises: BatchFailed after all the others are there."""
    from workbench import batch as machine
    from workbench import matrix as table
    from workbench import pages, writing
    from workbench.index import called, name

    folder = Path(out).absolute() if out else home / RUNS / writing.slug(matrix.stem)
    wanted = table.read(matrix, lambda: pages.teams(home))
    records = machine.run(wanted, folder, home, words, jobs, each=each)
    _unprinted(list(zip(wanted, records, strict=True)), folder, words)
    for again in (one for one in records if one.again):
        print(words("batch.again", page=called(again, words), why=again.why_again(words)), file=sys.stderr)
    for failed in machine.failures(records):
        print(words("batch.failed", page=called(failed, words), why=failed.why(words)), file=sys.stderr)
    machine.check(records)
    return folder / name(words.lang)


def _unprinted(made: Any, folder: Path, words: Words) -> None:
    """Say why PDFs that were asked for are not there; everything else is."""
    from workbench import printer

    if trouble := printer.trouble(made, folder):
        print(trouble.in_words(words), file=sys.stderr)


def _parameters(given: argparse.Namespace, words: Words) -> dict[str, Any]:
    """What the command line says about the page, with the language of the program where the page has one."""
    from workbench import pages, params

    raw = {name[5:]: value for name, value in vars(given).items() if name.startswith("page_") and value is not None}
    kind = pages.report(given.page).Params
    declared = params.declared(kind)
    if "lang" in declared:
        raw["lang"] = words.lang
    if "audience" in declared:
        raw.setdefault("audience", "public")  # what leaves the store is public unless somebody says otherwise
    return raw


def _home(given: argparse.Namespace, demo: bool = False) -> Path:
    chosen = getattr(given, "home", None)
    return settings.demo_home(chosen) if demo else settings.home(chosen)


def _line(fact: Any, words: Words) -> list[str]:
    shown = [said.name(fact, words), said.group(fact.group, words)]
    return [*shown, said.value(fact, words), said.interval(fact, words), said.count(fact, words)]


def _print_table(rows: list[list[str]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


COMMANDS: dict[str, Callable[[argparse.Namespace, Words], int]] = {
    "import": import_, "teams": teams, "facts": facts, "run": run, "batch": batch, "serve": serve, "lab": lab,
    "demo": demo, "workshop": workshop, "bench": bench,
    **runs.COMMANDS, **line.COMMANDS, **units.COMMANDS, **access.COMMANDS,
}  # fmt: skip
