"""A person's leaves."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.database import db
from elearning.forms import REFUSED, ButtonForm
from elearning.people import leaves
from elearning.people.forms import LeaveForm
from elearning.people.trail import by_me
from elearning.people.views import blueprint, find_person
from elearning.progress import queries as progress
from elearning.progress.models import LeaveOfAbsence


@blueprint.route("/hr/people/<int:person>/leave", methods=["GET", "POST"])
@requires(Permission.HR)
def leave(person: int) -> ResponseReturnValue:
    """List somebody's leaves, and add one."""
    found = find_person(person)
    form = LeaveForm()
    if form.is_submitted() and form.validate() and form.first.data and form.until.data:
        try:
            added = leaves.add(found, form.first.data, form.until.data, by=by_me())
        except leaves.OverlapError:
            form.first.errors = [_("Part of it is leave already.")]
        else:
            told = _("The leave is kept. The due date moves by %(days)d days.", days=added.days)
            flash(told if added.days else _("The leave is kept. The due date stays."), "success")
            return redirect(url_for("people.leave", person=found.id))
    status = REFUSED if form.is_submitted() else 200
    page = render_template(
        "people/leave.html",
        person=found,
        form=form,
        leaves=leaves.leaves_of(found),
        journey=progress.newest_assignment(found.id),
    )
    return page, status


@blueprint.post("/hr/people/<int:person>/leave/<int:leave>/remove")
@requires(Permission.HR)
def remove_leave(person: int, leave: int) -> ResponseReturnValue:
    found, taken = find_person(person), db.session.get(LeaveOfAbsence, leave)
    if taken is None or taken.person_id != found.id:
        abort(404)
    if ButtonForm().validate():
        leaves.remove(found, taken, by=by_me())
        flash(_("The leave is removed, and the due date moved back."), "success")
    return redirect(url_for("people.leave", person=found.id))
