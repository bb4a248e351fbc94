from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from elearning.accounts.rules import FoundationRole
from elearning.quizzes.balances import Balance
from elearning.quizzes.content import Scenario, scenario_from_data
from elearning.quizzes.linter import advice, census, library_advice
from tests.unit.quizzes.examples import changed, clean, scenarios

LONG_WORDS = "Du overvejer tilstrækkelig dokumentation vedrørende myndighedsbehandlingens forudsætninger. "


def with_(path: str, value: object) -> Scenario:
    return scenario_from_data(changed(clean().model_dump(mode="json"), path, value))


def standing(*befores: int, moved: int = 3) -> Scenario:
    """The clean scenario with five voices at these positions, of which some move."""
    data: Any = clean().model_dump(mode="json")
    for number, (voice, before) in enumerate(zip(data["voices"], befores, strict=True)):
        voice["before"] = [before]
        voice["after"] = before if number >= moved else (before - 1 if before > 0 else before + 1)
    return scenario_from_data(data)


def test_nothing_is_said_against_a_clean_scenario() -> None:
    assert advice(clean()) == []


def first_pole(name: str, text: str) -> Scenario:
    return with_(f"placements.0.first.{name}", text)


@pytest.mark.parametrize(
    ("make", "field", "said"),
    [
        (lambda: with_("situation", "Du står ved skranken. " * 10), "situation", "has 40 words; 60 to 140"),
        (lambda: with_("situation", "Du står ved skranken. " * 40), "situation", "has 160 words"),
        (lambda: with_("situation", "Peter står ved skranken. " * 20), "situation", "with 'du'"),
        (lambda: with_("situation", LONG_WORDS * 10), "situation", "LIX of 9"),
        (lambda: first_pole("here", "Ens regler"), "placements.1.first.here", "the other pole's 48"),
        (
            lambda: with_("placements.0.second.gains", "Familien har det godt. " * 5),
            "placements.1.first.gains",
            "about equally long",
        ),
        (
            lambda: first_pole("risks", "Et svar, der ikke hjælper dem nu."),
            "placements.1.first.risks",
            "other",
        ),
        (
            lambda: first_pole("here", "Bureaukratiske regler for alle familier"),
            "placements.1.first.here",
            "'Bureaukratiske' runs the pole down",
        ),
        (
            lambda: first_pole("gains", "Alle kan bare regne med køen, og ingen kommer foran."),
            "placements.1.first.gains",
            "'bare' makes the pole smaller",
        ),
        (
            lambda: first_pole("gains", "En modig løsning, der gælder alle, og som kan forklares."),
            "placements.1.first.gains",
            "'modig' praises the pole",
        ),
        (
            lambda: first_pole("risks", "En familie burde få et andet svar, og det får de ikke."),
            "placements.1.first.risks",
            "'burde' says that the answer is given",
        ),
        (lambda: with_("new_fact.text", "Det regner."), "new_fact.text", "has 2 words; 20 to 60"),
        (lambda: standing(-2, 2, -1, 3, 0, moved=0), "new_fact", "moves none of 5 voices"),
        (lambda: standing(-2, 2, -1, 3, 0, moved=1), "new_fact", "moves 1 of 5 voices"),
        (lambda: standing(2, 2, 2, 2, 2), "voices", "all voices agree"),
        (lambda: standing(0, 0, 0, 1, -1), "voices", "3 of 5 voices stand in the middle"),
        (lambda: standing(3, 2, 1, 0, 1), "voices", "no voice leans towards 'uniformity'"),
        (lambda: standing(-3, -2, -1, 0, 0), "voices", "no voice leans towards 'differentiation'"),
        (lambda: standing(-2, 2, -2, 2, 1), "voices", "on 3 different positions; use at least 4"),
        (
            lambda: with_("audience", ["employee", "leader", "executive"]),
            "voices",
            "from the chair of 'executive'",
        ),
    ],
)
def test_each_fault_is_found_at_its_place_and_explained(
    make: Callable[[], Scenario], field: str, said: str
) -> None:
    (problem,) = advice(make(), "a.yaml")
    assert (problem.path, problem.field) == ("a.yaml", field)
    assert said in problem.message
    assert "{" not in problem.message


