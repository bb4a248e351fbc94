"""What a learner does in a lesson. Everything can be repeated without harm; nothing here commits."""

import sqlalchemy as sa

from elearning.clock import now
from elearning.database import db, insert_or_ignore, upsert
from elearning.modules import content, rules
from elearning.modules.models import (
    CheckAnswer,
    Note,
    ReadingPosition,
    Relation,
    StepCompletion,
)
from elearning.modules.place import Place
from elearning.signals import step_completed

RELATIONS_MAX = 40


class NoteConflictError(Exception):
    """The note was saved from somewhere else since this copy of it was loaded."""

    def __init__(self, current: Note | None) -> None:
        super().__init__("the note has another version")
        self.text = current.text if current else ""
        self.version = current.version if current else 0


class TooManyRelationsError(Exception):
    """The circles hold `RELATIONS_MAX` relations already."""


def complete_step(place: Place, *, next_step: str | None) -> None:
    """Mark a step as done and remember where to go on; the first completion stays as it was."""
    db.session.execute(insert_or_ignore(StepCompletion, {**place.pinned, "completed_at": now()}))
    position = {"step": next_step or place.step, "updated_at": now()}
    db.session.execute(
        upsert(
            ReadingPosition,
            {"person_id": place.person_id, "lesson_id": place.lesson_id, **position},
            changes=position,
        )
    )
    step_completed.send(place.person_id)


def answer_check(place: Place, step: content.CheckStep, chosen: frozenset[int]) -> rules.Verdict:
    """Keep the answer and judge it.

    Raises rules.AnswerError for an option that does not exist.
    """
    verdict = rules.judge(step, chosen)
    answer = {"revision_id": place.revision_id, "chosen": sorted(chosen), "answered_at": now()}
    db.session.execute(upsert(CheckAnswer, {**place.key, **answer}, changes=answer))
    return verdict


def save_note(place: Place, text: str, *, version: int) -> int:
    """Save a note over the version it was written on, and give its new version (0: there is none).

    Raises NoteConflictError where another device saved in between; saving the same text twice is no conflict.
    """
    current = db.session.get(Note, (place.person_id, place.lesson_id, place.step), with_for_update=True)
    if (current.text if current else "") == text:
        return current.version if current else 0
    if (current.version if current else 0) != version:
        raise NoteConflictError(current)
    if not text.strip():
        delete_note(place.person_id, place.lesson_id, place.step)
        return 0
    if current is None:
        return _insert_note(place, text)
    current.text, current.version, current.updated_at = text, version + 1, now()
    current.revision_id = place.revision_id
    db.session.flush()
    return current.version


def delete_note(person_id: int, lesson_id: int, step: str) -> None:
    """Delete a note, also one to a step that the lesson no longer has."""
    db.session.execute(sa.delete(Note).filter_by(person_id=person_id, lesson_id=lesson_id, step=step))


def save_relation(place: Place, relation: Relation | None, values: dict[str, str | bool]) -> None:
    """Place a relation in a circle, or change `relation`. The same name in the same circle is the same one.

    Raises TooManyRelationsError.
    """
    same_name = sa.select(Relation).filter_by(**place.key, circle=values["circle"], name=values["name"])
    already = db.session.scalar(same_name)
    if relation and already and already is not relation:
        delete_relation(relation)
    target = already or relation
    if target is None:
        count = sa.select(sa.func.count()).select_from(Relation).filter_by(**place.key)
        if (db.session.scalar(count) or 0) >= RELATIONS_MAX:
            raise TooManyRelationsError
        db.session.execute(insert_or_ignore(Relation, {**place.pinned, **values}))
        return
    db.session.execute(sa.update(Relation).filter_by(id=target.id).values(values))


def delete_relation(relation: Relation) -> None:
    # By statement, as above: another request may have removed it a moment ago, and that is no error.
    db.session.execute(sa.delete(Relation).filter_by(id=relation.id))


def forget_notes(person_id: int) -> None:
    """Delete all that somebody wrote in notes, and the relations they placed; all they did stays done."""
    for kind in (Note, Relation):
        db.session.execute(sa.delete(kind).where(kind.person_id == person_id))


def forget_checks(person_id: int) -> None:
    """Delete what somebody answered in knowledge checks; the steps stay done."""
    db.session.execute(sa.delete(CheckAnswer).where(CheckAnswer.person_id == person_id))


def _insert_note(place: Place, text: str) -> int:
    values = {**place.pinned, "text": text, "version": 1, "updated_at": now()}
    inserted = db.session.scalar(insert_or_ignore(Note, values).returning(Note.version))
    if inserted is None:  # another request was first, in the same moment; perhaps with the same text
        return save_note(place, text, version=0)
    return 1
