"""Files that are there whole or not at all, under names that no parameter can steer."""

import hashlib
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LONGEST = 60


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write beside, flush to disk, rename: a reader or a kill sees the old file or the new one, never half of it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return path


def sweep(folder: Path) -> None:
    """Take away what a kill left half written; for whoever writes into the folder alone."""
    for file in folder.glob(".*.part"):
        file.unlink(missing_ok=True)


def file_name(page: str, cells: Mapping[str, Any], suffix: str = ".html") -> str:
    """`team_quarter-tiimi-a-2024q2-fi-1a2b3c4d.html`: what a person knows it by, and eight hex digits."""
    seen = " ".join(str(cells[name]) for name in ("team", "unit", "period", "lang") if cells.get(name))
    return f"{page}-{slug(seen)}-{digest([page, dict(cells)])[:8]}{suffix}"


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens of a text, without accents; `x` where nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST].strip("-") or "x"


def digest(value: Any) -> str:
    """SHA-256 of a JSON value, keys sorted."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def digest_of(content: bytes) -> str:
    """SHA-256 of bytes."""
    return hashlib.sha256(content).hexdigest()
