from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.progress.rules import (
    Again,
    Amount,
    Asked,
    Journey,
    Kind,
    Module,
    State,
    Step,
    Task,
    TaskProgress,
    journey,
    renewal,
    task_progress,
)

MANY_STEPS = 9


def steps(*slugs: str) -> tuple[Step, ...]:
    return tuple(Step(slug, 60) for slug in slugs)


def task(number: int, *found: Step, kind: Kind = Kind.LESSON) -> Task:
    return Task(kind, number, f"opgave-{number}", f"Opgave {number}", "Om noget.", found)


def module(number: int, *tasks: Task) -> Module:
    return Module(f"modul-{number}", f"Modul {number}", "Om noget.", tasks)


def course(done: Mapping[int, set[str]] | None = None) -> Journey:
    """Two modules, three lessons of two steps each; `done` has step slugs by lesson."""
    one, two, three = (task(number, *steps("a", "b")) for number in (1, 2, 3))
    by_key = {(Kind.LESSON, number): slugs for number, slugs in (done or {}).items()}
    return journey([module(1, one, two), module(2, three)], by_key)


def amount_of(found: Sequence[Step], done: Collection[str]) -> Amount:
    """Give how far somebody is in a single lesson."""
    return journey([module(1, task(1, *found))], {(Kind.LESSON, 1): done}).amount


def slug_of(progress: TaskProgress | None) -> str | None:
    return progress.task.slug if progress else None


slugs = st.sampled_from([f"trin-{number}" for number in range(MANY_STEPS)])
any_steps = st.lists(st.builds(Step, slugs, st.integers(0, 900)), min_size=1, unique_by=lambda s: s.slug)
keys = st.tuples(st.sampled_from(Kind), st.integers(1, 9))
amounts = st.integers(1, 400).flatmap(
    lambda total: st.builds(Amount, st.integers(0, total), st.just(total), st.integers(0, 10_000))
)


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    numbers = iter(range(1, 100))
    modules = [
        module(
            number,
            *(
                task(next(numbers), *each, kind=draw(st.sampled_from(Kind)))
                for each in draw(st.lists(any_steps, max_size=3))
            ),
        )
        for number in range(1, draw(st.integers(0, 3)) + 1)
    ]
    return journey(modules, draw(st.dictionaries(keys, st.frozensets(slugs))))


@given(amounts)
def test_percent_is_a_hundred_only_when_everything_is_done(amount: Amount) -> None:
    assert (amount.percent == 100) is (amount.done == amount.total)
    assert (amount.state is State.DONE) is (amount.done == amount.total)


@given(amounts)
def test_percent_is_never_more_than_what_is_done(amount: Amount) -> None:
    assert amount.percent / 100 <= amount.done / amount.total < (amount.percent + 1) / 100


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, 3, 0), (1, 3, 33), (2, 3, 66), (199, 200, 99), (3, 3, 100), (0, 0, 0)]
)
def test_percent_is_rounded_down(done: int, total: int, percent: int) -> None:
    assert Amount(done, total, 0).percent == percent


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 0), (1, 1), (60, 1), (61, 2), (3600, 60)])
def test_minutes_are_rounded_up(seconds: int, minutes: int) -> None:
    assert Amount(0, 1, seconds).minutes_left == minutes


@pytest.mark.parametrize(
    ("done", "total", "state"),
    [(0, 2, State.NOT_STARTED), (1, 2, State.UNDER_WAY), (2, 2, State.DONE), (0, 0, State.NOT_STARTED)],
)
def test_a_state_follows_from_what_is_done(done: int, total: int, state: State) -> None:
    assert Amount(done, total, 0).state is state


@given(journeys())
def test_the_whole_is_the_sum_of_its_parts(mine: Journey) -> None:
    for whole, parts in [
        (mine.amount, [each.amount for each in mine.modules]),
        (mine.amount, [each.amount for each in mine.tasks]),
        *((each.amount, [part.amount for part in each.tasks]) for each in mine.modules),
    ]:
        assert whole.done == sum(part.done for part in parts)
        assert whole.total == sum(part.total for part in parts)
        assert whole.seconds_left == sum(part.seconds_left for part in parts)


@given(journeys())
def test_nothing_is_next_only_when_everything_is_done(mine: Journey) -> None:
    assert (mine.next_task is None) is (mine.amount.done == mine.amount.total)


@given(journeys())
def test_after_any_lesson_comes_one_that_is_not_done_as_long_as_there_is_one(mine: Journey) -> None:
    for each in mine.tasks:
        following = mine.task_after(Kind.LESSON, each.task.slug)
        assert (following is None) is (mine.next_task is None)
        assert following is None or following.amount.state is not State.DONE


@given(any_steps, st.frozensets(slugs))
def test_steps_that_a_revision_took_out_do_not_count(found: list[Step], done: frozenset[str]) -> None:
    assert amount_of(found, done | {"taget-ud", "ogsaa-taget-ud"}) == amount_of(found, done)


@given(any_steps, st.frozensets(slugs))
def test_what_is_left_takes_the_time_of_the_steps_that_are_open(
    found: list[Step], done: frozenset[str]
) -> None:
    left = sum(step.seconds for step in found if step.slug not in done)
    assert amount_of(found, done).seconds_left == left


