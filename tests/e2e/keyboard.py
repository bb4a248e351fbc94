"""Somebody who uses no mouse, and who always sees where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.looks import FOCUS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PATIENCE = 60  # presses of Tab before one gives up


class Keyboard:
    """Presses keys, and fails where what has the focus does not show it."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def press(self, *keys: str) -> Keyboard:
        for key in keys:
            self._page.keyboard.press(key)
        return self

    def type(self, text: str) -> Keyboard:
        self._page.keyboard.insert_text(text)
        return self

    def tab_to(self, target: Locator) -> Keyboard:
        """Press Tab until `target` has the focus."""
        for _ in range(PATIENCE):
            self._page.keyboard.press("Tab")
            self._focus()
            if target.evaluate("element => element === document.activeElement"):
                return self
        raise AssertionError(f"Tab does not lead to {target}")

    def walk(self, key: str) -> list[int]:
        """Press `key` until the focus has been round the page; gives the places in the document it was at."""
        positions: list[int] = []
        for _ in range(PATIENCE):
            self._page.keyboard.press(key)
            position = self._focus()
            if position in positions:
                break
            if not self._page.evaluate("document.activeElement === document.body"):
                positions.append(position)
        return positions

    def _focus(self) -> int:
        focus = self._page.evaluate(FOCUS)
        assert focus["visible"], f"the focus on {focus['name']} cannot be seen"
        position: int = focus["position"]
        return position
