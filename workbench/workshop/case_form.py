"""A case of one's own as a form: sliders and texts to a recipe, and back."""

from collections.abc import Mapping
from typing import Any

from fitlib.errors import InputRefused
from fitlib.synthetic.family import Event, Family, Line
from fitlib.synthetic.own_case import OwnCase
from fitlib.synthetic.scores import along

ORS_AT, SRS_AT, OTHER_AT = (0, 25, 50, 75, 100), (0, 50, 100), (0, 50, 100)
TENTHS, NOBODY, EVENTS = 10, "", ("1", "2")
ONE, COUPLE, GROUP = "one", "couple", "group"
MAIN = {"adult": "adult", "adolescent": "young", "child": "child"}
RATERS = {"mother": "mother", "father": "father", "school": "teacher"}
OTHERS = {ONE: tuple(RATERS), COUPLE: ("partner_b",), GROUP: ("member_2", "member_3", "member_4", "member_5")}
FIRST = {COUPLE: "partner_a", GROUP: "member_1"}
KEPT = ("extreme", "unasked")
KEPT_POINTS = ("item_spread", "lean", "lean_srs")
Values = Mapping[str, str]
SANE = 1000  # whatever else a slider may send is checked with the recipe


def filled(values: Values, base: Family, name: str) -> dict[str, Any]:
    """The recipe of a form. Takes: its values, the family it began from. Raises: InputRefused naming the field."""
    form = _Form(values, name)
    kind = form.among("kind", OTHERS)
    age = form.among("age_group", MAIN)
    recipe = {
        "age_group": age, "form": "CORS" if age == "child" else "ORS", "sessions": [form.whole("sessions")] * 2,
        "closing": values.get("closing", ""), "days": base.days, "spread": 0,
    }  # fmt: skip
    lines = [_main(form, FIRST.get(kind, MAIN[age]), kind, base.lines[0])]
    lines += [_other(form, who, kind, base) for who in OTHERS[kind] if values.get(f"with-{who}")]
    return recipe | {"curve": lines}


def shown(one: Family, told: OwnCase | None, seed: int) -> dict[str, str]:
    """The values of the form for a family of the library or a case of one's own."""
    main, others = one.lines[0], {line.who: line for line in one.lines[1:]}
    kind = GROUP if main.who == FIRST[GROUP] else COUPLE if main.who == FIRST[COUPLE] else ONE
    values = {
        "kind": kind, "age_group": one.age_group, "closing": one.closing, "sessions": str(one.sessions[1]),
        "noise_ors": _points(main.noise_ors), "noise_srs": _points(main.noise_srs), "swing": _points(main.swing),
        "skip_ors": str(main.skip_ors // TENTHS), "seed": str(told.seed if told else seed),
        "title": told.title if told else "", "story": told.story if told else "",
    }  # fmt: skip
    values |= {f"ors-{at}": _points(along(main.ors, at)) for at in ORS_AT}
    values |= {f"srs-{at}": _points(along(main.srs or ((0, 360),), at)) for at in SRS_AT}
    for who in (other for names in OTHERS.values() for other in names):
        line = others.get(who, main)
        values |= {f"{who}-{at}": _points(along(line.ors, at)) for at in OTHER_AT}
        values |= {f"with-{who}": "on"} if who in others else {}
    for number, event in zip(EVENTS, (*main.events, *[Event(NOBODY, 50)] * len(EVENTS)), strict=False):
        values |= {f"event{number}": event.name, f"event{number}-at": str(event.at),
                   f"event{number}-lasts": str(event.lasts), f"event{number}-ors": _points(event.ors),
                   f"event{number}-srs": _points(event.srs)}  # fmt: skip
    return values


def _main(form: "_Form", who: str, kind: str, base: Line) -> dict[str, Any]:
    skip = TENTHS * form.whole("skip_ors")
    row = {
        "who": who, "rater": "self", "client": "" if kind == ONE else "1",
        "ors": form.anchors("ors", ORS_AT), "srs": form.anchors("srs", SRS_AT),
        "noise_ors": form.points("noise_ors"), "noise_srs": form.points("noise_srs"), "swing": form.points("swing"),
        "skip_ors": skip, "skip_srs": skip, **_kept(base),
    }  # fmt: skip
    events = [_event(form, number) for number in EVENTS if form.values.get(f"event{number}")]
    return row | ({"event": events} if events else {})


def _other(form: "_Form", who: str, kind: str, base: Family) -> dict[str, Any]:
    """Somebody else's line: another rater, seldom asked as in the family it began from, or another client."""
    like = next((line for line in base.lines if line.who == who), None)
    row = {
        "who": who, "rater": RATERS.get(who, "self"), "client": "" if kind == ONE else str(2 + OTHERS[kind].index(who)),
        "ors": form.anchors(who, OTHER_AT), "noise_ors": form.points("noise_ors"), "every": like.every if like else 1,
    }  # fmt: skip
    return row if kind == ONE else row | {"srs": form.anchors("srs", SRS_AT), "noise_srs": form.points("noise_srs")}


def _event(form: "_Form", number: str) -> dict[str, Any]:
    return {
        "name": form.values[f"event{number}"], "at": form.whole(f"event{number}-at"),
        "lasts": form.whole(f"event{number}-lasts"), "ors": form.points(f"event{number}-ors"),
        "srs": form.points(f"event{number}-srs"),
    }  # fmt: skip


def _kept(base: Line) -> dict[str, Any]:
    """How the items differ: what the form does not ask stays as in the family."""
    kept = {name: getattr(base, name) for name in KEPT}
    for name in KEPT_POINTS:
        value = getattr(base, name)
        kept[name] = [one / TENTHS for one in value] if isinstance(value, tuple) else value / TENTHS
    return kept | {"unasked": list(base.unasked)}


def _points(tenths: int) -> str:
    return f"{tenths / TENTHS:g}"


class _Form:
    """The values of a form, read as what they must be."""

    def __init__(self, values: Values, name: str) -> None:
        self.values, self.name = values, name

    def points(self, field: str) -> float:
        """Points with a comma or a point."""
        try:
            points = float(self.values.get(field, "").replace(",", "."))
        except ValueError:
            points = float("nan")
        if abs(points) <= SANE:
            return int(points) if points == int(points) else points
        raise InputRefused("own_case_field", file=self.name, field=field)

    def whole(self, field: str) -> int:
        """A whole number, zero or more."""
        text = self.values.get(field, "").strip()
        if not (text.isascii() and text.isdigit() and len(text) < 8):
            raise InputRefused("own_case_field", file=self.name, field=field)
        return int(text)

    def among(self, field: str, known: Mapping[str, Any]) -> str:
        """One of the known names."""
        if (value := self.values.get(field, "")) in known:
            return value
        raise InputRefused("own_case_field", file=self.name, field=field)

    def anchors(self, name: str, places: tuple[int, ...]) -> list[list[float]]:
        """The sliders of one line, each at its per cent of the sessions."""
        return [[at, self.points(f"{name}-{at}")] for at in places]


def seed(values: Values, name: str) -> int:
    """The seed of the form. Raises: InputRefused."""
    return _Form(values, name).whole("seed")
