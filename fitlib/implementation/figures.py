"""Rounds as figures for the gate: implementation hides nothing itself."""

from fitlib.implementation.questionnaire import Questionnaire
from fitlib.implementation.rounds import Round, share_of_range
from fitlib.indicators.measured import Measured

DENOMINATOR, METHOD = "respondents", "mean"


def measured(found: tuple[Round, ...], form: Questionnaire, as_share: bool = False) -> tuple[Measured, ...]:
    """One figure per round and construct, named `<questionnaire>.<construct>`, group `round:<day>`.

    Takes: rounds of one team or of all together. Rule: unit "answer" on the form's own scale, or share of range.
    """
    return tuple(_measured(one, form, as_share) for one in found)


def respondents(found: tuple[Round, ...], form: Questionnaire) -> tuple[Measured, ...]:
    """How many answered each round at all (a count, which the gate hides below its least n)."""
    asked = {one.day: max(other.n + other.unscored for other in found if other.day == one.day) for one in found}
    return tuple(
        Measured(
            f"{form.key}.respondents", f"round:{day.isoformat()}", "clients", float(n), n, n, None, None,
            DENOMINATOR, "count", counted=f"{form.key}.respondents",
        )
        for day, n in asked.items()
    )  # fmt: skip


def _measured(one: Round, form: Questionnaire, as_share: bool) -> Measured:
    values = one.value, one.low, one.high
    if as_share:
        values = tuple(share_of_range(value, form, one.construct) for value in values)  # type: ignore[assignment]
    value, low, high = values
    name, unit = f"{form.key}.{one.construct}", "share" if as_share else "answer"
    return Measured(name, f"round:{one.day.isoformat()}", unit, value, None, one.n, low, high, DENOMINATOR, METHOD)
