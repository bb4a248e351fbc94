"""A file with people: sent, its columns named, looked at, and applied as a whole or not at all."""

from typing import Any, cast

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.database import db
from elearning.forms import CONFLICT, REFUSED, ButtonForm, without_control_characters
from elearning.people import columns, importing, reading, words
from elearning.people.columns import Field
from elearning.people.forms import ApplyForm, UploadForm
from elearning.people.models import PeopleImport
from elearning.people.planning import Plan
from elearning.people.trail import by_me
from elearning.people.units import Units
from elearning.people.views import blueprint

SHOWN_MAX = 100  # of each kind of change; the others are counted
NEW_MAX = 50  # of new people, with all that is read of them


@blueprint.route("/hr/people/import", methods=["GET", "POST"])
@requires(Permission.HR)
def upload() -> ResponseReturnValue:
    form = UploadForm()
    if not form.is_submitted():
        return render_template("people/upload.html", form=form, waiting=importing.latest(me().id))
    form.validate()
    file = request.files.get("file")
    if file is None or not file.filename:
        form.file.errors = [_("Choose a file.")]
    else:
        try:
            name = without_control_characters(file.filename)
            with db.session.begin_nested():
                importing.keep(file.stream, name, me().id)
        except reading.UnreadableError as error:
            form.file.errors = [words.PROBLEMS[error.problem]]
        else:
            return redirect(url_for("people.columns_of_file"))
    return render_template("people/upload.html", form=form, waiting=importing.latest(me().id)), REFUSED


@blueprint.route("/hr/people/import/columns", methods=["GET", "POST"])
@requires(Permission.HR)
def columns_of_file() -> ResponseReturnValue:
    """Say which column means what; the guess stands there already."""
    kept = importing.latest(me().id)
    if kept is None:
        return _gone()
    faults: list[Any] = []
    form = ButtonForm()
    if form.is_submitted() and form.validate():
        chosen = _chosen(kept)
        faults = _faults(chosen)
        if not faults:
            if unused := columns.unused(kept.headings, chosen):
                flash(_("These columns are not used: %(names)s.", names=words.column_names(unused)), "info")
            importing.keep_columns(kept, chosen)
            kept.deactivates_missing = "deactivates_missing" in request.form
            return redirect(url_for("people.check"))
        kept.columns = {field.value: place for field, place in chosen.items()}  # shown; never committed
    status = REFUSED if faults else 200
    page = render_template(
        "people/columns.html",
        kept=kept,
        form=form,
        faults=faults,
        first=importing.first_row(kept),
        repeated=columns.repeated(kept.headings),
        unused=columns.unused(kept.headings, columns.known(kept.columns)),
        words=words,
    )
    return page, status


@blueprint.get("/hr/people/import/check")
@requires(Permission.HR)
def check() -> ResponseReturnValue:
    """Show what the file would do, and what is wrong in it."""
    kept = importing.latest(me().id)
    if kept is None:
        return _gone()
    if columns.lacking(columns.known(kept.columns)):
        return redirect(url_for("people.columns_of_file"))
    return _checked(kept)


@blueprint.post("/hr/people/import/apply")
@requires(Permission.HR)
def apply() -> ResponseReturnValue:
    kept = importing.latest(me().id)
    if kept is None:
        return _gone()
    form = ApplyForm()
    if not form.validate():
        return redirect(url_for("people.check"))
    try:
        done = importing.apply(kept, by_me(), shown=form.shown.data or "", allows_many=form.allows_many.data)
    except importing.ChangedMeanwhileError:
        db.session.rollback()
        flash(_("People have changed meanwhile. Look once more at what the file would do."), "warning")
        return _checked(_again()), CONFLICT
    except importing.MistakesError:
        return _checked(kept), REFUSED
    except importing.TooManyLeaveError:
        form.allows_many.errors = [_("Say that it is meant, or go back and leave them as they are.")]
        return _checked(kept, form), REFUSED
    flash(_("The file is applied: %(counts)s.", counts=words.counts(done)), "success")
    return redirect(url_for("people.people"))


@blueprint.post("/hr/people/import/forget")
@requires(Permission.HR)
def forget_file() -> ResponseReturnValue:
    kept = importing.latest(me().id)
    if kept is not None and ButtonForm().validate():
        importing.remove(kept)
        flash(_("The file is deleted. Nothing was changed."), "success")
    return redirect(url_for("people.upload"))


def _again() -> PeopleImport:
    return cast("PeopleImport", importing.latest(me().id))


def _gone() -> ResponseReturnValue:
    flash(_("There is no file any more. It is kept for a day, and until it is applied."), "warning")
    return redirect(url_for("people.upload"))


def _chosen(kept: PeopleImport) -> dict[Field, int]:
    places = {str(place): place for place in range(len(kept.headings))}
    given = ((field, request.form.get(field.value, "")) for field in Field)
    return {field: places[place] for field, place in given if place in places}


def _faults(chosen: dict[Field, int]) -> list[Any]:
    lacking = [
        _("Choose the column with this: %(field)s.", field=words.FIELDS[field])
        for field in columns.lacking(chosen)
    ]
    twice = [field for field, place in chosen.items() if list(chosen.values()).count(place) > 1]
    return lacking + [
        _("The same column is chosen twice: %(field)s.", field=words.FIELDS[field]) for field in twice
    ]


def _checked(kept: PeopleImport, form: ApplyForm | None = None) -> str:
    made, units = importing.plan(kept)
    form = form or ApplyForm(formdata=None)
    form.shown.data = made.digest
    return render_template(
        "people/check.html",
        kept=kept,
        plan=made,
        form=form,
        words=words,
        shown_max=SHOWN_MAX,
        told=lambda changes: [_told(change, units, made) for change in changes],
        read=_read(kept),
        value=lambda new, name: _value(name, new.get(name), units, made, none=""),
        new_max=NEW_MAX,
        new_units=[units.path(each) for each in made.new_units],
    )


def _told(change: Any, units: Units, plan: Plan) -> str:  # noqa: ANN401 - a planning.Change
    """Write what changes about somebody: Unit: A → B."""
    parts = []
    for name in change.after:
        was, will_be = (_value(name, each[name], units, plan) for each in (change.before, change.after))
        parts.append(f"{words.COLUMNS[name]}: {was} → {will_be}")
    return "; ".join(parts)


def _read(kept: PeopleImport) -> list[str]:
    """List what the file says of people, beside the name and e-mail that stand first, as a plan names it."""
    fields = {Field.UNIT: "unit_id", Field.LEADER: "leader_id"}
    names = [fields.get(field, field.value) for field in Field if field.value in kept.columns]
    return [name for name in names if name in words.COLUMNS and name not in {"name", "email"}]


def _value(name: str, value: Any, units: Units, plan: Plan, none: str | None = None) -> str:  # noqa: ANN401 - of any column
    if value is None or value == "":
        return _("nothing") if none is None else none
    if name == "unit_id":
        return units.path(value)
    if name == "leader_id":
        return plan.leader_names[value]
    if name in {"role", "second_role"}:
        return words.role_name(value)
    return str(current_app.jinja_env.filters["date"](value)) if name == "starts_on" else str(value)
