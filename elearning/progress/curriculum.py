"""What makes a good course of the lessons, scenarios and questions together; nothing here stops its use."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from math import ceil
from statistics import mean
from typing import Final

from pydantic import BaseModel, JsonValue

from elearning.accounts.rules import FoundationRole
from elearning.content_text import ContentProblem
from elearning.markdown import PICTURES, pictures
from elearning.modules import rules as lesson_rules
from elearning.modules import source
from elearning.modules.content import Lesson, Module
from elearning.modules.publishing import MODULES_FILE, lesson_path
from elearning.progress.required import Dilemma, required
from elearning.quizzes.balances import Balance
from elearning.quizzes.content import Scenario
from elearning.quizzes.course import Course
from elearning.quizzes.durations import quiz_outline, scenario_outline
from elearning.quizzes.publishing import bank_path, scenario_path
from elearning.quizzes.readability import lix
from elearning.static_files import known_pictures

REQUIRED: Final = 9
REQUIRED_OF_A_BALANCE: Final = 3
COURSE_MINUTES: Final = (75, 100)
LEAST_QUESTIONS: Final = 12
MAX_LIX_OF_LESSONS: Final = 40
MAX_LIX_OF_SITUATIONS: Final = 35

Roles = tuple[FoundationRole, ...]
#: Everybody has one role, or two different ones.
EVERY_ROLES: Final[tuple[Roles, ...]] = (
    *combinations(FoundationRole, 1),
    *combinations(FoundationRole, 2),
)


@dataclass(frozen=True)
class JourneyOf:
    """What somebody with certain roles has to do."""

    lessons: tuple[Lesson, ...]
    scenarios: tuple[Scenario, ...]
    minutes: int


def journey_of(course: Course, roles: Roles) -> JourneyOf:
    """Give what somebody with `roles` has to do, and how many minutes that takes by our estimate."""
    lessons = tuple(lesson for lesson in course.lessons.lessons if set(roles) & set(lesson.audience))
    place = {module.slug: number for number, module in enumerate(course.lessons.modules)}
    # In the course's order, which decides between equals.
    ordered = sorted(course.quizzes.scenarios, key=lambda each: (place[each.module], each.position))
    marks = {each.slug: Dilemma(frozenset(each.required_for), each.balances) for each in ordered}
    mine = required(marks, roles)
    scenarios = tuple(each for each in ordered if each.slug in mine)
    outlines = [*map(scenario_outline, scenarios), *map(quiz_outline, course.quizzes.banks)]
    seconds = sum(lesson_rules.seconds(step) for lesson in lessons for step in lesson.steps)
    seconds += sum(int(step["seconds"]) for outline in outlines for step in outline)
    return JourneyOf(lessons, scenarios, ceil(seconds / 60))


def lix_of_lessons(course: Course) -> int:
    """Give the mean LIX of the lessons' texts; 0 where there are none."""
    texts = ["\n\n".join(step.text for step in each.steps) for each in course.lessons.lessons]
    return round(mean(map(lix, texts or [""])))


def lix_of_situations(course: Course) -> int:
    """Give the mean LIX of the scenarios' situations; 0 where there are none."""
    return round(mean(map(lix, [each.situation for each in course.quizzes.scenarios] or [""])))


def advice(course: Course) -> Iterator[ContentProblem]:
    """Say what would make a course better as a whole."""
    findings: tuple[Callable[[Course], Iterator[str]], ...] = (_journeys, _questions, _language)
    for find in findings:
        for message in find(course):
            yield ContentProblem(path=None, line=None, field="", message=message)
    yield from _texts(course)


def _journeys(course: Course) -> Iterator[str]:
    for roles in EVERY_ROLES:
        who, journey = " and ".join(roles), journey_of(course, roles)
        if (number := len(journey.scenarios)) != REQUIRED:
            yield f"{number} scenarios are required of {who}; mark {REQUIRED} with 'required_for'"
        for balance in Balance:
            if (
                number := sum(balance in each.balances for each in journey.scenarios)
            ) < REQUIRED_OF_A_BALANCE:
                least = REQUIRED_OF_A_BALANCE
                yield f"{number} scenarios on {balance} are required of {who}; let it be at least {least}"
        shortest, longest = COURSE_MINUTES
        if len(roles) == 1 and not shortest <= journey.minutes <= longest:
            yield f"the course takes {journey.minutes} minutes for {who}; aim for {shortest} to {longest}"


def _questions(course: Course) -> Iterator[str]:
    banks: Mapping[str, int] = {bank.module: len(bank.questions) for bank in course.quizzes.banks}
    for module in course.lessons.modules:
        if (number := banks.get(module.slug, 0)) < LEAST_QUESTIONS:
            yield f"the module {module.slug} has {number} questions; {LEAST_QUESTIONS} make its quiz vary"


def _language(course: Course) -> Iterator[str]:
    for name, found, most in (
        ("lessons", lix_of_lessons(course), MAX_LIX_OF_LESSONS),
        ("situations", lix_of_situations(course), MAX_LIX_OF_SITUATIONS),
    ):
        if found > most:
            yield f"the mean LIX of the {name} is {found}; write shorter sentences, to {most} at most"


def _texts(course: Course) -> Iterator[ContentProblem]:
    """Find sentences of the foundation's own, and pictures that do not exist."""
    files: list[tuple[str, BaseModel]] = [
        *((MODULES_FILE, module) for module in course.lessons.modules),
        *((lesson_path(lesson), lesson) for lesson in course.lessons.lessons),
        *((scenario_path(scenario), scenario) for scenario in course.quizzes.scenarios),
        *((bank_path(bank), bank) for bank in course.quizzes.banks),
    ]
    known = known_pictures() | course.illustrations.keys()
    for path, content in files:
        texts = list(strings(content.model_dump(mode="json")))
        for run in chain.from_iterable(map(source.repeated_runs, texts)):
            yield ContentProblem(path, None, "", f"“{run}” is the foundation's own; say it in new words")
        shown = chain.from_iterable(map(pictures, texts))
        for name in chain(shown, _cover(content)):
            if name not in known:
                yield ContentProblem(path, None, "", f"there is no picture {name}; use one that exists")


def _cover(content: BaseModel) -> list[str]:
    """Give the address of the picture that a module is shown with."""
    picture = content.picture if isinstance(content, Module) else None
    return [f"{PICTURES}{picture.file}"] if picture else []


def strings(data: JsonValue) -> Iterator[str]:
    """Give every text in nested data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        inner: Iterable[JsonValue] = data.values() if isinstance(data, dict) else data
        for each in inner:
            yield from strings(each)
