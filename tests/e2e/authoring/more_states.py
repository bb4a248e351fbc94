"""HR's pages on question banks, on what is required of whom, and of a trial, in every state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.authoring.authoring_states import sign_in_as_hr

if TYPE_CHECKING:
    from tests.e2e.pages import Visitor

BANK = "/hr/questions/rollerne"
BROKEN = "/hr/questions/samarbejdet"
REQUIRED = "/hr/scenarios/required"
TRY = "/hr/scenarios/tre-breve-til-mads/try"


def _at(visitor: Visitor, address: str) -> None:
    sign_in_as_hr(visitor)
    visitor.page.goto(address)


def _write_question(visitor: Visitor, text: str, bank: str = BANK) -> None:
    _at(visitor, f"{bank}/edit")
    visitor.page.locator("#questions-1-question").fill(text)
    visitor.press("Gem kladden")


def question_banks(visitor: Visitor) -> None:
    _write_question(visitor, "Hvad er en rolle?")
    visitor.page.goto("/hr/questions")


def bank_editor(visitor: Visitor) -> None:
    _write_question(visitor, "Hvad er en rolle til?")


def bank_editor_with_faults(visitor: Visitor) -> None:
    _write_question(visitor, "", BROKEN)
    visitor.page.locator("#new-kind").select_option("sort")
    visitor.page.locator("#new-title").fill("Hvor hører det til?")
    visitor.press("Tilføj spørgsmålet")
    visitor.page.goto(f"{BROKEN}/edit?check=1")


def bank_publish(visitor: Visitor) -> None:
    _write_question(visitor, "Hvad vil det sige at have en rolle?")
    visitor.page.goto(f"{BANK}/publish")


def required_of_whom(visitor: Visitor) -> None:
    _at(visitor, REQUIRED)


def required_looked_at(visitor: Visitor) -> None:
    required_of_whom(visitor)
    visitor.page.locator("input[value$='.employee']:not(:checked)").first.click()
    visitor.press("Se, hvad det betyder")


def required_refused(visitor: Visitor) -> None:
    visitor.faults.expect(422)
    required_looked_at(visitor)
    visitor.press("Kræv det sådan")


def trial_situation(visitor: Visitor) -> None:
    _at(visitor, TRY)


def trial_refused(visitor: Visitor) -> None:
    visitor.faults.expect(422)
    trial_situation(visitor)
    visitor.press("Læg vægten her")


def trial_price(visitor: Visitor) -> None:
    trial_situation(visitor)
    for board in visitor.page.locator("fieldset.board").all():
        board.locator("input[type=radio]").nth(5).click()
    visitor.press("Læg vægten her")


def trial_price_named(visitor: Visitor) -> None:
    trial_price(visitor)
    options = visitor.page.locator("input[name=option]")
    number = 0
    while options.count():
        options.nth(number).click()
        visitor.press("Svar")
        number += 1


def trial_new_fact(visitor: Visitor) -> None:
    trial_price_named(visitor)
    visitor.press("Fortsæt")


def trial_reveal(visitor: Visitor) -> None:
    trial_new_fact(visitor)
    visitor.press("Jeg bliver stående")


MORE_OF_HR = (
    question_banks,
    bank_editor,
    bank_editor_with_faults,
    bank_publish,
    required_of_whom,
    required_looked_at,
    required_refused,
    trial_situation,
    trial_refused,
    trial_price,
    trial_price_named,
    trial_new_fact,
    trial_reveal,
)
