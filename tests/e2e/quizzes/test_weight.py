"""What the pages of the whole course cost on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.quizzes.balance_states import TAKEAWAY, balance_many
from tests.e2e.quizzes.certifying import Certifier
from tests.e2e.quizzes.pages import CROWDED, ONE, QUIZ, THREE
from tests.e2e.test_weight import FIRST, LATER, Scales

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext

    from tests.e2e.quizzes.pages import Weigher

PAGES = (
    "/",
    "/dilemmas",
    f"/scenarios/{ONE}/situation",
    "/scenarios/fire-svar-til-en-cafe/price",
    "/balance",
    f"/quiz/{QUIZ}",
    f"/scenarios/{CROWDED}/reveal",
    f"/scenarios/{THREE}/reveal",  # with three boards: the longest page there is
    "/certificate",
    "/verify",
)


def test_every_page_is_light(visitor: Weigher, new_context: Callable[..., BrowserContext]) -> None:
    visitor.learners.gather(CROWDED)
    visitor.learners.gather(THREE)
    visitor.learners.weigh(visitor.person, "fire-svar-til-en-cafe", 2)
    visitor.learners.take_away(visitor.person, CROWDED, TAKEAWAY)
    visitor.learners.answer_quiz(visitor.person, QUIZ)
    code = Certifier(visitor.learners, visitor.person).hand_out().code
    balance_many(visitor)
    cookies = visitor.page.context.storage_state()
    weights = {}
    for address in (*PAGES, f"/certificate/{code}", f"/verify/{code}"):
        fresh = new_context(storage_state=cookies)
        scales = Scales(fresh.new_page())
        weights[address] = scales.weigh(address), scales.weigh(address)
        fresh.close()
        first, later = weights[address]
        print(f"{address}: {first:,.0f} bytes first, {later:,.0f} later")  # noqa: T201 - shown by pytest -s
    assert {address: first for address, (first, _) in weights.items() if first >= FIRST} == {}
    assert {address: later for address, (_, later) in weights.items() if later >= LATER} == {}
