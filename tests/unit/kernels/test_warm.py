"""Warm kernels: forked, alive as long as their caller, and plain ones where no warm process runs."""

import asyncio
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from workbench.kernels import warm
from workbench.kernels.provisioner import Forked, WarmProvisioner

pytestmark = pytest.mark.skipif(not warm.possible(), reason="this system cannot fork")


@pytest.fixture(scope="module")
def warm_process():
    with warm.kernels() as running:
        assert running
        yield os.environ[warm.SOCKET]
    assert warm.SOCKET not in os.environ


def forked(path: str, code: str) -> Forked:
    """A forked kernel that runs one line instead of a kernel: argv of the application carries it."""
    argv = ["--IPKernelApp.exec_lines=" + code, "--IPKernelApp.connection_file=none.json"]
    return Forked(path, {"argv": argv, "cwd": "/", "env": dict(os.environ)})


def gone(pid: int) -> bool:
    """True when the process has ended, or ends within ten seconds."""
    try:
        watch = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([watch], [], [], 10)
    os.close(watch)
    return bool(ended)


def test_a_kernel_is_a_fork_that_has_its_imports_done(warm_process: str, tmp_path) -> None:
    seen = tmp_path / "seen"
    kernel = forked(
        warm_process,
        f"import sys; open({str(seen)!r}, 'w').write(str('polars' in sys.modules)); import os; os._exit(7)",
    )
    assert kernel.wait(30) == 7
    assert seen.read_text() == "True"
    assert kernel.poll() == 7


def test_a_caller_that_hangs_up_takes_its_kernel_with_it(warm_process: str) -> None:
    kernel = forked(warm_process, "import signal; signal.pause()")
    kernel.kill()
    assert gone(kernel.pid)
    assert kernel.wait(10) == -signal.SIGKILL


def test_waiting_has_an_end(warm_process: str) -> None:
    kernel = forked(warm_process, "import signal; signal.pause()")
    with pytest.raises(subprocess.TimeoutExpired):
        kernel.wait(0.05)
    kernel.send_signal(signal.SIGTERM)
    assert kernel.wait(10) == -signal.SIGTERM


def test_nothing_is_left_when_the_starter_is_killed() -> None:
    starter = (
        "import os, signal\nfrom workbench.kernels import warm\nfrom workbench.kernels.provisioner import Forked\n"
        "argv = ['--IPKernelApp.exec_lines=import signal; signal.pause()', '--IPKernelApp.connection_file=none.json']\n"
        "with warm.kernels():\n"
        "    wanted = {'argv': argv, 'cwd': '/', 'env': dict(os.environ)}\n"
        "    print(Forked(os.environ[warm.SOCKET], wanted).pid, flush=True)\n"
        "    signal.pause()\n"
    )
    clean = {name: value for name, value in os.environ.items() if name not in (warm.SOCKET, *warm.PROVISIONER)}
    process = subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE, env=clean)
    kernel = int(process.stdout.readline())
    process.kill()
    process.wait()
    process.stdout.close()
    assert gone(kernel)


def test_a_lost_warm_process_means_a_plain_kernel(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv(warm.SOCKET, str(tmp_path / "nobody"))
    provisioner = WarmProvisioner()
    asyncio.run(provisioner.launch_kernel([sys.executable, "-c", "import signal; signal.pause()", "-f", "none"]))
    try:
        assert provisioner.process.poll() is None
        assert not isinstance(provisioner.process, Forked)
    finally:
        provisioner.process.kill()
        provisioner.process.wait()


def test_papermill_is_given_a_forked_kernel(warm_process: str, tmp_path) -> None:
    cells = [nbformat.v4.new_code_cell("import os; print(os.getppid())")]
    notebook = nbformat.v4.new_notebook(
        cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "", "language": "python"}}
    )
    nbformat.write(notebook, tmp_path / "in.ipynb")
    script = "import papermill, sys; papermill.execute_notebook(sys.argv[1], sys.argv[2], progress_bar=False)"
    subprocess.run(
        [sys.executable, "-c", script, tmp_path / "in.ipynb", tmp_path / "out.ipynb"], check=True, capture_output=True
    )
    parent = nbformat.read(tmp_path / "out.ipynb", 4).cells[0].outputs[0].text.strip()
    assert "workbench.kernels.warm" in Path(f"/proc/{parent}/cmdline").read_bytes().decode().replace("\0", " ")