def test_a_pole_with_only_upsides_is_found() -> None:
    data = clean().model_dump(mode="json")
    for pole in ("first", "second"):
        data = changed(data, f"placements.0.{pole}.risks", "Det tager tid.")
    assert [problem.field for problem in advice(scenario_from_data(data))] == [
        "placements.1.first.risks",
        "placements.1.second.risks",
    ]


@pytest.mark.parametrize(
    "text",
    ["Rengøringen følger en fast plan for alle på hele stedet", "Alle får den kundskab, de har brug for her"],
)
def test_words_that_only_begin_like_loaded_ones_are_not_found(text: str) -> None:
    assert advice(first_pole("here", text)) == []


@settings(max_examples=25, deadline=None)
@given(scenarios())
def test_any_valid_scenario_can_be_advised_on(scenario: Scenario) -> None:
    for problem in [*advice(scenario), *library_advice([scenario, scenario])]:
        assert problem.message
        assert "{" not in problem.message


def on(balance: Balance, scenario: Scenario) -> Scenario:
    data: Any = scenario.model_dump(mode="json")
    data["placements"][0]["balance"] = data["new_fact"]["balance"] = balance
    data["audience"] = [role.value for role in FoundationRole]
    directions = {"uniformity": "x", "uniformity-differentiation": "y", "differentiation": "z"}
    poles = {
        Balance.UNIFORMITY_DIFFERENTIATION: ("uniformity", "uniformity-differentiation", "differentiation"),
        Balance.OPERATIONS_RENEWAL: ("operations", "operations-renewal", "renewal"),
        Balance.FIELD_COHERENCE: ("field", "field-coherence", "coherence"),
    }[balance]
    renamed = dict(zip(directions, poles, strict=True))
    for option in data["price"]:
        option["directions"] = [renamed[direction] for direction in option["directions"]]
    return scenario_from_data(data)


BOTH_WAYS = [standing(-2, 2, -1, 3, 0), standing(-3, 1, -2, 2, -2)]


def test_nothing_is_said_against_a_library_for_everybody_that_leans_both_ways() -> None:
    assert library_advice([on(balance, scenario) for balance in Balance for scenario in BOTH_WAYS]) == []


def test_a_balance_whose_scenarios_all_lean_one_way_is_found() -> None:
    scenario = standing(3, 2, 1, -1, 2)
    library = [on(balance, each) for balance in list(Balance)[1:] for each in BOTH_WAYS]
    leaning = [on(Balance.UNIFORMITY_DIFFERENTIATION, scenario)] * 2
    (problem,) = library_advice([*library, *leaning])
    assert "all 2 scenarios on uniformity-differentiation lean towards 'differentiation'" in problem.message
    assert library_advice([*library, *leaning[:1]]) == []


def test_balances_and_roles_without_a_scenario_are_found() -> None:
    messages = [problem.message for problem in library_advice([clean()])]
    assert [message.partition(";")[0] for message in messages] == [
        "no scenario on uniformity-differentiation is for 'executive'",
        "no scenario on operations-renewal is for 'employee', 'leader' or 'executive'",
        "no scenario on field-coherence is for 'employee', 'leader' or 'executive'",
    ]


def test_the_census_counts_balances_and_roles() -> None:
    counted = census([clean(), on(Balance.FIELD_COHERENCE, clean())])
    employee, leader, executive = FoundationRole
    assert counted.scenarios == 2
    assert counted.by_role == {employee: 2, leader: 2, executive: 1}
    assert list(counted.by_balance.values()) == [1, 0, 1]
    assert counted.by_both[Balance.UNIFORMITY_DIFFERENTIATION, executive] == 0
    assert counted.by_both[Balance.FIELD_COHERENCE, executive] == 1
