"""Letting somebody stand in: they see the team, and nothing else that is the leader's."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts import leading
from elearning.accounts.session import me
from elearning.forms import REFUSED, ButtonForm
from elearning.reminders import service as reminders
from elearning.teams import person_queries
from elearning.teams.forms import StandInForm
from elearning.teams.views import blueprint, this_day


@blueprint.route("/team/stand-in", methods=["GET", "POST"])
@requires(Permission.LEAD)
def stand_in() -> ResponseReturnValue:
    """Show who stands in for one's own team, and choose somebody."""
    _refuse_stand_ins()
    form = StandInForm(me(), person_queries.colleagues(me()), this_day())
    if form.is_submitted() and form.validate() and form.person and form.until.data:
        try:
            reminders.set_stand_in(me(), form.person, form.until.data)
        except leading.StandInError:  # they left just now
            form.email.errors = [_("Nobody here has that e-mail. Check how it is spelt.")]
        else:
            flash(_("%(name)s stands in for you.", name=form.person.name), "success")
            return redirect(url_for("teams.stand_in"))
    page = render_template(
        "teams/stand_in.html",
        form=form,
        end_form=ButtonForm(),
        present=person_queries.stand_in_of(me().id, this_day()),
    )
    return (page, REFUSED) if form.is_submitted() else page


@blueprint.post("/team/stand-in/end")
@requires(Permission.LEAD)
def end_stand_in() -> ResponseReturnValue:
    _refuse_stand_ins()
    if leading.end_stand_in(me()):
        flash(_("Nobody stands in for you any more."), "success")
    return redirect(url_for("teams.stand_in"))


def _refuse_stand_ins() -> None:
    """Let nobody hand on a team that they only look after for somebody else."""
    if me().id not in {leader.id for leader in leading.led_by(me(), this_day())}:
        abort(403)
