"""Somebody on the way through the whole journey, page by page, by what each page itself offers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from elearning.modules.content import CheckStep, ReflectStep, RelationsStep
from elearning.quizzes import rules
from tests.e2e.quizzes.pages import ON_THE_BOARD, STAY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Locator

    from elearning.modules.content import Lesson, Step
    from elearning.quizzes.content import Scenario
    from tests.e2e.quizzes.pages import Weigher

# What a page has that no other has. Of a dilemma's pages, the one whose answer is asked for comes first.
PAGES = {
    "journey": "main .journey",
    "step": "main .lesson",
    "finished": "main .finished",
    "reveal": ".weighing #takeaway",
    "situation": ".weighing > .situation ~ form fieldset.board",
    "new fact": ".weighing > .new-fact ~ form fieldset.board",
    "price": ".weighing input[name=option]",
    "price named": ".weighing .price-named",
    "question": ".quiz > form",
    "verdict": ".quiz > .alert",
    "quiz": "main > form.lesson-moves",
}
LOOK = """pages => {
  const read = (selector) => document.querySelector(selector)?.textContent.trim() ?? "";
  return {
    kind: Object.keys(pages).find((each) => document.querySelector(pages[each])) ?? "",
    heading: read("h1"),
    lesson: read(".lesson-step > .lesson-place"),
    onwards: [...document.querySelectorAll("main .button-primary")].map((each) => each.textContent.trim()),
    tasks: [...document.querySelectorAll(".lesson-card h3")].map((each) => each.textContent.trim()),
  };
}"""
# What leads on. Anything else on a main button would be news to the one who presses it.
ONWARDS = re.compile(r"Begynd|Fortsæt|Næste(: .+)?|Afslut lektionen|Svar|Læg vægten her")
TO_THE_CERTIFICATE = "Videre til dit kursusbevis"
MOST_PAGES = 400  # nobody goes in circles

POSITIONS = (-3, 2, -1, 3, 1, -2, 0)  # before the new fact, board for board
MIDDLE_HOW = "Jeg ringer til dem begge i dag og siger, hvornår jeg vender tilbage."
NOTE = "Jeg spørger min makker, før jeg siger ja."
FRIEND = "Min nærmeste kollega"
WRONG_CHECK = "Ikke helt: Prøv igen"
WRONG_PRICE = "Ikke med den vægt. Se en gang til"
WRONG_QUIZ = "Ikke helt. Du får det igen til sidst"
RIGHT = "Det er rigtigt"
LATER = "Tilbage til mit forløb"


@dataclass(frozen=True)
class Looked:
    """What somebody sees of a page at the first glance."""

    kind: str
    heading: str
    lesson: str
    onwards: list[str]
    tasks: list[str]


@dataclass
class Traveller:
    """Does everything that pages ask for, and keeps what was met and what was done on the way."""

    visitor: Weigher
    #: The tasks that the journey listed at the start, and those that the pages led through, by their titles.
    planned: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)
    scenarios: list[Scenario] = field(default_factory=list)
    #: What is done once: wrong answers, a note, a relation, a sentence on the middle, a look at the journey.
    once: set[str] = field(default_factory=set)
    _weighed: list[int] = field(default_factory=list)
    _boards: int = 0

    def go_to_the_end(self) -> None:
        """From the journey, follow the pages until one leads to the certificate; follow that one too."""
        page = self._look()
        self.planned = page.tasks
        pages: Mapping[str, Callable[[Looked], None]] = {
            "step": self._do_step,
            "reveal": self._leave_scenario,
            "situation": self._weigh,
            "new fact": self._weigh_again,
            "price": self._pay,
            "question": self._answer,
            "quiz": self._begin_or_leave_quiz,
        }
        for _ in range(MOST_PAGES):
            assert len(page.onwards) == 1, f"{self.visitor.page.url} leads on by {page.onwards}"
            if page.onwards == [TO_THE_CERTIFICATE]:
                self._go_on()
                return
            assert ONWARDS.fullmatch(page.onwards[0]), f"{self.visitor.page.url} offers {page.onwards[0]}"
            pages.get(page.kind, self._go_on)(page)
            page = self._look()
        raise AssertionError(
            f"after {MOST_PAGES} pages there is still no end; now at {self.visitor.page.url}"
        )

    def _look(self) -> Looked:
        seen = Looked(**self.visitor.page.evaluate(LOOK, PAGES))
        assert seen.kind, f"{self.visitor.page.url} is none of the pages on the way: {seen.heading}"
        return seen

    def _go_on(self, _page: Looked | None = None) -> None:
        self._press(self.visitor.page.locator("main .button-primary"))

    def _press(self, what: Locator) -> None:
        """Press what opens another page, and wait until it is there."""
        with self.visitor.page.expect_navigation(wait_until="domcontentloaded"):
            what.click()

    def _submit(self, button: str) -> None:
        self._press(self.visitor.page.get_by_role("button", name=button, exact=True))

    def _for_the_first_time(self, what: str) -> bool:
        is_first = what not in self.once
        self.once.add(what)
        return is_first

    def _meet(self, title: str) -> bool:
        """Keep that a task is come to; tell whether it is another than the one before."""
        is_new = self.met[-1:] != [title]
        if is_new:
            self.met.append(title)
        return is_new

    # Lessons

    def _do_step(self, page: Looked) -> None:
        lesson = self.visitor.learners.lesson_called(page.lesson)
        if self._meet(lesson.title):
            self.lessons.append(lesson)
        step: Step = next(each for each in lesson.steps if each.title == page.heading)
        if isinstance(step, CheckStep):
            if self._for_the_first_time("wrong check"):
                self._check(step, right=False)
                self._hear(WRONG_CHECK)
            self._check(step, right=True)
            self._hear(RIGHT)
        elif isinstance(step, ReflectStep) and self._for_the_first_time("note"):
            self.visitor.note().write(NOTE)
        elif isinstance(step, RelationsStep) and self._for_the_first_time("relation"):
            self.visitor.circles().place(FRIEND, "Kolleger", "Det går godt i dag")
            expect(self.visitor.circles().rows).to_have_count(1)
        self._go_on()

    def _check(self, step: CheckStep, *, right: bool) -> None:
        """Choose all right options, or only the first that is wrong."""
        wanted = [number for number, option in enumerate(step.options) if option.correct == right]
        chosen = wanted if right else wanted[:1]
        for number, option in enumerate(step.options):
            box = self.visitor.page.get_by_label(option.text, exact=True)
            if number in chosen:
                box.check()
            elif step.multiple:
                box.uncheck()
        self._press(self.visitor.page.locator(".lesson-task").get_by_role("button", name="Svar", exact=True))

    def _hear(self, words: str) -> None:
        expect(self.visitor.page.get_by_text(words, exact=True)).to_be_visible()

    # Dilemmas

    def _weigh(self, page: Looked) -> None:
        scenario = self.visitor.learners.scenario_called(page.heading)
        assert self._meet(f"Dilemma: {scenario.title}"), "a situation that is weighed asks again"
        self.scenarios.append(scenario)
        self._weighed = []
        for balance in scenario.balances:
            position = POSITIONS[self._boards % len(POSITIONS)]
            self._boards += 1
            self._put(str(balance), position)
            self._weighed.append(position)
        self._submit(ON_THE_BOARD)

    def _put(self, balance: str, position: int) -> None:
        board = self.visitor.board(balance)
        board.put(position)
        if position == 0:
            self.once.add("middle")
            board.how.fill(MIDDLE_HOW)

    def _pay(self, _page: Looked) -> None:
        scenario, positions = self.scenarios[-1], tuple(self._weighed)
        options = {
            rules.judge_price(scenario, positions, each).right: scenario.price[each].text
            for each in rules.draw_price(scenario, positions)
        }
        if self._for_the_first_time("wrong price"):
            self._name(options[False])
            self._hear(WRONG_PRICE)
        self._name(options[True])

    def _name(self, price: str) -> None:
        self.visitor.page.get_by_label(price, exact=True).check()
        self._submit("Svar")

    def _weigh_again(self, _page: Looked) -> None:
        """Stay where one is, or go one place towards the other end, in turn."""
        scenario = self.scenarios[-1]
        if len(self.scenarios) % 2:
            self._submit(STAY)
            return
        before = self._weighed[scenario.touched]
        self._put(str(scenario.new_fact.balance), before - 1 if before > 0 else before + 1)
        self._submit(ON_THE_BOARD)

    def _leave_scenario(self, page: Looked) -> None:
        assert page.heading == self.scenarios[-1].title
        self._go_on()

    # Quizzes

    def _begin_or_leave_quiz(self, page: Looked) -> None:
        """Begin; or go on when it is passed, once by the journey instead of straight to what comes next."""
        if self._meet(page.heading):
            self._go_on()
            return
        self._hear("Alt blev rigtigt til sidst. Godt gået.")
        by_the_journey = self.visitor.page.get_by_role("link", name=LATER, exact=True)
        if self._for_the_first_time("look at the journey"):
            self._press(by_the_journey)
        else:
            self._go_on()

    def _answer(self, page: Looked) -> None:
        module = self.visitor.learners.module_called(page.heading.removeprefix("Quiz: "))
        right = not self._for_the_first_time("wrong in a quiz")
        with self.visitor.page.expect_navigation(wait_until="domcontentloaded"):
            self.visitor.answer_question(module, right=right)
        self._hear(RIGHT if right else WRONG_QUIZ)
