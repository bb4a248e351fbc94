"""The learner's journey: what there is to do, how far they are, and what comes next."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from elearning.access import Permission, requires
from elearning.progress import queries, rules

blueprint = Blueprint("progress", __name__)


@blueprint.get("/")
@requires(Permission.LEARN)
def journey() -> ResponseReturnValue:
    return render_template("progress/journey.html", journey=queries.journey(current_user))


@blueprint.get("/finished/<slug:lesson>")
@requires(Permission.LEARN)
def lesson_finished(lesson: str) -> ResponseReturnValue:
    """Say that a lesson is done and lead on; whoever is not done is led back into it."""
    mine = queries.journey(current_user)
    finished = next((each for each in mine.lessons if each.lesson.slug == lesson), None)
    if finished is None:
        abort(404)
    if finished.amount.state is not rules.State.DONE:
        return redirect(url_for("modules.lesson", lesson=lesson))
    return render_template(
        "progress/lesson_finished.html", journey=mine, finished=finished, following=mine.lesson_after(lesson)
    )


@blueprint.app_context_processor
def journey_bar() -> dict[str, object]:
    """Give pages inside a lesson what the bar under the header shows."""
    lesson = (request.view_args or {}).get("lesson") if request else None
    if lesson is None or request.blueprint != "modules" or not current_user.is_authenticated:
        return {}
    mine = queries.journey(current_user)
    module = mine.module_of(lesson)
    if module is None:
        return {}
    return {
        "journey_bar": {
            "module_number": module.number,
            "module_count": len(mine.modules),
            "module_title": module.module.title,
            "percent": mine.amount.percent,
            "minutes_left": mine.amount.minutes_left,
        }
    }
