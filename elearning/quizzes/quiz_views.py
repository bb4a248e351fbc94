"""A module's quiz: a few questions with right answers, the wrong ones asked again, until all are right."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.forms import REFUSED, ButtonForm
from elearning.modules.rules import AnswerError
from elearning.quizzes import question_rules, quiz_queries, quiz_service
from elearning.quizzes.question_bank import ChooseQuestion
from elearning.quizzes.question_rules import QUESTIONS_ASKED
from elearning.quizzes.quiz_forms import question_form
from elearning.quizzes.views import blueprint


@blueprint.get("/quiz/<slug:module>")
@requires(Permission.LEARN)
def quiz(module: str) -> ResponseReturnValue:
    """Show what comes next: the beginning, a question, or that all were right."""
    opened = _open(module)
    attempt = opened.attempt
    if attempt is None or not attempt.waiting:
        return render_template("quizzes/quiz.html", quiz=opened, asked=QUESTIONS_ASKED, form=ButtonForm())
    return _question_page(opened, attempt)


@blueprint.post("/quiz/<slug:module>")
@requires(Permission.LEARN)
def begin_quiz(module: str) -> ResponseReturnValue:
    opened = _open(module)
    if opened.attempt is None or not opened.attempt.waiting:
        quiz_service.begin(me().id, opened)
    return redirect(url_for("quizzes.quiz", module=module))


@blueprint.post("/quiz/<slug:module>/answers/<int:number>")
@requires(Permission.LEARN)
def answer_question(module: str, number: int) -> ResponseReturnValue:
    """Take the answer with this number, and show what it was worth."""
    opened = _open(module)
    attempt = opened.attempt or abort(404)
    if request.form.get("attempt", str(attempt.number)) != str(attempt.number):
        return _not_counted(module)
    # An old tab may hold the same number of another time through the quiz: so the question counts too.
    if number == len(attempt.answers) and request.form.get("question") in attempt.waiting[:1]:
        question = attempt.bank.question(attempt.waiting[0]) or abort(404)
        form = question_form(question)
        if not form.validate_on_submit():
            return _question_page(opened, attempt, form), REFUSED
        try:
            quiz_service.answer(me().id, attempt, question, form.given, number=number)
        except AnswerError:
            abort(400)
    elif number >= len(attempt.answers):
        return _not_counted(module)
    return redirect(url_for("quizzes.quiz_answer", module=module, number=number))


@blueprint.get("/quiz/<slug:module>/answers/<int:number>")
@requires(Permission.LEARN)
def quiz_answer(module: str, number: int) -> ResponseReturnValue:
    """Show an answer that was given, and explain it."""
    opened = _open(module)
    attempt = opened.attempt
    if attempt is None or number >= len(attempt.answers):
        return redirect(url_for("quizzes.quiz", module=module))
    answer = attempt.answers[number]
    question = attempt.bank.question(answer.question) or abort(404)
    if isinstance(question, ChooseQuestion):
        verdict = question_rules.judge_choose(question, frozenset(answer.given))
    else:
        verdict = question_rules.judge_sort(question, answer.given)
    return render_template(
        "quizzes/answer.html", quiz=opened, attempt=attempt, answer=answer, question=question, verdict=verdict
    )


def _not_counted(module: str) -> ResponseReturnValue:
    """Lead to where somebody is, and tell them that what they sent was to another question."""
    flash(_("Your answer was not kept, because the page was from before. Go on here."), "warning")
    return redirect(url_for("quizzes.quiz", module=module))


def _open(module: str) -> quiz_queries.OpenQuiz:
    return quiz_queries.open_quiz(me().id, module) or abort(404)


def _question_page(opened: quiz_queries.OpenQuiz, attempt: quiz_queries.Attempt, form: object = None) -> str:
    question = attempt.bank.question(attempt.waiting[0]) or abort(404)
    return render_template(
        "quizzes/question.html",
        quiz=opened,
        attempt=attempt,
        question=question,
        form=form or question_form(question),
        asked_before=any(answer.question == question.slug for answer in attempt.answers),
    )
