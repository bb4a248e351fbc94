"""The dialogue kit at a meeting: turned with the keys, full-screen, printed, and without JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import BrowserContext, expect

from tests.e2e.quizzes.pages import CROWDED, QUIET
from tests.e2e.teams.kit_states import SLIDES, SPREAD, kit_prepared, lead, prepare, show

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.quizzes.pages import Weigher

FULL_SCREEN = "() => Boolean(document.fullscreenElement)"
BOARD = "Hvor lægger du vægten?"
PRICE = "Hvad får mindre vægt?"


def heading(page: Page, text: str) -> None:
    expect(page.locator("h1")).to_have_text(text)


def test_arrow_keys_and_a_clicker_turn_the_pages(visitor: Weigher) -> None:
    lead(visitor)
    show(visitor, QUIET, 2)
    page = visitor.page
    page.set_viewport_size({"width": 1920, "height": 1080})
    heading(page, BOARD)
    page.keyboard.press("ArrowRight")
    heading(page, PRICE)
    page.keyboard.press("ArrowLeft")
    heading(page, BOARD)
    page.keyboard.press("PageDown")
    heading(page, PRICE)
    page.keyboard.press("Alt+ArrowRight")  # the browser's own
    heading(page, PRICE)


def test_each_page_fits_on_a_screen_on_the_wall_and_its_buttons_stay_where_they_are(visitor: Weigher) -> None:
    lead(visitor, CROWDED, SPREAD)
    page = visitor.page
    page.set_viewport_size({"width": 1280, "height": 720})
    places: dict[str, set[tuple[float, float]]] = {"next": set(), "prev": set()}
    for number in range(1, len(SLIDES) + 1):
        show(visitor, CROWDED, number)
        to_scroll = page.evaluate("() => document.scrollingElement.scrollHeight - innerHeight")
        assert to_scroll == 0, SLIDES[number - 1]
        for turn, found in places.items():
            for box in [each.bounding_box() for each in page.locator(f"a[rel={turn}]").all()]:
                assert box
                found.add((box["x"], box["y"]))
    assert [len(found) for found in places.values()] == [1, 1]


def test_a_page_down_scrolls_before_it_turns(visitor: Weigher) -> None:
    lead(visitor)
    show(visitor, QUIET, 1)
    page = visitor.page
    page.set_viewport_size({"width": 640, "height": 360})
    title = page.locator("h1").inner_text()
    page.keyboard.press("PageDown")
    page.wait_for_function("() => document.scrollingElement.scrollTop > 0")
    heading(page, title)


def test_full_screen_stays_while_the_pages_turn(visitor: Weigher) -> None:
    lead(visitor)
    show(visitor, QUIET, 1)
    page = visitor.page
    button = page.get_by_role("button", name="Fuld skærm")
    button.click()
    page.wait_for_function(FULL_SCREEN)
    expect(button).to_be_hidden()
    page.keyboard.press("ArrowRight")
    heading(page, BOARD)
    expect(page.locator("h1")).to_be_focused()
    expect(page).to_have_title(re.compile(re.escape(BOARD)))
    visitor.follow("Næste")
    heading(page, PRICE)
    assert page.evaluate(FULL_SCREEN)
    expect(page).to_have_url(re.compile("page=3"))
    page.evaluate("document.exitFullscreen()")
    expect(button).to_be_visible()
    page.reload()
    heading(page, PRICE)


def test_it_works_without_javascript(visitor: Weigher, new_context: Callable[..., BrowserContext]) -> None:
    bare = visitor.on(new_context(java_script_enabled=False).new_page())
    kit_prepared(bare)
    expect(bare.page.get_by_text("Vil du udskrive siden")).to_be_visible()
    expect(bare.page.get_by_role("button", name="Udskriv")).to_be_hidden()
    bare.follow("Vis på skærm")
    bare.follow("Næste")
    heading(bare.page, BOARD)
    expect(bare.page.get_by_role("button", name="Fuld skærm")).to_be_hidden()
    bare.follow("Tilbage")
    bare.follow("Stop visningen")
    expect(bare.page).to_have_url(re.compile(f"/team/kit/{QUIET}$"))


def test_the_hand_out_is_printed_apart_from_the_guide(visitor: Weigher) -> None:
    lead(visitor, CROWDED, SPREAD)
    prepare(visitor, CROWDED)
    page = visitor.page
    page.emulate_media(media="print")
    for hidden in ("nav", "button", ".site-footer", ".skipnav", ".kit-back", ".button"):
        for each in page.locator(hidden).all():
            expect(each).to_be_hidden()
    breaks = "element => getComputedStyle(element).breakBefore"
    for part, starts in {"situation": "page", "boards": "auto", "new-fact": "auto", "poles": "auto"}.items():
        assert page.locator(f"section[aria-labelledby={part}]").evaluate(breaks) == starts, part
    assert 3 <= page.pdf(format="A4").count(b"/Type /Page\n") <= 6
