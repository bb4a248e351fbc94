"""What a person has to do and how far they are with it: pure arithmetic."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar

Of = TypeVar("Of")


class State(StrEnum):
    """How far something is."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"


@dataclass(frozen=True)
class Step:
    """A step as far as progress is concerned: its slug, and how long it takes in seconds."""

    slug: str
    seconds: int


class Kind(StrEnum):
    """What a task is."""

    LESSON = "lesson"
    SCENARIO = "scenario"
    QUIZ = "quiz"


@dataclass(frozen=True)
class Task:
    """Something that somebody is to complete: a lesson, a scenario, or a module's quiz."""

    kind: Kind
    id: int
    slug: str
    title: str
    summary: str
    steps: tuple[Step, ...]

    @property
    def key(self) -> tuple[Kind, int]:
        """What tells it from every other task."""
        return self.kind, self.id


@dataclass(frozen=True)
class Picture:
    """A module's picture: the name of its file, and what it shows in words."""

    file: str
    alt: str


@dataclass(frozen=True)
class Module:
    """A module with those of its tasks that somebody is to complete."""

    slug: str
    title: str
    summary: str
    tasks: tuple[Task, ...]
    picture: Picture | None = None


#: The slugs of the steps that are done, by the key of their task.
Done = Mapping[tuple[Kind, int], Collection[str]]
#: When the text was published that asked for a step again which had been done: by task, then by slug.
AskedAgain = Mapping[tuple[Kind, int], Mapping[str, datetime]]
NOTHING_AGAIN: Final[AskedAgain] = MappingProxyType({})


def percent(done: int, total: int) -> int:
    """Give how much of all is done, rounded down: 100 means everything, and nothing less does."""
    return 100 * done // total if total else 0


@dataclass(frozen=True)
class Amount:
    """So many steps of so many, and the time the rest takes, in seconds.

    `is_reopened` says that some had been done before a new text asked for them again.
    """

    done: int
    total: int
    seconds_left: int
    is_reopened: bool = False

    @property
    def has_begun(self) -> bool:
        """Who is asked for what they did again has begun, also when nothing else is done."""
        return self.done > 0 or self.is_reopened

    @property
    def state(self) -> State:
        if self.total and self.done == self.total:
            return State.DONE
        return State.UNDER_WAY if self.has_begun else State.NOT_STARTED

    @property
    def percent(self) -> int:
        return percent(self.done, self.total)

    @property
    def minutes_left(self) -> int:
        """Rounded up, so that nobody is promised less than it takes."""
        return math.ceil(self.seconds_left / 60)


@dataclass(frozen=True)
class Again:
    """What somebody had done of a task and is to do again, and when the text that asks was published."""

    steps: tuple[str, ...]
    since: datetime


@dataclass(frozen=True)
class TaskProgress:
    task: Task
    amount: Amount
    again: Again | None = None


@dataclass(frozen=True)
class ModuleProgress:
    number: int
    module: Module
    tasks: tuple[TaskProgress, ...]
    amount: Amount


@dataclass(frozen=True)
class Journey:
    """Everything one person is to complete, how far they are, and what comes next."""

    modules: tuple[ModuleProgress, ...]
    amount: Amount

    @property
    def tasks(self) -> tuple[TaskProgress, ...]:
        return tuple(task for module in self.modules for task in module.tasks)

    @property
    def next_task(self) -> TaskProgress | None:
        """Give the task to go on with: one that is begun before one that is not."""
        open_tasks = [each for each in self.tasks if each.amount.state is not State.DONE]
        begun = [each for each in open_tasks if each.amount.state is State.UNDER_WAY]
        return next(iter(begun or open_tasks), None)

    @property
    def finished_lessons(self) -> dict[int, Task]:
        """Give the lessons that are done, by their ids and in their order."""
        done = (each.task for each in self.tasks if each.amount.state is State.DONE)
        return {task.id: task for task in done if task.kind is Kind.LESSON}

    def find(self, kind: Kind, slug: str) -> TaskProgress | None:
        """Find one task of the journey."""
        return next((each for each in self.tasks if each.task.kind is kind and each.task.slug == slug), None)

    def task_after(self, kind: Kind, slug: str) -> TaskProgress | None:
        """Give the next task that is not done: first of those after this one, then from the top."""
        names = [(each.task.kind, each.task.slug) for each in self.tasks]
        start = names.index((kind, slug)) + 1 if (kind, slug) in names else 0
        around = [*self.tasks[start:], *self.tasks[:start]]
        return next((each for each in around if each.amount.state is not State.DONE), None)

    def module_of(self, kind: Kind, slug: str) -> ModuleProgress | None:
        """Give the module that a task of this journey is in."""
        found = self.find(kind, slug)
        return next((module for module in self.modules if found in module.tasks), None)


