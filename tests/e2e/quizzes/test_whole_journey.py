"""The whole journey in the browser, from its first step to the certificate, as everybody's roles make it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from elearning.accounts.rules import FoundationRole
from elearning.quizzes.balances import Balance
from tests.e2e.conftest import SCREENSHOTS
from tests.e2e.pages import Visitor
from tests.e2e.quizzes.certifying import Certifier
from tests.e2e.quizzes.pages import Weigher
from tests.e2e.quizzes.pdfs import Paper, download
from tests.e2e.quizzes.traveller import FRIEND, NOTE, Traveller
from tests.e2e.quizzes.verifying import assert_shows_only

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

    from tests.e2e.faults import Faults
    from tests.e2e.quizzes.learners import Weighers

EMPLOYEE, LEADER, EXECUTIVE = FoundationRole
NAME = "Åse Kjærgård Ømosegaard"
OF_ALL = "tre-roller"
# The roles as the demo gives them, and the lessons on roles that are theirs.
TRAVELLERS = {
    "employee": (EMPLOYEE, None, {"din-rolle-som-medarbejder"}),
    "leader": (LEADER, None, {"din-rolle-som-leder"}),
    "executive": (EXECUTIVE, None, {"din-rolle-som-koncernleder"}),
    "employee who coordinates": (EMPLOYEE, LEADER, {"din-rolle-som-medarbejder", "din-rolle-som-leder"}),
}
MODULES = ("velkommen", "fundamentet", "balancerne", "rollerne", "samarbejdet")
DONE_ONCE = {
    "wrong check",
    "note",
    "relation",
    "middle",
    "wrong price",
    "wrong in a quiz",
    "look at the journey",
}


@pytest.mark.parametrize("who", TRAVELLERS)
def test_everybody_gets_from_the_first_step_to_a_certificate_that_anybody_can_verify(
    who: str,
    page: Page,
    learners: Weighers,
    faults: Faults,
    new_context: Callable[..., BrowserContext],
) -> None:
    role, second_role, own = TRAVELLERS[who]
    visitor = Weigher(page, learners.add(NAME, role=role, second_role=second_role), learners, faults)
    page.emulate_media(reduced_motion="reduce")
    Visitor.sign_in(visitor)
    traveller = Traveller(visitor)
    traveller.go_to_the_end()
    certificate = assert_certified(visitor)
    assert_verified(certificate, new_context().new_page(), Certifier(learners, visitor.person))

    visitor.follow("Mit forløb")
    expect(page.get_by_role("heading", name="Du er igennem det hele", exact=True)).to_be_visible()
    expect(page.locator(".journey-percent")).to_have_text(re.compile(r"^100\s%$"))
    assert traveller.met == traveller.planned
    assert traveller.once == DONE_ONCE
    assert {each.slug for each in traveller.lessons if each.module == "rollerne"} == {OF_ALL, *own}
    assert list(dict.fromkeys(each.module for each in traveller.lessons)) == list(MODULES)
    assert_weighed(traveller)
    assert sum(title.startswith("Quiz: ") for title in traveller.met) == len(MODULES)
    assert_kept(visitor)


def assert_certified(visitor: Weigher) -> Paper:
    """See that the end congratulates, and fetch the certificate that it shows."""
    page = visitor.page
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Tillykke, {NAME}")
    expect(page.locator(".certificate-card")).to_contain_text("Gyldigt")
    paper = Paper(download(page))
    SCREENSHOTS.mkdir(exist_ok=True)
    paper.picture.save(SCREENSHOTS / "certificate.png")
    assert NAME in paper.text
    assert NAME in paper.title
    return paper


def assert_verified(paper: Paper, stranger: Page, certifier: Certifier) -> None:
    """See that the square code leads whoever scans it to a page of this site that says it is valid."""
    found = certifier.newest
    assert paper.address == f"{certifier.learners.address}/verify/{found.code}"
    stranger.goto(paper.address)
    assert_shows_only(stranger, found)
    assert len(certifier.certificates) == 1


def assert_weighed(traveller: Traveller) -> None:
    """See that there were nine dilemmas, three of them on each balance."""
    scenarios, visitor = traveller.scenarios, traveller.visitor
    assert len({each.slug for each in scenarios}) == len(scenarios) == 9
    counts = {balance: sum(balance in each.balances for each in scenarios) for balance in Balance}
    assert {balance: count for balance, count in counts.items() if count < 3} == {}
    assert visitor.learners.completed(visitor.person) == 9


def assert_kept(visitor: Weigher) -> None:
    """See that what was written on the way is among the notes, and nothing more."""
    visitor.follow("Mine noter")
    expect(visitor.page.locator(".note-text")).to_have_text([NOTE])
    expect(visitor.page.get_by_text(FRIEND)).to_be_visible()
