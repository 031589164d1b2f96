"""The tools of a page with numbers: undo, back to the defaults, save, and files to download."""

from base64 import b64encode
from datetime import date
from mimetypes import guess_type
from types import ModuleType
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from fitlib.errors import FitError
from fitlib.words import Words
from workbench import settings

WRITERS = (None, "own", "internal")
LINK = Markup('<a class="fit-file" download="{}" href="data:{};base64,{}">{}</a>')
TOLD = Markup('<p class="fit-note" role="status">{}</p>')
KINDS = {"toml": "application/toml"}
NAMED = {"description_width": "13rem"}


class Tools:
    """Buttons beside a form. Files are made when asked for, never with each change."""

    def __init__(self, page: ModuleType, form: Any) -> None:
        self.page, self.form, self.words = page, form, Words(settings.language())
        self.buttons = {name: widgets.Button() for name in ("undo", "reset", "files", "save")}
        self.name = widgets.Text(style=NAMED, layout=widgets.Layout(width="100%"), continuous_update=True)
        self.told, self.links = widgets.HTML(), widgets.HTML()
        for name, button in self.buttons.items():
            button.on_click(getattr(self, name))
        row = widgets.HBox([self.buttons[name] for name in ("undo", "reset", "files")])
        row.add_class("fit-tools")
        saving = [self.name, self.buttons["save"]] if settings.ceiling() in WRITERS else []
        self.box = widgets.VBox([row, self.links, *saving, self.told])

    def show(self, words: Words) -> None:
        """The buttons in the present language; files of other numbers are taken away."""
        self.words = words
        for name, button in self.buttons.items():
            button.description = words(f"{self.form.page}.form.{name}")
        self.name.description = words(f"{self.form.page}.form.name")
        self.buttons["undo"].disabled = not self.form.past
        self.links.value = self.told.value = ""

    def undo(self, _: Any) -> None:
        """The parameters before the last change."""
        if self.form.past:
            self.form.go(self.form.past.pop())

    def reset(self, _: Any) -> None:
        """The numbers of the scenario's file; language and audience stay."""
        kept = {name: getattr(self.form.params, name) for name in ("scenario", "beside", "lang", "audience")}
        self.form.past.append(self.form.params)
        self.form.go(self.form.kind(**kept))

    def files(self, _: Any) -> None:
        """Links to the files, which the page carries itself."""
        try:
            made = self.page.files(self.form.store, self.form.params, self.form.constants)
        except FitError as error:
            self._tell(error.in_words(self.words))
            return
        links = (LINK.format(name, _kind(name), b64encode(content).decode(), name) for name, content in made.items())
        self.links.value = Markup('<p class="fit-files">{}</p>').format(Markup(" ").join(links))

    def save(self, _: Any) -> None:
        """The scenario as the next version of the name in the field."""
        try:
            kept = self.page.saved(
                self.form.store, self.form.params, self.form.constants, self.name.value, date.today()
            )
        except FitError as error:
            self._tell(error.in_words(self.words))
            return
        self.form.past.append(self.form.params)
        self.form.go(kept)
        name, _, version = kept.scenario.partition("@")
        self._tell(self.words(f"{self.form.page}.form.saved", name=name, version=version))

    def _tell(self, text: str) -> None:
        self.told.value = TOLD.format(text)


def _kind(name: str) -> str:
    ending = name.rpartition(".")[2]
    return KINDS.get(ending) or guess_type(name)[0] or "application/octet-stream"
