"""Scenarios and question banks with their revisions, and what each learner answered.

Answers are only ever added, each pinned to the revision that was seen; the primary keys make a repeated or
raced answer the same one.
"""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elearning.accounts.models import text_enum
from elearning.accounts.rules import FoundationRole
from elearning.clock import now
from elearning.database import Base
from elearning.modules.models import Module
from elearning.modules.revisions import Revision, revision_constraints


class Round(IntEnum):
    """When a weighting was made."""

    FIRST = 1
    AFTER_NEW_FACT = 2
    SECOND_THOUGHT = 3


class Scenario(Base):
    """A scenario's identity: what stays the same when its text is revised.

    `audience` are the roles that may take it, `required_for` those in whose journey it is.
    """

    __tablename__ = "scenario"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(64), unique=True)
    module_id: Mapped[int] = mapped_column(sa.ForeignKey("module.id"), index=True)
    position: Mapped[int]
    audience: Mapped[list[str]] = mapped_column(sa.JSON)  # values of FoundationRole
    required_for: Mapped[list[str]] = mapped_column(sa.JSON, default=list, server_default="[]")

    module: Mapped[Module] = relationship(lazy="raise")


class ScenarioRevision(Revision, Base):
    """One text of a scenario; beside it stands what lists and progress need of it."""

    __tablename__ = "scenario_revision"
    __table_args__ = revision_constraints("scenario_revision", "scenario_id")

    scenario_id: Mapped[int] = mapped_column(sa.ForeignKey("scenario.id"))
    title: Mapped[str] = mapped_column(sa.String(120))
    balances: Mapped[list[str]] = mapped_column(sa.JSON, server_default="[]")
    outline: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, server_default="[]")


class _OfAWeighing:
    """What is kept of one person's weighing of one scenario, in the revision they had before them."""

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("scenario_revision.id"), primary_key=True)
    scenario_id: Mapped[int] = mapped_column(sa.ForeignKey("scenario.id"))


class Weighting(_OfAWeighing, Base):
    """Where a person put the weight on one balance: -3 (all on the first pole) to 3 (all on the second)."""

    __tablename__ = "weighting"
    __table_args__ = (
        sa.CheckConstraint("position BETWEEN -3 AND 3", name="on_the_board"),
        sa.CheckConstraint("round BETWEEN 1 AND 3", name="known_round"),
        sa.Index("ix_weighting_of_scenario", "revision_id", "round", "person_id"),
    )

    round: Mapped[int] = mapped_column(primary_key=True)
    balance: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    position: Mapped[int]
    how: Mapped[str | None] = mapped_column(sa.Text)  # the sentence that the middle asks for
    weighed_at: Mapped[datetime] = mapped_column(default=now)


class PriceAnswer(_OfAWeighing, Base):
    """One option that a person named as the price of their weighting."""

    __tablename__ = "price_answer"
    option: Mapped[int] = mapped_column(primary_key=True)  # its place in the scenario's list, from 0
    is_right: Mapped[bool]
    answered_at: Mapped[datetime] = mapped_column(default=now)


class PanelReason(_OfAWeighing, Base):
    """Why a panel member stands where they stand; shown without a name once ten have answered."""

    __tablename__ = "panel_reason"

    text: Mapped[str] = mapped_column(sa.Text)
    written_at: Mapped[datetime] = mapped_column(default=now)


class ScenarioCompletion(Base):
    """That a person has weighed a scenario to the end. It stays when they delete what they answered.

    `role`, `is_panel` and `leader_id` are the person's at the time: pictures of others need them so
    (aggregates.py). For the same reason the row stays, as nobody's, when the person is erased; and
    `leader_id` is a number that no longer refers to anybody when the leader is (service.forget_leader).

    `asked_again_by_id` is the revision whose publishing asked them to weigh the scenario again. From then on
    the row counts for nothing but pictures of the text it was an answer to.
    """

    __tablename__ = "scenario_completion"
    __table_args__ = (
        sa.Index(
            "uq_scenario_completion_counted",
            "person_id",
            "scenario_id",
            unique=True,
            sqlite_where=sa.text("asked_again_by_id IS NULL"),
            postgresql_where=sa.text("asked_again_by_id IS NULL"),
        ),
        sa.Index(
            "ix_scenario_completion_asked_again",
            "person_id",
            "revision_id",
            sqlite_where=sa.text("asked_again_by_id IS NOT NULL"),
            postgresql_where=sa.text("asked_again_by_id IS NOT NULL"),
        ),
        sa.Index("ix_scenario_completion_of_all", "revision_id", "is_panel", "completed_at", "id"),
        sa.Index("ix_scenario_completion_of_team", "revision_id", "leader_id", "completed_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"))
    scenario_id: Mapped[int] = mapped_column(sa.ForeignKey("scenario.id"))
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("scenario_revision.id"))
    role: Mapped[FoundationRole] = mapped_column(text_enum(FoundationRole, "role"))
    is_panel: Mapped[bool]
    leader_id: Mapped[int | None]
    completed_at: Mapped[datetime] = mapped_column(default=now)
    asked_again_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("scenario_revision.id"))


class Takeaway(Base):
    """“Det tager jeg med mig”: a private note on a scenario. `version` counts its savings."""

    __tablename__ = "takeaway"
    __table_args__ = (sa.CheckConstraint("version > 0", name="version_positive"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    scenario_id: Mapped[int] = mapped_column(sa.ForeignKey("scenario.id"), primary_key=True)
    text: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int]
    updated_at: Mapped[datetime] = mapped_column(default=now)


class QuestionBank(Base):
    """A module's questions with right answers."""

    __tablename__ = "question_bank"

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(sa.ForeignKey("module.id"), unique=True)

    module: Mapped[Module] = relationship(lazy="raise")


class QuestionBankRevision(Revision, Base):
    """One text of a question bank, and what progress needs of it."""

    __tablename__ = "question_bank_revision"
    __table_args__ = revision_constraints("question_bank_revision", "bank_id")

    bank_id: Mapped[int] = mapped_column(sa.ForeignKey("question_bank.id"))
    outline: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, server_default="[]")


class QuizAttempt(Base):
    """One time through a module's quiz: which questions were drawn, from which revision."""

    __tablename__ = "quiz_attempt"
    __table_args__ = (sa.UniqueConstraint("person_id", "bank_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"))
    bank_id: Mapped[int] = mapped_column(sa.ForeignKey("question_bank.id"))
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("question_bank_revision.id"))
    number: Mapped[int]
    questions: Mapped[list[str]] = mapped_column(sa.JSON)  # slugs in the order they are asked
    started_at: Mapped[datetime] = mapped_column(default=now)


class QuizAnswer(Base):
    """One answer to one question; `number` is how many came before it in the attempt."""

    __tablename__ = "quiz_answer"

    attempt_id: Mapped[int] = mapped_column(
        sa.ForeignKey("quiz_attempt.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(sa.String(64))
    given: Mapped[list[int]] = mapped_column(sa.JSON)
    is_right: Mapped[bool]
    answered_at: Mapped[datetime] = mapped_column(default=now)


class QuizPass(Base):
    """That a person has had every question of a module's quiz right in the end."""

    __tablename__ = "quiz_pass"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    bank_id: Mapped[int] = mapped_column(sa.ForeignKey("question_bank.id"), primary_key=True)
    passed_at: Mapped[datetime] = mapped_column(default=now)
