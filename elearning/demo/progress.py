"""What people have done so far: by the services that the pages use too, at moments in the past."""

from collections.abc import Sequence
from itertools import islice

from elearning.accounts.models import Person
from elearning.clock import today
from elearning.config import settings
from elearning.demo.chance import Chance
from elearning.demo.course import LessonStep, Quiz, Task, Weighing
from elearning.demo.quizzing import take_quiz
from elearning.demo.reading import Reader
from elearning.demo.weighing import ReasonsLeft, Weigher
from elearning.demo.working_days import moments, working_days
from elearning.progress.queries import journey
from elearning.progress.rules import Kind


def learn(
    person: Person, tasks: Sequence[Task], *, share: float, reasons: ReasonsLeft, keen: bool = False
) -> None:
    """Let a person do `share` (0 to 1) of the tasks for their roles, from their first day until yesterday.

    Who is `keen` writes everything that one can write. A panel member takes from `reasons`.
    """
    mine = _tasks_of(person, tasks)
    count = max(1, int(len(mine) * share)) if share else 0
    done = mine[:count]
    zone = settings().zone
    # Two sources of chance: how many days there are to choose from must not change what is done.
    days = working_days(person.starts_on, today(zone))
    needed = sum(task.moments for task in done)
    when = iter(moments(Chance(f"{person.email} when"), days, needed, zone))
    reader, weigher = Reader(person, keen=keen), Weigher(person, reasons, keen=keen)
    for task in done:
        at = list(islice(when, task.moments))
        match task:
            case LessonStep():
                reader.do(task, at[0])
            case Weighing():
                weigher.do(task, at)
            case Quiz():
                take_quiz(person, task, at)


def _tasks_of(person: Person, tasks: Sequence[Task]) -> list[Task]:
    """List what is in a person's journey; a panel member has weighed every dilemma for their roles."""
    mine = [task for task in tasks if task.audience & person.roles]
    if person.is_panel:
        return mine
    in_journey = {each.task.id for each in journey(person).tasks if each.task.kind is Kind.SCENARIO}
    return [task for task in mine if not isinstance(task, Weighing) or task.scenario_id in in_journey]
