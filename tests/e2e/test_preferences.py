"""What visitors have set in their system is respected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import SCREENSHOTS
from tests.e2e.keyboard import Keyboard
from tests.e2e.learners import BALANCE, BALANCE_NOTE
from tests.e2e.looks import moving
from tests.e2e.states import STATES, menu_open

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext

    from tests.e2e.pages import Visitor


def test_nothing_moves_for_whoever_asks_for_less_motion(
    visitor: Visitor, new_context: Callable[..., BrowserContext]
) -> None:
    calm = visitor.on(new_context(reduced_motion="reduce").new_page())
    menu_open(calm)
    assert moving(calm.page) == []
    calm.open_step(BALANCE, BALANCE_NOTE)
    calm.page.locator(".lesson-moves .button-primary").hover()
    assert moving(calm.page) == []


@pytest.mark.parametrize("name", ["journey-under-way", "check-several-right", "relations-placed"])
def test_forced_colours_show_focus_and_choices(
    name: str, visitor: Visitor, new_context: Callable[..., BrowserContext]
) -> None:
    forced = visitor.on(new_context(forced_colors="active").new_page())
    STATES[name](forced)
    forced.page.screenshot(path=SCREENSHOTS / f"{name}-forced-colours.png", full_page=True)
    Keyboard(forced.page).walk("Tab")
    for field in forced.page.locator("input[type=checkbox], input[type=radio]").all():
        expect(field).to_have_css("appearance", "auto")
