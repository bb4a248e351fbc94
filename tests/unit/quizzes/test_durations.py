"""How long a dilemma and a quiz are said to take: it grows with what is to be read and answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from elearning.modules.content import Option
from elearning.quizzes.content import Scenario, scenario_from_data
from elearning.quizzes.durations import VOICES_READ, quiz_outline, scenario_outline
from elearning.quizzes.question_bank import ChooseQuestion, QuestionBank, SortQuestion
from elearning.quizzes.question_rules import QUESTIONS_ASKED
from elearning.quizzes.rules import Stage
from tests.unit.quizzes.examples import changed, choose, clean, scenarios, sort

MORE = "ord " * 44  # 12 seconds at 220 words a minute
MORE_SECONDS = 12
SITUATION, PRICE, NEW_FACT = range(3)


def seconds(outline: Sequence[dict[str, str | int]]) -> list[int]:
    return [int(step["seconds"]) for step in outline]


def with_more(path: str) -> Scenario:
    """Give the example with 44 words more in the text at a dotted place."""
    data: Any = clean().model_dump(mode="json")
    place: Any = data
    for key in path.split("."):
        place = place[int(key)] if isinstance(place, list) else place[key]
    return scenario_from_data(changed(data, path, f"{place} {MORE}".strip()))


def added(scenario: Scenario) -> list[int]:
    """Give the seconds that a scenario takes more than the example, page by page."""
    both = zip(seconds(scenario_outline(scenario)), seconds(scenario_outline(clean())), strict=True)
    return [after - before for after, before in both]


def test_a_dilemma_has_the_three_pages_that_are_done_one_by_one() -> None:
    # The reveal asks for nothing, so nobody could ever be done with it: its reading belongs to the new fact.
    assert [step["slug"] for step in scenario_outline(clean())] == [
        Stage.SITUATION,
        Stage.PRICE,
        Stage.NEW_FACT,
    ]


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("situation", SITUATION),
        ("placements.0.first.here", SITUATION),
        ("placements.0.second.here", SITUATION),
        ("new_fact.text", NEW_FACT),
        ("placements.0.first.gains", NEW_FACT),
        ("placements.0.second.risks", NEW_FACT),
        ("placements.0.first.warnings.1", NEW_FACT),
    ],
)
def test_words_more_take_their_time_on_the_page_that_shows_them(path: str, page: int) -> None:
    more = added(with_more(path))
    assert more.pop(page) == pytest.approx(MORE_SECONDS, abs=1)
    assert more == [0, 0]


def test_of_the_prices_options_as_many_count_as_are_shown() -> None:
    # All four get longer; five are shown at most, and one of them is explained.
    everywhere: Any = clean().model_dump(mode="json")
    for option in everywhere["price"]:
        option["text"] += f" {MORE}"
    assert added(scenario_from_data(everywhere)) == [0, pytest.approx(5 * MORE_SECONDS, abs=1), 0]


def test_one_explanation_of_the_price_is_read() -> None:
    data: Any = clean().model_dump(mode="json")
    for option in data["price"]:
        option["explanation"] += f" {MORE}"
    assert added(scenario_from_data(data)) == [0, pytest.approx(MORE_SECONDS, abs=1), 0]


def test_of_many_voices_a_few_are_read() -> None:
    data: Any = clean().model_dump(mode="json")
    more = {**data, "voices": data["voices"] + data["voices"][:3]}
    assert added(scenario_from_data(more))[NEW_FACT] == pytest.approx(0, abs=2)
    for voice in data["voices"]:
        voice["reason"] += f" {MORE}"
    longer = added(scenario_from_data(data))
    assert longer == [0, 0, pytest.approx(VOICES_READ * MORE_SECONDS, abs=1)]


def two_boards() -> Scenario:
    """Give the example with a second board."""
    data: Any = clean().model_dump(mode="json")
    data["placements"].append({**data["placements"][0], "balance": "operations-renewal"})
    for voice in data["voices"]:
        voice["before"].append(1)
    return scenario_from_data(data)


def test_two_boards_take_longer_than_one() -> None:
    situation, price, new_fact = added(two_boards())
    assert situation > 30, "a second weight is to be placed, and two poles more are to be read"
    assert price == 0, "the price is one question, however many boards there are"
    assert new_fact > 0, "what both poles may gain and risk is shown in the end"


def test_also_the_shortest_dilemma_takes_thought() -> None:
    data: Any = clean().model_dump(mode="json")
    short: Any = {**data, "situation": "Du."}
    assert all(each >= 20 for each in seconds(scenario_outline(scenario_from_data(short))))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios())
def test_any_valid_dilemma_has_whole_seconds_above_zero(scenario: Scenario) -> None:
    assert all(type(each["seconds"]) is int and each["seconds"] > 0 for each in scenario_outline(scenario))


Make = Callable[..., ChooseQuestion | SortQuestion]


def quiz_seconds(*questions: ChooseQuestion | SortQuestion) -> int:
    (step,) = quiz_outline(QuestionBank(module="begynd", questions=questions))
    assert step["slug"] == "passed"
    return int(step["seconds"])


@pytest.mark.parametrize("make", [choose, sort])
def test_a_question_takes_its_words_and_a_thought(make: Make) -> None:
    assert quiz_seconds(make("a")) == 6 + 15
    assert quiz_seconds(make("a", 22 + 44)) == 6 + 15 + MORE_SECONDS


def test_more_questions_take_longer_until_as_many_are_there_as_are_asked() -> None:
    lengths = [quiz_seconds(*(choose(f"nr-{n}") for n in range(count))) for count in range(1, 20)]
    assert lengths[:QUESTIONS_ASKED] == [21 * count for count in range(1, QUESTIONS_ASKED + 1)]
    assert set(lengths[QUESTIONS_ASKED:]) == {lengths[QUESTIONS_ASKED - 1]}


def test_which_questions_are_drawn_is_unknown_so_the_mean_counts() -> None:
    long_and_short = [choose("lang", 44), *(choose(f"kort-{n}", 11) for n in range(2))]
    assert quiz_seconds(*long_and_short) == 3 * (6 + 15)


def test_what_explains_an_answer_is_read_by_who_needs_it() -> None:
    long = choose("a").model_copy(
        update={"options": (Option(text="det ene", correct=True), Option(text="det andet", explanation=MORE))}
    )
    assert quiz_seconds(long) == quiz_seconds(choose("a"))
