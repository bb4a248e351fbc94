"""What people decide about their mails, and the file with their due date."""

from datetime import datetime

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_datetime
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.models import Person
from elearning.accounts.session import me
from elearning.database import db
from elearning.extensions import csrf
from elearning.forms import REFUSED, ButtonForm
from elearning.progress.queries import newest_assignment
from elearning.reminders import due_file, queries, service, tokens
from elearning.reminders.forms import MailsForm
from elearning.reminders.rules import OPTIONAL, Kind

blueprint = Blueprint("reminders", __name__)

ONE_CLICK = "One-Click"  # RFC 8058


@blueprint.get("/mails/<string(minlength=20,maxlength=120):token>")
@requires(Permission.PUBLIC)
def switch(token: str) -> ResponseReturnValue:
    """Show one kind of mail, to turn off or on: where the link in a mail leads."""
    return _switch_page(token, *_read(token))


@blueprint.post("/mails/<string(minlength=20,maxlength=120):token>")
# A mail program that turns mails off has no session and so no token of ours. None is needed: the address is
# signed, only whoever has the mail knows it, and no cookie says who is asking.
@csrf.exempt
@requires(Permission.PUBLIC)
def set_switch(token: str) -> ResponseReturnValue:
    """Turn one kind of mail off or on; a mail program's one click only turns it off, however often."""
    person_id, kind = _read(token)
    if request.form.get("List-Unsubscribe") == ONE_CLICK:
        service.unsubscribe(person_id, kind)
        return _switch_page(token, person_id, kind)
    wanted = request.form.get("wanted")
    if wanted not in {"on", "off"}:
        return _switch_page(token, person_id, kind), REFUSED
    _set(person_id, kind, is_wanted=wanted == "on")
    return redirect(url_for("reminders.switch", token=token))


@blueprint.route("/mails", methods=["GET", "POST"])
@requires(Permission.LEARN)
def mails() -> ResponseReturnValue:
    """Let the signed-in person choose the mails they want."""
    off = queries.unsubscribed(me().id)
    form = MailsForm(data={kind.value: kind not in off for kind in OPTIONAL})
    if not me().leads:
        del form.team_week
    if not form.validate_on_submit():
        status = REFUSED if form.is_submitted() else 200
        return render_template("reminders/mails.html", form=form), status
    for kind in OPTIONAL:
        if kind.value in form:
            _set(me().id, kind, is_wanted=bool(form[kind.value].data))
    flash(_("Your choice is saved."), "success")
    return redirect(url_for("reminders.mails"))


@blueprint.get("/journey/due-date.ics")
@requires(Permission.LEARN)
def due_date() -> ResponseReturnValue:
    """Give the due date as a file for one's calendar, as long as there is one to keep."""
    assignment = newest_assignment(me().id)
    if assignment is None or assignment.completed_at:
        abort(404)
    due = due_file.DueDate(assignment.number, assignment.starts_on, assignment.due_on)
    response = Response(due_file.due_date_file(me().id, due), mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{due_file.NAME}"'
    return response


@blueprint.app_template_filter("moment")
def _moment(moment: datetime) -> str:
    """Write a moment as it was here: 23. november 2026 kl. 08.15."""
    return str(format_datetime(moment, "d. MMMM y 'kl.' HH.mm"))


def _read(token: str) -> tuple[int, Kind]:
    found = tokens.read(token)
    person = db.session.get(Person, found[0]) if found else None
    if found is None or person is None or not person.is_active:
        abort(404)
    return found


def _set(person_id: int, kind: Kind, *, is_wanted: bool) -> None:
    change = service.subscribe if is_wanted else service.unsubscribe
    change(person_id, kind)


def _switch_page(token: str, person_id: int, kind: Kind) -> str:
    is_off = kind in queries.unsubscribed(person_id)
    return render_template("reminders/switch.html", token=token, kind=kind, is_off=is_off, form=ButtonForm())
