"""Numbers and euros are written as Babel writes them, digit for digit, in every language."""

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from fitlib.words import LANGUAGES, LOCALES, Words

VALUES = st.floats(-1e14, 1e14) | st.integers(-(10**12), 10**12) | st.integers(-4000, 4000).map(lambda n: n / 8)
VALUES |= st.integers(-100_000, 100_000).map(lambda n: n / 1000)


def as_babel_writes(value: float, decimals: int, lang: str) -> str:
    form = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(round(value, decimals) + 0.0, format=form, locale=LOCALES[lang]).replace("\u2212", "-")


def as_babel_writes_euros(amount: float, decimals: int, lang: str) -> str:
    form = "¤#,##0" if lang == "en" else "#,##0\u00a0¤"
    form = form.replace("0", "0." + "0" * decimals) if decimals else form
    told = format_currency(amount, "EUR", format=form, locale=LOCALES[lang], currency_digits=False)
    return told.replace("\u2212", "-")


@pytest.mark.parametrize("lang", LANGUAGES)
@given(value=VALUES, decimals=st.integers(0, 4))
def test_a_number(lang: str, value: float, decimals: int) -> None:
    assert Words(lang).number(value, decimals) == as_babel_writes(value, decimals, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@given(amount=VALUES, decimals=st.integers(0, 2))
def test_euros(lang: str, amount: float, decimals: int) -> None:
    assert Words(lang).euro(amount, decimals) == as_babel_writes_euros(amount, decimals, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "value", [0.0, -0.0, -0.04, 0.5, 1.5, -0.5, 999.5, 1234.5, -1234567.25, float("inf"), float("nan")]
)
def test_halves_and_nought(lang: str, value: float) -> None:
    assert Words(lang).number(value, 0) == as_babel_writes(value, 0, lang)
    assert Words(lang).euro(value) == as_babel_writes_euros(value, 0, lang)
