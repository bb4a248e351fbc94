"""One person of a team: how far they are, a friendly reminder, their certificate."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.leading import led_by
from elearning.accounts.models import Person
from elearning.accounts.session import me
from elearning.certificates.views import as_download
from elearning.clock import now
from elearning.database import db
from elearning.forms import ButtonForm
from elearning.reminders.log_queries import asked_by_leader
from elearning.reminders.service import AlreadyRemindedError, NothingToRemindError
from elearning.reminders.service import remind as send_reminder
from elearning.teams import person_queries, queries, words
from elearning.teams.person_queries import Above
from elearning.teams.views import blueprint, sight, this_day

#: The most reminders that one leader can have sent in an hour.
REMINDERS_MAX = 20


@blueprint.get("/team/people/<int:person>")
@requires(Permission.LEAD)
def person(person: int) -> ResponseReturnValue:
    seen, above = sight(), _line_down_to(person)
    row = queries.row_of(person, this_day()) or abort(404)
    is_open = row.due_on is not None and row.completed_on is None and row.starts_on <= this_day()
    is_oneself = person == me().id  # where one stands in for one's own leader
    return render_template(
        "teams/person.html",
        seen=seen,
        row=row,
        above=above,
        words=words,
        can_be_reminded=is_open and not is_oneself,
        reminded=asked_by_leader(person, row.due_on) if is_open else None,
        form=ButtonForm(),
    )


@blueprint.post("/team/people/<int:person>/remind")
@requires(Permission.LEAD)
def remind(person: int) -> ResponseReturnValue:
    """Have a friendly mail sent, once for each due date."""
    _line_down_to(person)
    # Not by the limiter: it counts in a transaction of its own, which on SQLite waits for this one to end.
    if person_queries.reminders_since(me().id, now() - timedelta(hours=1)) >= REMINDERS_MAX:
        abort(429)
    found = db.session.get_one(Person, person)
    try:
        send_reminder(me(), found)
    except AlreadyRemindedError:
        flash(_("%(name)s has been reminded of this due date already.", name=found.name), "info")
    except NothingToRemindError:
        flash(_("There is nothing to remind %(name)s of.", name=found.name), "info")
    else:
        flash(_("A friendly reminder is on its way to %(name)s.", name=found.name), "success")
    return redirect(url_for("teams.person", person=person))


@blueprint.get("/team/people/<int:person>/certificate.pdf")
@requires(Permission.LEAD)
def certificate_pdf(person: int) -> ResponseReturnValue:
    _line_down_to(person)
    return as_download(person_queries.newest_certificate(person) or abort(404))


def _line_down_to(person_id: int) -> list[Above]:
    """Give the leaders down to a person of a team that one may see; of nobody else one learns anything."""
    leaders = [each.id for each in led_by(me(), this_day())]
    return person_queries.line_down_to(person_id, leaders) or abort(404)
