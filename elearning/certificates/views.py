"""One's own certificates: the finish, the page and the PDF of each, and renewing."""

from datetime import date
from typing import NoReturn

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.certificates import queries, rules, service
from elearning.certificates.documents import document_of, verify_address
from elearning.certificates.models import Certificate
from elearning.clock import today
from elearning.config import settings
from elearning.forms import ButtonForm
from elearning.progress import queries as progress
from elearning.progress import service as assignments
from elearning.progress.rules import REVIEWED, Journey, Kind
from elearning.signals import step_completed

blueprint = Blueprint("certificates", __name__)


@blueprint.get("/certificate")
@requires(Permission.LEARN)
def mine() -> ResponseReturnValue:
    """Congratulate and show the newest certificate, list the others, and lead on; or say what is missing."""
    certificates = queries.certificates_of(me().id)
    assignment = progress.newest_assignment(me().id)
    journey = progress.assigned_journey(me(), assignment)
    is_open = assignment is not None and assignment.completed_at is None
    newest = certificates[0] if certificates else None
    return render_template(
        "certificates/mine.html",
        newest=newest,
        earlier=certificates[1:],
        journey=journey,
        is_first=assignment is None or assignment.number == assignments.FIRST,
        is_open=is_open,
        due_on=assignment.due_on if assignment else None,
        can_be_claimed=service.can_claim(assignment, journey),
        can_be_renewed=newest is not None and not is_open and service.can_renew(newest, _today()),
        news=progress.news(_changed_lessons(journey), newest.issued_at) if newest and is_open else {},
        form=ButtonForm(),
    )


@blueprint.post("/certificate")
@requires(Permission.LEARN)
def claim() -> ResponseReturnValue:
    """Issue what is due where no step of one's own did: what one lacked was taken out of the course."""
    assignments.assign_course(me())  # who has it keeps it
    service.finish_if_done(me().id)
    return redirect(url_for("certificates.mine"))


@blueprint.post("/certificate/renew")
@requires(Permission.LEARN)
def renew() -> ResponseReturnValue:
    certificates = queries.certificates_of(me().id)
    if certificates and service.can_renew(certificates[0], _today()):
        service.open_renewal(certificates[0])
    return redirect(url_for("certificates.mine"))


@blueprint.post("/certificate/renew/lessons/<slug:lesson>")
@requires(Permission.LEARN)
def review_lesson(lesson: str) -> ResponseReturnValue:
    """Keep that one has looked at what is new in a lesson of one's renewal."""
    assignment = progress.newest_assignment(me().id)
    asked = progress.assigned_journey(me(), assignment).find(Kind.LESSON, lesson)
    if assignment is None or assignment.number == assignments.FIRST or asked is None:
        _not_found()
    assignments.review_lesson(assignment, asked.task.id)
    step_completed.send(me().id)
    flash(_("Noted: you have seen what is new in “%(lesson)s”.", lesson=asked.task.title), "success")
    return redirect(url_for("certificates.mine"))


@blueprint.get("/certificate/<string(length=32):code>")
@requires(Permission.LEARN)
def certificate(code: str) -> ResponseReturnValue:
    """Show one of one's own certificates as a page."""
    found = _own(code)
    return render_template(
        "certificates/certificate.html", certificate=found, verify_address=verify_address(found.code)
    )


@blueprint.get("/certificate/<string(length=32):code>/pdf")
@requires(Permission.LEARN)
def download(code: str) -> ResponseReturnValue:
    return as_download(_own(code))


def as_download(found: Certificate) -> Response:
    """Answer with a certificate's PDF; with 503 where it is not made in time."""
    name = f"kursusbevis-{found.number}.pdf"
    try:
        response = Response(document_of(found), mimetype="application/pdf")
    except TimeoutError:
        abort(503)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.app_template_global()
def certificate_validity(found: Certificate) -> rules.Validity:
    """Give the state of a certificate today."""
    return rules.validity(found.valid_until, _today(), revoked=found.revoked_at is not None)


@blueprint.app_template_global()
def in_groups(code: str) -> str:
    """Write a code as people read it aloud."""
    return rules.grouped(code)


def _changed_lessons(renewal: Journey) -> list[int]:
    return [each.task.id for each in renewal.tasks if each.task.steps == (REVIEWED,)]


def _own(code: str) -> Certificate:
    return queries.own_by_code(me().id, code) or _not_found()


def _not_found() -> NoReturn:
    abort(404)


def _today() -> date:
    return today(settings().zone)
