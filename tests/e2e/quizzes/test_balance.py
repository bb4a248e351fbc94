"""“Min balance”: one's own weightings together, to look at, print, take along and delete."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from elearning.quizzes.models import Round
from tests.e2e.quizzes.balance_states import balance_deleting, balance_few, balance_many

if TYPE_CHECKING:
    from tests.e2e.quizzes.pages import Weigher


def test_every_weighting_leads_to_its_scenario(visitor: Weigher) -> None:
    balance_few(visitor)
    links = visitor.page.locator(".my-marks a")
    for number, title in enumerate(
        ["Dispensation fra ventelisten", "Tre breve til Mads", "Tre breve til Mads"]
    ):
        link = links.nth(number)
        expect(link).to_have_text(title)
        link.click()
        expect(visitor.page).to_have_url(re.compile("/reveal$"))
        expect(visitor.page.locator("h1")).to_have_text(title)
        visitor.page.go_back()
    expect(visitor.page.get_by_text("Det er for lidt til at sige noget ud fra.")).to_have_count(2)


def test_four_weightings_say_something_and_balls_at_one_place_are_stacked(visitor: Weigher) -> None:
    balance_many(visitor)
    board = visitor.page.locator("section[aria-labelledby='balance-uniformity-differentiation']")
    expect(board.locator(".my-tendency")).to_be_visible()
    expect(board.locator(".ball text")).to_have_text(["1", "2", "3", "4"])
    boxes = [ball.bounding_box() for ball in board.locator(".ball circle").all()[:3]]
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(tops, reverse=True)
    assert len({round(box["x"]) for box in boxes if box}) == 1


def test_it_is_printed_without_anything_to_press(visitor: Weigher) -> None:
    balance_many(visitor)
    page = visitor.page
    page.emulate_media(media="print")
    expect(page.get_by_role("img").first).to_be_visible()
    expect(page.get_by_text("Jeg spørger, hvad der skal holdes udenfor.")).to_be_visible()
    for hidden in ("nav", "button", "form", "footer", ".skipnav", ".my-data"):
        for each in page.locator(hidden).all():
            expect(each).to_be_hidden()
    printed = page.pdf(format="A4")
    assert printed.count(b"/Type /Page\n") <= 2


def test_it_is_taken_along_as_a_file(visitor: Weigher) -> None:
    balance_few(visitor)
    with visitor.page.expect_download() as waiting:
        visitor.follow("Hent mine vægtninger")
    assert waiting.value.suggested_filename == "min-balance.json"
    answers = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    final = [each["position"] for each in answers["weightings"] if each["round"] == Round.AFTER_NEW_FACT]
    assert final == [3, 1]


def test_it_is_deleted_and_what_was_done_stays_done(visitor: Weigher) -> None:
    balance_deleting(visitor)
    visitor.press("Ja, slet mine vægtninger")
    expect(visitor.page.get_by_text("Dine vægtninger er slettet.")).to_be_visible()
    expect(visitor.page.locator(".my-board")).to_have_count(0)
    assert visitor.learners.stored(visitor.person) == []
    assert visitor.learners.completed(visitor.person) == 2
