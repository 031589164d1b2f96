"""GLOSSARY's manual part is made from the spec tests; it may not lag behind them."""

from tests.spec import manual


def test_the_manual_is_what_the_spec_tests_say() -> None:
    glossary = manual.GLOSSARY.read_text("utf-8")
    assert glossary == manual.with_manual(glossary), "run: python -m tests.spec.manual"
