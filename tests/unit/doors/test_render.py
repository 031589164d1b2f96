"""A page's file: what the notebook showed and nothing that acts; no trace of the run is left anywhere."""

import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from fitlib.errors import BatchFailed, ParameterRefused
from workbench import render, traceless

KERNEL = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
HOSTILE = """<h1>Otsikko &amp; <em>ä</em></h1><p>TEAM</p>
<img src=x onerror="alert(1)"><script>alert(2)</script><a href="javascript:alert(3)">x</a><p onclick="alert(4)">y</p>
<p style="background:url(//elsewhere.example/x)">z</p>
<a href="https://elsewhere.example">w</a><iframe src="//e.example"></iframe>
<svg viewBox="0 0 10 10" role="img" xmlns="http://www.w3.org/2000/svg"><title>kuva</title><defs><pattern id="h"
width="2" height="2" patternUnits="userSpaceOnUse"><rect width="1" height="2" fill="#888"/></pattern></defs>
<rect width="10" height="5" fill="url(#h)"/><use href="//elsewhere.example/s.svg#x"/><script>alert(5)</script></svg>
<details class="fit-fold"><summary>taulukko</summary><table><tr><th scope="row">1</th></tr></table></details>"""


def notebook(*cells: str) -> nbformat.NotebookNode:
    head = new_code_cell('team: str = ""\nlang: str = "fi"', metadata={"tags": ["parameters"]})
    return new_notebook(metadata=KERNEL, cells=[head, *map(new_code_cell, cells)])


def shown(html: str) -> nbformat.NotebookNode:
    """A notebook as it is after a run that showed this HTML."""
    made = notebook("pass")
    made.cells[1].outputs = [nbformat.v4.new_output("display_data", {"text/html": html, "text/plain": "<x>"})]
    return made


def test_attack_9_what_acts_or_names_another_place_does_not_reach_the_file() -> None:
    html = render.document(shown(HOSTILE), {"team": "<b>", "lang": "sv"})
    body = html[html.index("<main>") :]
    assert not re.search(r"<(script|img|iframe|use)|<[^>]+(onerror|onclick|javascript:|elsewhere)", body)
    assert '<html lang="sv">' in html


def test_text_tables_folds_and_drawings_reach_the_file() -> None:
    body = render.document(shown(HOSTILE), {"lang": "fi"})
    for kept in (
        "<details",
        "<summary>",
        "<table>",
        'fill="url(#h)"',
        'viewbox="0 0 10 10"',
        "<pattern",
        "<title>kuva",
    ):
        assert kept in body


def test_the_title_is_the_heading_with_team_and_period() -> None:
    made = render.title(shown(HOSTILE), {"team": "A & B", "period": "2024Q2"})
    assert made == "Otsikko & ä · A & B · 2024Q2"


def test_a_file_names_no_host() -> None:
    html = render.document(shown("<p>x</p>"), {"lang": "fi"})
    assert re.findall(r"(?:src|href)=(?!\"#)|url\(|https?://[^\"' ]+", html) == []


@pytest.fixture
def run(tmp_path: Path):
    def run(*cells: str, **values: str) -> nbformat.NotebookNode:
        file = tmp_path / "private.ipynb"
        nbformat.write(notebook(*cells), file)
        return render.execute(file, values, tmp_path / "home")

    return run


def test_attack_2_values_arrive_in_the_kernel_as_they_were_written(run, tmp_path) -> None:
    hostile = '"; open("pwned","w"); "\\"\n!touch pwned\0{team.__class__}é'
    done = run(
        "import os\nprint(ascii(team))\nprint(sorted(os.listdir()))\nprint(os.environ['FIT_HOME'])", team=hostile
    )
    lines = "".join(output.text for output in done.cells[-1].outputs).splitlines()
    assert lines[0] == ascii(hostile)
    assert "pwned" not in lines[1]
    assert lines[2] == str(tmp_path / "home")


def test_a_run_leaves_no_history_and_no_notebook(run, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    asked = "h = get_ipython().history_manager\nprint(h.enabled, get_ipython().ipython_dir)"
    done = run(asked, team="seen-by-nobody")
    enabled, place = "".join(output.text for output in done.cells[-1].outputs).split()
    assert enabled == "False"
    assert not Path(place).exists()
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["private.ipynb"]


def test_an_error_of_ours_comes_back_as_the_error_it_was(run) -> None:
    with pytest.raises(ParameterRefused) as caught:
        run("from fitlib.errors import ParameterRefused as R\nraise R('page_unknown', name='a, b', known='c, d')")
    assert caught.value.key == "page_unknown"
    assert caught.value.values == {"name": "a, b", "known": "c, d"}


def test_any_other_error_says_its_kind_and_nothing_of_the_data() -> None:
    error = render.understood("ValueError", "client 123 has 28 points", "team_quarter")
    assert isinstance(error, BatchFailed)
    assert error.values == {"page": "team_quarter", "kind": "ValueError"}


def test_surroundings_are_put_back(monkeypatch) -> None:
    import os

    monkeypatch.setenv("FIT_HOME", "before")
    with traceless.surroundings(FIT_HOME="within", FIT_CEILING="own") as scratch:
        assert (os.environ["FIT_HOME"], os.environ["FIT_CEILING"]) == ("within", "own")
    assert os.environ["FIT_HOME"] == "before"
    assert "FIT_CEILING" not in os.environ
    assert not scratch.exists()
