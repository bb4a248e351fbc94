"""Which scenarios are required of whom: a table of check boxes, what a change of it means, and making it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from elearning.access import Permission, requires
from elearning.accounts.rules import FoundationRole
from elearning.accounts.session import me
from elearning.authoring import required_queries, required_rules, required_service
from elearning.authoring.forms import WhyForm
from elearning.authoring.required_rules import Choice, Marked
from elearning.authoring.views import blueprint
from elearning.forms import CONFLICT, REFUSED


@blueprint.get("/hr/scenarios/required")
@requires(Permission.HR)
def required() -> ResponseReturnValue:
    scenarios = required_queries.marked()
    return _page(scenarios, required_rules.as_it_is(scenarios), WhyForm(formdata=None))


@blueprint.post("/hr/scenarios/required")
@requires(Permission.HR)
def require() -> ResponseReturnValue:
    """Say what a choice would mean; and make it, when that is what they have seen."""
    required_service.take_turns()
    scenarios = required_queries.marked()
    choice = required_rules.read(scenarios, request.form.getlist("required"))
    form = WhyForm()
    changed = required_rules.changed(scenarios, choice)
    if not changed:
        flash(_("Nothing is changed: the marks are as they were."), "info")
        return redirect(url_for("authoring.required"))
    if request.form.get("do") != "save":
        return _page(scenarios, choice, WhyForm(formdata=None), is_looked_at=True)
    if request.form.get("seal") != required_rules.seal(scenarios, choice):
        return _page(scenarios, choice, form, is_looked_at=True, is_changed=True), CONFLICT
    if not form.validate():
        return _page(scenarios, choice, form, is_looked_at=True), REFUSED
    required_service.require(changed, choice, note=form.note.data or "", by=me())
    flash(
        ngettext(
            "%(num)d scenario is required of others now.",
            "%(num)d scenarios are required of others now.",
            len(changed),
        ),
        "success",
    )
    return redirect(url_for("authoring.required"))


def _page(
    scenarios: list[Marked],
    choice: Choice,
    form: WhyForm,
    *,
    is_looked_at: bool = False,
    is_changed: bool = False,
) -> str:
    return render_template(
        "authoring/required.html",
        scenarios=scenarios,
        choice=choice,
        form=form,
        roles=_role_titles(),
        changed=required_rules.changed(scenarios, choice),
        effects=required_queries.effects(scenarios, choice) if is_looked_at else [],
        seal=required_rules.seal(scenarios, choice),
        is_looked_at=is_looked_at,
        is_changed=is_changed,
    )


def _role_titles() -> dict[FoundationRole, str]:
    return {
        FoundationRole.EMPLOYEE: _("Employees"),
        FoundationRole.LEADER: _("Leaders"),
        FoundationRole.EXECUTIVE: _("Executives"),
    }
