"""Assignments with due dates, and certificates."""

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

from elearning.clock import now
from elearning.database import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# What the setting is unless an operator changes it; HR can move each day.
DAYS_TO_COMPLETE = 30


def _create_assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("tasks", sa.JSON(), nullable=False),
        sa.Column("completed_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("due_on >= starts_on", name="ck_assignment_due_after_start"),
        sa.CheckConstraint("number > 0", name="ck_assignment_number_positive"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_assignment_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "number", name="pk_assignment"),
    )


def _create_lesson_reviewed() -> None:
    op.create_table(
        "lesson_reviewed",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("reviewed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_lesson_reviewed_lesson_id"),
        sa.ForeignKeyConstraint(
            ["person_id", "number"],
            ["assignment.person_id", "assignment.number"],
            name="fk_lesson_reviewed_person_id_number",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "number", "lesson_id", name="pk_lesson_reviewed"),
    )


def _create_certificate() -> None:
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("assignment", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("modules", sa.JSON(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("edition", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_reason", sa.String(length=300), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_reason IS NULL)", name="ck_certificate_revoked_with_a_reason"
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "assignment"],
            ["assignment.person_id", "assignment.number"],
            name="fk_certificate_person_id_assignment",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["person.id"], name="fk_certificate_revoked_by_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
        sa.UniqueConstraint("code", name="uq_certificate_code"),
        sa.UniqueConstraint("person_id", "assignment", name="uq_certificate_person_id_assignment"),
        sqlite_autoincrement=True,
    )


def _create_certificate_document() -> None:
    op.create_table(
        "certificate_document",
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"],
            ["certificate.id"],
            name="fk_certificate_document_certificate_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("certificate_id", name="pk_certificate_document"),
    )


def _assign_everybody() -> None:
    """Give all who are there the course; nobody is late with what they have not been told of."""
    person = sa.table("person", sa.column("id", sa.Integer), sa.column("starts_on", sa.Date))
    assignment = sa.table(
        "assignment",
        sa.column("person_id", sa.Integer),
        sa.column("number", sa.Integer),
        sa.column("starts_on", sa.Date),
        sa.column("due_on", sa.Date),
        sa.column("tasks", sa.JSON),
    )
    connection = op.get_bind()
    everybody = connection.execute(sa.select(person.c.id, person.c.starts_on)).all()
    if everybody:
        connection.execute(sa.insert(assignment), [_assigned(row.id, row.starts_on) for row in everybody])


def _assigned(person_id: int, starts_on: date) -> dict[str, object]:
    due_on = max(starts_on, now().date()) + timedelta(days=DAYS_TO_COMPLETE)
    return {"person_id": person_id, "number": 1, "starts_on": starts_on, "due_on": due_on, "tasks": []}


def upgrade() -> None:
    _create_assignment()
    _create_lesson_reviewed()
    _create_certificate()
    _create_certificate_document()
    _assign_everybody()


def downgrade() -> None:
    op.drop_table("certificate_document")
    op.drop_table("certificate")
    op.drop_table("lesson_reviewed")
    op.drop_table("assignment")
