"""A lesson goes through the editor and comes back the same."""

from __future__ import annotations

import pytest

from elearning.authoring import lesson_data
from elearning.authoring.fields import Fields
from elearning.content_text import ContentError
from elearning.modules.content import Lesson, write_lesson
from elearning.modules.publishing import SHIPPED, read_library
from tests.course import GREETING

SHIPPED_LESSONS = read_library(SHIPPED).lessons
IDENTITY = {"slug": "hilsen", "module": "begynd", "position": 1}


@pytest.mark.parametrize("lesson", [GREETING, *SHIPPED_LESSONS], ids=lambda lesson: lesson.slug)
def test_a_lesson_as_data_and_back_is_the_same_byte_for_byte(lesson: Lesson) -> None:
    identity = lesson.model_dump(mode="json", include=set(lesson_data.IDENTITY))
    again = lesson_data.lesson_of(lesson_data.data_of(lesson), identity)
    assert write_lesson(again) == write_lesson(lesson)


def test_an_empty_form_is_read_as_a_lesson_with_nothing_in_it() -> None:
    assert lesson_data.read(Fields({})) == {"title": "", "summary": "", "audience": [], "steps": []}


def test_a_text_is_kept_as_it_can_be_stored() -> None:
    data = lesson_data.read(Fields({"title": ["  En\x00 to \r\n"]}))
    assert data["title"] == "En to"


def test_what_is_no_page_number_stays_to_be_mended() -> None:
    sent = {"steps.1.kind": ["read"], "steps.1.pages": ["3, fire;5"]}
    assert lesson_data.read(Fields(sent))["steps"][0]["pages"] == [3, "fire", 5]


def test_an_unknown_kind_is_a_step_to_read() -> None:
    assert lesson_data.read(Fields({"steps.1.kind": ["video"]}))["steps"][0]["kind"] == "read"


def test_a_form_can_send_no_more_steps_than_a_page_has() -> None:
    sent = {f"steps.{number}.title": ["x"] for number in range(1, 5000)}
    assert len(lesson_data.read(Fields(sent))["steps"]) == 60


def test_what_is_wrong_is_said_at_the_name_of_the_form_field() -> None:
    data = lesson_data.data_of(GREETING)
    data["steps"][1]["options"][0]["text"] = ""
    data["summary"] = ""
    with pytest.raises(ContentError) as error:
        lesson_data.lesson_of(data, IDENTITY)
    assert {each.field for each in error.value.problems} == {"summary", "steps.2.options.1.text"}
