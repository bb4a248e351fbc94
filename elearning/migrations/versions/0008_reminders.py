"""The log of mails that were due, the runs that sent them, and who does without some of them."""

import sqlalchemy as sa
from alembic import op

from elearning.database import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = (
    "welcome", "nudge", "due_week", "due_tomorrow", "overdue", "certificate_ends", "team_week", "from_leader",
)  # fmt: skip
OPTIONAL = ("nudge", "team_week")
STATES = ("sending", "sent", "failed", "given_up", "skipped")


def _one_of(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def _create_reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of(KINDS, "ck_reminder_kind"), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", _one_of(STATES, "ck_reminder_state"), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("tried_at", UtcDateTime(), nullable=True),
        sa.Column("next_try_at", UtcDateTime(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("message_id", sa.String(length=200), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'failed') = (next_try_at IS NOT NULL)", name="ck_reminder_failed_is_tried_again"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_reminder_by_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_reminder_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.UniqueConstraint("person_id", "kind", "due_on", name="uq_reminder_person_id_kind_due_on"),
    )
    op.create_index("ix_reminder_state_next_try_at", "reminder", ["state", "next_try_at"])
    op.create_index("ix_reminder_message_id", "reminder", ["message_id"])


def _create_reminder_run() -> None:
    op.create_table(
        "reminder_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reminder_run"),
    )


def _create_unsubscribed() -> None:
    op.create_table(
        "unsubscribed",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of(OPTIONAL, "ck_unsubscribed_kind"), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_unsubscribed_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", name="pk_unsubscribed"),
    )


def upgrade() -> None:
    _create_reminder()
    _create_reminder_run()
    _create_unsubscribed()


def downgrade() -> None:
    op.drop_table("unsubscribed")
    op.drop_table("reminder_run")
    op.drop_table("reminder")
