"""The side panel of a page with numbers: sliders and fields with units, one range, a card's reason, and the tools."""

from collections.abc import Callable
from itertools import groupby
from types import ModuleType
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from fitlib.errors import FitError
from fitlib.words import Words
from workbench.tools import Tools

SHARE, PER_CENT, DIGITS = "share", 100, 9
COUNTS = ("clients", "workers", "visits")
NAMED = {"description_width": "13rem"}
HEADING = Markup('<p class="fit-side-heading">{}</p>')


class Side:
    """Controls for the numbers of a page. `changed` is called when a visitor has changed one of them."""

    def __init__(self, page: ModuleType, form: Any, changed: Callable[[Any], None]) -> None:
        self.page, self.form, self.changed = page, form, changed
        self.fields: dict[str, widgets.Widget] = {}
        self.headings: dict[str, widgets.HTML] = {}
        self.seen: dict[str, Any] = {}
        self.range_of, self.ends = widgets.Dropdown(style=NAMED, layout=_across()), {}
        self.reason = widgets.Textarea(style=NAMED, layout=_across(), continuous_update=False)
        self.external = _slider(0, 1, 0.05)
        self.tools = Tools(page, form)
        self.box = widgets.VBox()
        self.box.add_class("fit-side")
        self._make()

    def read(self) -> dict[str, Any]:
        """What the panel says about the page's parameters. Raises: FitError for a number that cannot be."""
        wished: dict[str, Any] = {name: _value(f) for name, f in self.fields.items() if _value(f) != self.seen[name]}
        ends = tuple(_value(field) for field in self.ends.values())
        if ends != self.seen["ends"]:
            name = self.range_of.value
            wished[name] = (_value(self.fields[name]), *ends)
        found = {"change": self.page.changes(self.form.store, self.form.params, self.form.constants, wished)}
        if self.reason.layout.display != "none":
            found |= {"reason": self.reason.value, "external": _value(self.external)}
        return found

    def show(self, words: Words) -> None:
        """The present numbers, in the present language."""
        self.tools.show(words)
        try:
            numbers = self._numbers()
        except FitError:
            return  # the page says what is wrong; the panel stays as it was, so that it can be mended
        for number in numbers:
            field = self.fields[number.name]
            field.description = _label(number, self.form.page, words)
            _put(field, number.value)
            self.seen[number.name] = _value(field)
        for group, heading in self.headings.items():
            heading.value = HEADING.format(words(f"{self.form.page}.group.{group}"))
        self._show_range(numbers, words)
        self._show_card(words)

    def _make(self) -> None:
        parts: list[widgets.Widget] = [self.tools.box]
        for group, numbers in groupby(self._numbers(), key=lambda number: number.group):
            self.headings[group] = widgets.HTML()
            parts += [self.headings[group], *(self._field(number) for number in numbers)]
        first = next(iter(self.fields))
        self.ends = {end: widgets.FloatText(style=NAMED, layout=_across()) for end in ("low", "high")}
        self.headings["range"] = widgets.HTML()
        self.range_of.options, self.range_of.value = [(first, first)], first
        self.range_of.observe(self._range_chosen, "value")
        for one in (*self.ends.values(), self.reason, self.external):
            one.observe(self.changed, "value")
        self.box.children = [
            self.reason,
            self.external,
            *parts,
            self.headings["range"],
            self.range_of,
            *self.ends.values(),
        ]

    def _numbers(self) -> Any:
        return self.page.numbers(self.form.store, self.form.params, self.form.constants)

    def _field(self, number: Any) -> widgets.Widget:
        ends = (number.minimum, number.maximum, number.step)
        field = _slider(*ends) if number.unit == SHARE else _box(*ends)
        field.observe(self.changed, "value")
        self.fields[number.name] = field
        return field

    def _range_chosen(self, _: Any) -> None:
        if not self.form.busy:
            self.form.busy = True
            self._show_ends(self._numbers())
            self.form.busy = False

    def _show_range(self, numbers: Any, words: Words) -> None:
        options = tuple((words(f"{self.form.page}.input.{number.name}"), number.name) for number in numbers)
        if self.range_of.options != options:
            chosen = self.range_of.value
            self.range_of.options, self.range_of.value = options, chosen
        self.range_of.description = words(f"{self.form.page}.form.range_of")
        for end, field in self.ends.items():
            field.description = words(f"{self.form.page}.form.{end}")
        self._show_ends(numbers)

    def _show_ends(self, numbers: Any) -> None:
        number = next(one for one in numbers if one.name == self.range_of.value)
        for end, field in self.ends.items():
            field.per_cent = number.unit == SHARE
            _put(field, getattr(number, end))
        self.seen["ends"] = tuple(_value(field) for field in self.ends.values())

    def _show_card(self, words: Words) -> None:
        shown = self.form.params.prior not in ("file", "none")
        external = self.form.params.external
        _put(self.external, self.form.constants["scenario.external"] if external is None else external)
        self.reason.value = self.form.params.reason
        for field, name in ((self.reason, "reason"), (self.external, "external")):
            field.description = words(f"params.label.{name}")
            field.layout.display = None if shown else "none"


def _slider(low: float, high: float, step: float) -> widgets.FloatSlider:
    """A slider of per cent; the engine counts in shares."""
    form = ".1f" if step * PER_CENT < 1 else ".0f"
    ends = {"min": low * PER_CENT, "max": high * PER_CENT, "step": step * PER_CENT, "readout_format": form}
    found = widgets.FloatSlider(**ends, style=NAMED, layout=_across(), continuous_update=False)
    found.per_cent = True
    return found


def _across() -> widgets.Layout:
    """A layout of its own for each control: one that is shared is hidden for all at once."""
    return widgets.Layout(width="100%")


def _box(low: float, high: float, step: float) -> widgets.BoundedFloatText:
    return widgets.BoundedFloatText(low, min=low, max=high, step=step, style=NAMED, layout=_across())


def _put(field: widgets.Widget, value: float) -> None:
    shown = round(value * (PER_CENT if getattr(field, "per_cent", False) else 1), DIGITS)
    if field.value != shown:
        field.value = shown


def _value(field: widgets.Widget) -> float:
    return round(field.value / (PER_CENT if getattr(field, "per_cent", False) else 1), DIGITS)


def _label(number: Any, page: str, words: Words) -> str:
    """`Yhden käynnin hinta, €`; a count has its unit in its name."""
    name = words(f"{page}.input.{number.name}")
    return name if number.unit in COUNTS else f"{name}, {words(f'{page}.unit.{number.unit}')}"
