"""A lesson from sign-in to its end: with the mouse, with the keyboard alone, and without JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from elearning.modules.content import CheckStep, ReflectStep
from tests.e2e.keyboard import Keyboard
from tests.e2e.learners import BALANCE, BALANCE_NOTE, CIRCLES
from tests.e2e.states import check, check_empty, notes_written, relations, relations_refused, sign_in_refused
from tests.people import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext

    from tests.e2e.pages import Visitor

AFTER_BALANCE = "sikker-drift-og-fornyelse"


def test_a_lesson_is_read_to_its_end_and_gone_on_with_at_another_device(
    visitor: Visitor, new_context: Callable[..., BrowserContext]
) -> None:
    visitor.learners.complete_all_before(visitor.person, BALANCE)
    visitor.sign_in()
    visitor.follow("Begynd")
    *first, last = visitor.learners.steps(BALANCE)
    for step in first[:3]:
        visitor.work_through(step)

    other = visitor.on(new_context().new_page())
    other.sign_in()
    other.follow("Fortsæt")
    expect(other.page.locator("h1")).to_have_text(first[3].title)
    expect(other.page.locator(".steps-count")).to_have_text(f"4 af {len(first) + 1} trin")

    for step in first[3:]:
        other.work_through(step)
    other.work_through(last, is_last=True)
    expect(other.page.locator("h1")).to_have_text("Færdig: Ensartethed og differentiering")
    other.follow("Begynd")
    expect(other.page.locator("h1")).to_have_text(other.learners.steps(AFTER_BALANCE)[0].title)


def test_a_lesson_is_read_to_its_end_with_the_keyboard_alone(visitor: Visitor) -> None:
    page, keyboard = visitor.page, Keyboard(visitor.page)
    page.goto("/login")
    keyboard.tab_to(page.get_by_label("E-mail")).type(visitor.person.email)
    keyboard.tab_to(page.get_by_label("Adgangskode")).type(PASSWORD).press("Enter")
    expect(page.locator("h1")).to_have_text("Mit forløb")
    visitor.open_step(BALANCE, visitor.learners.steps(BALANCE)[0].slug)
    for step in visitor.learners.steps(BALANCE):
        expect(page.locator("h1")).to_have_text(step.title)
        if isinstance(step, CheckStep):
            _answer_by_keyboard(visitor, step, keyboard)
        elif isinstance(step, ReflectStep):
            keyboard.tab_to(visitor.note().field).type("Skrevet uden mus.")
        keyboard.tab_to(page.locator(".lesson-moves .button-primary")).press("Enter")
    expect(page.locator("h1")).to_have_text("Færdig: Ensartethed og differentiering")
    assert visitor.learners.note(visitor.person) == "Skrevet uden mus."


def _answer_by_keyboard(visitor: Visitor, step: CheckStep, keyboard: Keyboard) -> None:
    """Space ticks a box; arrows walk through radio buttons, of which Tab reaches one."""
    fields = visitor.page.locator(".lesson-task input[name=chosen]")
    right = [number for number, option in enumerate(step.options) if option.correct]
    if step.multiple:
        for number in right:
            keyboard.tab_to(fields.nth(number)).press("Space")
    else:
        keyboard.tab_to(fields.first).press("Space", *["ArrowDown"] * right[0])
    keyboard.tab_to(visitor.page.get_by_role("button", name="Svar", exact=True)).press("Enter")
    expect(visitor.page.get_by_text("Det er rigtigt", exact=True)).to_be_in_viewport()


@pytest.mark.parametrize("lesson", [BALANCE, CIRCLES])
def test_a_lesson_is_read_to_its_end_without_javascript(
    lesson: str, visitor: Visitor, new_context: Callable[..., BrowserContext]
) -> None:
    plain = visitor.on(new_context(java_script_enabled=False).new_page())
    plain.sign_in()
    *first, last = plain.learners.steps(lesson)
    plain.open_step(lesson, first[0].slug)
    for step in first:
        plain.work_through(step)
    plain.work_through(last, is_last=True)
    expect(plain.page.locator("h1")).to_have_text(re.compile("^Færdig: "))
    plain.page.goto("/notes")
    expect(plain.page.get_by_text(f"Om {last.title}")).to_be_visible()
    plain.page.get_by_role("button", name=re.compile("^Slet noten")).click()
    expect(plain.page.get_by_text(f"Om {last.title}")).to_have_count(0)


def test_a_relation_is_placed_with_the_keyboard_alone(visitor: Visitor) -> None:
    relations(visitor)
    page, keyboard = visitor.page, Keyboard(visitor.page)
    keyboard.tab_to(page.get_by_label("Hvem er det?")).type("Min leder")
    keyboard.tab_to(page.locator("input[name=circle]").first).press("Space", "ArrowDown", "ArrowDown")
    keyboard.tab_to(page.get_by_label("Den vil jeg sætte først")).press("Space")
    keyboard.tab_to(page.get_by_role("button", name="Placér")).press("Enter")
    expect(visitor.circles().rows).to_have_text(re.compile("Min leder.*Ledere.*kommer først", re.DOTALL))
    expect(page.get_by_role("img", name="1 relation i cirkler omkring dig")).to_be_visible()
    expect(page.locator("#relations")).to_be_focused()


def test_the_verdict_on_an_answer_has_the_focus(visitor: Visitor) -> None:
    check(visitor)
    wrong = next(each for each in visitor.learners.steps(BALANCE) if isinstance(each, CheckStep)).options[1]
    visitor.answer(wrong.text)
    expect(visitor.page.locator("#answer")).to_be_focused()
    expect(visitor.page.get_by_text("Ikke helt: Prøv igen")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("refused", "field"),
    [(sign_in_refused, "#password"), (check_empty, "#chosen"), (relations_refused, "#name")],
)
def test_a_refused_form_opens_at_its_errors_and_each_leads_to_its_field(
    refused: Callable[[Visitor], None], field: str, visitor: Visitor
) -> None:
    refused(visitor)
    expect(visitor.page.locator(".error-summary")).to_be_focused()
    keyboard = Keyboard(visitor.page)
    keyboard.tab_to(visitor.page.locator(f".error-summary a[href='{field}']")).press("Enter")
    expect(visitor.page.locator(field)).to_be_focused()


def test_the_first_tab_offers_to_skip_to_the_content(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.open_step(BALANCE, BALANCE_NOTE)
    keyboard = Keyboard(visitor.page)
    keyboard.press("Tab")
    expect(visitor.page.get_by_role("link", name="Gå til indholdet")).to_be_focused()
    expect(visitor.page.get_by_role("link", name="Gå til indholdet")).to_be_in_viewport()
    keyboard.press("Enter")
    expect(visitor.page.locator("main")).to_be_focused()


def test_focus_moves_through_the_page_in_its_order_and_back(visitor: Visitor) -> None:
    notes_written(visitor)
    keyboard = Keyboard(visitor.page)
    forth = keyboard.walk("Tab")
    assert forth == sorted(forth)
    assert len(forth) > 10
    visitor.page.reload()
    back = keyboard.walk("Shift+Tab")
    assert back == sorted(forth, reverse=True)


def test_the_menu_opens_and_closes_by_keyboard(visitor: Visitor) -> None:
    visitor.sign_in()
    menu, keyboard = visitor.page.locator(".site-menu"), Keyboard(visitor.page)
    keyboard.tab_to(menu.locator("summary")).press("Enter")
    expect(menu.get_by_role("button", name="Log ud")).to_be_visible()
    keyboard.press("Escape")
    expect(menu.get_by_role("button", name="Log ud")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()
    keyboard.press("Enter")
    keyboard.tab_to(visitor.page.locator("main a").first)
    expect(menu.get_by_role("button", name="Log ud")).to_be_hidden()
