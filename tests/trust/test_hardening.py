"""What the servers may do, read from the settings that they are started with."""

import pytest
from traitlets.config.loader import PyFileConfigLoader

from workbench import lab, serve, traceless


@pytest.fixture
def served(tmp_path):
    """The settings of `fit serve` as it starts on this machine."""
    return serve.configured(serve.LOOPBACK, 0, tmp_path)


@pytest.fixture
def notebooks(tmp_path):
    """The settings of `fit lab`."""
    file = tmp_path / "jupyter_lab_config.py"
    file.write_text(lab.CONFIGURATION.replace("CHECKPOINTS", repr(str(tmp_path))), "utf-8")
    return PyFileConfigLoader(file.name, path=file.parent).load_config()


def test_kernels_talk_over_files_of_their_owner_and_end_when_nobody_looks(served) -> None:
    assert served.KernelManager.transport == "ipc"
    kernels = served.MappingKernelManager
    assert 0 < kernels.cull_idle_timeout <= 600
    assert 0 < kernels.cull_interval <= 60
    assert not kernels.cull_connected


def test_nothing_but_pages_lies_where_the_server_looks(served, tmp_path) -> None:
    root = serve.DASHBOARDS
    assert served.Voila.root_dir == str(root)
    assert {file.suffix for file in root.rglob("*") if file.is_file()} == {".ipynb"}
    assert not served.ContentsManager.allow_hidden
    assert served.Voila.connection_dir_root == str(tmp_path)
    assert served.Voila.log_level >= 40


def test_a_header_for_each_way_out_of_the_page() -> None:
    assert serve.HEADERS["Referrer-Policy"] == "no-referrer"
    assert serve.HEADERS["X-Content-Type-Options"] == "nosniff"
    rules = dict(rule.strip().partition(" ")[::2] for rule in serve.POLICY.split(";"))
    assert (rules["default-src"], rules["object-src"]) == ("'none'", "'none'")
    assert rules["frame-ancestors"] == rules["form-action"] == "'self'"
    assert rules["base-uri"] == "'none'"
    assert "http" not in serve.POLICY
    assert "eval" not in serve.POLICY


def test_jupyterlab_has_no_terminal_asks_nobody_and_keeps_no_checkpoint(notebooks, tmp_path) -> None:
    assert not notebooks.ServerApp.terminals_enabled
    assert not notebooks.ServerApp.allow_remote_access
    assert notebooks.ServerApp.jpserver_extensions["jupyter_server_terminals"] is False
    assert notebooks.LabApp.extension_manager == "readonly"
    assert notebooks.LabApp.news_url is None
    assert notebooks.LabApp.check_for_updates_class.endswith("NeverCheckForUpdate")
    assert not notebooks.ContentsManager.allow_hidden
    assert not notebooks.FileContentsManager.delete_to_trash
    assert notebooks.FileCheckpoints.checkpoint_dir == str(tmp_path)


def test_jupyterlab_listens_on_this_machine_and_asks_for_its_token(notebooks, tmp_path) -> None:
    started = lab.command(tmp_path / "x.py", 8888, browser=False)
    assert f"--ServerApp.ip={serve.LOOPBACK}" in started
    assert not [word for word in started if "token" in word or "password" in word]
    assert "token" not in notebooks.get("IdentityProvider", {})


def test_a_saved_notebook_keeps_no_figure(notebooks) -> None:
    cell = {"cell_type": "code", "source": "1", "outputs": [{"text": "11 of 12"}], "execution_count": 3}
    saved = {"type": "notebook", "content": {"cells": [cell, {"cell_type": "markdown", "source": "# Title"}]}}
    notebooks.FileContentsManager.pre_save_hook(model=saved, path="x.ipynb", contents_manager=None)
    assert (cell["outputs"], cell["execution_count"], cell["source"]) == ([], None, "1")


def test_ipython_writes_no_history(tmp_path) -> None:
    with traceless.surroundings() as scratch:
        file = scratch / "ipython" / "profile_default" / "ipython_config.py"
        assert not PyFileConfigLoader(file.name, path=file.parent).load_config().HistoryManager.enabled
    assert not scratch.exists()
