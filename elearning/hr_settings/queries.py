"""Reads for the pages of settings: whom a change touches, and who changed something last."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from elearning import choices
from elearning.accounts.models import Person
from elearning.certificates.models import Certificate
from elearning.database import db
from elearning.progress.models import ProgressSummary


@dataclass(frozen=True)
class Touched:
    """How many people are on their way to a certificate, and how many certificates are valid or were."""

    under_way: int
    certificates: int


@dataclass(frozen=True)
class Change:
    """When something was changed, and by whom; nobody is named who has been erased."""

    at: datetime
    by: str | None


def touched() -> Touched:
    """Count whom the days and the validity are about: one statement."""
    open_journeys = sa.select(sa.func.count()).select_from(ProgressSummary)
    is_open = (ProgressSummary.due_on.is_not(None), ProgressSummary.completed_on.is_(None))
    issued = sa.select(sa.func.count()).select_from(Certificate).where(Certificate.revoked_at.is_(None))
    under_way = open_journeys.where(*is_open).scalar_subquery()
    return Touched(*db.session.execute(sa.select(under_way, issued.scalar_subquery())).one())


def last_change(name: str) -> Change | None:
    """Say who saved a part last: one statement."""
    found = choices.stored(name)
    if found.changed_at is None:
        return None
    who = sa.select(Person.name).where(Person.id == found.changed_by_id)
    return Change(found.changed_at, db.session.scalar(who))
