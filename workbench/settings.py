"""Where the data is, which language is spoken: the flag first, then the environment, then a default."""

import os
from pathlib import Path

from fitlib.words import LANGUAGES

HOME, LANG, CEILING, AUDIENCE = "FIT_HOME", "FIT_LANG", "FIT_CEILING", "FIT_AUDIENCE"
USER, ROLE = "FIT_USER", "FIT_ROLE"
STILL, PASSWORD = "FIT_STILL", "FIT_LAKE_PASSWORD"
"""What fitlib.store reads: the data as they are here, without a look into a lake; the password of a lake."""


def home(chosen: str | Path | None = None) -> Path:
    """FIT_HOME: `--home`, else the variable FIT_HOME, else the user's data folder of the system."""
    given = chosen or _told(HOME)
    if given:
        return Path(given).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("fit-workbench", appauthor=False)


def demo_home(chosen: str | Path | None = None) -> Path:
    """Where the demonstration lives: the folder named, else a folder beside FIT_HOME, never the real data."""
    return home(chosen) if chosen or os.environ.get(HOME) else home().with_name("fit-workbench-demo")


def language(chosen: str | None = None) -> str:
    """The language of the program: `--lang`, else FIT_LANG where it is one of ours, else Finnish."""
    if chosen:
        return chosen
    wished = os.environ.get(LANG, "")
    return wished if wished in LANGUAGES else LANGUAGES[0]


def ceiling() -> str | None:
    """The audience that this process may not exceed; set by the server for its kernels, never by a visitor."""
    return _told(CEILING)


def opening_audience() -> str | None:
    """The audience that a served page opens with when its address names none."""
    return _told(AUDIENCE)


def around() -> dict[str, str]:
    """What decides how this process shows a page, by name of its variable; empty where nobody has said."""
    return {name: os.environ.get(name, "") for name in (HOME, LANG, CEILING, AUDIENCE, USER, ROLE)}


def visitor() -> tuple[str, str]:
    """Name and role of the user whom the server has started this process for; empty texts where there is none."""
    return _told(USER) or "", _told(ROLE) or ""


def headers(around: dict[str, str]) -> dict[str, str]:
    """The same as headers of a request: Voilà hands them to the request's kernel as variables HTTP_X_…"""
    return {header(name): value for name, value in around.items() if name != LANG}


def header(name: str) -> str:
    """FIT_HOME as X-FIT-HOME."""
    return f"X-{name}".replace("_", "-")


def _told(name: str) -> str | None:
    """What the server said of this visitor, else what it said of everybody."""
    return os.environ.get(f"HTTP_X_{name}") or os.environ.get(name) or None
