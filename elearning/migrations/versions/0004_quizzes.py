"""Question banks, and the modules' quizzes that learners take."""

import sqlalchemy as sa
from alembic import op

from elearning.database import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _create_question_bank() -> None:
    op.create_table(
        "question_bank",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name="fk_question_bank_module_id"),
        sa.PrimaryKeyConstraint("id", name="pk_question_bank"),
        sa.UniqueConstraint("module_id", name="uq_question_bank_module_id"),
    )


def _create_question_bank_revision() -> None:
    op.create_table(
        "question_bank_revision",
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "archived",
                name="ck_question_bank_revision_state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "state = 'draft' OR published_at IS NOT NULL", name="ck_question_bank_revision_published_when"
        ),
        sa.CheckConstraint("number > 0", name="ck_question_bank_revision_number_positive"),
        sa.ForeignKeyConstraint(["bank_id"], ["question_bank.id"], name="fk_question_bank_revision_bank_id"),
        sa.PrimaryKeyConstraint("id", name="pk_question_bank_revision"),
        sa.UniqueConstraint("bank_id", "number", name="uq_question_bank_revision_bank_id_number"),
    )
    op.create_index(
        "uq_question_bank_revision_one_draft",
        "question_bank_revision",
        ["bank_id"],
        unique=True,
        sqlite_where=sa.text("state = 'draft'"),
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.create_index(
        "uq_question_bank_revision_one_published",
        "question_bank_revision",
        ["bank_id"],
        unique=True,
        sqlite_where=sa.text("state = 'published'"),
        postgresql_where=sa.text("state = 'published'"),
    )


def _create_quiz_attempt() -> None:
    op.create_table(
        "quiz_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["bank_id"], ["question_bank.id"], name="fk_quiz_attempt_bank_id"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_quiz_attempt_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["question_bank_revision.id"], name="fk_quiz_attempt_revision_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_quiz_attempt"),
        sa.UniqueConstraint(
            "person_id", "bank_id", "number", name="uq_quiz_attempt_person_id_bank_id_number"
        ),
    )


def _create_quiz_answer() -> None:
    op.create_table(
        "quiz_answer",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["quiz_attempt.id"], name="fk_quiz_answer_attempt_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt_id", "number", name="pk_quiz_answer"),
    )


def _create_quiz_pass() -> None:
    op.create_table(
        "quiz_pass",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("passed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["bank_id"], ["question_bank.id"], name="fk_quiz_pass_bank_id"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_quiz_pass_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "bank_id", name="pk_quiz_pass"),
    )


def upgrade() -> None:
    _create_question_bank()
    _create_question_bank_revision()
    _create_quiz_attempt()
    _create_quiz_answer()
    _create_quiz_pass()


def downgrade() -> None:
    op.drop_table("quiz_pass")
    op.drop_table("quiz_answer")
    op.drop_table("quiz_attempt")
    op.drop_table("question_bank_revision")
    op.drop_table("question_bank")
