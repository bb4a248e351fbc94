"""How long dilemmas and quizzes take: the words on their pages, and what they ask for."""

from collections.abc import Iterable
from typing import Final

from elearning.markdown import plain_words
from elearning.modules.rules import reading_seconds
from elearning.quizzes import question_rules
from elearning.quizzes.content import Pole, Scenario
from elearning.quizzes.question_bank import ChooseQuestion, QuestionBank, SortQuestion
from elearning.quizzes.rules import FALSE_SHOWN, TRUE_SHOWN, Stage

#: Seconds that a thought takes beside the reading: placing the weight on one board the first time and the
#: second, naming the price, answering a question.
WEIGHING: Final = 30
WEIGHING_AGAIN: Final = 20
PRICE: Final = 30
QUESTION: Final = 15

#: Of the reveal's voices the nearest and the farthest are counted, and what each side gains and risks; the
#: other voices, the pictures of others and a note to oneself are for who has the time.
VOICES_READ: Final = 2


def scenario_outline(scenario: Scenario) -> list[dict[str, str | int]]:
    """Give the steps of a dilemma with their seconds; what the reveal shows is read with the last one."""
    poles = [pole for placement in scenario.placements for pole in (placement.first, placement.second)]
    situation = plain_words(scenario.situation) + _words(pole.here for pole in poles)
    options = _mean(plain_words(option.text) for option in scenario.price) * (TRUE_SHOWN + FALSE_SHOWN)
    price = options + _mean(plain_words(option.explanation) for option in scenario.price)
    reveal = _mean(plain_words(voice.reason) for voice in scenario.voices) * VOICES_READ
    after = plain_words(scenario.new_fact.text) + reveal + sum(map(_words_of_reveal, poles))
    return [
        _step(Stage.SITUATION, reading_seconds(situation) + WEIGHING * len(scenario.placements)),
        _step(Stage.PRICE, reading_seconds(price) + PRICE),
        _step(Stage.NEW_FACT, reading_seconds(after) + WEIGHING_AGAIN),
    ]


def quiz_outline(bank: QuestionBank) -> list[dict[str, str | int]]:
    """Give the one step of a module's quiz: as many questions as are asked, of the bank's mean length."""
    asked = min(question_rules.QUESTIONS_ASKED, len(bank.questions))
    words = _mean(map(_words_of_question, bank.questions))
    return [_step("passed", asked * (reading_seconds(words) + QUESTION))]


def _words_of_reveal(pole: Pole) -> int:
    return _words([pole.gains, pole.risks, *pole.warnings])


def _words_of_question(question: ChooseQuestion | SortQuestion) -> int:
    choices = question.options if isinstance(question, ChooseQuestion) else question.items
    return _words([question.question, *(each.text for each in choices)])


def _words(texts: Iterable[str]) -> int:
    return sum(map(plain_words, texts))


def _mean(numbers: Iterable[int]) -> int:
    known = list(numbers)
    return round(sum(known) / len(known))


def _step(slug: str, seconds: int) -> dict[str, str | int]:
    return {"slug": slug, "seconds": seconds}
