"""Beginning the question bank of a module that has none. Nothing here commits."""

import sqlalchemy as sa

from elearning import audit
from elearning.accounts.models import Person
from elearning.authoring import drafts
from elearning.authoring.kinds import BANKS
from elearning.database import db
from elearning.modules.models import Module
from elearning.modules.revisions import one_publishes
from elearning.quizzes.models import QuestionBank


def begin(module: Module, *, by: Person) -> None:
    """Begin the bank of a module, with a draft without questions. A bank that is there stays as it is."""
    one_publishes()
    if db.session.scalar(sa.select(QuestionBank.id).filter_by(module_id=module.id)):
        return
    written = BANKS.empty(module.title)
    db.session.add(BANKS.create(module.slug, module, written))
    db.session.flush()
    drafts.begin(drafts.Key(BANKS.draft, module.slug), written, by=by)
    audit.record("bank.added", module.slug, {"module": module.slug}, by=(by.id, by.name))
