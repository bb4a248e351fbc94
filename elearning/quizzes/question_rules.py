"""What is true of a module's quiz: which questions are drawn, judging answers, and what is asked next."""

from collections.abc import Iterable, Sequence
from typing import Final

from elearning.modules.content import CheckStep
from elearning.modules.rules import AnswerError, Verdict, judge
from elearning.quizzes.question_bank import ChooseQuestion, QuestionBank, SortQuestion
from elearning.quizzes.rules import shuffled

#: How many of a bank's questions one time through its quiz asks.
QUESTIONS_ASKED: Final = 5


def draw_questions(bank: QuestionBank, seed: str, count: int) -> tuple[str, ...]:
    """Return the slugs of `count` questions (all, if the bank has fewer) in the order to ask them.

    The same seed draws the same questions from the same bank.
    """
    return tuple(shuffled((question.slug for question in bank.questions), seed)[:count])


def judge_choose(question: ChooseQuestion, chosen: frozenset[int]) -> Verdict:
    """Judge the chosen options (numbers from 0). Raises AnswerError for an unknown one, or none at all."""
    if not chosen:
        raise AnswerError("no option is chosen")
    # A lesson's check is judged in the same way; only its options matter for that.
    return judge(CheckStep.model_construct(options=question.options, multiple=True), chosen)


def judge_sort(question: SortQuestion, placed: Sequence[int]) -> Verdict:
    """Judge in which group (numbers from 1) each item, in the question's order, was put.

    In the verdict `wrong` and `explanations` hold items (numbers from 0); it explains the wrong ones, and
    all once everything is right. Raises AnswerError unless every item is in a group that exists.
    """
    if len(placed) != len(question.items):
        raise AnswerError(f"{len(placed)} of {len(question.items)} items are in a group")
    if unknown := [group for group in placed if not 1 <= group <= len(question.groups)]:
        raise AnswerError(f"no such group: {unknown}")
    everything = frozenset(range(len(question.items)))
    wrong = frozenset(number for number in everything if placed[number] != question.items[number].group)
    shown = wrong or everything
    return Verdict(
        right=not wrong,
        wrong=wrong,
        incomplete=False,
        explanations=tuple((number, question.items[number].explanation) for number in sorted(shown)),
    )


def waiting(drawn: Iterable[str], answers: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    """Return the slugs of the questions that still want a right answer, in the order they will be asked.

    `answers` are (slug, right) in the order they came. A question that was answered wrongly goes to the
    end of the line. An answer to a question that was not waiting (a double click) changes nothing.
    """
    line = list(drawn)
    for slug, right in answers:
        if slug in line:
            line.remove(slug)
            if not right:
                line.append(slug)
    return tuple(line)


def next_question(drawn: Iterable[str], answers: Iterable[tuple[str, bool]]) -> str | None:
    """Return the slug of the question to ask now, or None when all have been answered rightly."""
    return next(iter(waiting(drawn, answers)), None)


def passed(drawn: Sequence[str], answers: Iterable[tuple[str, bool]]) -> bool:
    """Tell whether every drawn question has been answered rightly in the end; never before any is drawn."""
    return bool(drawn) and not waiting(drawn, answers)
