"""Reads of a module's quiz: one's own attempts and answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa

from elearning.database import db
from elearning.modules.models import Module
from elearning.modules.revisions import RevisionState
from elearning.quizzes import question_bank, question_rules
from elearning.quizzes.models import (
    QuestionBank,
    QuestionBankRevision,
    QuizAnswer,
    QuizAttempt,
)


@dataclass(frozen=True)
class Attempt:
    """One time through a quiz, in the revision it was begun with."""

    id: int
    bank_id: int
    number: int
    bank: question_bank.QuestionBank
    questions: tuple[str, ...]
    answers: Sequence[QuizAnswer]

    @property
    def results(self) -> tuple[tuple[str, bool], ...]:
        return tuple((answer.question, answer.is_right) for answer in self.answers)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The questions that still want a right answer, in the order they are asked."""
        return question_rules.waiting(self.questions, self.results)


@dataclass(frozen=True)
class OpenQuiz:
    """A module's quiz, and one person's latest attempt at it."""

    bank_id: int
    module_slug: str
    module_title: str
    published_revision_id: int
    published: question_bank.QuestionBank
    attempt: Attempt | None


@lru_cache(maxsize=64)
def parsed(text: str) -> question_bank.QuestionBank:
    """Read the text of a revision; the same text is read once."""
    return question_bank.parse_bank(text)


def open_quiz(person_id: int, module: str) -> OpenQuiz | None:
    """Find a module's quiz and a person's latest attempt: three statements at most."""
    row = db.session.execute(
        sa.select(
            QuestionBank.id,
            Module.slug,
            Module.title,
            QuestionBankRevision.id.label("revision_id"),
            QuestionBankRevision.text,
        )
        .join(Module, Module.id == QuestionBank.module_id)
        .join(QuestionBankRevision, QuestionBankRevision.bank_id == QuestionBank.id)
        .where(Module.slug == module, QuestionBankRevision.state == RevisionState.PUBLISHED)
    ).one_or_none()
    if row is None:
        return None
    return OpenQuiz(
        row.id, row.slug, row.title, row.revision_id, parsed(row.text), _latest_attempt(person_id, row.id)
    )


def _latest_attempt(person_id: int, bank_id: int) -> Attempt | None:
    row = db.session.execute(
        sa.select(QuizAttempt, QuestionBankRevision.text)
        .join(QuestionBankRevision, QuestionBankRevision.id == QuizAttempt.revision_id)
        .where(QuizAttempt.person_id == person_id, QuizAttempt.bank_id == bank_id)
        .order_by(QuizAttempt.number.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    attempt = row.QuizAttempt
    answers = db.session.scalars(
        sa.select(QuizAnswer).where(QuizAnswer.attempt_id == attempt.id).order_by(QuizAnswer.number)
    ).all()
    return Attempt(attempt.id, bank_id, attempt.number, parsed(row.text), tuple(attempt.questions), answers)
