"""Lessons as the editor, publishing and the history have them."""

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning.authoring import lesson_data, reaching, rules, words
from elearning.authoring.differences import CardDifference, Comparison
from elearning.authoring.fields import Data, Fields
from elearning.authoring.kind import MOST_IN_A_MODULE, Kind, ModuleFullError, Phrases, Reach, Tables
from elearning.authoring.models import DraftKind
from elearning.authoring.rules import Writing
from elearning.authoring.words import Finding
from elearning.database import db
from elearning.modules import content, illustrations, publishing
from elearning.modules.facts import facts
from elearning.modules.models import Lesson, LessonRevision, Module, StepCompletion


class Lessons(Kind[content.Lesson]):
    """The lessons of the course."""

    draft = DraftKind.LESSON
    address = "lessons"
    tables = Tables(Lesson, LessonRevision, LessonRevision.lesson_id, Lesson.slug, LessonRevision.title)
    slug_otherwise = "lektion"
    phrases = Phrases(
        many=_l("Lessons"),
        not_published=_l(
            "The lesson is not in the course today. Everybody it is for gets it in their journey."
        ),
        substantial=_l("Substantial: those who have completed the lesson are offered the change"),
        redo=_l("The changed steps must be done again"),
        redo_hint=_l(
            "Only for a substantial change: steps whose text is changed are no longer done, for anybody."
        ),
        delete_means=_l(
            "The lesson has never been published, so only HR has seen it. It goes from the list, and what is"
            " written in it cannot be fetched back. Nobody's journey becomes another."
        ),
        new=_l("New lesson"),
        add_here=_l("Add a lesson here"),
        none_here=_l("There are no lessons in this module yet."),
        is_full=_l("There is no room for more lessons in that module."),
        copied=_l("This is the copy. Nobody sees it before you publish it."),
        moved=_l("Another order of the lessons"),
        retire=_l("Retire the lesson"),
        retired=_l("The lesson is retired. You can bring it back at any time."),
        bring_back=_l("Bring the lesson back"),
        back=_l("The lesson is back in the course."),
    )

    def parse(self, text: str) -> content.Lesson:
        return content.parse_lesson(text)

    def empty(self, title: str) -> Data:
        return lesson_data.empty(title)

    def read(self, form: Fields) -> Data:
        return rules.with_circle_slugs(lesson_data.read(form))

    def act(self, writing: Writing, action: str, form: Fields, taken: Collection[str]) -> str:
        added = (form.text("new.kind"), form.text("new.title")[:120])
        return rules.act(writing, action, added=added, taken=taken)

    def data_of(self, text: content.Lesson) -> Data:
        return lesson_data.data_of(text)

    def text_of(self, data: Mapping[str, Any], identity: Mapping[str, Any]) -> content.Lesson:
        return lesson_data.lesson_of(data, identity, illustrations.addresses())

    def identity(self, row: Lesson) -> dict[str, Any]:
        return {"slug": row.slug, "module": row.module.slug, "position": row.position}

    def advice(self, data: Mapping[str, Any], text: content.Lesson | None) -> list[Finding]:
        del data
        return words.advice(text) if text else []

    def where(self, field: str, data: Mapping[str, Any]) -> str:
        del data
        number = words.part_of(field, "steps")
        step = _("Step %(number)d", number=number) if number else ""
        inner = {"options": _l("Answer %(number)d"), "circles": _l("Circle %(number)d")}
        return ", ".join(filter(None, (step, words.inside(field, inner))))

    def field_names(self) -> Mapping[str, str]:
        return words.field_names()

    def is_markdown(self, card: str, field: str) -> bool:
        return bool(card) and field == "text"

    def too_big_to_be_small(self, comparison: Comparison) -> str:
        """Refuse to call it small when a new step opens the lesson again for those who are through."""
        if comparison.slugs("added"):
            return _("There is a new step, which opens the lesson again. So the change cannot be small.")
        return ""

    def card_heading(self, card: CardDifference) -> str:
        return _("Step %(number)d: %(title)s", number=card.number, title=card.title)

    def told_of_move(self, data: Data, place: str) -> str:
        number = int(place.removeprefix("steps-"))
        title = data["steps"][number - 1]["title"] or _("(no title yet)")
        return _("“%(title)s” is now step %(number)d.", title=title, number=number)

    def removed_name(self, removed: Mapping[str, Any]) -> str:
        item = removed["item"]
        return str(item["text"] if removed["list"] == "options" else item["title"])

    def create(self, slug: str, module: Module, data: Data) -> Lesson:
        last = db.session.scalar(sa.select(sa.func.max(Lesson.position)).where(Lesson.module_id == module.id))
        if (last or 0) >= MOST_IN_A_MODULE:
            raise ModuleFullError
        return Lesson(slug=slug, module_id=module.id, position=(last or 0) + 1, audience=data["audience"])

    def publish(self, row: Lesson, text: content.Lesson, **about: object) -> LessonRevision:
        return publishing.publish(row, text, **about)

    def ask_again(self, revision: LessonRevision, changed: Collection[str]) -> None:
        if changed:
            publishing.ask_again(revision, changed)

    def asked_again(self, row: Lesson, changed: Collection[str]) -> int:
        return reaching.asked(StepCompletion.person_id, publishing.are_done(row.id, changed))

    def reach(self, row: Lesson, newest: LessonRevision | None) -> Reach:
        return reaching.of_lesson(row.id, [step["slug"] for step in newest.outline] if newest else [])

    def taken(self, row_id: int) -> set[str]:
        outlines = db.session.scalars(
            sa.select(LessonRevision.outline).where(LessonRevision.lesson_id == row_id)
        )
        return {step["slug"] for outline in outlines for step in outline}

    def template_values(self, data: Data) -> dict[str, Any]:
        del data
        return {"names": words.field_names(), "kinds": words.step_kinds(), "facts": facts()}
