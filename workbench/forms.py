"""The served side of a page: a form around the same build. Every value is read again in Python before it counts."""

import os
from html import escape
from typing import Any

import ipywidgets as widgets

from fitlib.errors import FitError, ParameterRefused
from fitlib.words import Words
from workbench import choices, easel, pages, params, settings
from workbench.desk import Desk, mark, refusal, stepped
from workbench.meeting.panel import Panel
from workbench.side import Side

WIDE = {"description_width": "initial"}
PAINTED = "HTTP_X_FIT_PAINTED"  # the pieces that the server has shown already: the form need not draw them again


def form(page: str, query: str | None = None) -> widgets.VBox:
    """The form and the page below it, opened as the address says.

    Takes: the page's name; the query string, the server's own if None.
    """
    easel.use()
    widgets.register_comm_target()  # what has forked this kernel had ipywidgets imported before there was one
    try:
        return Form(page, os.environ.get("QUERY_STRING", "") if query is None else query).box
    except FitError as error:
        return widgets.VBox([widgets.HTML(refusal(error, Words(settings.language())))])


class Form(Desk):
    """Controls for the parameters of a page; a change reads them through the one parser and draws what differs."""

    def __init__(self, page: str, query: str) -> None:
        super().__init__(page, query)
        self.controls: dict[str, widgets.Widget] = {}
        self.row, self.address, self.views = widgets.HBox(), widgets.HTML(), widgets.VBox()
        self.row.add_class("fit-form")
        self.views.add_class("fit-views")
        module = pages.report(page)
        self.panel = Panel(module, self) if hasattr(module, "asked") else None
        below = [self.panel.box] if self.panel else []
        self.box = widgets.VBox([self.row, self.views, *below, self.address])
        self.past: list[Any] = []
        self.busy = False
        self.shown: dict[int, str] = {}
        self.side = self._beside(pages.report(page))
        if painted := os.environ.get(PAINTED):
            self._take_over(dict(piece.split(":") for piece in painted.split(",")))
        else:
            self.draw()

    def _take_over(self, painted: dict[str, str]) -> None:
        """Controls around a page that stands already; its views stay empty until something differs."""
        self.keys, self.shown = tuple(painted), dict(enumerate(painted.values()))
        self.views.children = [widgets.HTML() for _ in painted]
        self._around(self._words())

    def _words(self) -> Words:
        return Words(getattr(self.params, "lang", settings.language()))

    def go(self, chosen: Any) -> None:
        """Show other parameters than the present ones."""
        self.params = chosen
        self.draw()

    def draw(self) -> None:
        """Controls, page and address of the present parameters; what has not changed is left as it is."""
        words = self._words()
        try:
            self._show(self.pieces(self._ready))
        except FitError as error:
            self._show([refusal(error, words)])
        self._around(words)

    def _around(self, words: Words) -> None:
        self._controls(words)
        if self.panel:
            self.panel.show(words)
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
            words = self._words()
            self._show([refusal(error, words)])
            self._controls(words)
            return
        self.draw()

    def _ready(self, place: int, html: str) -> None:
        """Figures first: they reach the reader while the pictures are still being drawn."""
        if place < len(self.views.children):
            self._piece(place, html)

    def _show(self, pieces: list[str]) -> None:
        if len(pieces) != len(self.views.children):
            self.views.children, self.shown = [widgets.HTML() for _ in pieces], {}
        for place, html in enumerate(pieces):
            self._piece(place, html)

    def _piece(self, place: int, html: str) -> None:
        if self.shown.get(place) != (now := mark(html)):
            self.views.children[place].value, self.shown[place] = html, now

    def _controls(self, words: Words) -> None:
        self.busy = True  # what the form changes itself is no visitor's wish
        cells = self.cells()
        for name, values in self.choose().items():
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
        if not pages.has_side(self.page):
            return None
        side, both = Side(page, self, self._changed), widgets.HBox()
        both.add_class("fit-with-side")
        both.children = [side.box, self.views]
        self.box.children = [self.row, both, self.address]
        return side


def _widget(values: list[Any] | None) -> widgets.Widget:
    """A number field where nothing is offered, a slider for steps, a list for the rest."""
    if values is None:
        return widgets.IntText(style=WIDE, continuous_update=False)
    if stepped(values):
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
