"""A kernel, warm or plain, finds the key of the data by itself and leaves nothing behind that names anybody."""

import contextlib
import tempfile

import pytest
from jupyter_client.manager import start_new_kernel

from fitlib import store
from fitlib.intake import create_key
from tests.unit.store.rows import score, scores
from workbench import settings, traceless
from workbench.kernels import warm

PERSON = "v1_aaaaaaaaaaaaaaaaaaaaaaaaaa"
LOOK = """
import os
from pathlib import Path
from IPython import get_ipython
from fitlib import reference, store
home = store.Home(Path(os.environ["FIT_HOME"]))
with store.open(home, reference.load()) as opened:
    found = opened.ask("SELECT count(*) AS n FROM measurement WHERE client = $who", who="PERSON")["n"][0]
keys = [file.read_text().strip() for file in (home.store_key, home.key)]
leaks = [name for name, value in os.environ.items() if any(key in value for key in keys)]
for one in Path("/proc/self/fd").glob("*"):
    try:
        leaks += [file.name for file in (home.store_key, home.key) if os.path.samefile(one, file)]
    except OSError:
        pass
print(found, leaks, get_ipython().history_manager.enabled, "PERSON")
""".replace("PERSON", PERSON)


@pytest.fixture
def surrounded(tmp_path, monkeypatch):
    """A home with a person in it, and a user's folders to look through afterwards."""
    home = store.Home(tmp_path / "home")
    store.commit(home, [scores("a.csv", score("A", 1, ors=20, client=PERSON))])
    create_key(home.key)
    user = tmp_path / "user"
    (user / "tmp").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(user))
    monkeypatch.setenv("TMPDIR", str(user / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield home, user
    tempfile.tempdir = None


def told(manager, client):
    """What the cell printed."""
    texts = []
    client.execute_interactive(LOOK, timeout=120, output_hook=lambda message: texts.append(message["content"]))
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return "".join(one.get("text", "") or "\n".join(one.get("traceback", ())) for one in texts).strip()


@pytest.mark.parametrize("kind", ["warm", "plain"])
def test_nothing_of_what_a_kernel_ran_is_left_in_the_users_folders(surrounded, kind):
    if kind == "warm" and not warm.possible():
        pytest.skip("this system cannot fork")
    home, user = surrounded
    kernels = warm.kernels() if kind == "warm" else contextlib.nullcontext()
    with kernels, traceless.surroundings(**{settings.HOME: str(home.path)}) as scratch:
        said = told(*start_new_kernel(kernel_name="python3", cwd=str(scratch)))
        assert said == f"1 [] False {PERSON}"
        assert not list(scratch.rglob("history.sqlite"))
    left = [file for file in user.rglob("*") if file.is_file()]
    assert [file for file in left if PERSON.encode() in file.read_bytes()] == []
    assert [file for file in left if file.name == "history.sqlite" or "checkpoint" in str(file)] == []
    assert [file for file in home.path.rglob("*") if file.is_file() and PERSON.encode() in file.read_bytes()] == []
