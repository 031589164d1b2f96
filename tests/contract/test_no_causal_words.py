"""No text says that anything was caused, that FIT saved or improved anything, or that a calculation proves it.

Forbidden are stems of causal verbs and phrases per language; a few quotations are allowed, each by name. They say that
a figure does NOT tell a cause, or are names that others gave.
"""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from fitlib import intake, store, synthetic
from fitlib.scenario import names
from fitlib.words import LANGUAGES, texts
from workbench import pages

FORBIDDEN = {
    "fi": (
        r"\bjohtu(u|i|nut|vat|ivat|en)\b", r"\baiheut", r"\bansiosta\b", r"\btakia\b",
        r"\bvaikut(taa|ti|tanut|tavat|tivat)\b",
        r"\bparan(si|taa|tanut|tavat|sivat)\b", r"\bvähen(si|tää|tänyt|tävät|sivät)\b",
        r"\blyhen(si|tää|tänyt|tävät)\b",
        r"\bsäästä|\bsäästi|\bsäästy|\bsäästö", r"\btuot(ti|taa|tanut)\b", r"\bedist(i|ää|änyt)\b", r"\bestä(ä|nyt)\b",
        r"\btodist(aa|i|anut)\b", r"\bFIT\w*[^.]{0,25}\b(auttoi|auttaa|toi|tuo|paran|vähen|sääst)",
    ),
    "sv": (
        r"\borsak", r"\bbero(r|dde) på (FIT|återkoppling|mätning|att)",
        r"\btack vare\b", r"\bled(er|de) till\b", r"\blett till\b", r"\bmedför",
        r"\bresulter(ar|ade|at) i\b", r"\bpå grund av\b", r"\b(in|på)verka(r|de|t)\b", r"\bminska(r|de|t)\b",
        r"\bförkorta(r|de|t)\b", r"\bförhindra", r"\bbevisa(r|de|t)?\b", r"\bbespar|\binbespar",
        r"\bspara(r|de|t)?\b[^.]{0,20}(€|euro|pengar|kostnad)", r"\bFIT\b[^.]{0,25}\b(spara|förbättra|minska|hjälp)",
    ),
    "en": (
        r"\bcaus(e|es|ed|ing|al)\b", r"\bl(ed|eads?) to\b", r"\bresult(s|ed)? in\b", r"\bthanks to\b", r"\bdue to\b",
        r"\bowing to\b", r"\bbecause of\b",
        r"\breduc(e|es|ed|ing|tion)\b", r"\bshorten(s|ed)?\b", r"\bprevent(s|ed)?\b",
        r"\bprove[sd]?\b", r"\bsavings?\b", r"\bsave[sd]?\b[^.]{0,20}(€|euro|money|cost)",
        r"\b(effect|impact) of FIT\b", r"\bFIT\b[^.]{0,25}\b(save|improve|reduce|help|cut|work(s|ed)\b)",
    ),
}  # fmt: skip
NO_CAUSE = "says that no cause is told or proved"
CHANCE = "names random error or the variation of control charts by its own term"
SOFTWARE = "a fault of a program, not of the work with clients"
ALLOWED: dict[tuple[str, str], str] = {
    ("fi", "mistä muutos johtuu"): NO_CAUSE,
    ("fi", "mistä nopea muutos johtui"): NO_CAUSE,
    ("fi", "mistä se johtuu"): NO_CAUSE,
    ("fi", "mistä osuus johtuu"): NO_CAUSE,
    ("fi", "mistä erot johtuvat"): NO_CAUSE,
    ("fi", "mistä muoto johtuu"): NO_CAUSE,
    ("fi", "mittausvirheen takia"): CHANCE,
    ("sv", "bevisar ingen orsak"): NO_CAUSE,
    ("sv", "bevisar inte att perioderna"): NO_CAUSE,
    ("sv", "visar ingen orsak"): NO_CAUSE,
    ("sv", "utan slutsatser om orsaker"): NO_CAUSE,
    ("sv", "på grund av mätfelet"): CHANCE,
    ("sv", "för att se orsaken"): SOFTWARE,
    ("sv", "Åtgärda orsakerna"): SOFTWARE,
    ("en", "They prove no cause"): NO_CAUSE,
    ("en", "The arithmetic does not prove"): NO_CAUSE,
    ("en", "shows no cause"): NO_CAUSE,
    ("en", "without conclusions about causes"): NO_CAUSE,
    ("en", "what it is due to"): NO_CAUSE,
    ("en", "what the shape is due to"): NO_CAUSE,
    ("en", "Common-cause variation"): CHANCE,
    ("en", "Mend the causes"): SOFTWARE,
}
BAD = {
    "fi": (
        "FIT säästi 2 888 euroa.", "Muutos johtuu palautteesta.", "Mittaaminen vähensi poisjääntejä.",
        "FITin ansiosta jaksot lyhenivät.",
    ),
    "sv": (
        "FIT sparade 2 888 euro.", "Färre avbrott tack vare mätningen.", "Mätningen minskade uteblivna besök.",
        "Förändringen beror på FIT.",
    ),
    "en": (
        "FIT saved 2,888 euro.", "Measuring reduced missed visits.", "This proves that it works.",
        "Fewer dropouts due to feedback.",
    ),
}  # fmt: skip


def causal(text: str, lang: str) -> list[str]:
    """The forbidden words of a text."""
    found = (re.search(stem, text, re.IGNORECASE) for stem in FORBIDDEN[lang])
    return [match[0] for match in found if match]


def without_quotations(text: str, lang: str) -> str:
    for of, quoted in ALLOWED:
        text = text.replace(quoted, "") if of == lang else text
    return text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_of_the_words_room_is_causal(lang) -> None:
    found = {key: causal(without_quotations(text, lang), lang) for key, text in texts(lang).items()}
    assert {key: words for key, words in found.items() if words} == {}


@pytest.mark.parametrize(("lang", "quoted"), list(ALLOWED))
def test_every_allowed_quotation_is_still_there_and_still_needed(lang, quoted) -> None:
    assert any(quoted in text for text in texts(lang).values())
    assert causal(quoted, lang)


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, several in BAD.items() for text in several])
def test_a_causal_sentence_would_be_found(lang, text) -> None:
    assert causal(text, lang)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small invented organisation."""
    place = store.Home(tmp_path_factory.mktemp("home")).make()
    exports = synthetic.write_exports(tmp_path_factory.mktemp("exports"), count=120, teams=3)
    files = exports.to_import
    store.commit(place, [intake.read(file, b"k" * 32, date(2026, 1, 1)) for file in files])
    return place.path


def read_aloud(page) -> str:
    """A page as a person reads it, drawings and text alternatives included; without its style."""
    plain = re.sub(r"<style.*?</style>|<[^>]+>", " . ", page.document(), flags=re.DOTALL)
    return unescape(" ".join(plain.split()))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", pages.names())
def test_no_rendered_page_is_causal(home, name, lang) -> None:
    asked = {"lang": lang} if hasattr(pages.report(name).Params, "lang") else {}
    text = read_aloud(pages.open_page(name, home, **asked))
    assert len(text) > 500
    assert causal(without_quotations(text, lang), lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["cost_scenario", "cost_memo"])
def test_no_scenario_and_no_memo_is_causal(home, name, lang) -> None:
    for scenario in names():
        text = read_aloud(pages.open_page(name, home, scenario=scenario, lang=lang))
        assert causal(without_quotations(text, lang), lang) == []
