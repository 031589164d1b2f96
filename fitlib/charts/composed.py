"""Charts put together: in layers, beside each other, below each other.

Altair's own composition copies every part with its rows again and again, which took longer than drawing them. The parts
are Altair's; what is put together here is the same specification.
"""

from dataclasses import dataclass, field, replace
from typing import Any

import altair as alt

LAYER, BESIDE, BELOW = "layer", "hconcat", "vconcat"


@dataclass(frozen=True)
class Composed:
    """Altair charts and other compositions in an order, with the properties of the whole."""

    kind: str
    parts: tuple[Any, ...]
    whole: dict[str, Any] = field(default_factory=dict)

    def properties(self, **more: Any) -> "Composed":
        """The same with title, width or height."""
        plain = {name: value.to_dict() if hasattr(value, "to_dict") else value for name, value in more.items()}
        return replace(self, whole=self.whole | plain)

    def resolve_scale(self, **how: str) -> "Composed":
        """The same with scales that are `shared` or `independent`."""
        return replace(self, whole=self.whole | {"resolve": {"scale": how}})

    def to_dict(self, validate: bool = True, context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The Vega-Lite specification, its rows beside it under `datasets`. Raises: what Altair raises of a wrong one.

        Takes: `context` as Altair hands it to the parts of a chart.
        """
        inner = (context or {"datasets": {}}) | {"top_level": False}
        made = self.whole | {self.kind: [part.to_dict(validate=False, context=inner) for part in self.parts]}
        if context is None:
            made |= {"$schema": alt.SCHEMA_URL, "datasets": inner["datasets"]}
        if validate:
            alt.Chart.from_dict(made)
        return made


def layer(*parts: Any) -> Composed:
    """The parts on top of each other, the first at the bottom."""
    return Composed(LAYER, parts)


def beside(*parts: Any, spacing: float) -> Composed:
    """The parts from left to right."""
    return Composed(BESIDE, parts, {"spacing": spacing})


def below(*parts: Any, spacing: float) -> Composed:
    """The parts from top to bottom."""
    return Composed(BELOW, parts, {"spacing": spacing})
