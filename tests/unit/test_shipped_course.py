"""What the shipped course promises: enough of everything, for everybody, and every fact taught."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import elearning
from elearning import markdown
from elearning.accounts.rules import FoundationRole
from elearning.modules import facts
from elearning.modules.content import Lesson
from elearning.modules.rules import minutes
from elearning.progress import curriculum
from elearning.quizzes import course
from elearning.quizzes.balances import Balance
from elearning.quizzes.content import Scenario

PICTURES = Path(elearning.__file__).parent / "assets/pictures"
PICTURE_FILES = sorted(PICTURES.iterdir())
MOST_BYTES = 10_000
SVG = "{http://www.w3.org/2000/svg}"
#: What draws. Not `text`, which no screen reader would read, nor anything that runs, styles or loads.
DRAWING = {
    f"{SVG}{name}"
    for name in (
        *("svg", "g", "defs", "clipPath", "linearGradient", "stop"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    )
}


@cache
def shipped() -> course.Course:
    return course.read_course()


def lessons() -> tuple[Lesson, ...]:
    return shipped().lessons.lessons


def scenarios() -> tuple[Scenario, ...]:
    return shipped().quizzes.scenarios


each_picture = pytest.mark.parametrize("picture", PICTURE_FILES, ids=lambda picture: picture.stem)
each_role = pytest.mark.parametrize("role", FoundationRole)
each_two_roles = pytest.mark.parametrize("roles", list(combinations(FoundationRole, 2)), ids=" and ".join)


def test_there_is_no_advice_on_it() -> None:
    # How long it takes, what is required of whom, how it reads, and what it has in common with its source.
    assert [str(each) for each in course.advice(shipped())] == []
    assert [str(each) for each in curriculum.advice(shipped())] == []


def most_positions(scenario: Scenario) -> int:
    """Give on how many positions the voices stand, on the board where they differ most."""
    boards = zip(*(voice.before for voice in scenario.voices), strict=True)
    return max(len(set(board)) for board in boards)


class TestLessons:
    def test_every_fact_is_taught_on_its_page(self) -> None:
        covered = facts.coverage(lessons())
        assert len(covered) == 62
        assert [str(each) for each in facts.gaps(covered)] == []

    def test_there_are_five_modules_and_each_has_a_lesson(self) -> None:
        assert [module.slug for module in shipped().lessons.modules] == [
            *("velkommen", "fundamentet", "balancerne", "rollerne", "samarbejdet"),
        ]
        assert {lesson.module for lesson in lessons()} == {each.slug for each in shipped().lessons.modules}

    def test_a_lesson_has_three_to_seven_steps(self) -> None:
        steps = {lesson.slug: len(lesson.steps) for lesson in lessons()}
        assert {slug: number for slug, number in steps.items() if not 3 <= number <= 7} == {}

    def test_a_lesson_takes_four_to_eight_minutes(self) -> None:
        lengths = {lesson.slug: minutes(lesson) for lesson in lessons()}
        assert {slug: length for slug, length in lengths.items() if not 4 <= length <= 8} == {}

    def test_a_lesson_has_something_to_do(self) -> None:
        kinds = {lesson.slug: {step.kind for step in lesson.steps} for lesson in lessons()}
        assert [slug for slug, found in kinds.items() if found == {"read"}] == []

    def test_every_step_names_its_page_of_the_source(self) -> None:
        steps = [(lesson.slug, step) for lesson in lessons() for step in lesson.steps]
        assert [f"{lesson}/{step.slug}" for lesson, step in steps if not step.pages] == []

    @each_role
    def test_each_role_has_one_lesson_of_its_own(self, role: FoundationRole) -> None:
        assert [lesson.audience for lesson in lessons()].count((role,)) == 1

    @each_two_roles
    def test_who_has_two_roles_gets_the_lessons_of_both(
        self, roles: tuple[FoundationRole, FoundationRole]
    ) -> None:
        mine = curriculum.journey_of(shipped(), roles).lessons
        both = [curriculum.journey_of(shipped(), (role,)).lessons for role in roles]
        assert set(mine) == {lesson for of_one in both for lesson in of_one}


class TestScenarios:
    def test_there_are_36(self) -> None:
        assert len(scenarios()) == 36

    @pytest.mark.parametrize("balance", Balance)
    def test_each_balance_has_eight_or_more(self, balance: Balance) -> None:
        assert sum(balance in scenario.balances for scenario in scenarios()) >= 8

    def test_six_or_more_are_on_several_balances(self) -> None:
        assert sum(len(scenario.balances) > 1 for scenario in scenarios()) >= 6

    @each_role
    def test_each_role_has_ten_or_more(self, role: FoundationRole) -> None:
        assert sum(role in scenario.audience for scenario in scenarios()) >= 10

    @each_role
    def test_each_role_finds_more_beside_its_journey(self, role: FoundationRole) -> None:
        assert any(role in each.audience and role not in each.required_for for each in scenarios())

    @each_two_roles
    def test_who_has_two_roles_gets_dilemmas_of_both(
        self, roles: tuple[FoundationRole, FoundationRole]
    ) -> None:
        mine = curriculum.journey_of(shipped(), roles).scenarios
        counts = Counter(role for scenario in mine for role in scenario.required_for)
        assert all(counts[role] >= 3 for role in roles), counts

    def test_each_has_five_to_eight_voices(self) -> None:
        voices = {scenario.slug: len(scenario.voices) for scenario in scenarios()}
        assert {slug: number for slug, number in voices.items() if not 5 <= number <= 8} == {}

    def test_the_voices_of_each_stand_on_four_positions_of_a_board(self) -> None:
        assert {each.slug: most_positions(each) for each in scenarios() if most_positions(each) < 4} == {}

    def test_each_has_a_voice_of_every_role_it_is_for(self) -> None:
        heard = {scenario.slug: {voice.role for voice in scenario.voices} for scenario in scenarios()}
        assert {each.slug for each in scenarios() if heard[each.slug] != set(each.audience)} == set()

    def test_no_situation_no_title_and_no_argument_stands_there_twice(self) -> None:
        texts = [text for each in scenarios() for text in (each.title, each.situation, each.afterthought)]
        texts += [voice.reason for scenario in scenarios() for voice in scenario.voices]
        assert [text for text, number in Counter(texts).items() if number > 1] == []


def test_no_two_tasks_of_a_module_have_the_same_place() -> None:
    places = Counter((lesson.module, lesson.position) for lesson in lessons())
    places.update((scenario.module, scenario.position) for scenario in scenarios())
    assert [place for place, number in places.items() if number > 1] == []


def test_every_module_has_a_quiz_of_twelve_questions_or_more() -> None:
    modules = [module.slug for module in shipped().lessons.modules]
    banks = {bank.module: len(bank.questions) for bank in shipped().quizzes.banks}
    assert sorted(banks) == sorted(modules)
    assert min(banks.values()) >= 12


def used_pictures() -> Iterator[str]:
    for module in shipped().lessons.modules:
        if module.picture:
            yield f"{markdown.PICTURES}{module.picture.file}"
    for content in (*lessons(), *scenarios(), *shipped().quizzes.banks):
        for text in curriculum.strings(content.model_dump(mode="json")):
            yield from markdown.pictures(text)


class TestPictures:
    def test_every_module_has_one_with_words_for_who_cannot_see_it(self) -> None:
        assert [each.slug for each in shipped().lessons.modules if not each.picture] == []

    def test_those_that_are_used_are_those_that_there_are(self) -> None:
        # One that is missing is an empty frame, and one that nothing shows is weight on every visit's build.
        assert sorted(set(used_pictures())) == [f"{markdown.PICTURES}{file.name}" for file in PICTURE_FILES]

    @each_picture
    def test_a_picture_is_named_as_content_names_it(self, picture: Path) -> None:
        assert markdown.is_picture(f"{markdown.PICTURES}{picture.name}")

    @each_picture
    def test_a_picture_is_small_and_has_a_size_of_its_own(self, picture: Path) -> None:
        assert picture.stat().st_size < MOST_BYTES
        box = ET.parse(picture).getroot().get("viewBox", "")  # noqa: S314 - the project's own
        left, top, width, height = map(float, box.split())
        assert (left, top) == (0, 0)
        assert min(width, height) > 0

    @each_picture
    def test_a_picture_only_draws(self, picture: Path) -> None:
        elements = list(ET.parse(picture).iter())  # noqa: S314 - the project's own
        assert {element.tag for element in elements} <= DRAWING
        names = {name for element in elements for name in element.attrib}
        assert [name for name in names if re.search(r"^on|style|href|class", name)] == []
        assert len(elements) > 3

    @each_picture
    def test_a_picture_loads_nothing(self, picture: Path) -> None:
        text = picture.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert re.findall(r"<!(?!--)|<\?|https?:|data:|url\((?!#)|@import", text) == []
