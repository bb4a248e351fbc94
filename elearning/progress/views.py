"""The learner's journey: what there is to do, how far they are, and what comes next."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.clock import day_of, today
from elearning.config import settings
from elearning.forms import ButtonForm
from elearning.modules.queries import open_lesson
from elearning.progress import deadlines, queries, rules, service
from elearning.progress.models import Assignment
from elearning.progress.rules import Kind
from elearning.progress.service import FIRST
from elearning.quizzes.balances import Balance
from elearning.signals import step_completed

blueprint = Blueprint("progress", __name__)

ENDPOINTS = {Kind.LESSON: "modules.lesson", Kind.SCENARIO: "quizzes.scenario", Kind.QUIZ: "quizzes.quiz"}
# What a task's address calls its slug.
ARGUMENTS = {Kind.LESSON: "lesson", Kind.SCENARIO: "scenario", Kind.QUIZ: "module"}


@blueprint.get("/")
@requires(Permission.LEARN)
def journey() -> ResponseReturnValue:
    mine = queries.course_of(me())
    assignment = queries.newest_assignment(me().id)
    return render_template(
        "progress/journey.html",
        journey=mine.journey,
        others=mine.others,
        deadline=_deadline(assignment, mine.journey),
        news=queries.unseen_news(assignment, mine.journey),
    )


@blueprint.post("/journey/lessons/<slug:lesson>/seen")
@requires(Permission.LEARN)
def news_seen(lesson: str) -> ResponseReturnValue:
    """Keep that somebody who had completed the course has seen what is new in a lesson."""
    assignment = queries.newest_assignment(me().id)
    found = queries.journey(me()).find(Kind.LESSON, lesson)
    if assignment is None or assignment.completed_at is None or found is None or not ButtonForm().validate():
        abort(404)
    service.review_lesson(assignment, found.task.id)
    step_completed.send(me().id)
    return redirect(url_for("progress.journey"))


@blueprint.get("/go-on")
@requires(Permission.LEARN)
def go_on() -> ResponseReturnValue:
    """Lead to the very next step: where the links in mails point."""
    mine = queries.assigned_journey(me(), queries.newest_assignment(me().id))
    following = mine.next_task
    return redirect(task_address(following.task) if following else url_for("certificates.mine"))


@blueprint.get("/finished/<slug:lesson>")
@requires(Permission.LEARN)
def lesson_finished(lesson: str) -> ResponseReturnValue:
    """Say that a lesson is done and lead on; whoever is not done is led back into it."""
    mine = queries.journey(me())
    finished = mine.find(Kind.LESSON, lesson)
    if finished is None:
        # A lesson for another role may be read, and leads back to what is one's own.
        return redirect(url_for("progress.journey")) if open_lesson(me().id, lesson) else abort(404)
    if finished.amount.state is not rules.State.DONE:
        return redirect(url_for("modules.lesson", lesson=lesson))
    following = mine.task_after(Kind.LESSON, lesson)
    if following is None:
        return redirect(url_for("certificates.mine"))
    return render_template(
        "progress/lesson_finished.html", journey=mine, finished=finished, following=following
    )


@blueprint.get("/dilemmas")
@requires(Permission.LEARN)
def dilemmas() -> ResponseReturnValue:
    """List the dilemmas beside the journey, for who wants more of them."""
    others = queries.course_of(me()).others
    shelves = {balance: [each for each in others if each.balances == (balance,)] for balance in Balance}
    several = [each for each in others if len(each.balances) > 1]
    return render_template("progress/dilemmas.html", shelves=shelves, several=several)


def _deadline(assignment: Assignment | None, journey: rules.Journey) -> dict[str, object] | None:
    """Give what the journey's page says about its due date, or that of the renewal."""
    if assignment is None:
        return None
    zone = settings().zone
    completed = day_of(assignment.completed_at, zone) if assignment.completed_at else None
    # Without the certificate's end: it has a page of its own, which says when it has ended.
    standing = deadlines.Standing(
        journey.amount.has_begun, assignment.starts_on, assignment.due_on, completed
    )
    return {
        "due_on": assignment.due_on,
        "completed_on": completed,
        "status": deadlines.status(standing, today(zone)),
        "is_renewal": assignment.number != FIRST,
    }


@blueprint.app_template_global()
def task_address(task: rules.Task) -> str:
    """Give where a task is done; it leads to where one left off."""
    arguments: dict[str, Any] = {ARGUMENTS[task.kind]: task.slug}
    return url_for(ENDPOINTS[task.kind], **arguments)


@blueprint.app_context_processor
def journey_bar() -> dict[str, object]:
    """Give pages inside a task the bar under the header, what is asked for again of it, and what is next."""
    if not request or request.blueprint not in {"modules", "quizzes"} or not current_user.is_authenticated:
        return {}
    arguments = request.view_args or {}
    found = next(((kind, arguments[name]) for kind, name in ARGUMENTS.items() if name in arguments), None)
    if found is None:
        return {}
    course = queries.course_of(me())
    mine = course.journey
    following: dict[str, object] = {"following": mine.task_after(*found), "again": course.again(*found)}
    module = mine.module_of(*found)
    if module is None:
        return following
    return following | {
        "journey_bar": {
            "module_number": module.number,
            "module_count": len(mine.modules),
            "module_title": module.module.title,
            "percent": mine.amount.percent,
            "minutes_left": mine.amount.minutes_left,
        }
    }
