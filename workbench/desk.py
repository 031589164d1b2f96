"""What a served page stands on, kernel or none: store, constants, the address's parameters, what may be chosen."""

from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import sha256
from html import escape
from typing import Any, Literal, get_args, get_origin

from fitlib.errors import FitError
from fitlib.words import Words
from workbench import audience, pages, params, settings

PIECES = ("head", "foot")


class Desk:
    """A page of an address. Raises: ParameterRefused, StoreMissing."""

    def __init__(self, page: str, query: str, opened: tuple[Any, Any] | None = None) -> None:
        self.page, self.kind = page, pages.report(page).Params
        self.store, self.constants = opened or pages.opened()
        self.offered = self._everywhere()
        self.params = params.from_url(self.kind, query, **self._opening())
        self.keys: tuple[str, ...] = ()

    def build(self, early: Callable[[Any], None] | None = None) -> Any:
        """The page of the present parameters. Raises: NotReleased above the ceiling, ParameterRefused."""
        return pages.build(self.page, self.params, self.store, self.constants, early)

    def pieces(self, show: Callable[[int, str], None] | None = None) -> list[str]:
        """Head, sections and foot as HTML, in the order of the page. Raises: as `build`.

        Takes: `show` is told place and HTML of a section that is ready before the others.
        """
        page = self.build(show and (lambda ready: self._early(ready, show)))
        self.keys = (PIECES[0], *(section.key for section in page.sections), PIECES[1])
        return [page.show(key).html for key in self.keys]

    def _early(self, page: Any, show: Callable[[int, str], None]) -> None:
        """Sections have their places where the page has been drawn before."""
        for section in page.sections:
            if section.key in self.keys:
                show(self.keys.index(section.key), page.show(section.key).html)

    def choose(self) -> dict[str, list[Any] | None]:
        """What the visitor may set, in the order of the page: its values, None for a free number.

        Rule: a present value stands in its list even where the store would not offer it.
        """
        found, types, cells = self._everywhere() | self._of_the_page(), params.declared(self.kind), self.cells()
        self.offered = {name: found[name] for name in types if name in found}
        for name, values in self.offered.items():
            if cells[name] not in values:
                values.append(cells[name])
        return {name: self.offered.get(name) for name, kind in types.items() if name in found or kind is int}

    def cells(self) -> dict[str, Any]:
        """The present parameters as plain values."""
        return params.to_cells(self.params)

    def _opening(self) -> dict[str, Any]:
        required = pages.required(self.kind)
        return pages.opening(self.kind) | {name: self.offered[name][0] for name in required if self.offered.get(name)}

    def _everywhere(self) -> dict[str, list[Any]]:
        """Teams and periods of the store, audiences below the ceiling, and the values of every parameter with few."""
        types = params.declared(self.kind)
        known = {name: list(values) for name, values in self._stored.items() if name in types}
        known["audience"] = list(audience.allowed(settings.ceiling()))
        return {name: values for name, kind in types.items() if (values := known.get(name) or _few(kind))}

    @cached_property
    def _stored(self) -> dict[str, list[Any]]:
        """Teams and periods; an opened store does not change."""
        types = params.declared(self.kind)
        if not types.keys() & {"team", "period"}:
            return {}
        teams = ([self.kind.team] if getattr(self.kind, "team", "") else []) + self.store.teams()
        return {"team": list(dict.fromkeys(teams)), "period": pages.periods(self.store)}

    def _of_the_page(self) -> dict[str, list[Any]]:
        """What the page itself offers for these parameters, for instance the cases of a team."""
        offer = getattr(pages.report(self.page), "choices", None)
        try:
            return offer(self.store, self.params, self.constants) if offer else {}
        except FitError:
            return {}  # the page says why it cannot be shown


def refusal(error: FitError, words: Words) -> str:
    """What is wrong and what to do, where the page would be."""
    title, text = escape(words("serve.refused")), escape(error.in_words(words))
    return f'<div class="fit-page" lang="{words.lang}" role="alert"><h1>{title}</h1><p>{text}</p></div>'


def told(keys: Iterable[str], pieces: Iterable[str]) -> str:
    """Pieces of a page in a header's few letters: key and mark of each."""
    return ",".join(f"{key}:{mark(piece)}" for key, piece in zip(keys, pieces, strict=False))


def mark(piece: str) -> str:
    """A short digest, to see that a piece is still the same."""
    return sha256(piece.encode()).hexdigest()[:16]


def stepped(values: list[Any] | None) -> bool:
    """True where the values are steps to slide along."""
    return values is not None and all(isinstance(one, int) and not isinstance(one, bool) for one in values)


def _few(kind: Any) -> list[Any]:
    return [False, True] if kind is bool else list(get_args(kind)) if get_origin(kind) is Literal else []
