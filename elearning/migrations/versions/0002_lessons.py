"""Modules, lessons, their revisions, and what each learner did with them."""

import sqlalchemy as sa
from alembic import op

from elearning.database import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _create_module() -> None:
    op.create_table(
        "module",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_module"),
        sa.UniqueConstraint("slug", name="uq_module_slug"),
    )


def _create_lesson() -> None:
    op.create_table(
        "lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name="fk_lesson_module_id"),
        sa.PrimaryKeyConstraint("id", name="pk_lesson"),
        sa.UniqueConstraint("slug", name="uq_lesson_slug"),
    )
    op.create_index("ix_lesson_module_id", "lesson", ["module_id"], unique=False)


def _create_lesson_revision() -> None:
    op.create_table(
        "lesson_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "archived",
                name="ck_lesson_revision_state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outline", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "state = 'draft' OR published_at IS NOT NULL", name="ck_lesson_revision_published_when"
        ),
        sa.CheckConstraint("number > 0", name="ck_lesson_revision_number_positive"),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_lesson_revision_lesson_id"),
        sa.PrimaryKeyConstraint("id", name="pk_lesson_revision"),
        sa.UniqueConstraint("lesson_id", "number", name="uq_lesson_revision_lesson_id_number"),
    )
    op.create_index(
        "uq_lesson_revision_one_draft",
        "lesson_revision",
        ["lesson_id"],
        unique=True,
        sqlite_where=sa.text("state = 'draft'"),
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.create_index(
        "uq_lesson_revision_one_published",
        "lesson_revision",
        ["lesson_id"],
        unique=True,
        sqlite_where=sa.text("state = 'published'"),
        postgresql_where=sa.text("state = 'published'"),
    )


def _create_step_completion() -> None:
    op.create_table(
        "step_completion",
        sa.Column("completed_at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_step_completion_lesson_id"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_step_completion_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["lesson_revision.id"], name="fk_step_completion_revision_id"
        ),
        sa.PrimaryKeyConstraint("person_id", "lesson_id", "step", name="pk_step_completion"),
    )


def _create_reading_position() -> None:
    op.create_table(
        "reading_position",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_reading_position_lesson_id"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_reading_position_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "lesson_id", name="pk_reading_position"),
    )


def _create_check_answer() -> None:
    op.create_table(
        "check_answer",
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_check_answer_lesson_id"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_check_answer_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["revision_id"], ["lesson_revision.id"], name="fk_check_answer_revision_id"),
        sa.PrimaryKeyConstraint("person_id", "lesson_id", "step", name="pk_check_answer"),
    )


def _create_note() -> None:
    op.create_table(
        "note",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("version > 0", name="ck_note_version_positive"),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_note_lesson_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_note_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["revision_id"], ["lesson_revision.id"], name="fk_note_revision_id"),
        sa.PrimaryKeyConstraint("person_id", "lesson_id", "step", name="pk_note"),
    )


def _create_relation() -> None:
    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("circle", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("works_well", sa.Boolean(), nullable=False),
        sa.Column("comes_first", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_relation_lesson_id"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_relation_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["revision_id"], ["lesson_revision.id"], name="fk_relation_revision_id"),
        sa.PrimaryKeyConstraint("id", name="pk_relation"),
        sa.UniqueConstraint(
            "person_id",
            "lesson_id",
            "step",
            "circle",
            "name",
            name="uq_relation_person_id_lesson_id_step_circle_name",
        ),
    )


def upgrade() -> None:
    _create_module()
    _create_lesson()
    _create_lesson_revision()
    _create_step_completion()
    _create_reading_position()
    _create_check_answer()
    _create_note()
    _create_relation()


def downgrade() -> None:
    op.drop_table("relation")
    op.drop_table("note")
    op.drop_table("check_answer")
    op.drop_table("reading_position")
    op.drop_table("step_completion")
    op.drop_table("lesson_revision")
    op.drop_table("lesson")
    op.drop_table("module")
