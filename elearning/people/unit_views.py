"""The tree of units."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.models import Unit
from elearning.database import db
from elearning.forms import REFUSED, ButtonForm
from elearning.people import queries, unit_service
from elearning.people.forms import UnitForm
from elearning.people.trail import by_me
from elearning.people.unit_service import Place
from elearning.people.views import blueprint


@blueprint.route("/hr/units", methods=["GET", "POST"])
@requires(Permission.HR)
def units() -> ResponseReturnValue:
    """Show the tree, and add a unit to it."""
    tree = queries.units()
    form = UnitForm(tree)
    if form.is_submitted() and form.validate():
        try:
            added = unit_service.add(_place(form), by=by_me())
        except unit_service.NameTakenError:
            form.name.errors = [_("There is a unit of that name in the same place.")]
        else:
            flash(_("%(name)s is added.", name=added.name), "success")
            return redirect(url_for("people.units"))
    rows = [(each, tree.depth(each), tree.name(each)) for each, _path in tree.paths()]
    counts = queries.people_in([each for each, _depth, _name in rows])
    status = REFUSED if form.is_submitted() else 200
    return render_template("people/units.html", form=form, rows=rows, counts=counts), status


@blueprint.route("/hr/units/<int:unit>", methods=["GET", "POST"])
@requires(Permission.HR)
def unit(unit: int) -> ResponseReturnValue:
    """Rename a unit, or move it."""
    found, tree = _find(unit), queries.units()
    form = UnitForm(tree, without=found.id, data={"name": found.name, "parent": str(found.parent_id or "")})
    if form.is_submitted() and form.validate():
        try:
            unit_service.change(found, _place(form), by=by_me())
        except unit_service.NameTakenError:
            form.name.errors = [_("There is a unit of that name in the same place.")]
        except unit_service.UnitCycleError:
            form.parent.errors = [_("A unit cannot be part of itself.")]
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("people.units"))
    status = REFUSED if form.is_submitted() else 200
    return render_template("people/unit.html", unit=found, path=tree.path(found.id), form=form), status


@blueprint.post("/hr/units/<int:unit>/remove")
@requires(Permission.HR)
def remove_unit(unit: int) -> ResponseReturnValue:
    found = _find(unit)
    name = found.name
    if not ButtonForm().validate():
        return redirect(url_for("people.unit", unit=unit))
    try:
        unit_service.remove(found, by=by_me())
    except unit_service.NotEmptyError:
        flash(_("There are still people or units in it, perhaps people who have left."), "error")
        return redirect(url_for("people.unit", unit=unit))
    flash(_("%(name)s is removed.", name=name), "success")
    return redirect(url_for("people.units"))


def _find(unit_id: int) -> Unit:
    return db.session.get(Unit, unit_id) or abort(404)


def _place(form: UnitForm) -> Place:
    return Place(form.name.data or "", int(form.parent.data) if form.parent.data else None)
