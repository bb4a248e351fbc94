"""Every page of weighings and quizzes in every state: accessible, nothing cut, and pictures to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import SCREENSHOTS
from tests.e2e.looks import outside, small_targets, unseen
from tests.e2e.quizzes.states import STATES
from tests.e2e.test_every_page import SIZES, violations

if TYPE_CHECKING:
    from tests.e2e.quizzes.pages import Weigher

# The narrowest that WCAG asks for, phones, a wide screen at 200 %, and where the layout changes.
WIDTHS = (320, 360, 640, 768, 1280)


@pytest.mark.parametrize("name", STATES)
def test_a_page_is_whole_and_accessible_at_every_size(name: str, visitor: Weigher) -> None:
    page = visitor.page
    page.emulate_media(reduced_motion="reduce")  # a plank on its way is no picture to look at
    STATES[name](visitor)
    assert unseen(page) == []
    SCREENSHOTS.mkdir(exist_ok=True)
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        page.screenshot(path=SCREENSHOTS / f"weighing-{name}-{size}.png", full_page=True)
        assert violations(page) == []
        assert small_targets(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        assert outside(page) == [], f"at {width} px"
