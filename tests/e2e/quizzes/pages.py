"""The pages of a weighing, "Min balance" and a module's quiz as a visitor meets them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from elearning.quizzes.question_bank import SortQuestion
from tests.e2e.pages import Visitor
from tests.e2e.quizzes.learners import ANSWERS

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from elearning.quizzes.question_bank import ChooseQuestion
    from tests.e2e.quizzes.learners import Weighers

ONE = "dispensation-fra-ventelisten"
TWO = "tre-breve-til-mads"
THREE = "legepladsen-som-boernene-tegnede"
# Others have weighed it in some states, so its reveal has pictures; nobody else weighs QUIET.
CROWDED = "salt-hvor-der-er-glat"
QUIET = "svaret-som-programmet-skrev"
QUIZ = "balancerne"

UNIFORMITY = "uniformity-differentiation"
OPERATIONS = "operations-renewal"
FIELD = "field-coherence"

ON_THE_BOARD = "Læg vægten her"
STAY = "Jeg bliver stående"
LATER = "Gem og fortsæt senere"


@dataclass(frozen=True)
class Weigher(Visitor):
    """A person in front of scenarios and quizzes."""

    learners: Weighers

    def sign_in(self) -> None:
        """Sign in without the page, which has tests of its own."""
        name, value = self.learners.session(self.person)
        self.page.context.add_cookies([{"name": name, "value": value, "url": self.learners.address}])

    def open_scenario(self, slug: str, page: str = "") -> None:
        """Go to a page of a scenario, or where one left it."""
        self.page.goto(f"/scenarios/{slug}/{page}".rstrip("/"))

    def board(self, balance: str = UNIFORMITY) -> Board:
        return Board(self, balance)

    @property
    def options(self) -> Locator:
        """What may be the price."""
        return self.page.locator("input[name=option]")

    def pay(self, text: str) -> None:
        self.page.get_by_label(text, exact=True).check()
        self.press("Svar")

    def question(self, module: str = QUIZ) -> ChooseQuestion | SortQuestion:
        """Find the question that is asked."""
        return self.learners.question(module, self.page.locator("legend").first.inner_text())

    def answer_question(self, module: str = QUIZ, *, right: bool = True) -> None:
        """Answer the question of a module's quiz that is on the page, with the mouse."""
        question = self.question(module)
        given = ANSWERS[right](question)
        if isinstance(question, SortQuestion):
            for number, group in enumerate(given):
                self.page.get_by_label(question.items[number].text, exact=True).select_option(str(group))
        else:
            for number in given:
                self.page.get_by_label(question.options[number].text, exact=True).check()
        self.press("Svar")


@dataclass(frozen=True)
class Board:
    """One balance board of a form."""

    visitor: Weigher
    balance: str

    @property
    def whole(self) -> Locator:
        return self.visitor.page.locator(f"fieldset#{self.balance}")

    @property
    def places(self) -> Locator:
        return self.whole.get_by_role("radio")

    @property
    def how(self) -> Locator:
        return self.visitor.page.locator(f"#how-{self.balance}")

    def place(self, position: int) -> Locator:
        """Give the place for a position from -3 to 3."""
        return self.places.nth(position + 3)

    def put(self, position: int) -> None:
        self.place(position).check()

    @property
    def slope(self) -> float:
        """By how many pixels the last place lies lower than the first."""
        first, last = (self.place(end).bounding_box() for end in (-3, 3))
        assert first is not None
        assert last is not None
        return last["y"] - first["y"]
