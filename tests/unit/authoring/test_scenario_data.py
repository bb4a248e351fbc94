"""A scenario goes through the editor and comes back the same; what is not right yet stays to be mended."""

from __future__ import annotations

from typing import Any

import pytest

from elearning.authoring import scenario_data
from elearning.authoring.fields import Fields
from elearning.content_text import ContentError
from elearning.quizzes import linter
from elearning.quizzes.content import Scenario, write_scenario
from elearning.quizzes.publishing import SHIPPED, read_quiz_library

SHIPPED_SCENARIOS = read_quiz_library(SHIPPED, ()).scenarios
IDENTITY = {"slug": "et-dilemma", "module": "balancerne", "position": 3}
OPERATIONS, FIELD, UNIFORMITY = "operations-renewal", "field-coherence", "uniformity-differentiation"


def as_form(data: dict[str, Any], prefix: str = "") -> dict[str, list[str]]:
    """Give the data as the page's form sends them."""
    sent: dict[str, list[str]] = {}
    for name, value in data.items():
        for key, said in _fields(f"{prefix}{name}", value):
            sent.setdefault(key, []).append(said)
    return sent


def _fields(name: str, value: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - as JSON
    if isinstance(value, dict):
        return [pair for key, inner in value.items() for pair in _fields(f"{name}.{key}", inner)]
    if not isinstance(value, list):
        return [(name, str(value))]
    if name.endswith("pages"):
        return [(name, ", ".join(map(str, value)))]
    if name.endswith(("audience", "required_for", "directions", "kept")):
        return [(name, each) for each in value]
    return [pair for number, each in enumerate(value, start=1) for pair in _fields(f"{name}.{number}", each)]


@pytest.mark.parametrize("scenario", SHIPPED_SCENARIOS, ids=lambda scenario: scenario.slug)
def test_a_scenario_through_the_form_and_back_is_the_same_byte_for_byte(scenario: Scenario) -> None:
    identity = scenario.model_dump(mode="json", include=set(scenario_data.IDENTITY))
    data = scenario_data.data_of(scenario)
    read = scenario_data.read(Fields(as_form(data)))
    assert read == data
    assert write_scenario(scenario_data.scenario_of(read, identity)) == write_scenario(scenario)


@pytest.mark.parametrize("scenario", SHIPPED_SCENARIOS, ids=lambda scenario: scenario.slug)
def test_a_draft_gets_the_same_advice_as_the_scenario_it_becomes(scenario: Scenario) -> None:
    data = scenario_data.data_of(scenario)
    assert linter.advice(scenario_data.sketch(data)) == linter.advice(scenario)


def test_of_an_empty_scenario_there_is_nothing_to_advise() -> None:
    assert linter.advice(scenario_data.sketch(scenario_data.empty("Et dilemma"))) == []


def test_what_there_is_so_far_gets_advice() -> None:
    data = scenario_data.empty("Et dilemma")
    data["situation"] = "Bente ringer."
    data["placements"] = [scenario_data.new_placement(OPERATIONS)]
    data["placements"][0]["first"] |= {
        "gains": "Alle ved, hvad de kan regne med, uge efter uge.",
        "risks": "Lidt.",
    }
    fields = {each.field for each in linter.advice(scenario_data.sketch(data))}
    assert fields == {"situation", "placements.1.first.risks"}


def test_an_empty_form_is_read_as_a_scenario_with_nothing_in_it() -> None:
    data = scenario_data.read(Fields({}))
    assert (data["title"], data["placements"], data["price"], data["voices"]) == ("", [], [], [])


def test_garbage_is_read_as_something_that_can_be_shown() -> None:
    sent = {
        "placements.1.balance": ["x"],
        "price.1.directions": ["up", "renewal"],
        "voices.1.before.1": ["nine"],
        "voices.1.role": ["king"],
        "new_fact.balance": ["y"],
        "pages": ["fire"],
    }
    data = scenario_data.read(Fields(sent))
    assert data["placements"][0]["balance"] == UNIFORMITY
    assert data["price"][0]["directions"] == ["renewal"]
    assert data["voices"][0]["before"] == ["nine"]
    scenario_data.sketch(data)
    with pytest.raises(ContentError) as error:
        scenario_data.scenario_of(data, IDENTITY)
    assert {"voices.1.before.1", "voices.1.role", "new_fact.balance"} <= {
        each.field for each in error.value.problems
    }


def test_a_line_break_in_what_is_one_line_is_a_blank() -> None:
    assert (
        scenario_data.read(Fields({"afterthought": ["Hvem\r\n  spørger?"]}))["afterthought"]
        == "Hvem spørger?"
    )


class TestBoards:
    @pytest.fixture
    def data(self) -> dict[str, Any]:
        scenario = next(each for each in SHIPPED_SCENARIOS if len(each.placements) == 3)
        return scenario_data.data_of(scenario)

    @pytest.mark.parametrize("at", [0, 1, 2])
    def test_a_board_that_is_taken_away_and_put_back_is_as_it_was(
        self, data: dict[str, Any], at: int
    ) -> None:
        before = scenario_data.read(Fields(as_form(data)))
        touched = data["new_fact"]["balance"]
        placement = data["placements"][at]
        scenario_data.take_board(data, at)
        through_the_form = scenario_data.read(Fields(as_form(data)))
        assert through_the_form == data
        scenario_data.add_board(through_the_form, at, placement)
        through_the_form["new_fact"]["balance"] = touched
        assert through_the_form == before

    def test_nothing_is_left_of_it_in_the_grid_and_the_voices(self, data: dict[str, Any]) -> None:
        gone = data["placements"][1]["balance"]
        scenario_data.take_board(data, 1)
        assert all(len(voice["before"]) == 2 for voice in data["voices"])
        left = {direction for option in data["price"] for direction in option["directions"]}
        assert not left & set(scenario_data.directions_of(gone))

    def test_what_is_kept_of_it_is_no_part_of_the_scenario(self, data: dict[str, Any]) -> None:
        scenario_data.take_board(data, 1)
        with pytest.raises(ContentError) as error:
            scenario_data.scenario_of(data, IDENTITY)
        assert not any("kept" in each.field for each in error.value.problems)
