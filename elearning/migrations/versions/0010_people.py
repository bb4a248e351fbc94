"""What HR keeps of people: an employee number, a count of changes, leave, and files on their way in."""

import sqlalchemy as sa
from alembic import op

from elearning.accounts.rules import sort_key
from elearning.database import PlainText, UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_BATCH = 1000


def _add_to_person() -> None:
    # Column by column rather than by a copy of the table: dropping the old one would take along, by their
    # cascades, all that people have done.
    op.add_column("person", sa.Column("name_key", PlainText(), nullable=False, server_default=""))
    op.add_column("person", sa.Column("number", sa.String(length=40), nullable=True))
    op.add_column("person", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    _fill_keys()
    op.create_index("ix_person_name_key", "person", ["name_key"])
    op.create_index("ix_person_number", "person", ["number"], unique=True)


def _fill_keys() -> None:
    person = sa.table("person", sa.column("id"), sa.column("name"), sa.column("name_key"))
    change = sa.update(person).where(person.c.id == sa.bindparam("who")).values(name_key=sa.bindparam("key"))
    connection, last = op.get_bind(), 0
    batch = sa.select(person.c.id, person.c.name).order_by(person.c.id).limit(_BATCH)
    while rows := connection.execute(batch.where(person.c.id > last)).all():
        last = rows[-1].id
        connection.execute(change, [{"who": row.id, "key": sort_key(row.name)} for row in rows])


def _create_leave() -> None:
    op.create_table(
        "leave_of_absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("until >= first", name="ck_leave_of_absence_until_after_first"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_leave_of_absence_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_leave_of_absence"),
    )
    op.create_index("ix_leave_of_absence_person_id_until", "leave_of_absence", ["person_id", "until"])


def _create_import() -> None:
    op.create_table(
        "people_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("deactivates_missing", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_people_import_by_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_people_import"),
    )
    op.create_index("ix_people_import_at", "people_import", ["at"])
    op.create_index("ix_people_import_by_id", "people_import", ["by_id"])
    op.create_table(
        "people_import_part",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["people_import.id"], name="fk_people_import_part_import_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "number", name="pk_people_import_part"),
    )


def upgrade() -> None:
    _add_to_person()
    _create_leave()
    _create_import()


def downgrade() -> None:
    op.drop_table("people_import_part")
    op.drop_table("people_import")
    op.drop_table("leave_of_absence")
    op.drop_index("ix_person_number", "person")
    op.drop_index("ix_person_name_key", "person")
    for column in ("version", "number", "name_key"):
        op.drop_column("person", column)
