"""Certificates: what each says, copied when it was issued, its document, and the logos on them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elearning.certificates.facts import CertificateFacts, ModuleTaken
from elearning.clock import now
from elearning.database import Base


class Certificate(Base):
    """One certificate, for one completed assignment. What it says never changes; it can be revoked."""

    __tablename__ = "certificate"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "assignment"),
        sa.ForeignKeyConstraint(
            ["person_id", "assignment"], ["assignment.person_id", "assignment.number"], ondelete="CASCADE"
        ),
        sa.CheckConstraint("(revoked_at IS NULL) = (revoked_reason IS NULL)", name="revoked_with_a_reason"),
        {"sqlite_autoincrement": True},  # a number is not used again, also when its certificate is deleted
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    assignment: Mapped[int]  # its number
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    organisation: Mapped[str] = mapped_column(sa.String(200))
    signatory: Mapped[str] = mapped_column(sa.String(120), default="", server_default="")
    signatory_title: Mapped[str] = mapped_column(sa.String(120), default="", server_default="")
    # The logo of that day, where HR had chosen one; else the operator's is drawn. No foreign key: to get one,
    # SQLite would make the table anew, without its documents, and no logo is ever deleted.
    logo_id: Mapped[int | None]
    modules: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    completed_on: Mapped[date]
    edition: Mapped[date]
    valid_until: Mapped[date | None]
    issued_at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]
    revoked_reason: Mapped[str | None] = mapped_column(sa.String(300))
    revoked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"))

    @property
    def number(self) -> str:
        """The number people refer to, such as 2026-00042."""
        return f"{self.completed_on.year}-{self.id:05d}"

    @property
    def facts(self) -> CertificateFacts:
        return CertificateFacts(
            number=self.number,
            code=self.code,
            name=self.name,
            organisation=self.organisation,
            modules=tuple(ModuleTaken(**module) for module in self.modules),
            completed_on=self.completed_on,
            edition=self.edition,
            valid_until=self.valid_until,
            signatory=self.signatory,
            signatory_title=self.signatory_title,
        )


class CertificateLogo(Base):
    """A logo that HR chose, as it is drawn. It is never changed nor deleted: certificates have it on them."""

    __tablename__ = "certificate_logo"

    id: Mapped[int] = mapped_column(primary_key=True)
    png: Mapped[bytes] = mapped_column(sa.LargeBinary)
    uploaded_at: Mapped[datetime] = mapped_column(default=now)


class CertificateDocument(Base):
    """A certificate's PDF. It is made once, so that everybody who downloads it gets the same."""

    __tablename__ = "certificate_document"

    certificate_id: Mapped[int] = mapped_column(
        sa.ForeignKey("certificate.id", ondelete="CASCADE"), primary_key=True
    )
    pdf: Mapped[bytes] = mapped_column(sa.LargeBinary)
    made_at: Mapped[datetime] = mapped_column(default=now)
