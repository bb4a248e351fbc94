"""Advice on a course as a whole: each kind is given when its cause is there, and else nothing is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from pydantic import JsonValue

from elearning.modules import source
from elearning.modules.publishing import Library
from elearning.progress import curriculum
from elearning.progress.curriculum import EVERY_ROLES, advice, journey_of, strings
from elearning.quizzes.content import Scenario
from elearning.quizzes.course import Course
from elearning.quizzes.publishing import QuizLibrary
from tests.course import BEGIN, EVERYBODY, GO_ON, MODULES, lesson, read
from tests.unit.progress.courses import (
    EASY,
    FIELD,
    MINUTES_OF_LESSONS,
    OPERATIONS,
    QUESTIONS,
    UNIFORMITY,
    bank,
    dilemma,
    good_course,
    minutes_to_read,
    with_banks,
    with_lessons,
    with_scenarios,
)

EMPLOYEE, LEADER, EXECUTIVE = EVERYBODY
ROLES = ["employee", "leader", "executive"]
PAIRS = ["employee and leader", "employee and executive", "leader and executive"]
LONG, SHORT = "kommunen ", "by "
COPIED = "Den gamle bro over åen bliver malet blå hvert år."


@pytest.fixture(autouse=True)
def _made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only one picture exists, and the foundation says one sentence."""
    monkeypatch.setattr(curriculum, "known_pictures", lambda: frozenset({"pictures/braet.svg"}))
    known = frozenset(source.fingerprint(COPIED).split())
    monkeypatch.setattr(source, "_known", lambda: known)


@pytest.fixture
def good() -> Course:
    return good_course()


def said(course: Course) -> list[str]:
    return [str(each) for each in advice(course)]


def beginnings(course: Course, words: int) -> list[str]:
    """Give the first words of each piece of advice: what was found, without what to do."""
    return [" ".join(each.split()[:words]) for each in said(course)]


def marked(scenario: Scenario, *roles: str) -> Scenario:
    return scenario.model_copy(update={"required_for": roles})


def rest(scenarios: Iterable[Scenario]) -> Iterator[Scenario]:
    _first, *others = scenarios
    return iter(others)


def test_nothing_is_said_of_a_good_course(good: Course) -> None:
    assert said(good) == []


@pytest.mark.parametrize(
    "course",
    [
        Course(Library((), ()), QuizLibrary((), ())),
        Course(Library(MODULES, (lesson(),)), QuizLibrary((), ())),
        Course(Library(MODULES, ()), QuizLibrary((dilemma("et", FIELD),), ())),
    ],
    ids=["nothing", "no dilemmas", "no lessons"],
)
def test_a_course_that_is_hardly_begun_gets_advice_and_no_error(course: Course) -> None:
    assert "are required of employee" in " ".join(said(course))


class TestWhatIsRequired:
    def test_too_few_for_a_role_are_counted_for_that_role_alone(self, good: Course) -> None:
        first, *others = good.quizzes.scenarios
        fewer = with_scenarios(good, marked(first, EMPLOYEE, EXECUTIVE), *others)
        assert beginnings(fewer, 6) == [
            "8 scenarios are required of leader;",
            f"2 scenarios on {UNIFORMITY} are required",
        ]

    def test_too_few_for_everybody_are_told_for_every_role_and_every_two(self, good: Course) -> None:
        fewer = with_scenarios(good, *rest(good.quizzes.scenarios))
        about = [each.partition("required of ")[2].partition(";")[0] for each in said(fewer)]
        assert about == [who for who in (*ROLES, *PAIRS) for _number_and_balance in range(2)]

    def test_too_many_are_told_too(self, good: Course) -> None:
        more = with_scenarios(good, *good.quizzes.scenarios, dilemma("en-til", FIELD))
        assert beginnings(more, 4) == ["10 scenarios are required"] * len(EVERY_ROLES)

    def test_what_is_required_of_nobody_changes_nothing(self, good: Course) -> None:
        beside = dilemma("en-til", FIELD, required_for=[])
        assert said(with_scenarios(good, *good.quizzes.scenarios, beside)) == []

    def test_a_balance_with_two_is_told_for_everybody(self, good: Course) -> None:
        moved = dilemma("en-anden", OPERATIONS)
        other = with_scenarios(good, moved, *rest(good.quizzes.scenarios))
        assert beginnings(other, 6) == [f"2 scenarios on {UNIFORMITY} are required"] * len(EVERY_ROLES)

    def test_a_dilemma_on_several_balances_counts_for_each(self, good: Course) -> None:
        both = dilemma("flere", OPERATIONS, UNIFORMITY)
        assert said(with_scenarios(good, both, *rest(good.quizzes.scenarios))) == []

    def test_of_two_roles_only_their_own_selection_counts(self, good: Course) -> None:
        # Each role has its own nine, and two roles together have nine of the eighteen.
        mine = [marked(each, EMPLOYEE, EXECUTIVE) for each in good.quizzes.scenarios]
        theirs = [
            each.model_copy(update={"slug": f"{each.slug}-leder", "required_for": (LEADER,)}) for each in mine
        ]
        apart = with_scenarios(good, *mine, *theirs)
        assert said(apart) == []
        assert len(journey_of(apart, (EMPLOYEE, LEADER)).scenarios) == 9


