"""A file with people on its way in: its rows, until they are applied or a day old."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elearning.clock import now
from elearning.database import Base


class PeopleImport(Base):
    """A file that HR sent. `columns` says which of its columns means what (columns.Field), by its place."""

    __tablename__ = "people_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(200))
    headings: Mapped[list[str]] = mapped_column(sa.JSON)
    columns: Mapped[dict[str, int]] = mapped_column(sa.JSON)
    row_count: Mapped[int]
    deactivates_missing: Mapped[bool] = mapped_column(default=False)


class PeopleImportPart(Base):
    """Some of the rows, so that no more than these are in memory at a time."""

    __tablename__ = "people_import_part"

    import_id: Mapped[int] = mapped_column(
        sa.ForeignKey("people_import.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    rows: Mapped[list[list[str]]] = mapped_column(sa.JSON)
