"""A small made-up course that nothing can be said against as a whole, for tests to spoil."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import cycle
from typing import Any, Final

from elearning.modules.content import Lesson, ReadStep
from elearning.modules.publishing import Library
from elearning.quizzes.balances import DIRECTIONS, Balance
from elearning.quizzes.content import Scenario, scenario_from_data
from elearning.quizzes.course import Course
from elearning.quizzes.publishing import QuizLibrary
from elearning.quizzes.question_bank import QuestionBank
from tests.course import EVERYBODY, MODULES, lesson
from tests.unit.quizzes.examples import choose, clean

UNIFORMITY, OPERATIONS, FIELD = Balance
EASY: Final = "Du ser på det. "  # four words, 1.1 seconds, LIX 4
WORDS_A_MINUTE: Final = 220
QUESTIONS: Final = 12
MINUTES_OF_LESSONS: Final = 55


def minutes_to_read(minutes: int, slug: str = "lang", **others: Any) -> Lesson:  # noqa: ANN401 - of `lesson`
    """Make a lesson that takes so many minutes to read."""
    steps = [_minute(f"minut-{number}") for number in range(minutes)]
    return lesson(slug, *steps, **others)


def _minute(slug: str) -> ReadStep:
    return ReadStep(slug=slug, title=f"Læs {slug}", text=EASY * (WORDS_A_MINUTE // 4))


def dilemma(slug: str, *balances: Balance, **changes: Any) -> Scenario:  # noqa: ANN401 - JSON
    """Make a scenario on these balances, which is required of everybody; `changes` are as in its file."""
    audience = changes.get("audience", list(EVERYBODY))
    data: dict[str, Any] = clean().model_dump(mode="json")
    (board,) = data["placements"]
    # An option is a price on the first board alone, so there is a true and a false one for every weighting.
    price = [{**option, "directions": _as_on(balances[0], option)} for option in data["price"]]
    voices = [
        {**voice, "before": voice["before"] * len(balances), "role": role}
        for voice, role in zip(data["voices"], cycle(audience), strict=False)
    ]
    made = {
        **data,
        "slug": slug,
        "title": f"Sagen {slug}",
        "module": MODULES[0].slug,
        "audience": audience,
        "required_for": audience,
        "placements": [{**board, "balance": balance} for balance in balances],
        "price": price,
        "new_fact": {**data["new_fact"], "balance": balances[0]},
        "voices": voices,
    }
    return scenario_from_data({**made, **changes})


def _as_on(balance: Balance, option: Mapping[str, Any]) -> list[str]:
    """Give the directions that an option of the example would have on another balance."""
    known = [str(direction) for direction in DIRECTIONS[UNIFORMITY]]
    return [DIRECTIONS[balance][known.index(direction)] for direction in option["directions"]]


def bank(module: str, questions: int = QUESTIONS) -> QuestionBank:
    return QuestionBank(module=module, questions=tuple(choose(f"nr-{number}") for number in range(questions)))


def good_course() -> Course:
    """Three dilemmas on each balance for everybody, enough questions, and lessons that are easy to read."""
    scenarios = [
        dilemma(f"{balance}-{number}", balance, situation=f"{EASY * 15}\n\n{EASY * 10}")
        for balance in Balance
        for number in range(3)
    ]
    lessons = [minutes_to_read(11, f"nr-{number}") for number in range(MINUTES_OF_LESSONS // 11)]
    return Course(
        Library(MODULES, tuple(lessons)),
        QuizLibrary(tuple(scenarios), tuple(bank(module.slug) for module in MODULES)),
    )


def with_lessons(course: Course, *lessons: Lesson) -> Course:
    return replace(course, lessons=replace(course.lessons, lessons=lessons))


def with_scenarios(course: Course, *scenarios: Scenario) -> Course:
    return replace(course, quizzes=replace(course.quizzes, scenarios=scenarios))


def with_banks(course: Course, *banks: QuestionBank) -> Course:
    return replace(course, quizzes=replace(course.quizzes, banks=banks))
