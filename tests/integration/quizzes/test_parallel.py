"""Many posts at once, by many people and by one in many tabs: each answer is there exactly once and whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.database import db
from elearning.quizzes.course import Course
from elearning.quizzes.models import (
    PriceAnswer,
    QuizAnswer,
    QuizAttempt,
    Round,
    ScenarioCompletion,
    Takeaway,
    Weighting,
)
from tests.course import open_session, rows
from tests.integration.quizzes.test_quiz import Quiz, values_for
from tests.integration.quizzes.weighing import ONE, THREE, TWO, Weigher, kept
from tests.pages import PageClient
from tests.people import People

PEOPLE = 50
AT_ONCE = 20
TABS = 8
SCENARIOS = (ONE, TWO, THREE, "salt-hvor-der-er-glat", "fire-svar-til-en-cafe")


@pytest.fixture(autouse=True)
def _many_connections(app: Flask) -> Iterator[None]:
    yield
    with app.app_context():
        db.engine.dispose()


def at_once(*posts: Callable[[], int]) -> Counter[int]:
    """Send posts in the same moment, and count the answers by status."""
    together = Barrier(len(posts))

    def send(post: Callable[[], int]) -> int:
        together.wait(30)
        return post()

    with ThreadPoolExecutor(len(posts)) as pool:
        return Counter(pool.map(send, posts))


def test_500_posts_by_50_people_are_each_kept_exactly_once(
    app: Flask, course: Course, people: People
) -> None:
    assert course
    everybody = [people.add(f"Nr. {number}") for number in range(PEOPLE)]
    tabs = [_two_tabs(app, person) for person in everybody]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        # The same dilemma of the same person twice at once: from one tab to the left, from one to the right.
        jobs = [
            pool.submit(_weigh, tab, slug, to)
            for slug in SCENARIOS
            for pair in tabs
            for tab, to in zip(pair, (-1, 2), strict=True)
        ]
        statuses = Counter(job.result() for job in jobs)
    assert statuses == {302: PEOPLE * len(SCENARIOS) * 2}
    assert statuses.total() == 500
    stored: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row in rows(app, Weighting):
        stored[row.person_id, row.scenario_id].append(row.position)
    assert len(stored) == PEOPLE * len(SCENARIOS)
    assert all(len(set(positions)) == 1 for positions in stored.values())  # never of both posts
    assert Counter(map(len, stored.values())) == {1: 3 * PEOPLE, 2: PEOPLE, 3: PEOPLE}


def _two_tabs(app: Flask, person: Person) -> tuple[Weigher, Weigher]:
    one, other = (Weigher(open_session(PageClient(app), person)) for _tab in range(2))
    return one, other


def _weigh(tab: Weigher, slug: str, to: int) -> int:
    there = tab.at(slug)
    return there.weigh(*[to] * len(there.text.placements)).status_code


class TestOnePersonInManyTabs:
    @pytest.fixture
    def tabs(self, app: Flask, course: Course, person: Person) -> list[Weigher]:
        assert course
        return [Weigher(open_session(PageClient(app), person), TWO) for _tab in range(TABS)]

    def test_weighs_once(self, app: Flask, tabs: list[Weigher]) -> None:
        posts = [
            lambda tab=tab, to=to: tab.weigh(to, to).status_code
            for to, tab in zip(range(-3, 5), tabs, strict=True)
            if to < 4
        ]
        assert at_once(*posts) == {302: len(posts)}
        one, other = kept(app)
        assert one == other

    def test_names_one_right_price(self, app: Flask, tabs: list[Weigher]) -> None:
        options = tabs[0].to_the_price(-2, 2).options(-2, 2)
        right = options[True]
        assert len(right) == 2
        posts = [
            lambda tab=tab, option=right[n % 2]: tab.pay(option).status_code for n, tab in enumerate(tabs)
        ]
        assert at_once(*posts) == {302: TABS}
        assert [row.is_right for row in rows(app, PriceAnswer)] == [True]

    def test_meets_the_new_fact_once(self, app: Flask, tabs: list[Weigher]) -> None:
        tabs[0].to_the_new_fact()
        posts = [lambda tab=tab, to=n % 4 - 3: tab.move(to).status_code for n, tab in enumerate(tabs)]
        assert at_once(*posts) == {302: TABS}
        assert len(kept(app, Round.AFTER_NEW_FACT)) == 1
        assert len(rows(app, ScenarioCompletion)) == 1

    def test_has_one_second_thought(self, app: Flask, tabs: list[Weigher]) -> None:
        tabs[0].to_the_reveal()
        posts = [
            lambda tab=tab, to=n % 3 + 1: tab.post("second-thought", tab.boards(to, to)).status_code
            for n, tab in enumerate(tabs)
        ]
        assert at_once(*posts) == {302: TABS}
        one, other = kept(app, Round.SECOND_THOUGHT)
        assert one == other

    @pytest.mark.parametrize("same", [True, False])
    def test_saves_one_note_and_is_told_of_the_others(
        self,
        app: Flask,
        tabs: list[Weigher],
        same: bool,  # noqa: FBT001 - a case
    ) -> None:
        tabs[0].to_the_reveal()
        posts = [
            lambda tab=tab, text="Det samme" if same else f"Nr. {n}": (
                tab.post("takeaway", {"text": text, "version": 0}).status_code
            )
            for n, tab in enumerate(tabs)
        ]
        assert at_once(*posts) == ({302: TABS} if same else {302: 1, 409: TABS - 1})
        assert [row.version for row in rows(app, Takeaway)] == [1]

    def test_begins_one_quiz_and_answers_once(self, app: Flask, course: Course, person: Person) -> None:
        tabs = [Quiz(open_session(PageClient(app), person), course.quizzes.banks[-1]) for _tab in range(TABS)]
        assert at_once(*[lambda tab=tab: tab.begin().status_code for tab in tabs]) == {302: TABS}
        assert len(rows(app, QuizAttempt)) == 1
        question = tabs[0].asked()
        posts = [
            lambda tab=tab, right=n % 2 == 0: tab.post(0, values_for(question, right=right)).status_code
            for n, tab in enumerate(tabs)
        ]
        assert at_once(*posts) == {302: TABS}
        assert [row.number for row in rows(app, QuizAnswer)] == [0]
