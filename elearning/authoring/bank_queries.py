"""Reads for HR's list of question banks."""

from dataclasses import dataclass

import sqlalchemy as sa

from elearning.authoring import queries
from elearning.authoring.kinds import BANKS
from elearning.authoring.models import Draft
from elearning.authoring.queries import Listed
from elearning.database import db
from elearning.modules.models import Module
from elearning.modules.revisions import RevisionState
from elearning.quizzes.models import QuestionBank, QuestionBankRevision
from elearning.quizzes.quiz_queries import parsed


@dataclass(frozen=True)
class BankOnList:
    """A module, its bank if it has one, and how many questions that has as it is written now."""

    slug: str
    title: str
    bank: Listed | None
    questions: int


def banks() -> list[BankOnList]:
    """List every module with its bank: four statements."""
    numbers = _numbers()
    return [
        BankOnList(each.slug, each.title, next(iter(each.found), None), numbers.get(each.slug, 0))
        for each in queries.listed(BANKS)
    ]


def _numbers() -> dict[str, int]:
    published = db.session.execute(
        sa.select(Module.slug, QuestionBankRevision.text)
        .join(QuestionBank, QuestionBank.module_id == Module.id)
        .join(QuestionBankRevision, QuestionBankRevision.bank_id == QuestionBank.id)
        .where(QuestionBankRevision.state == RevisionState.PUBLISHED)
    )
    numbers = {row.slug: len(parsed(row.text).questions) for row in published}
    for draft in db.session.scalars(sa.select(Draft).filter_by(kind=BANKS.draft)):
        if draft.data is not None:
            numbers[draft.slug] = len(draft.data["questions"])
    return numbers
