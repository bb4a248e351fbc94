"""Due dates of a person, a unit, a role or those with a first day between two: seen first, then changed."""

import hashlib
from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from elearning.access import Permission, requires
from elearning.accounts.leading import wait_for_turn
from elearning.accounts.rules import FoundationRole
from elearning.forms import CONFLICT, REFUSED
from elearning.people import queries, words
from elearning.people.deadline_queries import Choice, Moved, hold, moved, write
from elearning.people.entries import FIRST_DAY
from elearning.people.forms import DeadlineForm, ReasonForm, unit_choices
from elearning.people.trail import by_me
from elearning.people.views import blueprint, this_day

SHOWN_MAX = 100
DAYS_MAX = 366
YEARS_AHEAD = 5


@blueprint.route("/hr/deadlines", methods=["GET", "POST"])
@requires(Permission.HR)
def deadlines() -> ResponseReturnValue:
    """Show whose due date the address means and what it would be; POST changes just these."""
    form, choice = _asked()
    reason = ReasonForm(formdata=None if request.method == "GET" else request.form)
    if choice is None:
        is_refused = bool(form.errors) or request.method == "POST"
        return render_template(
            "people/deadlines.html", form=form, choice=None
        ), REFUSED if is_refused else 200
    if request.method == "POST":
        wait_for_turn()
        hold(choice)
    people, left_out = moved(choice)
    status = 200
    if request.method == "POST":
        status = REFUSED
        if reason.validate():
            if reason.shown.data == _digest(people):
                return _change(people, choice, reason.reason.data or "")
            status = CONFLICT
            flash(_("People have changed meanwhile. Look once more at whom it is about."), "warning")
    reason.shown.data = _digest(people)
    page = render_template(
        "people/deadlines.html",
        form=form,
        choice=choice,
        people=people,
        left_out=left_out,
        day=this_day(),
        past=sum(each.will_be < this_day() for each in people),
        reason=reason,
        shown_max=SHOWN_MAX,
        address=f"{url_for('people.deadlines')}?{request.query_string.decode(errors='replace')}",
    )
    return page, status


def _change(people: Sequence[Moved], choice: Choice, reason: str) -> ResponseReturnValue:
    write(people, names_day=choice.due_on is not None, reason=reason, told=_told(choice), by=by_me())
    count = len(people)
    flash(ngettext("%(num)d due date is changed.", "%(num)d due dates are changed.", count), "success")
    return redirect(url_for("people.deadlines"))


def _asked() -> tuple[DeadlineForm, Choice | None]:
    """Read the choice from the address; None where nothing is asked yet, or something is wrong."""
    form = DeadlineForm(formdata=request.args or None)
    form.unit.choices = unit_choices(queries.units(), none=_("All"))
    form.role.choices = [("", _("All")), *((role.value, name) for role, name in words.ROLES.items())]
    if not request.args or not (request.args.keys() - {"email"}):
        return form, None  # a link has filled in the address
    form.unit.data, form.role.data = form.unit.data or "", form.role.data or ""
    if not form.validate():
        return form, None
    choice = Choice(
        email=form.email.data or "",
        unit_id=int(form.unit.data) if form.unit.data else None,
        role=FoundationRole(form.role.data) if form.role.data else None,
        first=form.first.data,
        last=form.last.data,
        due_on=form.due_on.data,
        days=form.days.data or 0,
    )
    return form, choice if _makes_sense(form, choice) else None


def _makes_sense(form: DeadlineForm, choice: Choice) -> bool:
    if not choice.names_somebody:
        form.email.errors = [_("Say whom it is about: a person, a unit, a role, or a first day.")]
    if bool(choice.due_on) == bool(choice.days):
        form.due_on.errors = [_("Write either a new due date or how many days more.")]
    elif choice.due_on and not FIRST_DAY <= choice.due_on <= this_day().replace(
        year=this_day().year + YEARS_AHEAD, day=1
    ):
        form.due_on.errors = [_("That day lies too far back or ahead. Check the year.")]
    elif choice.days and not 0 < choice.days <= DAYS_MAX:
        form.days.errors = [_("Write from 1 to %(max)d days.", max=DAYS_MAX)]
    return not form.errors


def _digest(people: Sequence[Moved]) -> str:
    days = [(each.person_id, each.was, each.will_be) for each in people]
    return hashlib.sha256(repr(days).encode()).hexdigest()[:32]


def _told(choice: Choice) -> str:
    """Say in the log whom it was about."""
    units = queries.units()
    said = (
        choice.email,
        units.path(choice.unit_id),
        words.role_name(choice.role),
        f"{choice.first or ''}..{choice.last or ''}" if choice.first or choice.last else "",
        f"→ {choice.due_on}" if choice.due_on else f"+{choice.days}",
    )
    return " · ".join(each for each in said if each)
