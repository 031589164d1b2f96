"""What must never be committed: hosts of registries, outside hosts in pages, outputs in notebooks, large files."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from fitlib import ROOT

REGISTRIES = re.compile(r"py[p]i\.org|python[h]osted|registry\.np[m]js|deb\.deb[i]an|/work/(?:ma[i]n|sh[a]red)")
DELIVERY = re.compile(r"cdn\.js[d]elivr|un[p]kg\.com|cdn[j]s\.|fonts\.goo[g]leapis")
LARGEST = 1_000_000


def committed() -> list[Path]:
    """Files that git tracks, or would; every file of the tree where there is no git."""
    listing = ["git", "ls-files", "-co", "--exclude-standard"]
    done = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=False)
    names = done.stdout.splitlines() if done.returncode == 0 else []
    return [ROOT / name for name in names if (ROOT / name).is_file()]


FILES = committed()


@pytest.mark.parametrize("pattern", [REGISTRIES, DELIVERY], ids=["registry", "delivery network"])
def test_no_file_names_a_host_to_fetch_from(pattern: re.Pattern[str]) -> None:
    found = [str(file.relative_to(ROOT)) for file in FILES if pattern.search(file.read_text("utf-8", "replace"))]
    assert found == []


def test_no_notebook_carries_an_output() -> None:
    for file in (file for file in FILES if file.suffix == ".ipynb"):
        cells = json.loads(file.read_text("utf-8"))["cells"]
        assert [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")] == [], file.name


def test_no_file_is_large() -> None:
    assert [str(file) for file in FILES if file.stat().st_size > LARGEST] == []
