"""HR's lists of texts, and what is done to one as a whole: add, copy, move, retire, bring back."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.authoring import drafts, kinds, queries, service
from elearning.authoring.forms import NewForm, RetireForm, VersionForm
from elearning.authoring.kind import MOST_IN_A_MODULE, Kind, ModuleFullError
from elearning.authoring.queries import Item
from elearning.forms import REFUSED, ButtonForm

blueprint = Blueprint("authoring", __name__)

MOVED = "moved"  # in the session, for the next list: the kind and slug of what was moved, and where it was


def opened(kind: str, slug: str) -> Item:
    """Find the item of an address, or answer that there is none."""
    return queries.item(kinds.KINDS[kind], slug) or abort(404)


@blueprint.app_template_global()
def page_of(item: Item, page: str, **more: Any) -> str:  # noqa: ANN401 - as `url_for`
    """Give the address of one of an item's pages, such as `edit`."""
    return url_for(f"authoring.{page}", kind=item.kind.address, slug=item.slug, **more)


@blueprint.app_template_global()
def list_of(kind: Kind[Any], slug: str | None = None) -> str:
    """Give the address of the list of a kind, at an item."""
    return url_for(f"authoring.{kind.address}", _anchor=f"{kind.name}-{slug}" if slug else None)


@blueprint.get("/hr/lessons")
@requires(Permission.HR)
def lessons() -> ResponseReturnValue:
    return _list(kinds.LESSONS)


@blueprint.get("/hr/scenarios")
@requires(Permission.HR)
def scenarios() -> ResponseReturnValue:
    return _list(kinds.SCENARIOS)


@blueprint.route(f"/hr/{kinds.WHOLE}/new", methods=["GET", "POST"])
@requires(Permission.HR)
def new(kind: str) -> ResponseReturnValue:
    of = kinds.KINDS[kind]
    form = NewForm()
    form.module.choices = [(each.slug, each.title) for each in queries.modules()]
    if not form.is_submitted():
        form.module.data = request.args.get("module", "")
        return render_template("authoring/new.html", form=form, kind=of)
    if not form.validate():
        return render_template("authoring/new.html", form=form, kind=of), REFUSED
    module = queries.module(form.module.data) or abort(404)
    try:
        slug = service.add(of, form.title.data or "", module, by=me())
    except ModuleFullError:
        form.form_errors.append(str(of.phrases.is_full))
        return render_template("authoring/new.html", form=form, kind=of), REFUSED
    return redirect(page_of(opened(kind, slug), "edit"))


@blueprint.post(f"/hr/{kinds.WHOLE}/<slug:slug>/copy")
@requires(Permission.HR)
def copy(kind: str, slug: str) -> ResponseReturnValue:
    """Begin a new item with another's text."""
    item = opened(kind, slug)
    data = queries.data(item)
    title = _("%(title)s (copy)", title=item.heading(data))[:120]
    try:
        added = service.add(item.kind, title, item.row.module, by=me(), data=data)
    except ModuleFullError:
        flash(str(item.kind.phrases.is_full), "error")
        return redirect(list_of(item.kind))
    flash(str(item.kind.phrases.copied), "success")
    return redirect(page_of(opened(kind, added), "edit"))


@blueprint.post(f"/hr/{kinds.WHOLE}/<slug:slug>/move")
@requires(Permission.HR)
def move(kind: str, slug: str) -> ResponseReturnValue:
    """Put an item at another place in its module."""
    item = opened(kind, slug)
    to = request.form.get("to", type=int)
    if to is None or not 1 <= to <= MOST_IN_A_MODULE:
        abort(400)
    was = service.move(item, to=to, note=str(item.kind.phrases.moved), by=me())
    session[MOVED] = [item.kind.name, slug, was]
    return redirect(url_for(f"authoring.{kind}", _anchor="pressed"))


@blueprint.get(f"/hr/{kinds.ANY}/<slug:slug>/delete")
@requires(Permission.HR)
def deletion(kind: str, slug: str) -> ResponseReturnValue:
    """Say what it means to delete what was never published."""
    item = opened(kind, slug)
    if item.state is not queries.State.DRAFT:
        abort(404)
    form = VersionForm(formdata=None, version=item.version)
    title = item.heading(queries.data(item))
    return render_template("authoring/delete.html", item=item, form=form, title=title)


@blueprint.post(f"/hr/{kinds.ANY}/<slug:slug>/delete")
@requires(Permission.HR)
def delete(kind: str, slug: str) -> ResponseReturnValue:
    item = opened(kind, slug)
    title = item.heading(queries.data(item))
    form = VersionForm()
    if not form.validate():
        abort(400)
    try:
        service.delete(item, version=form.version.data or 0, by=me())
    except drafts.DraftConflictError:
        flash(
            _("Somebody has written in the draft in the meantime. Look at it before you delete it."),
            "warning",
        )
        return redirect(page_of(item, "deletion"))
    except service.AlreadyDoneError:
        flash(_("Somebody has just published or retired it. Look once more before you go on."), "warning")
        return redirect(list_of(item.kind))
    flash(_("The draft “%(title)s” is deleted.", title=title), "success")
    return redirect(list_of(item.kind))


@blueprint.route(f"/hr/{kinds.WHOLE}/<slug:slug>/retire", methods=["GET", "POST"])
@requires(Permission.HR)
def retire(kind: str, slug: str) -> ResponseReturnValue:
    """Take an item out of the course, or put a retired one back: the page says which, and what follows."""
    item = opened(kind, slug)
    if item.state is queries.State.DRAFT:
        abort(404)
    form = RetireForm()
    if not form.is_submitted():
        return _retiring(item, RetireForm(formdata=None, published=item.published_number))
    if not form.validate():
        return _retiring(item, form), REFUSED
    note, seen = form.note.data or "", form.published.data or 0
    try:
        if seen:
            service.retire(item, published=seen, note=note, by=me())
        else:
            service.bring_back(item, note=note, by=me())
    except service.AlreadyDoneError:
        flash(_("Somebody has just published or retired it. Look once more before you go on."), "warning")
        return redirect(page_of(item, "retire"))
    except service.PicturesGoneError as error:
        names = ", ".join(error.addresses)
        form.note.errors = [
            _(
                "It shows pictures that are deleted: %(names)s. Take them out in the editor, and publish it.",
                names=names,
            )
        ]
        return _retiring(item, form), REFUSED
    flash(str(item.kind.phrases.retired if seen else item.kind.phrases.back), "success")
    return redirect(list_of(item.kind))


@blueprint.get(f"/hr/{kinds.ANY}/<slug:slug>")
@requires(Permission.HR)
def item_(kind: str, slug: str) -> ResponseReturnValue:
    """Lead to the editor, where most want to go."""
    return redirect(page_of(opened(kind, slug), "edit"))


@blueprint.context_processor
def _forms() -> dict[str, object]:
    # Without what was sent: the page that says that it was too large has it too, and must not read it.
    return {"button_form": ButtonForm(formdata=None)}


def _retiring(item: Item, form: RetireForm) -> str:
    reach = item.kind.reach(item.row, queries.newest_revision(item))
    title = item.heading(queries.data(item))
    return render_template("authoring/retire.html", item=item, form=form, reach=reach, title=title)


def _list(kind: Kind[Any]) -> str:
    moved = session.pop(MOVED, None)
    return render_template("authoring/list.html", kind=kind, modules=queries.listed(kind), moved=moved)
