"""The people who are here: found, added, changed, let go and had back."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from elearning.access import Permission, requires
from elearning.accounts import leading, mails
from elearning.accounts import service as accounts
from elearning.accounts.models import Person
from elearning.accounts.session import me
from elearning.background import after_response
from elearning.clock import today
from elearning.config import settings
from elearning.database import db
from elearning.forms import CONFLICT, REFUSED, ButtonForm, without_control_characters
from elearning.mail import send
from elearning.people import queries, service, words
from elearning.people.forms import PersonForm, VersionForm
from elearning.people.rules import PAGE_LAST, TEXT_MAX, Wanted
from elearning.people.trail import about, by_me
from elearning.progress.deadlines import Status

blueprint = Blueprint("people", __name__)

DIGITS_MAX = 9


@blueprint.get("/hr/people")
@requires(Permission.HR)
def people() -> ResponseReturnValue:
    """List the people that the address asks for; what makes no sense there is left out: four statements."""
    wanted, units = wanted_from_request(), queries.units()
    found = queries.find(wanted, this_day())
    return render_template(
        "people/people.html", wanted=wanted, found=found, units=units, statuses=Status, words=words
    )


@blueprint.route("/hr/people/new", methods=["GET", "POST"])
@requires(Permission.HR)
def new() -> ResponseReturnValue:
    units = queries.units()
    form = PersonForm(units, this_day())
    if form.is_submitted() and form.validate():
        person = _try(form, lambda: service.add(form.facts, by_me()))
        if person is not None:
            flash(
                _("%(name)s is added, and chooses a password by “Forgotten?”.", name=person.name), "success"
            )
            return redirect(url_for("people.person", person=person.id))
    status = REFUSED if form.is_submitted() else 200
    return render_template("people/new.html", form=form, leaders=queries.leaders_to_choose()), status


@blueprint.route("/hr/people/<int:person>", methods=["GET", "POST"])
@requires(Permission.HR)
def person(person: int) -> ResponseReturnValue:
    """Show a person, and change them. Of two who do so at once the second is told, and loses nothing."""
    found = find_person(person)
    form = PersonForm(queries.units(), this_day(), data=None if request.method == "POST" else _shown(found))
    if not form.is_submitted():
        return _page(found, form)
    if not form.validate():
        return _page(found, form), REFUSED
    old_address, old_leader = found.email, found.leader_id
    try:
        is_changed = _try(
            form, lambda: service.change(found, form.facts, version=form.seen_version, by=by_me())
        )
    except service.ChangedMeanwhileError:
        return _told(found, form), CONFLICT
    if is_changed is None:
        return _page(found, form), REFUSED
    if found.email != old_address and found.is_active:
        message = mails.address_changed(found.name, old_address)
        after_response(lambda: send(message))
    flash(_("Saved.") if is_changed else _("Nothing was changed."), "success")
    if form.leader and found.leader_id != old_leader:  # who was meant by a part of a name
        flash(_("%(who)s is the leader from now on.", who=about(form.leader)), "info")
    return redirect(url_for("people.person", person=found.id))


@blueprint.route("/hr/people/<int:person>/deactivate", methods=["GET", "POST"])
@requires(Permission.HR)
def deactivate(person: int) -> ResponseReturnValue:
    """Say what becomes of those somebody leads, and let them go."""
    found = find_person(person)
    form = VersionForm(data={"version": found.version} if request.method == "GET" else None)
    status = 200
    if form.is_submitted() and form.validate():
        try:
            count = service.let_go(found, version=_number(form.version.data) or 0, by=by_me())
        except service.ChangedMeanwhileError:
            form.version.data = str(found.version)
            flash(
                _("Somebody else has just changed this person. Look once more before you go on."), "warning"
            )
            status = CONFLICT
        except service.LastHrError:
            flash(_("You cannot deactivate yourself, nor the last in HR."), "error")
            status = REFUSED
        else:
            flash(_gone(found, count), "success")
            return redirect(url_for("people.person", person=found.id))
    count, leader = service.hands_over(found)
    page = render_template("people/deactivate.html", person=found, form=form, count=count, leader=leader)
    return page, status


@blueprint.post("/hr/people/<int:person>/return")
@requires(Permission.HR)
def have_back(person: int) -> ResponseReturnValue:
    found = find_person(person)
    if ButtonForm().validate():
        service.have_back(found, by=by_me())
        flash(_("%(name)s is here again, and can sign in.", name=found.name), "success")
    return redirect(url_for("people.person", person=found.id))


def find_person(person_id: int) -> Person:
    return db.session.get(Person, person_id) or abort(404)


def this_day() -> date:
    return today(settings().zone)


def wanted_from_request() -> Wanted:
    given = request.args
    status = next((each for each in Status if each.value == given.get("status")), None)
    return Wanted(
        q=without_control_characters(given.get("q", "")).strip()[:TEXT_MAX],
        unit=_number(given.get("unit")),
        status=status,
        gone="gone" in given,
        panel="panel" in given,
        hr="hr" in given,
        page=min(_number(given.get("page")) or 1, PAGE_LAST),
    )


def _number(text: str | None) -> int | None:
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) <= DIGITS_MAX
    return int(text) if is_number and text else None


def _try(form: PersonForm, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - what `work` gives
    """Do something, or say at its field why it cannot be done, and give None."""
    try:
        return work()
    except accounts.EmailTakenError:
        form.email.errors = [_("Somebody has that e-mail already. Search for it, also among those who left.")]
    except service.NumberTakenError:
        form.number.errors = [_("Somebody has that employee number already.")]
    except leading.LeaderCycleError as error:
        form.leader_said.errors = [
            _("They would lead each other in a circle: %(names)s.", names=" → ".join(error.names))
        ]
    except leading.InactiveLeaderError:
        form.leader_said.errors = [_("Nobody here has that name or e-mail. Check how it is spelt.")]
    except service.HasLeftError:
        form.is_hr.errors = [_("Who has left cannot have this. Let the person come back first.")]
    except service.LastHrError:
        form.is_hr.errors = [_("You cannot take this from yourself, nor from the last who has it.")]
    return None


def _shown(found: Person) -> dict[str, Any]:
    leader = db.session.get(Person, found.leader_id) if found.leader_id else None
    return {
        **{name: getattr(found, name) for name in ("name", "email", "starts_on", "is_panel", "is_hr")},
        "number": found.number or "",
        "role": found.role.value,
        "second_role": found.second_role.value if found.second_role else "",
        "unit": str(found.unit_id or ""),
        "leader_said": about(leader) if leader else "",
        "version": str(found.version),
    }


def _page(found: Person, form: PersonForm, **more: Any) -> str:  # noqa: ANN401 - for the template
    standing = queries.standing(found, this_day())
    is_me = found.id == me().id
    return render_template(
        "people/person.html",
        person=found,
        form=form,
        standing=standing,
        is_me=is_me,
        leaders=queries.leaders_to_choose(),
        **more,
    )


def _told(found: Person, form: PersonForm) -> str:
    """Show what was written, beside what somebody else has saved meanwhile; saving again saves it all."""
    db.session.refresh(found)
    now_there = PersonForm(queries.units(), this_day(), formdata=None, data=_shown(found))
    names = [name for name in form.data if name not in {"csrf_token", "version"}]
    others = [now_there[name] for name in names if (now_there[name].data or "") != (form[name].data or "")]
    form.version.data = str(found.version)
    return _page(found, form, others=others, last=queries.last_change(found))


def _gone(found: Person, count: int) -> str:
    told = _("%(name)s is deactivated, and cannot sign in.", name=found.name)
    if not count:
        return told
    return f"{told} " + ngettext(
        "%(num)d person has another leader now.", "%(num)d people have another leader now.", count
    )
