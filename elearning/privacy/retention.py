"""What runs out by time: finding it, and deleting it in small transactions.

Other services never commit. This one must: a nightly run over everybody would else keep learners waiting.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import sqlalchemy as sa

from elearning.accounts.models import PasswordReset, Person
from elearning.audit import AuditEntry
from elearning.clock import now, today
from elearning.config import Settings, settings
from elearning.database import Base, db
from elearning.modules.models import CheckAnswer, Note, Relation
from elearning.privacy import rules, service
from elearning.privacy.models import Departure, RetentionRun
from elearning.privacy.rules import Kind, Limit
from elearning.quizzes.models import PanelReason, PriceAnswer, QuizAttempt, Takeaway, Weighting
from elearning.rate_limit import RateLimitCount
from elearning.reminders.models import Reminder, ReminderRun
from elearning.signals import answers_deleted

#: How many rows, or people's rows, one transaction deletes.
BATCH: Final = 500
REASON: Final = "retention"

DAYS: Final[Mapping[Kind, Callable[[Settings], int]]] = {
    Kind.NOTES: lambda chosen: chosen.keep_notes_days,
    Kind.ANSWERS: lambda chosen: chosen.keep_answers_days,
    Kind.MAIL_LOG: lambda chosen: chosen.keep_mail_log_days,
    Kind.AUDIT: lambda chosen: chosen.keep_audit_days,
    Kind.RATE_LIMITS: lambda chosen: chosen.keep_rate_limit_days,
    Kind.PASSWORD_LINKS: lambda chosen: chosen.keep_password_link_days,
    Kind.PEOPLE: lambda chosen: chosen.keep_people_who_left_days,
    Kind.FILES: lambda _chosen: 1,  # as the pages that take them say
    Kind.DRAFTS: lambda _chosen: 365,  # and as the page that lists them says
}

#: A table, and which of its rows are over.
Table = type[Base] | sa.Table
Over = tuple[Table, sa.ColumnElement[bool]]


def notice_departures() -> None:
    """Let the time of those who have left begin, and end it for those who are back. It does not commit."""
    day = today(settings().zone)
    gone = sa.select(Person.id, sa.literal(day)).where(
        ~Person.is_active, ~sa.exists().where(Departure.person_id == Person.id)
    )
    db.session.execute(sa.insert(Departure).from_select(["person_id", "noticed_on"], gone))
    back = sa.select(Person.id).where(Person.is_active)
    db.session.execute(sa.delete(Departure).where(Departure.person_id.in_(back)))


def count_over() -> dict[Kind, int]:
    """Count what a run would delete now, by kind."""
    return {kind: sum(_count(table, over) for table, over in _over(kind, _limit(kind))) for kind in Kind}


def clean() -> dict[Kind, int]:
    """Delete all whose time is over, and log how much of each kind. It commits."""
    notice_departures()
    db.session.commit()
    deleted = {}
    for kind in Kind:
        deleted[kind] = _erase_people(_limit(kind)) if kind is Kind.PEOPLE else _delete_over(kind)
        db.session.add(RetentionRun(kind=kind.value, count=deleted[kind]))
        db.session.commit()
    return deleted


def _limit(kind: Kind) -> Limit:
    return rules.limit(now(), today(settings().zone), DAYS[kind](settings()))


def _over(kind: Kind, limit: Limit) -> list[Over]:
    """List the tables of a kind, in the order in which they are emptied."""
    before = limit.moment
    # A mail's row is what keeps it from being sent again, so it stays as long as its day is near.
    is_old_mail = (Reminder.created_at < before) & (Reminder.due_on < limit.day)
    # Of rooms beside this one. What belongs to their rows goes along.
    sent = [Base.metadata.tables[name] for name in ("people_import", "content_upload")]
    copies = Base.metadata.tables["draft_copy"]
    tables: Mapping[Kind, list[Over]] = {
        Kind.NOTES: [
            (Note, Note.updated_at < before),
            (Takeaway, Takeaway.updated_at < before),
            (Relation, Relation.changed_at < before),
        ],
        Kind.ANSWERS: _answers_over(limit),
        Kind.MAIL_LOG: [(Reminder, is_old_mail), (ReminderRun, ReminderRun.started_at < before)],
        Kind.AUDIT: [(AuditEntry, AuditEntry.at < before)],
        Kind.RATE_LIMITS: [(RateLimitCount, RateLimitCount.ends_at < before.timestamp())],
        Kind.PASSWORD_LINKS: [(PasswordReset, PasswordReset.expires_at < before)],
        Kind.PEOPLE: [(Departure, Departure.noticed_on < limit.day)],
        Kind.FILES: [(file, file.c.at < before) for file in sent],
        Kind.DRAFTS: [(copies, copies.c.replaced_at < before)],
    }
    return tables[kind]


def _answers_over(limit: Limit) -> list[Over]:
    """List answers; those to one dilemma end together, as long after the newest weighting in it."""

    def is_weighed_since(answer: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401 - a table of answers
        newer = sa.orm.aliased(Weighting)
        return sa.exists().where(
            newer.person_id == answer.person_id,
            newer.revision_id == answer.revision_id,
            newer.weighed_at >= limit.moment,
        )

    before = limit.moment
    return [
        (PriceAnswer, (PriceAnswer.answered_at < before) & ~is_weighed_since(PriceAnswer)),
        (PanelReason, (PanelReason.written_at < before) & ~is_weighed_since(PanelReason)),
        (Weighting, (Weighting.weighed_at < before) & ~is_weighed_since(Weighting)),
        (CheckAnswer, CheckAnswer.answered_at < before),
        (QuizAttempt, QuizAttempt.started_at < before),
    ]


def _count(table: Table, over: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table).where(over)) or 0


def _delete_over(kind: Kind) -> int:
    by_person = kind in {Kind.NOTES, Kind.ANSWERS}
    batch = _delete_of_some_people if by_person else _delete_some
    total = 0
    for table, over in _over(kind, _limit(kind)):
        while deleted := batch(table, over):
            total += deleted
            db.session.commit()
    return total


def _delete_some(table: Table, over: sa.ColumnElement[bool]) -> int:
    (key,) = sa.inspect(table).primary_key
    some = sa.select(key).where(over).limit(BATCH)
    return _deleted(sa.delete(table).where(key.in_(some)))


def _delete_of_some_people(table: Any, over: sa.ColumnElement[bool]) -> int:  # noqa: ANN401 - a table
    """Delete what is over of as many people as one batch has, all of each, and let their sums follow."""
    people = db.session.scalars(sa.select(table.person_id).where(over).distinct().limit(BATCH)).all()
    if not people:
        return 0
    deleted = _deleted(sa.delete(table).where(over, table.person_id.in_(people)))
    if table in (Weighting, PriceAnswer):
        for person_id in people:
            answers_deleted.send(person_id)
    return deleted


def _deleted(statement: sa.Delete) -> int:
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    return int(result.rowcount)  # type: ignore[attr-defined]  # a delete's result has it


def _erase_people(limit: Limit) -> int:
    """Erase those whose time is over, each in a transaction of their own."""
    over = sa.select(Departure.person_id).where(Departure.noticed_on < limit.day)
    erased = 0
    for person_id in db.session.scalars(over).all():
        person = db.session.get(Person, person_id)
        if person and not person.is_active:
            service.erase(person, REASON, by=None)
            erased += 1
        db.session.commit()
    return erased
