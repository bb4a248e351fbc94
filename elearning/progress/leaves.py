"""How leaves of absence move the due date of a journey. Nothing here commits."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from elearning.database import db
from elearning.progress import service
from elearning.progress.deadlines import moved_by_leaves
from elearning.progress.models import Assignment, LeaveOfAbsence

#: Of a leave that no journey counts: `number` says which one does.
NO_JOURNEY = 0


def count_leaves(journey: Assignment) -> None:
    """Move the due date of a journey by its leaves, whatever order they were written in.

    All are counted anew from the date without any, so it does not matter which came first.
    """
    db.session.flush()
    counted = _counted(journey)
    unpaused = journey.due_on - timedelta(days=sum(each.days for each in counted))
    spans = [(each.first, each.until) for each in counted]
    for leave, days in zip(counted, moved_by_leaves(spans, journey.starts_on, unpaused), strict=True):
        leave.days = days
    _move(journey, unpaused + timedelta(days=sum(each.days for each in counted)))


def leave_out(journey: Assignment, leave: LeaveOfAbsence) -> None:
    """Count a leave no more: the due date gets back the days that it moved it by."""
    days, leave.number, leave.days = leave.days, NO_JOURNEY, 0
    _move(journey, journey.due_on - timedelta(days=days))
    count_leaves(journey)


def take_over(journey: Assignment) -> None:
    """Let a journey that begins count the leaves that are not over when it does."""
    coming = db.session.scalars(
        sa.select(LeaveOfAbsence).where(
            LeaveOfAbsence.person_id == journey.person_id,
            LeaveOfAbsence.number < journey.number,
            LeaveOfAbsence.until >= journey.starts_on,
        )
    )
    for leave in coming:
        leave.number, leave.days = journey.number, 0
    count_leaves(journey)


def settle(person_ids: Sequence[int]) -> None:
    """Count the leaves up to now no more: somebody has named a due date, and that is the one."""
    db.session.execute(
        sa.update(LeaveOfAbsence)
        .where(LeaveOfAbsence.person_id.in_(person_ids), LeaveOfAbsence.number != NO_JOURNEY)
        .values(number=NO_JOURNEY, days=0)
    )


def _counted(journey: Assignment) -> Sequence[LeaveOfAbsence]:
    return db.session.scalars(
        sa.select(LeaveOfAbsence)
        .filter_by(person_id=journey.person_id, number=journey.number)
        .order_by(LeaveOfAbsence.first)
    ).all()


def _move(journey: Assignment, due_on: date) -> None:
    if due_on != journey.due_on:
        service.set_due(journey, max(due_on, journey.starts_on))
