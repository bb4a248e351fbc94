"""Copies of drafts that gave way to another text: looked at, and made the draft again."""

from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.authoring import copies, drafts, kinds, queries, service, words
from elearning.authoring.forms import VersionForm
from elearning.authoring.models import DraftCopy
from elearning.authoring.queries import Item
from elearning.authoring.views import blueprint, opened, page_of

HIGHEST = 2**31 - 1  # as the column holds


@blueprint.get(f"/hr/{kinds.ANY}/<slug:slug>/history/drafts/<int:number>")
@requires(Permission.HR)
def draft_copy(kind: str, slug: str, number: int) -> ResponseReturnValue:
    """Show a copy as it was, and what it would change in what is written now."""
    item = opened(kind, slug)
    copy = _copy(item, number)
    return render_template(
        "authoring/copy.html",
        item=item,
        copy=copy,
        data=copy.data,
        why=words.gave_way(),
        form=VersionForm(formdata=None, version=item.version),
        difference=item.kind.difference(queries.data(item), copy.data),
        role="",
        **item.kind.template_values(copy.data),
    )


@blueprint.post(f"/hr/{kinds.ANY}/<slug:slug>/history/drafts/<int:number>/restore")
@requires(Permission.HR)
def restore_copy(kind: str, slug: str, number: int) -> ResponseReturnValue:
    """Let a copy be the draft again; nothing is published by it."""
    item = opened(kind, slug)
    copy = _copy(item, number)
    form = VersionForm()
    if not form.validate():
        abort(400)
    try:
        service.restore_copy(item, copy, version=form.version.data or 0, by=me())
    except drafts.DraftConflictError:
        flash(
            _("Somebody has changed the draft in the meantime. Look at the difference once more."), "warning"
        )
        return redirect(page_of(item, "draft_copy", number=number))
    flash(_("The copy is the draft now. Nobody else sees it before you publish it."), "success")
    return redirect(page_of(item, "edit"))


def _copy(item: Item, number: int) -> DraftCopy:
    found = copies.find(item.key, number) if number <= HIGHEST else None
    return found or abort(404)
