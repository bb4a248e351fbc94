"""What people have done so far: by the services that the pages use too, at moments in the past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from random import Random

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.clock import pretend, today
from elearning.config import settings
from elearning.demo.working_days import moments, working_days
from elearning.demo.writings import CIRCLE_OF_THE_LED, NOTES, NOTES_ANYWHERE, RELATIONS
from elearning.modules import content, queries, service
from elearning.modules.place import Place

# How often, of a hundred times.
WRONG_FIRST = 35
WRITES_A_NOTE = 55
WORKS_WELL = 60
COMES_FIRST = 25

MOST_IN_A_CIRCLE = 2
SECOND_TRY_AFTER = timedelta(seconds=30)
_NOBODY = 0  # no person has this id: the lesson as it is before anything is done


@dataclass(frozen=True)
class Task:
    """One step of the course, for those whose roles are in `audience`."""

    audience: frozenset[FoundationRole]
    lesson_id: int
    revision_id: int
    step: content.Step
    following: str | None

    def place(self, person: Person) -> Place:
        return Place(person.id, self.lesson_id, self.revision_id, self.step.slug)


def course() -> list[Task]:
    """List the steps of the published lessons in the order of the course."""
    tasks = []
    for lesson in queries.published_lessons():
        if opened := queries.open_lesson(_NOBODY, lesson.slug):
            steps = opened.text.steps
            following = [*(step.slug for step in steps[1:]), None]
            tasks += [
                Task(lesson.audience, opened.id, opened.revision_id, step, after)
                for step, after in zip(steps, following, strict=True)
            ]
    return tasks


def learn(person: Person, tasks: Sequence[Task], *, share: float, keen: bool = False) -> None:
    """Let a person do `share` (0 to 1) of the tasks for their roles, from their first day until yesterday.

    Who is `keen` writes every note.
    """
    mine = [task for task in tasks if task.audience & person.roles]
    count = max(1, int(len(mine) * share)) if share else 0
    zone = settings().zone
    # Two sources of chance: how many days there are to choose from must not change what is done.
    days = working_days(person.starts_on, today(zone))
    when = moments(Random(f"{person.email} when"), days, count, zone)  # noqa: S311 - made-up people, not secrets
    learner = Learner(person, writes_a_note=100 if keen else WRITES_A_NOTE)
    for task, moment in zip(mine[:count], when, strict=True):
        learner.do(task, moment)


class Learner:
    """Somebody on their way through the course: now and then wrong at first, writing a note or not."""

    def __init__(self, person: Person, *, writes_a_note: int) -> None:
        self._person = person
        self._writes_a_note = writes_a_note
        self._rng = Random(person.email)  # noqa: S311 - made-up people, not secrets
        self._notes = cycle(self._rng.sample(NOTES_ANYWHERE, len(NOTES_ANYWHERE)))

    def do(self, task: Task, moment: datetime) -> None:
        """Do one step as its kind asks, and be done with it at `moment`."""
        place = task.place(self._person)
        if isinstance(task.step, content.CheckStep) and self._happens(WRONG_FIRST):
            with pretend(moment - SECOND_TRY_AFTER):
                service.answer_check(place, task.step, self._wrong_answer(task.step))
        with pretend(moment):
            self._work_on(place, task.step)
            service.complete_step(place, next_step=task.following)

    def _work_on(self, place: Place, step: content.Step) -> None:
        match step:
            case content.CheckStep():
                service.answer_check(place, step, _right_answer(step))
            case content.ReflectStep() if self._happens(self._writes_a_note):
                service.save_note(place, self._note(step), version=0)
            case content.RelationsStep():
                self._place_relations(place, step)

    def _wrong_answer(self, step: content.CheckStep) -> frozenset[int]:
        wrong = [number for number, option in enumerate(step.options) if not option.correct]
        return frozenset({self._rng.choice(wrong)})

    def _note(self, step: content.ReflectStep) -> str:
        fitting = NOTES.get(step.slug)
        return self._rng.choice(fitting) if fitting else next(self._notes)

    def _place_relations(self, place: Place, step: content.RelationsStep) -> None:
        for circle in step.circles:
            if circle.slug == CIRCLE_OF_THE_LED and not self._leads():
                continue
            names = RELATIONS.get(circle.slug, ())
            for name in self._rng.sample(names, self._rng.randint(0, min(MOST_IN_A_CIRCLE, len(names)))):
                service.save_relation(place, None, self._relation(circle.slug, name))

    def _relation(self, circle: str, name: str) -> dict[str, str | bool]:
        return {
            "circle": circle,
            "name": name,
            "works_well": self._happens(WORKS_WELL),
            "comes_first": self._happens(COMES_FIRST),
        }

    def _leads(self) -> bool:
        return self._person.role is not FoundationRole.EMPLOYEE

    def _happens(self, percent: int) -> bool:
        return self._rng.randrange(100) < percent


def _right_answer(step: content.CheckStep) -> frozenset[int]:
    return frozenset(number for number, option in enumerate(step.options) if option.correct)
