"""Certificates in the browser: with the keyboard alone, and without JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.keyboard import Keyboard
from tests.e2e.quizzes.certificate_states import (
    certificate_renewal_to_begin,
    hr_find,
    hr_revoke_refused,
)
from tests.e2e.quizzes.certifying import Certifier
from tests.e2e.quizzes.pdfs import Paper, download
from tests.e2e.quizzes.verifying import VALID, assert_shows_only

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext

    from tests.e2e.quizzes.learners import Weighers
    from tests.e2e.quizzes.pages import Weigher

REASON = "Udstedt i et forkert navn."


def test_a_code_is_verified_with_the_keyboard_alone(visitor: Weigher) -> None:
    found = Certifier(visitor.learners, visitor.person).hand_out()
    page, keyboard = visitor.page, Keyboard(visitor.page)
    page.goto("/verify")
    typed = found.code.lower()
    keyboard.tab_to(page.get_by_label("Koden på kursusbeviset")).type(f"{typed[:16]} {typed[16:]}")
    keyboard.tab_to(page.get_by_role("button", name="Kontrollér")).press("Enter")
    expect(page.get_by_text(VALID, exact=True)).to_be_visible()
    keyboard.tab_to(page.get_by_role("link", name="Kontrollér et andet")).press("Enter")
    expect(page.get_by_label("Koden på kursusbeviset")).to_have_value("")


def test_a_code_that_nobody_has_can_be_mended(visitor: Weigher) -> None:
    """What was typed stays in its field, since it may be one letter that is wrong."""
    visitor.faults.expect(404)
    code = Certifier(visitor.learners, visitor.person).hand_out().code
    page = visitor.page
    page.goto("/verify")
    field = page.get_by_label("Koden på kursusbeviset")
    wrong = ("A" if code[0] != "A" else "B") + code[1:]
    field.fill(wrong)
    visitor.press("Kontrollér")
    expect(page.get_by_role("alert")).to_contain_text("Der er ikke noget kursusbevis med den kode.")
    expect(field).to_have_value(wrong)
    field.fill(code)
    visitor.press("Kontrollér")
    expect(page.get_by_text(VALID, exact=True)).to_be_visible()


def test_hr_finds_and_revokes_a_certificate_with_the_keyboard_alone(
    visitor: Weigher, new_context: Callable[..., BrowserContext]
) -> None:
    name = "Rikke Tilbagekaldsen"
    found = Certifier(visitor.learners, visitor.learners.add(name)).hand_out()
    hr_find(visitor)
    page, keyboard = visitor.page, Keyboard(visitor.page)
    keyboard.tab_to(page.get_by_role("searchbox")).type(name).press("Enter")
    expect(page.get_by_role("heading", level=2, name=re.compile(name))).to_be_visible()
    keyboard.tab_to(page.get_by_role("link", name=re.compile(f"^Tilbagekald.*{found.number}")))
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Tilbagekald kursusbevis {found.number}")
    reason = page.get_by_label("Hvorfor bliver det tilbagekaldt?")
    keyboard.tab_to(reason).type(REASON)
    keyboard.tab_to(page.get_by_role("button", name="Tilbagekald kursusbeviset")).press("Enter")
    expect(page.get_by_text(f"Kursusbeviset {found.number} er tilbagekaldt.")).to_be_visible()

    stranger = new_context().new_page()
    stranger.goto(f"/verify/{found.code}")
    expect(stranger.get_by_text(f"Kursusbeviset er tilbagekaldt: {REASON}")).to_be_visible()
    expect(stranger.get_by_text(VALID)).to_have_count(0)


def test_revoking_without_a_reason_opens_at_its_error_which_leads_to_the_field(visitor: Weigher) -> None:
    hr_revoke_refused(visitor)
    page, keyboard = visitor.page, Keyboard(visitor.page)
    expect(page.locator(".error-summary")).to_be_focused()
    keyboard.tab_to(page.locator(".error-summary a[href='#reason']")).press("Enter")
    reason = page.get_by_label("Hvorfor bliver det tilbagekaldt?")
    expect(reason).to_be_focused()
    wrong = "Fejl: Skriv hvorfor, så den, der kontrollerer det, kan forstå det."
    expect(reason).to_have_accessible_description(re.compile(re.escape(wrong)))
    keyboard.type(REASON)
    keyboard.tab_to(page.get_by_role("button", name="Tilbagekald kursusbeviset")).press("Enter")
    expect(page.get_by_text("er tilbagekaldt.")).to_be_visible()


@pytest.fixture
def plain(learners: Weighers, visitor: Weigher, new_context: Callable[..., BrowserContext]) -> Weigher:
    """Somebody without JavaScript before the last question of their journey."""
    certifier = Certifier(learners, visitor.person)
    certifier.finish(but_the_last=1)
    (last,) = certifier.left
    learners.pass_quiz(visitor.person, last.task.slug, but_the_last=True)
    plain = visitor.on(new_context(java_script_enabled=False).new_page())
    plain.sign_in()
    plain.page.goto(f"/quiz/{last.task.slug}")
    plain.answer_question(last.task.slug)
    return plain


def test_the_end_is_reached_and_the_certificate_fetched_and_verified_without_javascript(
    plain: Weigher, new_context: Callable[..., BrowserContext]
) -> None:
    page = plain.page
    page.locator("main .button-primary").click()
    plain.follow("Videre til dit kursusbevis")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Tillykke, {plain.person.name}")
    paper = Paper(download(page))
    assert plain.person.name in paper.text

    stranger = new_context(java_script_enabled=False).new_page()
    stranger.goto("/verify")
    stranger.get_by_label("Koden på kursusbeviset").fill(paper.address.rpartition("/")[2])
    stranger.get_by_role("button", name="Kontrollér").click()
    assert_shows_only(stranger, Certifier(plain.learners, plain.person).newest)


def test_a_renewal_is_begun_and_a_changed_lesson_noted_without_javascript(
    visitor: Weigher, new_context: Callable[..., BrowserContext]
) -> None:
    """The certificate is older than every lesson there is, so the one that was read has something new."""
    plain = visitor.on(new_context(java_script_enabled=False).new_page())
    first = plain.learners.lessons[0]
    lesson = first.title
    plain.learners.complete(plain.person, first.slug, len(first.steps))
    certificate_renewal_to_begin(plain)
    plain.press("Begynd fornyelsen")
    plain.page.get_by_role("button", name=re.compile(f"^Jeg har set det nye.*{lesson}$")).click()
    expect(plain.page.get_by_text(f"Noteret: Du har set det nye i »{lesson}«.")).to_be_visible()
    expect(plain.page.get_by_text(re.compile(r"1 af \d+ er klaret"))).to_be_visible()
    expect(plain.page.locator(".lesson-card", has_text=lesson)).to_contain_text("Færdig")
