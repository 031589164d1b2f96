"""The served side of a page: a form around the same build. Every value is read again in Python before it counts."""

import os
from html import escape
from typing import Any, get_args

import ipywidgets as widgets

from fitlib.errors import FitError, ParameterRefused
from fitlib.words import Words
from workbench import audience, pages, params, settings

LONG = {"description_width": "initial"}


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
    """Controls for the parameters of a page; a change reads them through the one parser and draws the page anew."""

    def __init__(self, page: str, query: str) -> None:
        self.page, self.kind = page, pages.report(page).Params
        self.types = params.declared(self.kind)
        self.known = choices(self.types)
        wished = pages.opening(self.kind) | ({"team": self.known["team"][0]} if self.known.get("team") else {})
        self.params = params.from_url(self.kind, query, **wished)
        self.view, self.address = widgets.HTML(), widgets.HTML()
        self.controls = {name: self._control(name) for name in self.types if name in self.known}
        row = widgets.HBox(list(self.controls.values()))
        row.add_class("fit-form")
        self.box = widgets.VBox([row, self.view, self.address])
        self._name()
        self.draw()

    def draw(self) -> None:
        """The page of the present parameters, or the sentence that says why there is none."""
        words = Words(getattr(self.params, "lang", settings.language()))
        try:
            self.view.value = str(pages.build(self.page, self.params).show("head").html)
        except FitError as error:
            self.view.value = refusal(error, words)
        link = f'<a href="?{escape(params.to_url(self.params))}">{escape(words("serve.link"))}</a>'
        self.address.value = f'<p class="fit-note">{link}</p>'

    def read(self) -> Any:
        """The parameters that the controls say. Raises: ParameterRefused for a value that the form never offered."""
        raw = params.to_cells(self.params) | {name: control.value for name, control in self.controls.items()}
        for name in self.controls:
            if raw[name] not in self.known[name]:
                raise ParameterRefused("param_choice", name=name, known=", ".join(map(str, self.known[name])))
        return params.parse(self.kind, raw)

    def _changed(self, _: Any) -> None:
        try:
            self.params = self.read()
        except FitError as error:
            self.view.value = refusal(error, Words(settings.language()))
            return
        self._name()
        self.draw()

    def _control(self, name: str) -> widgets.Widget:
        value = params.to_cells(self.params)[name]
        if value not in self.known[name]:
            self.known[name].append(value)
        control = widgets.Dropdown(options=self.known[name], value=value, style=LONG)
        control.observe(self._changed, "value")
        return control

    def _name(self) -> None:
        """Labels and choices in the language of the page."""
        words = Words(getattr(self.params, "lang", settings.language()))
        for name, control in self.controls.items():
            control.description = words(f"params.label.{name}")


def choices(types: dict[str, Any]) -> dict[str, list[Any]]:
    """What a form offers, by parameter: teams and periods of the store, languages, audiences below the ceiling."""
    offered = {
        "team": pages.teams,
        "period": pages.periods,
        "audience": lambda: list(audience.allowed(settings.ceiling())),
    }
    known = {name: list(offer()) for name, offer in offered.items() if name in types}
    return known | {name: list(get_args(kind)) for name, kind in types.items() if name not in known and get_args(kind)}