class TestHowLongItTakes:
    @pytest.mark.parametrize("minutes", [74, 75, 100, 101])
    def test_75_to_100_minutes_are_right(self, good: Course, minutes: int) -> None:
        missing = minutes - journey_of(good, (EMPLOYEE,)).minutes + MINUTES_OF_LESSONS
        lessons = [minutes_to_read(1, f"nr-{number}") for number in range(missing)]
        timed = with_lessons(good, *lessons)
        assert {journey_of(timed, (role,)).minutes for role in EVERYBODY} == {minutes}
        too = [f"the course takes {minutes} minutes for {who};" for who in ROLES]
        assert beginnings(timed, 7) == (too if minutes in {74, 101} else [])

    def test_a_lesson_takes_the_time_of_those_whom_it_is_for(self, good: Course) -> None:
        own = minutes_to_read(10, "leder", audience=(LEADER,))
        longer = with_lessons(good, *good.lessons.lessons, own)
        usual = journey_of(good, (EMPLOYEE,)).minutes
        assert journey_of(longer, (EMPLOYEE,)).minutes == usual
        assert journey_of(longer, (LEADER,)).minutes == usual + 10
        assert own not in journey_of(longer, (EMPLOYEE, EXECUTIVE)).lessons

    def test_somebody_with_two_roles_may_take_longer(self, good: Course) -> None:
        own = [minutes_to_read(12, f"som-{role}", audience=(role,)) for role in EVERYBODY]
        longer = with_lessons(good, *good.lessons.lessons, *own)
        assert journey_of(longer, (EMPLOYEE, LEADER)).minutes > 100
        assert said(longer) == []

    def test_every_quiz_and_every_required_dilemma_takes_its_time(self, good: Course) -> None:
        all_of_it = journey_of(good, (EMPLOYEE,)).minutes
        assert journey_of(with_banks(good), (EMPLOYEE,)).minutes < all_of_it
        unmarked = with_scenarios(good, *(marked(each) for each in good.quizzes.scenarios))
        assert journey_of(unmarked, (EMPLOYEE,)).minutes < all_of_it


class TestQuestions:
    def test_a_module_with_too_few_is_named_with_how_many(self, good: Course) -> None:
        fewer = with_banks(good, bank(BEGIN.slug, QUESTIONS - 1), bank(GO_ON.slug))
        (message,) = said(fewer)
        assert message.startswith(f"the module {BEGIN.slug} has {QUESTIONS - 1} questions;")

    def test_a_module_without_a_quiz_has_none(self, good: Course) -> None:
        (message,) = said(with_banks(good, bank(BEGIN.slug)))
        assert message.startswith(f"the module {GO_ON.slug} has 0 questions;")


