"""The one parser: only declared names pass, and a text stays the text that was written."""

from dataclasses import dataclass
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitlib.errors import NotReleased, ParameterRefused
from fitlib.period import Period
from workbench import audience, params


@dataclass(frozen=True)
class Params:
    """A private page with one parameter of every type."""

    team: str
    period: Period = Period.parse("all")
    lang: Literal["fi", "sv", "en"] = "fi"
    step: int = 1
    cost: float = 0.0
    folded: bool = False
    raters: tuple[str, ...] = ()
    note: str | None = None


def refused(**raw: object) -> str:
    with pytest.raises(ParameterRefused) as caught:
        params.parse(Params, {"team": "A"} | raw)
    return caught.value.key


@pytest.mark.parametrize(
    "name",
    [
        'team=1;open("pwned","w");team', "import os; os.system('touch pwned')", "!touch pwned #", "team ", "Team", "_ä",
        "__class__", "teams", "team\n", "", "ｔｅａｍ",
    ],
)  # fmt: skip
def test_attack_1_a_name_that_is_not_declared_never_passes(name):
    assert refused(**{name: "x"}) == "param_unknown"


@pytest.mark.parametrize("value", ['"; open("pwned","w"); "', '\\"', "x\n!touch pwned", "{team.__class__}", "a\0b"])
def test_attack_2_values_stay_literal(value):
    assert params.parse(Params, {"team": value}).team == value


@pytest.mark.parametrize("value", ["007", "1e5", "nan", "None", "True", "1_000", "../evil", "A' OR 1=1 --", ""])
def test_attack_3_a_team_that_looks_like_something_else_stays_a_text(value):
    assert params.parse(Params, {"team": value}).team == value
    assert params.from_url(Params, params.to_url(Params(team=value))).team == value


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ({"team": 7}, "param_type"), ({"team": None}, "param_type"), ({"team": "\udcff"}, "param_type"),
        ({"step": "1.0"}, "param_type"), ({"step": True}, "param_type"), ({"step": "٣"}, "param_type"),
        ({"step": "1_0"}, "param_type"), ({"cost": "nan"}, "param_type"), ({"cost": float("inf")}, "param_type"),
        ({"cost": "1e999"}, "param_type"), ({"folded": "yes"}, "param_type"), ({"folded": 1}, "param_type"),
        ({"lang": "de"}, "param_choice"), ({"period": "2024Q5"}, "period_form"), ({"raters": ["a", 1]}, "param_type"),
        ({"period": 2024}, "param_type"),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(raw, key):
    assert refused(**raw) == key


def test_a_parameter_without_a_default_must_be_given():
    with pytest.raises(ParameterRefused) as caught:
        params.parse(Params, {})
    assert caught.value.key == "param_missing"


def test_texts_become_the_declared_types():
    raw = {"team": "A", "period": "2024Q2", "step": "12", "cost": "8,5", "folded": "true", "raters": ["self", "mother"]}
    made = params.parse(Params, raw)
    assert made == Params("A", Period.parse("2024Q2"), "fi", 12, 8.5, True, ("self", "mother"))


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
filled = st.builds(
    Params,
    team=texts,
    period=st.sampled_from(["2024Q2", "2024", "2023-01..2024-12", "all"]).map(Period.parse),
    lang=st.sampled_from(["fi", "sv", "en"]),
    step=st.integers(-(10**9), 10**9),
    cost=st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9).map(lambda x: round(x, 3)),
    folded=st.booleans(),
    raters=st.lists(texts, max_size=3).map(tuple),
    note=st.none() | texts,
)


@given(filled)
def test_a_state_survives_the_address(made):
    assert params.from_url(Params, params.to_url(made)) == made


@given(filled)
def test_a_state_survives_the_cells(made):
    assert params.parse(Params, params.to_cells(made)) == made


def test_one_value_given_twice_in_an_address_is_refused():
    with pytest.raises(ParameterRefused) as caught:
        params.from_url(Params, "team=A&team=B")
    assert caught.value.key == "param_twice"


@pytest.mark.parametrize("query", ["team=%ff", "&".join("team=A" for _ in range(101))])
def test_an_address_that_is_no_text_or_far_too_long_is_refused(query):
    with pytest.raises(ParameterRefused) as caught:
        params.from_url(Params, query)
    assert caught.value.key == "param_address"


def test_an_address_wins_over_what_the_server_wishes():
    assert params.from_url(Params, "team=B", team="A", step=3) == Params("B", step=3)


@pytest.mark.parametrize(
    ("ceiling", "passes"),
    [
        ("own", {"own", "internal", "public", "workshop"}), ("internal", {"internal", "public"}),
        ("public", {"public"}), ("workshop", {"workshop"}), (None, {"own", "internal", "public", "workshop"}),
    ],
)  # fmt: skip
def test_an_audience_above_the_ceiling_is_refused(ceiling, passes):
    for name in audience.AUDIENCES:
        if name in passes:
            assert audience.hold(name, ceiling) == name
        else:
            with pytest.raises(NotReleased):
                audience.hold(name, ceiling)


def test_a_page_opens_with_the_servers_audience_then_its_own_then_the_ceiling():
    assert audience.opening("internal", "public", "internal") == "internal"
    assert audience.opening(None, "workshop", "own") == "workshop"
    assert audience.opening(None, "workshop", "internal") == "internal"
