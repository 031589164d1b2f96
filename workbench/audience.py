"""Audiences of a process with a ceiling: what may be asked for below it.

`own` sees everything, `internal` less, `public` least; `workshop` stands apart, because its curves are
of synthetic or de-identified cases: a workshop server shows nothing else.
"""

from fitlib.errors import NotReleased

WITHIN = {
    "own": ("own", "internal", "public", "workshop"),
    "internal": ("internal", "public"),
    "public": ("public",),
    "workshop": ("workshop",),
}
AUDIENCES = tuple(WITHIN)


def allowed(ceiling: str | None) -> tuple[str, ...]:
    """The audiences that may be asked for below a ceiling; all of them where there is none."""
    return AUDIENCES if ceiling is None else WITHIN[ceiling]


def hold(audience: str, ceiling: str | None) -> str:
    """The audience itself. Raises: NotReleased where the ceiling does not allow it."""
    if audience not in allowed(ceiling):
        raise NotReleased("audience_ceiling", audience=audience, allowed=", ".join(allowed(ceiling)))
    return audience


def opening(wished: str | None, default: str, ceiling: str | None) -> str:
    """The audience of a page whose address names none: the server's, else the page's own, else the ceiling."""
    return next(a for a in (wished, default, ceiling) if a is not None and a in allowed(ceiling))
