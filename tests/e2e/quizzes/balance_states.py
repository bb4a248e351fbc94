"""“Min balance” in every state it can be met in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.quizzes.pages import CROWDED, ONE, QUIET, THREE, TWO

if TYPE_CHECKING:
    from tests.e2e.quizzes.pages import Weigher

TAKEAWAY = "Næste gang spørger jeg, hvem der får mindre, før jeg siger ja.\n\nTag det op på tavlemødet."


def balance(visitor: Weigher) -> None:
    visitor.sign_in()
    visitor.page.goto("/balance")


def balance_few(visitor: Weigher) -> None:
    visitor.learners.weigh_to_the_end(visitor.person, ONE, 2, after=3)
    visitor.learners.weigh_to_the_end(visitor.person, TWO, -1, 0, after=1)
    balance(visitor)


def balance_many(visitor: Weigher) -> None:
    """Four weightings on one balance, three of them at the same place."""
    weighed = visitor.learners.weigh_to_the_end
    weighed(visitor.person, ONE, 2, after=3)
    weighed(visitor.person, "en-time-mere-i-boernehaven", 3)
    weighed(visitor.person, QUIET, -2)
    weighed(visitor.person, CROWDED, 1, after=-1)
    weighed(visitor.person, TWO, 3, 2, after=-1)
    weighed(visitor.person, THREE, -1, 2, 0)
    visitor.learners.take_away(visitor.person, ONE, TAKEAWAY)
    visitor.learners.take_away(visitor.person, TWO, "Jeg spørger, hvad der skal holdes udenfor.")
    balance(visitor)


def balance_deleting(visitor: Weigher) -> None:
    balance_few(visitor)
    visitor.page.locator(".my-data summary").click()


BALANCE = (
    balance,
    balance_few,
    balance_many,
    balance_deleting,
)
