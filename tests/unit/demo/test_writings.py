import pytest

from elearning.demo.writings import CIRCLE_OF_THE_LED, NOTES, NOTES_ANYWHERE, RELATIONS
from elearning.modules import content, publishing
from elearning.modules.forms import NAME_MAX


@pytest.fixture(scope="module")
def steps() -> list[content.Step]:
    return [step for lesson in publishing.read_library(publishing.SHIPPED).lessons for step in lesson.steps]


def test_every_table_of_notes_answers_a_question_that_a_lesson_asks(steps: list[content.Step]) -> None:
    assert set(NOTES) <= {step.slug for step in steps if isinstance(step, content.ReflectStep)}


def test_every_relation_belongs_in_a_circle_that_a_lesson_has(steps: list[content.Step]) -> None:
    circles = {
        circle.slug for step in steps if isinstance(step, content.RelationsStep) for circle in step.circles
    }
    assert {CIRCLE_OF_THE_LED, *RELATIONS} <= circles


def test_relations_fit_the_form_and_no_text_stands_twice() -> None:
    names = [name for circle in RELATIONS.values() for name in circle]
    notes = [note for table in (*NOTES.values(), NOTES_ANYWHERE) for note in table]
    assert all(len(name) <= NAME_MAX for name in names)
    assert len(set(names)) == len(names)
    assert len(set(notes)) == len(notes)