@given(any_steps, st.frozensets(slugs), slugs)
def test_doing_a_step_more_never_takes_anything_away(
    found: list[Step], done: frozenset[str], more: str
) -> None:
    before, after = amount_of(found, done), amount_of(found, done | {more})
    assert after.percent >= before.percent
    assert after.seconds_left <= before.seconds_left


def test_a_step_that_a_revision_added_is_open() -> None:
    assert amount_of(steps("a"), {"a"}).state is State.DONE
    assert amount_of(steps("a", "ny"), {"a"}) == Amount(1, 2, 60)


def test_a_lesson_and_a_scenario_of_the_same_name_are_two() -> None:
    both = [task(1, *steps("a")), task(1, *steps("a"), kind=Kind.SCENARIO)]
    mine = journey([module(1, *both)], {(Kind.SCENARIO, 1): {"a"}})
    assert [each.amount.done for each in mine.tasks] == [0, 1]
    assert mine.find(Kind.LESSON, "opgave-1") is mine.tasks[0]
    assert mine.task_after(Kind.SCENARIO, "opgave-1") is mine.tasks[0]


def test_the_same_slug_in_another_lesson_is_another_step() -> None:
    assert [each.amount.done for each in course({1: {"a"}}).tasks] == [1, 0, 0]


def test_the_first_lesson_comes_first() -> None:
    assert slug_of(course().next_task) == "opgave-1"


def test_a_lesson_that_is_begun_comes_before_one_that_is_not() -> None:
    assert slug_of(course({3: {"a"}}).next_task) == "opgave-3"


def test_of_lessons_that_are_begun_the_first_in_the_course_comes_first() -> None:
    assert slug_of(course({3: {"a"}, 2: {"b"}}).next_task) == "opgave-2"


def test_when_all_is_done_nothing_comes_next() -> None:
    everything = course({number: {"a", "b"} for number in (1, 2, 3)})
    assert everything.next_task is None
    assert everything.task_after(Kind.LESSON, "opgave-1") is None
    assert everything.amount == Amount(6, 6, 0)


def test_after_a_lesson_comes_the_next_in_the_course() -> None:
    assert slug_of(course({1: {"a", "b"}}).task_after(Kind.LESSON, "opgave-1")) == "opgave-2"


def test_after_the_last_lesson_come_the_ones_left_out_before_it() -> None:
    assert slug_of(course({3: {"a", "b"}}).task_after(Kind.LESSON, "opgave-3")) == "opgave-1"


def test_lessons_that_are_done_are_passed_over() -> None:
    assert slug_of(course({1: {"a", "b"}, 2: {"a", "b"}}).task_after(Kind.LESSON, "opgave-1")) == "opgave-3"


def test_after_a_lesson_that_is_not_ones_own_comes_the_first_open_one() -> None:
    assert slug_of(course().task_after(Kind.LESSON, "en-andens")) == "opgave-1"


def test_a_lesson_is_found_in_its_module() -> None:
    mine = course()
    found = mine.module_of(Kind.LESSON, "opgave-3")
    assert found is not None
    assert (found.number, found.module.slug) == (2, "modul-2")
    assert mine.module_of(Kind.LESSON, "en-andens") is None


def test_a_journey_without_lessons_is_empty() -> None:
    nothing = journey([], {})
    assert (nothing.tasks, nothing.next_task, nothing.amount) == ((), None, Amount(0, 0, 0))


class TestAskedAgain:
    MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
    TUESDAY = MONDAY + timedelta(days=1)
    KEY = (Kind.LESSON, 1)

    def of(self, done: Collection[str], **asked: datetime) -> TaskProgress:
        return task_progress(task(1, *steps("a", "b", "c")), {self.KEY: done}, {self.KEY: asked})

    def test_has_begun_also_when_nothing_else_is_done(self) -> None:
        found = self.of((), a=self.MONDAY)
        assert found.amount == Amount(0, 3, 180, is_reopened=True)
        assert found.amount.state is State.UNDER_WAY

    def test_says_which_steps_and_the_newest_day_of_those_that_are_open(self) -> None:
        assert self.of((), a=self.MONDAY, c=self.TUESDAY).again == Again(("a", "c"), self.TUESDAY)
        assert self.of({"c"}, a=self.MONDAY, c=self.TUESDAY).again == Again(("a",), self.MONDAY)

    def test_is_over_when_it_is_done_again_or_taken_out(self) -> None:
        for found in (self.of({"a"}, a=self.MONDAY), self.of(("b",), gone=self.MONDAY)):
            assert found.again is None
            assert not found.amount.is_reopened

    def test_of_one_task_is_of_the_whole_journey(self) -> None:
        mine = journey(
            [module(1, task(1, *steps("a")), task(2, *steps("a")))], {}, {self.KEY: {"a": self.MONDAY}}
        )
        assert mine.amount.has_begun
        assert mine.next_task is mine.tasks[0]

    def test_is_how_a_renewal_begins(self) -> None:
        mine = renewal([self.of((), a=self.MONDAY)], [Asked(*self.KEY)], ())
        assert mine.tasks[0].again
        assert not mine.amount.has_begun
