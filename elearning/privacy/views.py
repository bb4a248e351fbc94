"""One's own data: what there is, all of it as a file, and deleting what one wrote."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.clock import now
from elearning.forms import REFUSED
from elearning.privacy import exports, queries, service
from elearning.privacy.forms import DeleteForm
from elearning.privacy.kinds import GROUPS
from elearning.privacy.words import field_name, field_value

blueprint = Blueprint("privacy", __name__)


@blueprint.get("/my-data")
@requires(Permission.LEARN)
def my_data() -> ResponseReturnValue:
    """Say what is kept of the one who asks, by kind, and how much."""
    return render_template("privacy/my_data.html", groups=GROUPS, counts=queries.counts(me().id))


@blueprint.get('/my-data.<any("json", "html"):kind>')
@requires(Permission.LEARN)
def download(kind: str) -> ResponseReturnValue:
    """Give all of it: as JSON for other programs, or as one page to read."""
    everything, moment = queries.everything(me().id), now()
    if kind == "json":
        response = Response(exports.as_json(everything, moment), mimetype="application/json")
    else:
        page = render_template(
            "privacy/my_data_file.html",
            groups=GROUPS,
            everything=everything,
            moment=moment,
            field_name=field_name,
            field_value=field_value,
        )
        response = Response(page)
    response.headers["Content-Disposition"] = f'attachment; filename="mine-data.{kind}"'
    return response


@blueprint.route("/my-data/delete", methods=["GET", "POST"])
@requires(Permission.LEARN)
def forget() -> ResponseReturnValue:
    """Say what is deleted and what stays, and delete it."""
    form = DeleteForm()
    if not form.validate_on_submit():
        status = REFUSED if form.is_submitted() else 200
        return render_template("privacy/delete.html", form=form, counts=queries.counts(me().id)), status
    if form.notes.data:
        service.forget_notes(me())
    if form.answers.data:
        service.forget_answers(me())
    flash(_("It is deleted. What you completed is still completed."), "success")
    return redirect(url_for("privacy.my_data"))
