"""The served side of a page: a form around the same build. Every value is read again in Python before it counts."""

import os
from html import escape
from typing import Any, Literal, get_args, get_origin

import ipywidgets as widgets

from fitlib.errors import FitError, ParameterRefused
from fitlib.words import Words
from workbench import audience, choices, pages, params, settings
from workbench.side import Side

WIDE = {"description_width": "initial"}
PIECES = ("head", "foot")


def form(page: str, query: str | None = None) -> widgets.VBox:
    """The form and the page below it, opened as the address says.

    Takes: the page's name; the query string, the server's own if None.
    """
    try:
        return Form(page, os.environ.get("QUERY_STRING", "") if query is None else query).box
    except FitError as error:
        return widgets.VBox([widgets.HTML(refusal(error, Words(settings.language())))])


def refusal(error: FitError, words: Words) -> str:
    """What is wrong and what to do, where the page would be."""
    title, text = escape(words("serve.refused")), escape(error.in_words(words))
    return f'<div class="fit-page" lang="{words.lang}" role="alert"><h1>{title}</h1><p>{text}</p></div>'


class Form:
    """Controls for the parameters of a page; a change reads them through the one parser and draws what differs."""

    def __init__(self, page: str, query: str) -> None:
        self.page, self.kind = page, pages.report(page).Params
        self.store, self.constants = pages.opened()
        self.offered = self._offered()
        self.params = params.from_url(self.kind, query, **self._opening())
        self.controls: dict[str, widgets.Widget] = {}
        self.row, self.address, self.views = widgets.HBox(), widgets.HTML(), widgets.VBox()
        self.row.add_class("fit-form")
        self.box = widgets.VBox([self.row, self.views, self.address])
        self.past: list[Any] = []
        self.busy = False
        self.side = self._beside(pages.report(page))
        self.draw()

    def go(self, chosen: Any) -> None:
        """Show other parameters than the present ones."""
        self.params = chosen
        self.draw()

    def draw(self) -> None:
        """Controls, page and address of the present parameters; what has not changed is left as it is."""
        words = Words(getattr(self.params, "lang", settings.language()))
        try:
            page = pages.build(self.page, self.params, self.store, self.constants)
            keys = (PIECES[0], *(section.key for section in page.sections), PIECES[1])
            self._show([page.show(key).html for key in keys])
        except FitError as error:
            self._show([refusal(error, words)])
        self._controls(words)
        link = f'<a href="?{escape(params.to_url(self.params))}">{escape(words("serve.link"))}</a>'
        self.address.value = f'<div class="fit-page"><p class="fit-note">{link}</p></div>'

    def read(self) -> Any:
        """The parameters that the controls say. Raises: ParameterRefused for a value that the form did not offer."""
        raw = params.to_cells(self.params)
        for name, control in self.controls.items():
            known = self.offered.get(name)
            if known is not None and control.value not in known:
                raise ParameterRefused("param_choice", name=name, known=", ".join(map(str, known)))
            raw[name] = control.value
        return params.parse(self.kind, raw | (self.side.read() if self.side else {}))

    def _changed(self, _: Any) -> None:
        if self.busy:
            return
        before = self.params
        try:
            self.params = self.read()
            self.past += [before] * (self.params != before)
        except FitError as error:
            words = Words(getattr(self.params, "lang", settings.language()))
            self._show([refusal(error, words)])
            self._controls(words)
            return
        self.draw()

    def _show(self, pieces: list[str]) -> None:
        if len(pieces) != len(self.views.children):
            self.views.children = [widgets.HTML() for _ in pieces]
        for view, html in zip(self.views.children, pieces, strict=True):
            if view.value != html:
                view.value = html

    def _controls(self, words: Words) -> None:
        self.busy = True  # what the form changes itself is no visitor's wish
        found, types = self._offered() | self._of_the_page(), params.declared(self.kind)
        self.offered = {name: found[name] for name in types if name in found}
        cells = params.to_cells(self.params)
        for name in (name for name, kind in types.items() if name in found or kind is int):
            values = self.offered.get(name)
            if values is not None and cells[name] not in values:
                values.append(cells[name])
            control = self.controls.get(name)
            if control is None:
                control = self.controls[name] = _widget(values)
                control.observe(self._changed, "value")
            control.description = words(f"params.label.{name}")
            _offer(control, values, cells[name], name, words)
        self.row.children = list(self.controls.values())
        if self.side:
            self.side.show(words)
        self.busy = False

    def _beside(self, page: Any) -> Side | None:
        """The panel of a page that has numbers, beside the page; None where it has none."""
        if not hasattr(page, "numbers"):
            return None
        side, both = Side(page, self, self._changed), widgets.HBox()
        both.add_class("fit-with-side")
        both.children = [side.box, self.views]
        self.box.children = [self.row, both, self.address]
        return side

    def _opening(self) -> dict[str, Any]:
        required = pages.required(self.kind)
        return pages.opening(self.kind) | {name: self.offered[name][0] for name in required if self.offered.get(name)}

    def _offered(self) -> dict[str, list[Any]]:
        """Teams and periods of the store, audiences below the ceiling, and the values of every parameter with few."""
        types = params.declared(self.kind)
        teams = ([self.kind.team] if getattr(self.kind, "team", "") else []) + self.store.teams()
        known = {
            "team": list(dict.fromkeys(teams)),
            "period": pages.periods(self.store),
            "audience": list(audience.allowed(settings.ceiling())),
        }
        return {name: values for name, kind in types.items() if (values := known.get(name) or _few(kind))}

    def _of_the_page(self) -> dict[str, list[Any]]:
        """What the page itself offers for these parameters, for instance the cases of a team."""
        offer = getattr(pages.report(self.page), "choices", None)
        try:
            return offer(self.store, self.params, self.constants) if offer else {}
        except FitError:
            return {}  # the page says why it cannot be shown


def _few(kind: Any) -> list[Any]:
    return [False, True] if kind is bool else list(get_args(kind)) if get_origin(kind) is Literal else []


def _widget(values: list[Any] | None) -> widgets.Widget:
    """A number field where nothing is offered, a slider for steps, a list for the rest."""
    if values is None:
        return widgets.IntText(style=WIDE, continuous_update=False)
    if all(isinstance(value, int) and not isinstance(value, bool) for value in values):
        return widgets.IntSlider(style=WIDE, continuous_update=True)
    return widgets.Dropdown(style=WIDE)


def _offer(control: widgets.Widget, values: list[Any] | None, value: Any, name: str, words: Words) -> None:
    if isinstance(control, widgets.IntSlider):
        control.min, control.max = min(*values, control.min), max(values)
        control.min = min(values)
    elif isinstance(control, widgets.Dropdown):
        options = tuple((choices.said(name, one, words), one) for one in values)
        if control.options != options:
            control.options = options
    control.value = value
