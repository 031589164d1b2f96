"""The form below a page that people fill in. Nothing is kept before they press the button, and then it is checked."""

from datetime import date
from types import ModuleType
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from fitlib import reference
from fitlib.errors import FitError
from fitlib.reports.sheet import Field, Sheet
from fitlib.words import Words
from workbench import audience, settings
from workbench.params import not_too_long
from workbench.tools import WRITERS

HEADING = Markup('<div class="fit-page"><h2 class="fit-fill">{}</h2><p class="fit-box">{}</p></div>')
GROUP = Markup('<div class="fit-page"><h3>{}</h3></div>')
TOLD = Markup('<div class="fit-page"><p class="fit-note" role="status">{}</p></div>')
NAMED, TALL = {"description_width": "16rem"}, "6rem"


class Panel:
    """The fields of a page's sheet. The page has `asked` (what to fill in) and `keep` (save what differs)."""

    def __init__(self, page: ModuleType, form: Any) -> None:
        self.page, self.form, self.words = page, form, Words(settings.language())
        self.sheet: Sheet | None = None
        self.fields: dict[str, widgets.Widget] = {}
        self.button, self.told, self.box = widgets.Button(), widgets.HTML(), widgets.VBox()
        self.box.add_class("fit-sheet-panel")
        self.button.on_click(self.save)

    def show(self, words: Words) -> None:
        """The sheet of the present parameters; what is being written stays as long as nobody has saved meanwhile."""
        self.words, before, self.told.value = words, self.sheet, ""
        self.sheet = self._sheet()
        if self.sheet is None:
            self.fields, self.box.children = {}, ()
        elif before is None or _kept(before) != _kept(self.sheet):
            self._make(self.sheet)
        elif before != self.sheet:
            self._make(self.sheet, {name: field.value for name, field in self.fields.items()})

    def save(self, _: Any) -> None:
        """Hand what was filled in to the page, which checks and keeps it; then show the page anew."""
        form = self.form
        wished = {name: field.value for name, field in self.fields.items()}
        try:
            audience.hold(form.params.audience, settings.ceiling())
            for name, text in wished.items():
                not_too_long(name, text)
            unchanged = self.sheet is None or wished == {name: one.value for name, one in self.sheet.fields.items()}
            edition = self.sheet.edition if self.sheet else ""
            if not unchanged:
                self.page.keep(form.store, form.params, form.constants, wished, edition, date.today())
                form.constants = reference.load(form.store.home)
        except FitError as error:
            if error.key == "kept_meanwhile":
                form.draw()
            self._tell(error.in_words(self.words))
            return
        form.draw()
        self._tell(self.words("sheet.unchanged" if unchanged else "sheet.saved"))

    def _sheet(self) -> Sheet | None:
        if settings.ceiling() not in WRITERS:
            return None
        try:
            audience.hold(self.form.params.audience, settings.ceiling())
            return self.page.asked(self.form.store, self.form.params, self.form.constants)
        except FitError:
            return None  # the page itself says what is wrong

    def _make(self, sheet: Sheet, written: dict[str, str] | None = None) -> None:
        self.fields = {name: _widget(one, (written or {}).get(name, one.value)) for name, one in sheet.fields.items()}
        parts: list[widgets.Widget] = [widgets.HTML(HEADING.format(sheet.title, sheet.heed))]
        for title, several in sheet.groups:
            parts += [widgets.HTML(GROUP.format(title)), *(self.fields[one.name] for one in several)]
        self.button.description = self.words("sheet.save")
        self.box.children = [*parts, self.button, self.told]

    def _tell(self, text: str) -> None:
        self.told.value = TOLD.format(text)


def _kept(sheet: Sheet) -> tuple[str, dict[str, str]]:
    """What a sheet says, in no language."""
    return sheet.edition, {name: one.value for name, one in sheet.fields.items()}


def _widget(field: Field, value: str) -> widgets.Widget:
    look = {"description": field.label, "style": NAMED}
    across = widgets.Layout(width="100%", max_width="46rem", height=TALL if field.lines > 1 else None)
    if field.options:
        options = [(label, one) for one, label in field.options]
        return widgets.Dropdown(options=options, value=value, layout=across, **look)
    kind = widgets.Textarea if field.lines > 1 else widgets.Text
    return kind(value, continuous_update=False, layout=across, **look)
