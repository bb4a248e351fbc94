"""HR's log of mails: what was sent, what was not, and why."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from elearning.access import Permission, requires
from elearning.forms import one_of, without_control_characters
from elearning.reminders import log_queries, words
from elearning.reminders.rules import Kind, State
from elearning.reminders.views import blueprint

_LAST_PAGE = 10_000


@blueprint.get("/hr/reminders")
@requires(Permission.HR)
def log() -> ResponseReturnValue:
    """Show the newest runs, and the mails the address asks for; what makes no sense there is left out."""
    wanted = log_queries.Wanted(
        kind=one_of(Kind, request.args.get("kind")),
        state=one_of(State, request.args.get("state")),
        name=without_control_characters(request.args.get("q", "")).strip()[:120],
        page=min(request.args.get("page", 1, type=int) or 1, _LAST_PAGE),
    )
    return render_template(
        "reminders/log.html",
        wanted=wanted,
        runs=log_queries.runs(),
        found=log_queries.mails(wanted),
        kinds=words.KINDS.items(),
        states=words.STATES.items(),
    )
