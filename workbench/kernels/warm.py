"""The warm process: imports once, then forks a kernel for each caller on its socket.

A connection is a kernel's life: the caller sends one line of JSON (argv, cwd, env), is told the pid, may hang up at any
time, and is told the exit code. A caller that hangs up or dies takes its kernel with it; when the process that started
the warm one goes, everything goes: nothing is left behind.
"""

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SOCKET = "FIT_WARM_SOCKET"
PROVISIONER = {"JUPYTER_DEFAULT_PROVISIONER_NAME": "fit-warm"}
IMPORTS = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "polars",
    "altair",
    "duckdb",
    "ipywidgets",
    "vl_convert",
    "scipy.stats",
)
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
LINE = 1 << 20


def possible() -> bool:
    """True where a process can be forked and reached by a Unix socket."""
    return hasattr(os, "fork") and hasattr(socket, "AF_UNIX") and sys.platform != "darwin"


@contextlib.contextmanager
def kernels(*more: str) -> Iterator[bool]:
    """Kernels started inside are warm, those of child processes too. Gives False where only plain ones can be had.

    Takes: modules that they need besides what every kernel does.
    """
    if not possible() or os.environ.get(SOCKET):
        yield possible()
        return
    with tempfile.TemporaryDirectory(prefix="fit-warm-") as folder:
        path = str(Path(folder) / "s")
        command = [sys.executable, "-m", __name__, path, *more]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        warm = subprocess.Popen(command, **pipes, env=os.environ | ONE_THREAD)
        try:
            if warm.stdout.readline() != b"ready\n":
                yield False
                return
            os.environ.update(PROVISIONER | {SOCKET: path})
            yield True
        finally:
            for name in (SOCKET, *PROVISIONER):
                os.environ.pop(name, None)
            warm.stdin.close()
            warm.stdout.close()
            warm.wait()


class Warm:
    """The loop of the warm process: one listening socket, and one connection for each living kernel."""

    def __init__(self, path: str) -> None:
        self.events = selectors.DefaultSelector()
        self.door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.door.bind(path)
        self.door.listen(64)
        self.events.register(self.door, selectors.EVENT_READ, self.open)
        self.events.register(sys.stdin, selectors.EVENT_READ, self.leave)
        self.callers: dict[int, socket.socket] = {}

    def run(self) -> None:
        """Serve until the starter hangs up."""
        print("ready", flush=True)
        while True:
            for key, _ in self.events.select():
                key.data(key.fileobj)

    def open(self, door: socket.socket) -> None:
        """A caller: read what it wants, fork, tell the pid."""
        caller, _ = door.accept()
        with contextlib.suppress(OSError, ValueError):
            wanted = json.loads(caller.makefile("rb").readline(LINE))
            pid = os.fork()
            if pid == 0:
                self.become(wanted)
            watch = os.pidfd_open(pid)
            self.callers[pid] = caller
            self.events.register(watch, selectors.EVENT_READ, lambda fd: self.ended(fd, pid))
            self.events.register(caller, selectors.EVENT_READ, lambda _: self.hung_up(pid))
            caller.sendall(b"%d\n" % pid)

    def hung_up(self, pid: int) -> None:
        """The caller is gone or has had enough: its kernel goes too."""
        self.events.unregister(self.callers[pid])
        end(pid)

    def ended(self, watch: int, pid: int) -> None:
        """A kernel has ended: reap it, tell its caller."""
        self.events.unregister(watch)
        os.close(watch)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        caller = self.callers.pop(pid)
        with contextlib.suppress(KeyError):
            self.events.unregister(caller)
        with contextlib.suppress(OSError):
            caller.sendall(b"%d\n" % code)
        caller.close()

    def leave(self, _: Any) -> None:
        """The starter is gone: end every kernel, then this process."""
        for pid in self.callers:
            end(pid)
        os._exit(0)

    def become(self, wanted: dict[str, Any]) -> None:
        """In the child: drop what belongs to the parent and be the kernel."""
        os.setsid()
        self.events.close()
        self.door.close()
        for caller in self.callers.values():
            caller.close()
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1):
            os.dup2(quiet, stream)
        os.environ.clear()
        os.environ.update(wanted["env"])
        os.chdir(wanted["cwd"])
        code = 1
        try:
            from ipykernel.kernelapp import IPKernelApp

            IPKernelApp.launch_instance(argv=wanted["argv"])
            code = 0
        finally:
            os._exit(code)


def end(pid: int) -> None:
    """Kill a kernel that is not reaped yet: its group, and itself where it has not made its group yet."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError):
            kill(pid, signal.SIGKILL)


def main(path: str, *more: str) -> None:
    """Import, freeze what the children shall share, serve."""
    for name in (*IMPORTS, *more):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    Warm(path).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
