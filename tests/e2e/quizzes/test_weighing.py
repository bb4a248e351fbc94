"""A scenario from the situation to the reveal: by keyboard, without JavaScript, in pieces, in two tabs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from elearning.quizzes import rules
from tests.e2e.keyboard import Keyboard
from tests.e2e.quizzes.pages import FIELD, LATER, ON_THE_BOARD, ONE, STAY, TWO, UNIFORMITY
from tests.e2e.quizzes.states import (
    new_fact,
    price,
    reveal,
    second_thought,
    situation,
    situation_chosen,
    two_boards,
)
from tests.integration.quizzes.weighing import text_of
from tests.people import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Locator

    from tests.e2e.quizzes.pages import Weigher

WEIGHED = (-1, -2)
NOTE = "Jeg spørger, hvad der skal holdes udenfor."
ENDED = [(1, FIELD, -2), (1, UNIFORMITY, -1), (2, FIELD, -3)]


def test_two_boards_are_weighed_to_the_end_with_the_keyboard_alone(visitor: Weigher) -> None:
    page, keyboard = visitor.page, Keyboard(visitor.page)
    page.goto("/login")
    keyboard.tab_to(page.get_by_label("E-mail")).type(visitor.person.email)
    keyboard.tab_to(page.get_by_label("Adgangskode")).type(PASSWORD).press("Enter")
    expect(page.locator("h1")).to_have_text("Mit forløb")

    visitor.open_scenario(TWO)
    keyboard.tab_to(visitor.board(UNIFORMITY).place(-3)).press("Space", "ArrowRight", "ArrowRight")
    keyboard.tab_to(visitor.board(FIELD).place(-3)).press("Space", "ArrowRight")
    keyboard.tab_to(button(visitor, ON_THE_BOARD)).press("Enter")

    expect(page).to_have_url(re.compile("/price$"))
    pay_by_keyboard(visitor, named(right=False))
    expect(page.get_by_text("Ikke med den vægt. Se en gang til")).to_be_in_viewport()
    pay_by_keyboard(visitor, named(right=True))
    expect(page.get_by_text("Ja, det bliver valgt fra")).to_be_in_viewport()
    keyboard.tab_to(page.locator(".lesson-moves .button-primary")).press("Enter")

    expect(page).to_have_url(re.compile("/new-fact$"))
    keyboard.tab_to(visitor.board(FIELD).place(-2)).press("ArrowLeft")
    expect(visitor.board(FIELD).place(-3)).to_be_checked()
    keyboard.tab_to(button(visitor, ON_THE_BOARD)).press("Enter")

    expect(page).to_have_url(re.compile("/reveal$"))
    keyboard.tab_to(page.get_by_label("Det tager jeg med mig")).type(NOTE)
    keyboard.tab_to(button(visitor, "Gem noten")).press("Enter")
    expect(page.get_by_text("Din note er gemt.")).to_be_visible()
    assert visitor.learners.note_on(visitor.person, TWO) == NOTE
    assert visitor.learners.stored(visitor.person) == ENDED
    keyboard.tab_to(page.get_by_role("link", name=re.compile("^Næste: "))).press("Enter")
    expect(page).to_have_url(re.compile("/lessons/velkommen/en-mandag$"))


def named(*, right: bool) -> str:
    """Give an option that is offered as the price of WEIGHED: a true one, or a false one."""
    text = text_of(TWO)
    offered = rules.draw_price(text, WEIGHED)
    return next(
        text.price[each].text for each in offered if rules.judge_price(text, WEIGHED, each).right == right
    )


def pay_by_keyboard(visitor: Weigher, text: str) -> None:
    """Walk to an option with the arrows, and answer."""
    keyboard, options = Keyboard(visitor.page), visitor.options
    wanted = visitor.page.get_by_label(text, exact=True)
    chosen = options.and_(visitor.page.locator(":checked"))
    keyboard.tab_to(chosen if chosen.count() else options.first).press("Space")
    for _ in range(options.count()):
        if wanted.is_checked():
            break
        keyboard.press("ArrowDown")
    keyboard.tab_to(button(visitor, "Svar")).press("Enter")


def test_two_boards_are_weighed_to_the_end_without_javascript(
    visitor: Weigher, new_context: Callable[..., BrowserContext]
) -> None:
    plain = visitor.on(new_context(java_script_enabled=False).new_page())
    plain.sign_in()
    plain.open_scenario(TWO)
    plain.board(UNIFORMITY).put(-1)
    plain.board(FIELD).put(-2)
    plain.press(ON_THE_BOARD)
    plain.pay(named(right=False))
    expect(plain.page.get_by_text("Ikke med den vægt. Se en gang til")).to_be_visible()
    plain.pay(named(right=True))
    plain.follow("Fortsæt")
    plain.board(FIELD).put(-3)
    plain.press(ON_THE_BOARD)
    expect(plain.page.get_by_role("heading", name="Argumenter fra forfatterne")).to_be_visible()
    plain.page.get_by_label("Det tager jeg med mig").fill(NOTE)
    plain.press("Gem noten")
    expect(plain.page.get_by_text("Din note er gemt.")).to_be_visible()
    plain.follow("Tænk en gang til")
    plain.board(FIELD).put(1)
    plain.press("Gem min anden tanke")
    expect(plain.page.get_by_role("heading", name="Din anden tanke")).to_be_visible()
    assert visitor.learners.stored(visitor.person) == [*ENDED, (3, FIELD, 1), (3, UNIFORMITY, -1)]
    assert visitor.learners.note_on(visitor.person, TWO) == NOTE


def test_to_stay_is_a_full_answer(visitor: Weigher) -> None:
    new_fact(visitor)
    expect(visitor.board().place(2)).to_be_checked()
    visitor.press(STAY)
    expect(visitor.page.get_by_text("Den nye oplysning flyttede dig ikke.")).to_be_visible()
    assert visitor.learners.stored(visitor.person) == [(1, UNIFORMITY, 2), (2, UNIFORMITY, 2)]
    assert visitor.learners.completed(visitor.person) == 1


@pytest.mark.parametrize(
    ("state", "leads_to"),
    [(situation, "situation"), (situation_chosen, "price"), (price, "price"), (new_fact, "new-fact")],
)
def test_one_goes_on_later_where_one_left(
    visitor: Weigher, state: Callable[[Weigher], None], leads_to: str
) -> None:
    state(visitor)
    visitor.press(LATER)
    expect(visitor.page.locator("h1")).to_have_text("Mit forløb")
    expect(visitor.page.get_by_text("Det, du har svaret, er gemt.")).to_be_visible()
    visitor.unfold()
    visitor.page.get_by_role("link", name=re.compile("Dispensation fra ventelisten")).first.click()
    expect(visitor.page).to_have_url(re.compile(f"/scenarios/{ONE}/{leads_to}$"))


@pytest.mark.parametrize("state", [situation, new_fact, second_thought])
def test_a_double_click_is_kept_once(visitor: Weigher, state: Callable[[Weigher], None]) -> None:
    state(visitor)
    before = len(visitor.learners.stored(visitor.person))
    boards = visitor.page.locator("fieldset.board")
    for board in boards.all():
        board.get_by_role("radio").nth(5).check()
    count = boards.count()
    visitor.page.locator(".lesson-moves .button-primary").dblclick()
    expect(visitor.page.locator("fieldset.board")).to_have_count(0)
    assert len(visitor.learners.stored(visitor.person)) == before + count


def test_the_first_of_two_tabs_is_kept(visitor: Weigher) -> None:
    situation(visitor)
    other = visitor.on(visitor.page.context.new_page())
    other.open_scenario(ONE)
    other.board().put(-3)
    visitor.board().put(3)
    visitor.press(ON_THE_BOARD)
    other.press(ON_THE_BOARD)
    expect(other.page.locator(".board-caption")).to_have_text("Vægten: Næsten al vægt på differentiering")
    assert visitor.learners.stored(visitor.person) == [(1, UNIFORMITY, 3)]


def test_back_and_refresh_are_harmless(visitor: Weigher) -> None:
    two_boards(visitor)
    visitor.press(ON_THE_BOARD)
    expect(visitor.page).to_have_url(re.compile("/price$"))
    visitor.page.reload()
    visitor.page.go_back()
    visitor.page.reload()
    expect(visitor.page.locator(".board-caption")).to_have_text(
        ["Vægten: Noget vægt på ensartethed", "Vægten: Næsten al vægt på sammenhæng på tværs"]
    )
    visitor.follow("Fortsæt")
    expect(visitor.page).to_have_url(re.compile("/price$"))
    assert len(visitor.learners.stored(visitor.person)) == 2


def test_nothing_of_others_is_in_a_page_before_the_reveal(visitor: Weigher) -> None:
    visitor.learners.gather(TWO)
    text = text_of(TWO)
    visitor.sign_in()
    visitor.open_scenario(TWO)
    assert_silent(visitor, text.new_fact.text)
    visitor.board(UNIFORMITY).put(-1)
    visitor.board(FIELD).put(-2)
    visitor.press(ON_THE_BOARD)
    assert_silent(visitor, text.new_fact.text)
    visitor.pay(named(right=True))
    assert_silent(visitor, text.new_fact.text)
    visitor.follow("Fortsæt")
    assert_silent(visitor)
    visitor.press(STAY)
    source = visitor.page.content()
    assert all(voice.reason in source for voice in text.voices)


def assert_silent(visitor: Weigher, *others: str) -> None:
    """See that the page's source has no argument, no number about others, nor any of `others`."""
    source = visitor.page.content()
    unsaid = [*(voice.reason for voice in text_of(TWO).voices), *others]
    assert [each for each in unsaid if each[:40] in source] == []
    assert "spread" not in source


def test_a_note_from_another_device_is_not_overwritten(visitor: Weigher) -> None:
    visitor.faults.expect(409)
    reveal(visitor)
    other = visitor.on(visitor.page.context.new_page())
    other.page.goto(visitor.page.url)
    field = other.page.get_by_label("Det tager jeg med mig")
    field.fill("Fra telefonen.")
    other.press("Gem noten")
    visitor.page.get_by_label("Det tager jeg med mig").fill("Fra computeren.")
    visitor.press("Gem noten")
    expect(visitor.page.locator("blockquote.note-text")).to_have_text("Fra telefonen.")
    expect(visitor.page.get_by_label("Det tager jeg med mig")).to_have_value("Fra computeren.")
    visitor.press("Gem noten")
    expect(visitor.page.get_by_text("Din note er gemt.")).to_be_visible()


def button(visitor: Weigher, name: str) -> Locator:
    return visitor.page.get_by_role("button", name=name, exact=True)
