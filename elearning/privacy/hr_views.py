"""What HR does: erases somebody who has left, and sees what was deleted by time."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.models import Person
from elearning.accounts.session import me
from elearning.config import settings
from elearning.database import db
from elearning.forms import REFUSED
from elearning.privacy import queries, retention, service
from elearning.privacy.forms import EraseForm
from elearning.privacy.rules import Kind
from elearning.privacy.views import blueprint
from elearning.privacy.words import kind_name


@blueprint.route("/hr/people/<int:person>/erase", methods=["GET", "POST"])
@requires(Permission.HR)
def erase(person: int) -> ResponseReturnValue:
    """Say what erasing somebody does, and do it when their name is typed."""
    found = db.session.get(Person, person) or abort(404)
    form = EraseForm(found)
    if not form.is_submitted():
        return render_template("privacy/erase.html", person=found, form=form)
    if found.is_active or not form.validate():
        return render_template("privacy/erase.html", person=found, form=form), REFUSED
    name = found.name
    try:
        service.erase(found, form.reason.data or "", by=(me().id, me().name))
    except service.StillHereError:  # they came back just now
        return render_template("privacy/erase.html", person=found, form=form), REFUSED
    flash(_("%(name)s is erased.", name=name), "success")
    return redirect(url_for("people.people"))


@blueprint.get("/hr/retention")
@requires(Permission.HR)
def retention_log() -> ResponseReturnValue:
    """Show how long each kind is kept, and what nightly runs deleted."""
    last = queries.last_runs()
    kinds = [(kind_name(kind), retention.DAYS[kind](settings()), last.get(kind)) for kind in Kind]
    runs = [(run.at, kind_name(Kind(run.kind)), run.count) for run in queries.runs()]
    return render_template(
        "privacy/retention.html", kinds=kinds, runs=runs, completions=queries.completions_of_the_erased()
    )