def of_lix(lix: int, words: int = 220) -> str:
    """Write sentences of ten words of which so many are long that the text has this LIX: 10, 20 to 110."""
    long = lix // 10 - 1
    return ("Her " + LONG * long + SHORT * (8 - long) + "nu. ") * (words // 10)


class TestLanguage:
    @pytest.mark.parametrize("lix", [40, 50])
    def test_lessons_are_to_have_a_lix_of_40_at_most_on_average(self, good: Course, lix: int) -> None:
        lessons = [
            each.model_copy(
                update={"steps": tuple(each.model_copy(update={"text": of_lix(lix)}) for each in each.steps)}
            )
            for each in good.lessons.lessons
        ]
        assert beginnings(with_lessons(good, *lessons), 8) == (
            ["the mean LIX of the lessons is 50;"] if lix == 50 else []
        )

    @pytest.mark.parametrize("lix", [30, 40])
    def test_situations_are_to_have_a_lix_of_35_at_most_on_average(self, good: Course, lix: int) -> None:
        scenarios = [
            each.model_copy(update={"situation": of_lix(lix, 100)}) for each in good.quizzes.scenarios
        ]
        assert beginnings(with_scenarios(good, *scenarios), 8) == (
            ["the mean LIX of the situations is 40;"] if lix == 40 else []
        )

    def test_one_hard_text_among_easy_ones_is_no_matter(self, good: Course) -> None:
        hard = lesson("svaer", read("et").model_copy(update={"text": of_lix(90)}))
        first, *others = good.quizzes.scenarios
        mixed = with_scenarios(good, first.model_copy(update={"situation": of_lix(90, 100)}), *others)
        assert said(with_lessons(mixed, *good.lessons.lessons, hard)) == []


class TestTexts:
    PICTURE = "![Et bræt](pictures/findes-ikke.svg)"

    def test_the_foundations_own_words_are_found_in_a_lesson(self, good: Course) -> None:
        steps = (read("et").model_copy(update={"text": EASY + COPIED}),)
        copied = lesson("kopi", *steps, position=7)
        found = said(with_lessons(good, *good.lessons.lessons, copied))
        assert len(found) == len(COPIED.split()) - source.RUN + 1
        assert all(each.startswith(f"{BEGIN.slug}/07-kopi.md: “") for each in found)
        assert "“den gamle bro over åen bliver malet blå”" in found[0]

    def test_they_are_found_wherever_an_author_may_have_written_them(self, good: Course) -> None:
        first, *others = good.quizzes.scenarios
        voice = first.voices[-1].model_copy(update={"reason": COPIED})
        spoken = first.model_copy(update={"voices": (*first.voices[:-1], voice)})
        one, other = good.quizzes.banks
        question = one.questions[-1].model_copy(update={"question": COPIED})
        asked = one.model_copy(update={"questions": (*one.questions[:-1], question)})
        found = said(with_banks(with_scenarios(good, spoken, *others), asked, other))
        assert {each.partition(": ")[0] for each in found} == {
            f"{BEGIN.slug}/{first.slug}.yaml",
            f"{BEGIN.slug}/quiz.yaml",
        }

    def test_a_picture_that_does_not_exist_is_named_in_its_file(self, good: Course) -> None:
        shown = lesson("billede", read("et").model_copy(update={"text": f"{EASY}\n\n{self.PICTURE}"}))
        (message,) = said(with_lessons(good, *good.lessons.lessons, shown))
        assert message.startswith(
            f"{BEGIN.slug}/01-billede.md: there is no picture pictures/findes-ikke.svg;"
        )

    def test_a_picture_that_exists_is_no_matter(self, good: Course) -> None:
        text = f"{EASY}\n\n![Et bræt](pictures/braet.svg)"
        shown = lesson("billede", read("et").model_copy(update={"text": text}))
        assert said(with_lessons(good, *good.lessons.lessons, shown)) == []

    def test_a_picture_in_a_situation_is_looked_for_too(self, good: Course) -> None:
        first, *others = good.quizzes.scenarios
        shown = first.model_copy(update={"situation": f"{first.situation}\n\n{self.PICTURE}"})
        (message,) = said(with_scenarios(good, shown, *others))
        assert message.startswith(f"{BEGIN.slug}/{first.slug}.yaml: there is no picture")


def test_every_text_in_nested_data_is_given() -> None:
    data: JsonValue = {"a": "1", "b": [{"c": "2"}, ["3", 4, None, True]], "d": {}}
    assert list(strings(data)) == ["1", "2", "3"]


def test_what_is_in_a_journey_is_in_the_courses_order(good: Course) -> None:
    turned = replace(good, quizzes=replace(good.quizzes, scenarios=tuple(reversed(good.quizzes.scenarios))))
    assert journey_of(turned, (LEADER,)).scenarios == turned.quizzes.scenarios
