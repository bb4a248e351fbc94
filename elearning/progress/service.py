"""What happens to what somebody is to complete. Nothing here commits."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime

from elearning import choices
from elearning.accounts.models import Person
from elearning.clock import day_of, now
from elearning.config import settings
from elearning.database import db, insert_or_ignore, upsert
from elearning.progress import summaries
from elearning.progress.deadlines import default_due
from elearning.progress.models import Assignment, LessonReviewed
from elearning.progress.rules import Asked

FIRST = 1


class AlreadyCompletedError(Exception):
    """The journey is completed, so its due date no longer means anything."""


def assign_course(person: Person) -> None:
    """Give somebody the whole course to complete; who has it keeps it with its days."""
    due_on = default_due(person.starts_on, choices.course().days_to_complete)
    _insert(person.id, FIRST, person.starts_on, due_on, ())


def assign_renewal(
    person_id: int, number: int, *, starts_on: date, due_on: date, tasks: Iterable[Asked]
) -> bool:
    """Give somebody a renewal, and tell whether they got it now; of two at once the first stays."""
    return _insert(person_id, number, starts_on, max(starts_on, due_on), tasks)


def set_due(assignment: Assignment, due_on: date) -> None:
    """Give a journey another last day.

    Raises AlreadyCompletedError, and ValueError for a day before it starts.
    """
    if assignment.completed_at:
        raise AlreadyCompletedError
    if due_on < assignment.starts_on:
        raise ValueError(f"{due_on} is before the journey starts, on {assignment.starts_on}")
    assignment.due_on = due_on
    summaries.keep(assignment.person_id, due_on=due_on)


def follow_first_day(person: Person) -> None:
    """Let the course begin on a first day that has changed; its due date moves by as many days.

    Who has completed it keeps the days they had.
    """
    course = db.session.get(Assignment, (person.id, FIRST), populate_existing=True)
    if course is None or course.completed_at:
        return
    moved = person.starts_on - course.starts_on
    course.starts_on, course.due_on = course.starts_on + moved, course.due_on + moved
    db.session.flush()


def complete(assignment: Assignment, moment: datetime) -> None:
    """Mark a journey as completed; the first time counts, and it stays."""
    assignment.completed_at = assignment.completed_at or moment
    db.session.flush()
    summaries.complete(assignment.person_id, day_of(assignment.completed_at, settings().zone))


def review_lesson(assignment: Assignment, lesson_id: int) -> None:
    """Keep that somebody has looked at what is new in a lesson: of a renewal, or since they completed it."""
    values = {"person_id": assignment.person_id, "number": assignment.number, "lesson_id": lesson_id}
    moment = {"reviewed_at": now()}
    db.session.execute(upsert(LessonReviewed, {**values, **moment}, changes=moment))


def _insert(person_id: int, number: int, starts_on: date, due_on: date, tasks: Iterable[Asked]) -> bool:
    values = {
        "person_id": person_id,
        "number": number,
        "starts_on": starts_on,
        "due_on": due_on,
        "tasks": [asdict(each) for each in tasks],
        "completed_at": None,
    }
    statement = insert_or_ignore(Assignment, values).returning(Assignment.number)
    return db.session.scalar(statement) is not None
