"""What a journey still lacks, when it is completed, and what a renewal asks for."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.progress.rules import (
    Amount,
    Asked,
    Journey,
    Kind,
    Missing,
    Module,
    State,
    Step,
    Task,
    TaskProgress,
    is_complete,
    journey,
    minutes,
    missing,
    renewal,
    task_progress,
    varied,
)

LESSON, SCENARIO, QUIZ = Kind
HALF = 30  # seconds of a step


def task(number: int, kind: Kind = LESSON, steps: int = 2, *, seconds: int = HALF) -> Task:
    found = tuple(Step(f"trin-{step}", seconds) for step in range(steps))
    return Task(kind, number, f"opgave-{number}", f"Opgave {number}", "Om noget.", found)


def module(title: str, *tasks: Task) -> Module:
    return Module(title.lower(), title, "Om noget.", tasks)


def walked(*modules: Module, done: dict[int, int] | None = None) -> Journey:
    """A journey on which of task `number` the first so many steps are done."""
    numbers = done or {}
    return journey(
        modules,
        {
            each.key: {step.slug for step in each.steps[: numbers.get(each.id, 0)]}
            for found in modules
            for each in found.tasks
        },
    )


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    """Some journey, on which every task is at some step."""
    numbers = iter(range(1, 100))
    modules, done = [], {}
    for title in draw(st.sets(st.sampled_from(["Velkommen", "Rollerne", "Balancerne"]))):
        tasks = []
        for kind in draw(st.lists(st.sampled_from(Kind), max_size=4)):
            each = task(next(numbers), kind, draw(st.integers(1, 4)))
            done[each.id] = draw(st.integers(0, len(each.steps)))
            tasks.append(each)
        modules.append(module(title, *tasks))
    return walked(*modules, done=done)


class TestWhatIsMissing:
    def test_of_lessons_is_counted_in_steps_by_module(self) -> None:
        mine = walked(
            module("Velkommen", task(1), task(2, steps=3)),
            module("Rollerne", task(3)),
            module("Balancerne", task(4)),
            done={1: 1, 2: 1, 3: 0, 4: 2},
        )
        assert missing(mine) == Missing({"Velkommen": 3, "Rollerne": 2}, 0, 0)

    def test_of_dilemmas_and_quizzes_is_counted_in_wholes_however_far_one_is(self) -> None:
        tasks = [task(1, SCENARIO, 3), task(2, SCENARIO, 3), task(3, SCENARIO, 3), task(4, QUIZ, 1)]
        mine = walked(module("Balancerne", *tasks), done={1: 2, 2: 3})
        assert missing(mine) == Missing({}, 2, 1)

    @given(journeys())
    def test_is_every_step_that_is_not_done_and_nothing_else(self, mine: Journey) -> None:
        lacking = missing(mine)
        open_tasks = [each for each in mine.tasks if each.amount.done < each.amount.total]
        kinds = Counter(each.task.kind for each in open_tasks)
        assert (lacking.dilemmas, lacking.quizzes) == (kinds[SCENARIO], kinds[QUIZ])
        left = sum(each.amount.total - each.amount.done for each in open_tasks if each.task.kind is LESSON)
        assert sum(lacking.steps.values()) == left
        assert 0 not in lacking.steps.values()

    @given(journeys())
    def test_is_nothing_exactly_when_no_task_is_left(self, mine: Journey) -> None:
        assert bool(missing(mine)) is (mine.next_task is not None)


class TestAJourney:
    @given(journeys())
    def test_is_completed_when_all_of_it_is_done(self, mine: Journey) -> None:
        everything = all(each.amount.state is State.DONE for each in mine.tasks)
        assert is_complete(mine) is (bool(mine.tasks) and everything)

    @pytest.mark.parametrize("left", Kind)
    def test_is_not_completed_while_one_task_of_any_kind_is_left(self, left: Kind) -> None:
        tasks = [task(number, kind) for number, kind in enumerate(Kind)]
        done = {each.id: 1 if each.kind is left else 2 for each in tasks}
        assert not is_complete(walked(module("Rollerne", *tasks), done=done))
        assert is_complete(walked(module("Rollerne", *tasks), done=dict.fromkeys(done, 2)))

    def test_without_anything_in_it_is_never_completed(self) -> None:
        assert not is_complete(journey([], {}))
        assert not is_complete(journey([module("Rollerne")], {}))


class TestTheMinutesOfAModule:
    @pytest.mark.parametrize(
        ("tasks", "expected"),
        [
            ((), 0),
            ((task(1, steps=1, seconds=1),), 1),
            ((task(1, steps=2, seconds=30),), 1),
            ((task(1, steps=2, seconds=30), task(2, QUIZ, 1, seconds=1)), 2),
        ],
    )
    def test_are_those_of_all_its_tasks_rounded_up_once(self, tasks: tuple[Task, ...], expected: int) -> None:
        assert minutes(module("Rollerne", *tasks)) == expected

    @given(st.lists(st.integers(0, 900), max_size=5))
    def test_are_never_less_than_it_takes(self, seconds: list[int]) -> None:
        found = minutes(
            module("Rollerne", *(task(n, steps=1, seconds=each) for n, each in enumerate(seconds)))
        )
        assert found == math.ceil(sum(seconds) / 60)


NEWS_OF_1, NEWS_OF_2 = (Asked(Kind.LESSON, number, whole=False) for number in (1, 2))


class TestARenewal:
    def test_asks_of_a_lesson_read_before_only_to_look_at_what_is_new(self) -> None:
        mine = renewal([task_progress(task(1, steps=5), {})], [NEWS_OF_1], ())
        (asked,) = mine.tasks
        assert asked.amount == Amount(0, 1, 120)
        assert (asked.task.slug, asked.task.title) == ("opgave-1", "Opgave 1")

    def test_asks_for_the_whole_of_a_lesson_never_read(self) -> None:
        unread = task_progress(task(1, steps=5), {})
        assert renewal([unread], [Asked(Kind.LESSON, 1)], {1}).tasks == (unread,)

    def test_takes_a_lesson_for_done_when_it_is_looked_at_and_not_because_it_once_was_read(self) -> None:
        read_once = [task_progress(each, {each.key: {"trin-0", "trin-1"}}) for each in (task(1), task(2))]
        asked = [NEWS_OF_1, NEWS_OF_2]
        mine = renewal(read_once, asked, {2})
        assert [each.amount.state for each in mine.tasks] == [State.NOT_STARTED, State.DONE]
        assert not is_complete(mine)
        assert is_complete(renewal(read_once, asked, {1, 2}))

    def test_takes_a_dilemma_as_far_as_one_is_with_it(self) -> None:
        each = task(1, SCENARIO, 3)
        under_way: TaskProgress = task_progress(each, {each.key: {"trin-0"}})
        assert renewal([under_way], [Asked(SCENARIO, 1)], {1}).tasks == (under_way,)

    def test_sums_up_all_it_asks_for(self) -> None:
        tasks = [task_progress(each, {}) for each in (task(1, steps=4), task(2, SCENARIO, 3), task(3))]
        assert renewal(tasks, [NEWS_OF_1, Asked(SCENARIO, 2)], {1}).amount == Amount(1, 4, 3 * HALF)

    def test_that_asks_for_nothing_has_nothing_left(self) -> None:
        assert renewal([task_progress(task(1), {})], [], ()).next_task is None


X, Y, Z = "x", "y", "z"
balances = st.dictionaries(st.integers(0, 30), st.sampled_from([X, Y, Z]).map(lambda one: (one,)))


class TestVariedDilemmas:
    @pytest.mark.parametrize(
        ("found", "number", "expected"),
        [
            ([(X,), (X,), (X,), (Y,), (Z,)], 3, [0, 3, 4]),
            ([(X,), (X,), (Y,), (X,)], 3, [0, 2, 1]),  # when a balance has run out, the course's order
            ([(X,), (X, Y), (X,), (Y,)], 2, [0, 1]),
            ([(Y,), (Z,), (X,)], 2, [0, 1]),
            ([(X,)], 3, [0]),
            ([], 3, []),
        ],
    )
    def test_begin_with_the_courses_first_and_go_on_with_what_is_not_met_yet(
        self, found: list[tuple[str, ...]], number: int, expected: list[int]
    ) -> None:
        assert varied(dict(enumerate(found)), number) == expected

    @given(balances, st.integers(0, 10))
    def test_are_as_many_as_wanted_or_all_there_are_and_none_twice(
        self, found: dict[int, tuple[str]], number: int
    ) -> None:
        chosen = varied(found, number)
        assert len(chosen) == min(number, len(found))
        assert len(set(chosen)) == len(chosen)
        assert set(chosen) <= found.keys()

    @given(balances, st.integers(0, 10))
    def test_give_each_balance_its_share_as_long_as_there_are_any(
        self, found: dict[int, tuple[str]], number: int
    ) -> None:
        chosen = varied(found, number)
        met = Counter(found[key][0] for key in chosen)
        left = {found[key][0] for key in found.keys() - set(chosen)}
        assert all(met[balance] >= max(met.values(), default=0) - 1 for balance in left)
