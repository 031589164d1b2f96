"""The way in: a kernel provisioner that asks the warm process, and starts a plain kernel where there is none."""

import json
import os
import socket
import subprocess
import threading
from collections.abc import Mapping
from typing import Any

from jupyter_client.provisioning import LocalProvisioner

from workbench.kernels.warm import SOCKET
from workbench.settings import PASSWORD, STILL


class Forked:
    """A forked kernel as jupyter_client wants a process to be: pid, poll, wait, signals."""

    stdin = stdout = stderr = None

    def __init__(self, path: str, wanted: dict[str, Any]) -> None:
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._line.connect(path)
        self._line.sendall(json.dumps(wanted).encode() + b"\n")
        self._told = self._line.makefile("rb")
        self.pid = int(self._told.readline())
        self.returncode: int | None = None
        self._ended = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        text = self._told.readline()
        self.returncode = int(text) if text else -9
        self._ended.set()
        self._line.close()

    def poll(self) -> int | None:
        """The exit code, None while it lives."""
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the end. Raises subprocess.TimeoutExpired."""
        if not self._ended.wait(timeout):
            raise subprocess.TimeoutExpired("kernel", timeout)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Signal the kernel's process group."""
        if self.returncode is None:
            os.killpg(self.pid, number)

    def kill(self) -> None:
        """End it now: hanging up makes the warm process kill the group."""
        self._line.shutdown(socket.SHUT_WR)

    terminate = kill


def without_password(around: Mapping[str, str]) -> dict[str, str]:
    """What a kernel is told: not the password of a lake; then it reads the home as the server has fetched it."""
    if not around.get(PASSWORD):
        return dict(around)
    return {name: value for name, value in around.items() if name != PASSWORD} | {STILL: "1"}


class WarmProvisioner(LocalProvisioner):
    """A local kernel, forked from the warm process where one runs (FIT_WARM_SOCKET names its socket)."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        """Fork or start. Gives the connection info that the kernel listens on."""
        path = os.environ.get(SOCKET)
        kwargs["env"] = without_password(kwargs.get("env") or os.environ)
        if not path:
            return await super().launch_kernel(cmd, **kwargs)
        wanted = {
            "argv": cmd[cmd.index("-f") : cmd.index("-f") + 2],
            "cwd": str(kwargs.get("cwd") or os.getcwd()),
            "env": kwargs["env"],
        }
        try:
            self.process = Forked(path, wanted)
        except (OSError, ValueError):
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        return self.connection_info
