"""What a learner does in a module's quiz. Nothing here commits."""

from collections.abc import Sequence

import sqlalchemy as sa

from elearning.clock import now
from elearning.database import db, insert_or_ignore
from elearning.quizzes import question_rules
from elearning.quizzes.models import QuizAnswer, QuizAttempt, QuizPass
from elearning.quizzes.question_bank import ChooseQuestion, QuestionBank, SortQuestion
from elearning.quizzes.quiz_queries import Attempt, OpenQuiz
from elearning.signals import step_completed


def begin(person_id: int, quiz: OpenQuiz) -> None:
    """Begin a time through the quiz. Two requests at once begin the same one."""
    number = quiz.attempt.number + 1 if quiz.attempt else 1
    values = {
        "person_id": person_id,
        "bank_id": quiz.bank_id,
        "revision_id": quiz.published_revision_id,
        "number": number,
        "questions": list(_drawn(quiz.published, person_id, number)),
        "started_at": now(),
    }
    db.session.execute(insert_or_ignore(QuizAttempt, values))


def answer(
    person_id: int,
    attempt: Attempt,
    question: ChooseQuestion | SortQuestion,
    given: Sequence[int],
    *,
    number: int,
) -> None:
    """Keep answer `number` of the attempt, counted from 0; a number that stands already stays as it is.

    Raises AnswerError for an answer the question cannot have.
    """
    if isinstance(question, ChooseQuestion):
        verdict = question_rules.judge_choose(question, frozenset(given))
    else:
        verdict = question_rules.judge_sort(question, given)
    values = {
        "attempt_id": attempt.id,
        "number": number,
        "question": question.slug,
        "given": list(given),
        "is_right": verdict.right,
        "answered_at": now(),
    }
    kept = db.session.scalar(insert_or_ignore(QuizAnswer, values).returning(QuizAnswer.number))
    answers = [*attempt.results, (question.slug, verdict.right)]
    if kept is not None and question_rules.passed(attempt.questions, answers):
        passed = {"person_id": person_id, "bank_id": attempt.bank_id, "passed_at": now()}
        db.session.execute(insert_or_ignore(QuizPass, passed))
        step_completed.send(person_id)


def forget_quizzes(person_id: int) -> None:
    """Delete what somebody answered in quizzes; those they passed stay passed."""
    db.session.execute(sa.delete(QuizAttempt).where(QuizAttempt.person_id == person_id))


def _drawn(bank: QuestionBank, person_id: int, number: int) -> tuple[str, ...]:
    return question_rules.draw_questions(bank, f"{person_id}/{number}", question_rules.QUESTIONS_ASKED)
