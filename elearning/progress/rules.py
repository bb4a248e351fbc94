"""How far a person is: pure arithmetic on what they have to do and what they have done."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True)
class Lesson:
    """A lesson that somebody is to complete."""

    id: int
    slug: str
    title: str
    summary: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Module:
    """A module with those of its lessons that somebody is to complete."""

    slug: str
    title: str
    summary: str
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True)
class Amount:
    """So many steps of so many, and the time the rest takes, in seconds."""

    done: int
    total: int
    seconds_left: int

    @property
    def state(self) -> State:
        if self.total and self.done == self.total:
            return State.DONE
        return State.UNDER_WAY if self.done else State.NOT_STARTED

    @property
    def percent(self) -> int:
        """Rounded down: 100 means everything, and nothing less does."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def minutes_left(self) -> int:
        """Rounded up, so that nobody is promised less than it takes."""
        return math.ceil(self.seconds_left / 60)


@dataclass(frozen=True)
class LessonProgress:
    lesson: Lesson
    amount: Amount


@dataclass(frozen=True)
class ModuleProgress:
    number: int
    module: Module
    lessons: tuple[LessonProgress, ...]
    amount: Amount


@dataclass(frozen=True)
class Journey:
    """Everything one person is to complete, how far they are, and what comes next."""

    modules: tuple[ModuleProgress, ...]
    amount: Amount

    @property
    def lessons(self) -> tuple[LessonProgress, ...]:
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def next_lesson(self) -> LessonProgress | None:
        """Give the lesson to go on with: one that is begun before one that is not."""
        open_lessons = [each for each in self.lessons if each.amount.state is not State.DONE]
        begun = [each for each in open_lessons if each.amount.state is State.UNDER_WAY]
        return next(iter(begun or open_lessons), None)

    def lesson_after(self, slug: str) -> LessonProgress | None:
        """Give the next lesson in the course's order that is not done, starting after `slug`, then from the top."""
        slugs = [each.lesson.slug for each in self.lessons]
        start = slugs.index(slug) + 1 if slug in slugs else 0
        around = [*self.lessons[start:], *self.lessons[:start]]
        return next((each for each in around if each.amount.state is not State.DONE), None)

    def module_of(self, lesson_slug: str) -> ModuleProgress | None:
        """Give the module that a lesson of this journey is in."""
        return next(
            (
                module
                for module in self.modules
                if any(each.lesson.slug == lesson_slug for each in module.lessons)
            ),
            None,
        )


def journey(modules: Sequence[Module], done: Mapping[int, Collection[str]]) -> Journey:
    """Compare what is to be done with what is done; `done` has step slugs by lesson id.

    A step that a later revision took out no longer counts; one that it added is open.
    """
    progress = tuple(
        _module_progress(number, module, done) for number, module in enumerate(modules, start=1)
    )
    return Journey(progress, _sum([module.amount for module in progress]))


def _module_progress(number: int, module: Module, done: Mapping[int, Collection[str]]) -> ModuleProgress:
    lessons = tuple(
        LessonProgress(lesson, _amount(lesson, done.get(lesson.id, ()))) for lesson in module.lessons
    )
    return ModuleProgress(number, module, lessons, _sum([lesson.amount for lesson in lessons]))


def _amount(lesson: Lesson, done: Collection[str]) -> Amount:
    left = [step for step in lesson.steps if step.slug not in done]
    return Amount(len(lesson.steps) - len(left), len(lesson.steps), sum(step.seconds for step in left))


def _sum(amounts: Sequence[Amount]) -> Amount:
    return Amount(
        done=sum(amount.done for amount in amounts),
        total=sum(amount.total for amount in amounts),
        seconds_left=sum(amount.seconds_left for amount in amounts),
    )
