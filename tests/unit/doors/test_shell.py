"""A page's cells run in a shell of their own: nothing of a page is left for the next, and the process is as before."""

import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from fitlib.errors import BatchFailed
from fitlib.reports import review_spread
from workbench import pages, render
from workbench.sharing import Opening

KERNEL = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}


@pytest.fixture
def run(tmp_path: Path):
    def run(*cells: str) -> list[nbformat.NotebookNode]:
        file = tmp_path / "page.ipynb"
        nbformat.write(
            new_notebook(metadata=KERNEL, cells=[*map(new_code_cell, cells), new_markdown_cell("# x")]), file
        )
        return render.execute(file, {}, tmp_path).cells

    return run


def test_names_of_one_page_are_not_there_for_the_next(run) -> None:
    run("secret = 28")
    assert run("print('secret' in globals())")[-2].outputs[0].text == "False\n"


def test_what_a_cell_prints_shows_and_ends_with_are_its_outputs(run) -> None:
    (cell, _) = run("import sys\nprint('a')\nprint('b', file=sys.stderr)\ndisplay(1)\n2")
    assert [(one.output_type, one.get("name")) for one in cell.outputs[:2]] == [
        ("stream", "stdout"),
        ("stream", "stderr"),
    ]
    assert [one.data["text/plain"] for one in cell.outputs[2:]] == ["1", "2"]
    assert cell.execution_count == 1


def test_the_first_error_ends_the_page(run) -> None:
    with pytest.raises(BatchFailed) as caught:
        run("1 / 0", "open('never', 'w')")
    assert caught.value.values["kind"] == "ZeroDivisionError"
    with pytest.raises(BatchFailed) as caught:
        run("not python at all")
    assert caught.value.values["kind"] == "SyntaxError"


def test_the_process_is_as_before(run) -> None:
    before = (sys.modules["__main__"], list(sys.path), sys.excepthook, sys.displayhook, sys.stdout)
    run("import sys\nsys.path.insert(0, 'elsewhere')\n1")
    assert (sys.modules["__main__"], list(sys.path), sys.excepthook, sys.displayhook, sys.stdout) == before


def test_together_the_store_is_opened_once_and_asked_once(home, monkeypatch) -> None:
    with Opening.together():
        store, constants = pages.opened(home)
        with store:
            first = store.ask("SELECT count(*) AS n FROM episode WHERE team = $team", team="x")
        again, same = pages.opened(home)
        assert (again, same) == (store, constants)
        monkeypatch.setattr(store._store, "ask", None)
        assert again.ask("SELECT count(*) AS n FROM episode WHERE team = $team", team="x").equals(first)
    assert Opening.kept is None


def test_a_page_has_the_same_bytes_alone_and_after_another_language(home) -> None:
    cells = {"team": "all", "period": "2025", "audience": "internal"}
    alone = render.render("cost_effect", cells | {"lang": "sv"}, home).html
    with Opening.together():
        render.render("cost_effect", cells | {"lang": "fi"}, home)
        assert render.render("cost_effect", cells | {"lang": "sv"}, home).html == alone


def test_a_page_has_the_same_bytes_alone_and_after_another_team(home) -> None:
    first, second = pages.teams(home)[:2]
    cells = {"period": "2025", "audience": "internal", "lang": "fi"}
    with Opening.together():
        alone = render.render("team_quarter", cells | {"team": second}, home).page
    made: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        real = review_spread.dots
        patch.setattr(review_spread, "dots", lambda *asked: made.append("dots") or real(*asked))
        for team in (first, second):
            with Opening.together():
                later = render.render("team_quarter", cells | {"team": team}, home).page
    assert made == ["dots", "dots"], "each page asks the ledger anew"
    assert later.show("spread").html == alone.show("spread").html
