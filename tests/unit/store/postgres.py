"""A PostgreSQL of our own for the tests of the lake: Debian's programs, a folder that goes, a socket and no port."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAMS = Path("/usr/lib/postgresql")
OTHERS = ("postgres", "nobody")
SETTINGS = {"listen_addresses": "", "fsync": "off", "shared_buffers": "16MB", "max_wal_size": "64MB"}


def programs() -> Path:
    """The newest server's programs. Tests skip where there is none, and fail on CI."""
    found = sorted(PROGRAMS.glob("*/bin/initdb"))
    if not found:
        reason = "no PostgreSQL of Debian's package postgresql"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return found[-1].parent


@contextmanager
def serving() -> Iterator[Path]:
    """The folder of a server with an empty database `lake`; afterwards nothing of it is left."""
    bin_, who = programs(), _user()
    folder = Path(tempfile.mkdtemp(prefix="fit-pg-"))
    try:
        if who:
            os.chown(folder, pwd.getpwnam(who).pw_uid, pwd.getpwnam(who).pw_gid)
        run = {"user": who, "cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        made = [bin_ / "initdb", "-D", folder / "pg", "-A", "trust", "-U", "fit", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run(made, check=True, **run)
        options = [part for name, value in SETTINGS.items() for part in ("-o", f"-c {name}='{value}'")]
        control = [bin_ / "pg_ctl", "-D", folder / "pg", "-w"]
        subprocess.run([*control, *options, "-o", f"-k {folder}", "start"], check=True, **run)
        try:
            another(folder, "lake")
            yield folder
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, **run)
    finally:
        shutil.rmtree(folder)


def another(folder: Path, name: str) -> None:
    """An empty database of this name."""
    made = [programs() / "createdb", "-h", folder, "-U", "fit", name]
    subprocess.run(made, check=True, cwd=folder, user=_user())


def settle(folder: Path) -> None:
    """Have the server take its statistics, as it does by itself in time, and write all its tables to their files."""
    asked = [programs() / "psql", "-h", folder, "-U", "fit", "-q", "-c", "ANALYZE", "-c", "CHECKPOINT", "lake"]
    subprocess.run(asked, check=True, cwd=folder, user=_user())


def _user() -> str | None:
    """Somebody else where we are root, as whom PostgreSQL refuses to run."""
    if os.geteuid():
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return next(name for name in OTHERS if name in known)
