"""Every page in every state: accessible, nothing cut or pushed aside, and pictures of it to look at."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.conftest import PHONE, SCREENSHOTS, WIDE
from tests.e2e.looks import outside, small_targets, unseen
from tests.e2e.states import STATES

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.pages import Visitor

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"wide": WIDE, "phone": PHONE}
# The narrowest that WCAG asks for, a phone, a wide screen at 200 %, and where the layout changes.
WIDTHS = (320, 360, 640, 767, 768, 992, 1280)


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Ask axe about the page as it stands. The CSP lets it in: the browser's own tools evaluate it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    options: dict[str, Any] = {"runOnly": STANDARDS, "resultTypes": ["violations"]}
    result = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{each['id']}: {each['help']} {[node['html'][:160] for node in each['nodes']]}"
        for each in result["violations"]
    ]


@pytest.mark.parametrize("name", STATES)
def test_a_page_is_whole_and_accessible_at_every_size(name: str, visitor: Visitor) -> None:
    page = visitor.page
    STATES[name](visitor)
    assert unseen(page) == []
    SCREENSHOTS.mkdir(exist_ok=True)
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        page.screenshot(path=SCREENSHOTS / f"{name}-{size}.png", full_page=True)
        assert violations(page) == []
        assert small_targets(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        assert outside(page) == [], f"at {width} px"
