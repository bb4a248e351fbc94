"""Question banks as the editor, publishing and the history have them: one for each module."""

from collections.abc import Collection, Mapping
from typing import Any, Final

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning.authoring import bank_data, bank_rules, reaching, words
from elearning.authoring.differences import CardDifference
from elearning.authoring.fields import Data, Fields
from elearning.authoring.kind import Kind, Phrases, Reach, Tables
from elearning.authoring.models import DraftKind
from elearning.authoring.rules import Writing
from elearning.authoring.words import Finding
from elearning.database import db
from elearning.modules.models import Module
from elearning.progress.curriculum import LEAST_QUESTIONS
from elearning.quizzes import publishing, question_bank
from elearning.quizzes.models import QuestionBank, QuestionBankRevision
from elearning.quizzes.question_rules import QUESTIONS_ASKED


class Banks(Kind[question_bank.QuestionBank]):
    """The questions of the modules' quizzes."""

    draft = DraftKind.BANK
    address = "questions"
    tables = Tables(
        QuestionBank, QuestionBankRevision, QuestionBankRevision.bank_id, Module.slug, Module.title
    )
    slug_otherwise = "quiz"
    phrases = Phrases(
        many=_l("Questions"),
        not_published=_l("The module has no quiz today. Everybody gets it in their journey."),
        substantial=_l("Substantial: the questions ask for something else than before"),
        redo="",
        redo_hint="",
        delete_means=_l(
            "The questions have never been published, so only HR has seen them. They cannot be fetched back,"
            " but you can begin the quiz anew. Nobody's journey becomes another."
        ),
    )

    def parse(self, text: str) -> question_bank.QuestionBank:
        return question_bank.parse_bank(text)

    def empty(self, title: str) -> Data:
        del title  # a bank is called as its module
        return {"questions": []}

    def read(self, form: Fields) -> Data:
        return bank_data.read(form)

    def act(self, writing: Writing, action: str, form: Fields, taken: Collection[str]) -> str:
        added = (form.text("new.kind"), form.sentence("new.title")[:300])
        return bank_rules.act(writing, action, added=added, taken=taken)

    def data_of(self, text: question_bank.QuestionBank) -> Data:
        return bank_data.data_of(text)

    def text_of(self, data: Mapping[str, Any], identity: Mapping[str, Any]) -> question_bank.QuestionBank:
        return bank_data.bank_of(data, identity["module"])

    def heading(self, row: QuestionBank, data: Mapping[str, Any]) -> str:
        """Call a bank as its module."""
        del data
        return _("Quiz: %(module)s", module=row.module.title)

    def identity(self, row: QuestionBank) -> dict[str, Any]:
        return {"module": row.module.slug}

    def advice(self, data: Mapping[str, Any], text: question_bank.QuestionBank | None) -> list[Finding]:
        del text
        if len(data["questions"]) >= LEAST_QUESTIONS:
            return []
        few = _(
            "Each time %(asked)d questions are drawn from the bank. Write at least %(least)d, so that the"
            " quiz is another one when it is taken again.",
            asked=QUESTIONS_ASKED,
            least=LEAST_QUESTIONS,
        )
        return [Finding("new.title", few)]

    def where(self, field: str, data: Mapping[str, Any]) -> str:
        del data
        number = words.part_of(field, "questions")
        question = _("Question %(number)d", number=number) if number else ""
        return ", ".join(filter(None, (question, words.inside(field, _INSIDE))))

    def field_names(self) -> Mapping[str, str]:
        return _field_names()

    def as_cards(self, before: Data | None, after: Data) -> tuple[Data | None, Data]:
        return (_as_cards(before) if before is not None else None), _as_cards(after)

    def card_heading(self, card: CardDifference) -> str:
        return _("Question %(number)d: %(question)s", number=card.number, question=card.title)

    def removed_name(self, removed: Mapping[str, Any]) -> str:
        listed, item = removed["list"], removed["item"]
        if listed == "groups":
            return str(item)
        return str(item["question" if listed == bank_rules.LIST else "text"])

    def create(self, slug: str, module: Module, data: Data) -> QuestionBank:
        del slug, data
        return QuestionBank(module_id=module.id)

    def publish(
        self, row: QuestionBank, text: question_bank.QuestionBank, **about: object
    ) -> QuestionBankRevision:
        return publishing.publish_bank(row, text, **about)

    def ask_again(self, revision: QuestionBankRevision, changed: Collection[str]) -> None:
        """Ask nobody: who has passed a quiz stays done with it, and takes it again by choice."""

    def reach(self, row: QuestionBank, newest: QuestionBankRevision | None) -> Reach:
        del newest
        return reaching.of_bank(row.id)

    def taken(self, row_id: int) -> set[str]:
        texts = db.session.scalars(
            sa.select(QuestionBankRevision.text).where(QuestionBankRevision.bank_id == row_id)
        )
        return {question.slug for text in texts for question in question_bank.parse_bank(text).questions}

    def template_values(self, data: Data) -> dict[str, Any]:
        del data
        return {
            "names": _field_names(),
            "kinds": question_kinds(),
            "most": bank_data.MOST,
            "asked": QUESTIONS_ASKED,
        }


_INSIDE: Final = {
    "options": _l("Answer %(number)d"),
    "groups": _l("Group %(number)d"),
    "items": _l("To be put in a group: %(number)d"),
}


def question_kinds() -> dict[str, str]:
    """Name the kinds of questions."""
    return {bank_data.CHOOSE: _("Choose the right answers"), bank_data.SORT: _("Put things in groups")}


def _as_cards(data: Data) -> Data:
    """Give the questions as cards, each labelled with what it asks."""
    return {"steps": [_as_card(each) for each in data["questions"]]}


def _as_card(question: Data) -> Data:
    """Say of each item what its group is called: numbers change when a group goes."""
    card = {**question, "label": question["question"]}
    if "groups" in card:
        names = dict(enumerate(question["groups"], start=1))
        card["groups"] = [{"title": each} for each in question["groups"]]
        card["items"] = [{**each, "group": names.get(each["group"], "")} for each in question["items"]]
    return card


def _field_names() -> dict[str, str]:
    return {
        "questions": _("Questions"),
        "question": _("Question"),
        "pages": _("Pages in the foundation"),
        "options": _("Answers"),
        "options.text": _("Answer"),
        "options.correct": _("It is right"),
        "options.explanation": _("Explanation"),
        "groups": _("Group"),
        "groups.title": _("Group"),
        "items": _("To be put in a group"),
        "items.text": _("What is put in a group"),
        "items.group": _("The right group"),
        "items.explanation": _("Explanation"),
    }