def journey(modules: Sequence[Module], done: Done, asked: AskedAgain = NOTHING_AGAIN) -> Journey:
    """Compare what is to be done with what is done, and with what of it is `asked` for again.

    A step that a later revision took out no longer counts; one that it added is open.
    """
    progress = tuple(
        _module_progress(number, module, done, asked) for number, module in enumerate(modules, start=1)
    )
    return Journey(progress, _sum([module.amount for module in progress]))


def task_progress(task: Task, done: Done, asked: AskedAgain = NOTHING_AGAIN) -> TaskProgress:
    """Compare one task with what is done, and with what of it is `asked` for again."""
    left = [step for step in task.steps if step.slug not in done.get(task.key, ())]
    again = _again(left, asked.get(task.key, {}))
    number, seconds = len(task.steps), sum(step.seconds for step in left)
    return TaskProgress(task, Amount(number - len(left), number, seconds, again is not None), again)


def _again(left: Sequence[Step], asked: Mapping[str, datetime]) -> Again | None:
    """Give what is asked for again of the steps that are left; what is done again is not."""
    steps = tuple(step.slug for step in left if step.slug in asked)
    return Again(steps, max(asked[step] for step in steps)) if steps else None


def _module_progress(number: int, module: Module, done: Done, asked: AskedAgain) -> ModuleProgress:
    tasks = tuple(task_progress(task, done, asked) for task in module.tasks)
    return ModuleProgress(number, module, tasks, _sum([task.amount for task in tasks]))


def _sum(amounts: Sequence[Amount]) -> Amount:
    return Amount(
        done=sum(amount.done for amount in amounts),
        total=sum(amount.total for amount in amounts),
        seconds_left=sum(amount.seconds_left for amount in amounts),
        is_reopened=any(amount.is_reopened for amount in amounts),
    )


@dataclass(frozen=True)
class Missing:
    """What a journey still lacks: steps of lessons by the title of their module, dilemmas, and quizzes."""

    steps: Mapping[str, int]
    dilemmas: int
    quizzes: int

    def __bool__(self) -> bool:
        return bool(self.steps or self.dilemmas or self.quizzes)


def missing(mine: Journey) -> Missing:
    """Say what is left.

    Everything counts: each step of each lesson for one's roles, each required dilemma weighed to the end, and
    each module's quiz passed.
    """
    left = [
        (module.module.title, each.task.kind, each.amount.total - each.amount.done)
        for module in mine.modules
        for each in module.tasks
        if each.amount.state is not State.DONE
    ]
    steps: Counter[str] = Counter()
    for title, kind, number in left:
        if kind is Kind.LESSON:
            steps[title] += number
    kinds = Counter(kind for _title, kind, _number in left)
    return Missing(dict(steps), kinds[Kind.SCENARIO], kinds[Kind.QUIZ])


def is_complete(mine: Journey) -> bool:
    """Tell whether a journey is completed. One without anything in it never is."""
    return bool(mine.tasks) and not missing(mine)


REVIEWED = Step("reviewed", 120)


@dataclass(frozen=True)
class Asked:
    """What a renewal asks for. Of a lesson that was read before it is only what is new, unless `whole`."""

    kind: Kind
    id: int
    whole: bool = True


def renewal(tasks: Sequence[TaskProgress], asked: Collection[Asked], reviewed: Collection[int]) -> Journey:
    """Make the journey of a renewal from the tasks of the course; lessons in `reviewed` are looked at.

    To ask for a dilemma again is how a renewal begins, so that alone does not mean that somebody has begun.
    """
    whole = {(each.kind, each.id): each.whole for each in asked}
    wanted = tuple(each for each in tasks if each.task.key in whole)
    progress = tuple(each if whole[each.task.key] else _asked_again(each, reviewed) for each in wanted)
    module = Module("renewal", "", "", tuple(each.task for each in progress))
    amount = replace(_sum([each.amount for each in progress]), is_reopened=False)
    return Journey((ModuleProgress(1, module, progress, amount),), amount)


def _asked_again(progress: TaskProgress, reviewed: Collection[int]) -> TaskProgress:
    again = replace(progress.task, steps=(REVIEWED,))
    return task_progress(again, {again.key: {REVIEWED.slug} if again.id in reviewed else set()})


def varied(balances: Mapping[Of, Collection[str]], number: int) -> list[Of]:
    """Choose dilemmas (their balances given) so that each balance gets its share; else by their order."""
    left = dict(balances)
    chosen: list[Of] = []
    met: Counter[str] = Counter()
    while left and len(chosen) < number:
        best = min(left, key=lambda key: min((met[balance] for balance in left[key]), default=0))
        met.update(left.pop(best))
        chosen.append(best)
    return chosen


def minutes(module: Module) -> int:
    """Give how many minutes the tasks of a module take, rounded up."""
    return math.ceil(sum(step.seconds for task in module.tasks for step in task.steps) / 60)
