"""The drawings of the course: each is there, whole, and said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from elearning.markdown import pictures
from tests.e2e.conftest import PHONE, WIDE
from tests.e2e.looks import outside, unseen

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

    from tests.e2e.pages import Visitor

LEAST = 120  # pixels: narrower, and nobody can tell what is drawn


def assert_shown(visitor: Visitor, count: int) -> None:
    page = visitor.page
    found = page.locator("main img")
    expect(found).to_have_count(count)
    assert unseen(page) == []
    assert outside(page) == []
    for each in found.all():
        box = each.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"] * 2) >= LEAST
        assert (each.get_attribute("alt") or "").endswith(".")


@pytest.mark.parametrize("size", [WIDE, PHONE, {"width": 320, "height": 740}])
def test_every_picture_of_a_lesson_is_shown_whole_and_said_in_words(
    visitor: Visitor, size: ViewportSize
) -> None:
    visitor.page.set_viewport_size(size)
    visitor.sign_in()
    count = 0
    for lesson in visitor.learners.lessons:
        for step in lesson.steps:
            if drawn := pictures(step.text):
                visitor.open_step(lesson.slug, step.slug)
                assert_shown(visitor, len(drawn))
                count += len(drawn)
    assert count >= len({lesson.module for lesson in visitor.learners.lessons})


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_every_module_has_a_picture_on_the_journey(visitor: Visitor, size: ViewportSize) -> None:
    visitor.page.set_viewport_size(size)
    visitor.sign_in()
    assert_shown(visitor, len({lesson.module for lesson in visitor.learners.lessons}))
