"""“Min balance”: a person's own weightings together, described and not judged."""

from flask import flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.forms import ButtonForm
from elearning.quizzes import balance_queries, service
from elearning.quizzes.my_balance import boards_of
from elearning.quizzes.views import blueprint


@blueprint.get("/balance")
@requires(Permission.LEARN)
def my_balance() -> ResponseReturnValue:
    weighed = balance_queries.weighed_by(me().id)
    return render_template(
        "quizzes/my_balance.html",
        weighed=weighed,
        boards=boards_of(weighed),
        takeaways=balance_queries.takeaways_of(me().id),
        form=ButtonForm(),
    )


@blueprint.get("/balance/export")
@requires(Permission.LEARN)
def export_balance() -> ResponseReturnValue:
    """Give a person all they answered in scenarios, as a file."""
    response = jsonify(balance_queries.everything_answered(me().id))
    response.headers["Content-Disposition"] = "attachment; filename=min-balance.json"
    return response


@blueprint.post("/balance/delete")
@requires(Permission.LEARN)
def delete_balance() -> ResponseReturnValue:
    service.forget_weightings(me())
    flash(_("Your weightings are deleted."), "success")
    return redirect(url_for("quizzes.my_balance"))
