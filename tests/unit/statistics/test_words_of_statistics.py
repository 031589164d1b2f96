"""Every key that the statistics hand out has its words in each language."""

import pytest

from fitlib.reference import Reference
from fitlib.statistics import benchmarks, change, expected_change, sensitivity, zones
from fitlib.statistics import between_groups as between
from fitlib.statistics import effect_sizes_adjusted as adjusted
from fitlib.statistics import severity_adjusted as saes
from fitlib.statistics.clustering import CLUSTERED_G, CLUSTERED_MEAN
from fitlib.words import LANGUAGES, Words

VERDICTS = ("not_significant", "significant_not_relevant", "not_above_minimal", "probably_relevant", "relevant")
KEYS = {
    "category": (*change.CATEGORIES, "harmed"),
    "verdict_method": tuple(sensitivity.METHODS),
    "zone": zones.ZONES,
    "line_source": (zones.EXPORT, zones.SERVICE),
    "tier": (expected_change.PRIOR, expected_change.SHRUNK, expected_change.OWN),
    "tier_note": (expected_change.PRIOR, expected_change.SHRUNK, expected_change.OWN),
    "method": (
        *(adjusted.FIXED_SD, adjusted.CHANGE_SD, adjusted.RELATIVE, saes.OLDER, saes.CENTRED, saes.UNKNOWN),
        *(between.POOLED, between.CORRECTED, between.GLASS, CLUSTERED_MEAN, CLUSTERED_G),
    ),
    "warning": (saes.MIXED, saes.UNCLEAR),
    "benchmark": (benchmarks.BELOW, benchmarks.EFFECTIVE, benchmarks.HIGHLY, benchmarks.NOT_COMPARABLE),
    "standing": (benchmarks.NOTHING, benchmarks.TENTATIVE, benchmarks.FULL),
    "group_verdict": VERDICTS,
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("group", KEYS)
def test_every_key_has_words(lang: str, group: str) -> None:
    words = Words(lang)
    assert [key for key in KEYS[group] if f"statistics.{group}.{key}" not in words] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_preset_has_words(lang: str, constants: Reference) -> None:
    names = {name.split(".")[0] for name in constants.under("preset")}
    assert [name for name in names if f"statistics.preset.{name}" not in Words(lang)] == []
