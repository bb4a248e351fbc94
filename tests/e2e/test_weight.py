"""What a page costs on the wire, measured by the browser: headers and bodies as they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.learners import (
    BALANCE,
    BALANCE_NOTE,
    BOARD,
    BOARD_PICTURE,
    CIRCLES,
    CIRCLES_STEP,
    WELCOME,
)
from tests.e2e.looks import unseen
from tests.e2e.states import NOTE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import BrowserContext, Page

    from tests.e2e.pages import Visitor

FIRST = 150_000
LATER = 15_000
SETTLING = 150  # milliseconds: the browser counts a little after it shows
PAGES = (
    "/",
    f"/lessons/{BALANCE}/nadia-og-hjaelpemidlerne",
    f"/lessons/{BALANCE}/{BALANCE_NOTE}",
    f"/lessons/{CIRCLES}/{CIRCLES_STEP}",
    f"/lessons/{WELCOME}/tre-dele",
    f"/lessons/{BOARD}/{BOARD_PICTURE}",
    "/lessons/det-vi-staar-paa/tre-sten",  # the drawing with most lines
    f"/finished/{BALANCE}",
    "/notes",
    "/password/change",
)


class Scales:
    """Weighs what one page of a browser receives."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._bytes = 0.0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._add)

    def weigh(self, address: str) -> float:
        self._bytes = 0
        self._page.goto(address)
        self._page.evaluate("document.fonts.ready.then(() => true)")
        assert unseen(self._page) == []  # who reads to the end gets every picture
        self._page.wait_for_timeout(SETTLING)
        return self._bytes

    def _add(self, event: dict[str, float]) -> None:
        self._bytes += event["encodedDataLength"]


@pytest.fixture(scope="session")
def weights() -> Iterator[dict[str, tuple[float, float]]]:
    found: dict[str, tuple[float, float]] = {}
    yield found
    for address, (first, later) in found.items():
        print(f"{address}: {first:,.0f} bytes first, {later:,.0f} later")  # noqa: T201 - shown by pytest -s


def test_the_sign_in_page_is_light(visitor: Visitor, weights: dict[str, tuple[float, float]]) -> None:
    scales = Scales(visitor.page)
    weights["/login"] = scales.weigh("/login"), scales.weigh("/login")
    assert weights["/login"][0] < FIRST
    assert weights["/login"][1] < LATER


def test_every_page_is_light(
    visitor: Visitor,
    new_context: Callable[..., BrowserContext],
    weights: dict[str, tuple[float, float]],
) -> None:
    visitor.learners.complete_everything(visitor.person)
    visitor.learners.write(visitor.person, NOTE)
    visitor.sign_in()
    cookies = visitor.page.context.storage_state()
    for address in PAGES:
        fresh = new_context(storage_state=cookies)
        scales = Scales(fresh.new_page())
        weights[address] = scales.weigh(address), scales.weigh(address)
        fresh.close()
    assert {address: first for address, (first, _) in weights.items() if first >= FIRST} == {}
    assert {address: later for address, (_, later) in weights.items() if later >= LATER} == {}
