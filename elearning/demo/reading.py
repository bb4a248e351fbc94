"""How somebody goes through a lesson: now and then wrong at first, writing a note or not."""

from datetime import datetime, timedelta
from itertools import cycle

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.clock import pretend
from elearning.demo.chance import Chance
from elearning.demo.course import LessonStep
from elearning.demo.writings import CIRCLE_OF_THE_LED, NOTES, NOTES_ANYWHERE, RELATIONS
from elearning.modules import content, service
from elearning.modules.place import Place

# How often, of a hundred times.
WRONG_FIRST = 35
WRITES_A_NOTE = 55
WORKS_WELL = 60
COMES_FIRST = 25

MOST_IN_A_CIRCLE = 2
SECOND_TRY_AFTER = timedelta(seconds=30)


class Reader:
    """Somebody on their way through the lessons. Who is `keen` writes every note."""

    def __init__(self, person: Person, *, keen: bool) -> None:
        self._person = person
        self._writes_a_note = 100 if keen else WRITES_A_NOTE
        self._chance = Chance(person.email)
        self._notes = cycle(self._chance.sample(NOTES_ANYWHERE, len(NOTES_ANYWHERE)))

    def do(self, task: LessonStep, moment: datetime) -> None:
        """Do one step as its kind asks, and be done with it at `moment`."""
        place = task.place(self._person)
        if isinstance(task.step, content.CheckStep) and self._chance.happens(WRONG_FIRST):
            with pretend(moment - SECOND_TRY_AFTER):
                service.answer_check(place, task.step, self._wrong_answer(task.step))
        with pretend(moment):
            self._work_on(place, task.step)
            service.complete_step(place, next_step=task.following)

    def _work_on(self, place: Place, step: content.Step) -> None:
        match step:
            case content.CheckStep():
                service.answer_check(place, step, _right_answer(step))
            case content.ReflectStep() if self._chance.happens(self._writes_a_note):
                service.save_note(place, self._note(step), version=0)
            case content.RelationsStep():
                self._place_relations(place, step)

    def _wrong_answer(self, step: content.CheckStep) -> frozenset[int]:
        wrong = [number for number, option in enumerate(step.options) if not option.correct]
        return frozenset({self._chance.choice(wrong)})

    def _note(self, step: content.ReflectStep) -> str:
        fitting = NOTES.get(step.slug)
        return self._chance.choice(fitting) if fitting else next(self._notes)

    def _place_relations(self, place: Place, step: content.RelationsStep) -> None:
        for circle in step.circles:
            if circle.slug == CIRCLE_OF_THE_LED and not self._leads():
                continue
            names = RELATIONS.get(circle.slug, ())
            number = self._chance.randint(0, min(MOST_IN_A_CIRCLE, len(names)))
            for name in self._chance.sample(names, number):
                service.save_relation(place, None, self._relation(circle.slug, name))

    def _relation(self, circle: str, name: str) -> dict[str, str | bool]:
        return {
            "circle": circle,
            "name": name,
            "works_well": self._chance.happens(WORKS_WELL),
            "comes_first": self._chance.happens(COMES_FIRST),
        }

    def _leads(self) -> bool:
        return self._person.role is not FoundationRole.EMPLOYEE


def _right_answer(step: content.CheckStep) -> frozenset[int]:
    return frozenset(number for number, option in enumerate(step.options) if option.correct)
