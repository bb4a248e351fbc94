"""A module's quiz: wrong answers are explained and asked again at the end, until all are right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from elearning.quizzes.question_bank import ChooseQuestion, SortQuestion
from elearning.quizzes.question_rules import QUESTIONS_ASKED
from tests.e2e.keyboard import Keyboard
from tests.e2e.quizzes.learners import ANSWERS
from tests.e2e.quizzes.quiz_states import quiz, quiz_one, quiz_sort, quiz_sort_refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext

    from tests.e2e.quizzes.pages import Weigher

RIGHT = "Det er rigtigt"
AGAIN = "Ikke helt. Du får det igen til sidst"
PASSED = "Alt blev rigtigt til sidst. Godt gået."


@pytest.mark.parametrize("javascript", [True, False])
def test_a_wrong_answer_is_asked_again_at_the_end_until_it_is_right(
    visitor: Weigher,
    new_context: Callable[..., BrowserContext],
    javascript: bool,  # noqa: FBT001 - a case
) -> None:
    learner = visitor.on(new_context(java_script_enabled=javascript).new_page())
    quiz(learner)
    learner.press("Begynd")
    missed = learner.question().question
    learner.answer_question(right=False)
    expect(learner.page.get_by_text(AGAIN)).to_be_visible()
    for left in range(QUESTIONS_ASKED - 1, 0, -1):
        learner.follow("Fortsæt")
        expect(learner.page.get_by_text(f"{left + 1} spørgsmål tilbage")).to_be_visible()
        assert learner.question().question != missed
        learner.answer_question()
        expect(learner.page.get_by_text(RIGHT, exact=True)).to_be_visible()
    learner.follow("Fortsæt")
    expect(learner.page.get_by_text(re.compile("1 spørgsmål tilbage.*stillet igen"))).to_be_visible()
    assert learner.question().question == missed
    learner.answer_question()
    learner.follow("Fortsæt")
    expect(learner.page.get_by_text(PASSED)).to_be_visible()


def test_items_are_sorted_with_the_keyboard_alone(visitor: Weigher) -> None:
    quiz_sort(visitor)
    page, keyboard = visitor.page, Keyboard(visitor.page)
    question = visitor.question()
    assert isinstance(question, SortQuestion)
    for item in question.items:
        keyboard.tab_to(page.get_by_label(item.text, exact=True)).type("").press(*["ArrowDown"] * item.group)
    keyboard.tab_to(page.get_by_role("button", name="Svar", exact=True)).press("Enter")
    expect(page.get_by_text(RIGHT, exact=True)).to_be_visible()


def test_a_refused_sorting_leads_to_what_is_missing(visitor: Weigher) -> None:
    quiz_sort_refused(visitor)
    expect(visitor.page.locator(".error-summary")).to_be_focused()
    Keyboard(visitor.page).tab_to(visitor.page.locator(".error-summary a").first).press("Enter")
    expect(visitor.page.locator(".sorting select").first).to_be_focused()


def test_a_right_answer_shows_which_option_it_was(visitor: Weigher) -> None:
    quiz_one(visitor)
    question = visitor.question()
    assert isinstance(question, ChooseQuestion)
    right = question.options[ANSWERS[True](question)[0]].text
    visitor.answer_question()
    first = visitor.page.locator(".verdict-list > li").first
    expect(first).to_contain_text(right)
    expect(first.get_by_role("img", name="Rigtigt:")).to_be_visible()


def test_a_double_click_is_one_answer(visitor: Weigher) -> None:
    quiz_one(visitor)
    question = visitor.question()
    assert isinstance(question, ChooseQuestion)
    left = visitor.page.locator(".lesson-place").inner_text()
    visitor.page.get_by_label(question.options[ANSWERS[False](question)[0]].text, exact=True).check()
    visitor.page.get_by_role("button", name="Svar", exact=True).dblclick()
    expect(visitor.page.get_by_text(AGAIN)).to_be_visible()
    visitor.follow("Fortsæt")
    # The place says more where it was the last question: then it is asked again at once.
    expect(visitor.page.locator(".lesson-place")).to_contain_text(left)
