"""Publishing a text of any kind, and its history: what has changed, why, and back again."""

from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.authoring import copies, drafts, kinds, queries, service, words
from elearning.authoring.differences import Comparison
from elearning.authoring.editor_views import checked
from elearning.authoring.fields import Data
from elearning.authoring.forms import SMALL, SUBSTANTIAL, PublishForm, VersionForm
from elearning.authoring.queries import Item
from elearning.authoring.views import blueprint, list_of, opened, page_of
from elearning.forms import CONFLICT, REFUSED


@blueprint.get(f"/hr/{kinds.ANY}/<slug:slug>/publish")
@requires(Permission.HR)
def publish(kind: str, slug: str) -> ResponseReturnValue:
    """Show what publishing would change, and for whom."""
    item = opened(kind, slug)
    return _page(item, _fresh(item))


@blueprint.post(f"/hr/{kinds.ANY}/<slug:slug>/publish")
@requires(Permission.HR)
def publish_now(kind: str, slug: str) -> ResponseReturnValue:
    item = opened(kind, slug)
    form = PublishForm(item.kind)
    written = queries.data(item)
    comparison = item.kind.difference(item.published_data, written)
    if item.published is None:
        form.size.data = SMALL if item.newest else SUBSTANTIAL
        form.size.validators = ()
    text, _findings = checked(item, written)
    if not form.validate() or not _may_be_small(form, item, comparison) or text is None or not item.written:
        return _page(item, form), REFUSED
    try:
        service.publish(item, text, comparison.slugs("changed"), _decision(form), by=me())
    except drafts.DraftConflictError:
        now = opened(kind, slug)
        return _page(now, _fresh(now, note=form.note.data), is_changed=True), CONFLICT
    flash(_("“%(title)s” is published.", title=item.heading(written)), "success")
    return redirect(list_of(item.kind))


@blueprint.get(f"/hr/{kinds.ANY}/<slug:slug>/history")
@requires(Permission.HR)
def history(kind: str, slug: str) -> ResponseReturnValue:
    item = opened(kind, slug)
    return render_template(
        "authoring/history.html",
        item=item,
        title=item.heading(queries.data(item)),
        revisions=queries.history(item),
        copies=copies.listed(item.key),
        why=words.gave_way(),
    )


@blueprint.get(f"/hr/{kinds.ANY}/<slug:slug>/history/compare")
@requires(Permission.HR)
def compare_revisions(kind: str, slug: str) -> ResponseReturnValue:
    """Show the difference between any two revisions, word by word."""
    item = opened(kind, slug)
    numbers = [request.args.get(name, type=int) for name in ("from", "to")]
    before, after = (_revision(item, number) for number in numbers)
    return render_template(
        "authoring/compare.html",
        item=item,
        title=item.heading(_data(item, after)),
        before=before,
        after=after,
        difference=item.kind.difference(_data(item, before), _data(item, after)),
        **item.kind.template_values(_data(item, after)),
    )


@blueprint.get(f"/hr/{kinds.ANY}/<slug:slug>/history/<int:number>")
@requires(Permission.HR)
def revision(kind: str, slug: str, number: int) -> ResponseReturnValue:
    """Show a revision as it was, and what restoring it would change in what is written now."""
    item = opened(kind, slug)
    old = _revision(item, number)
    data = _data(item, old)
    return render_template(
        "authoring/revision.html",
        item=item,
        revision=old,
        data=data,
        form=VersionForm(formdata=None, version=item.version),
        difference=item.kind.difference(queries.data(item), data),
        role="",
        **item.kind.template_values(data),
    )


@blueprint.post(f"/hr/{kinds.ANY}/<slug:slug>/history/<int:number>/restore")
@requires(Permission.HR)
def restore(kind: str, slug: str, number: int) -> ResponseReturnValue:
    """Let an old revision be the draft; nothing is published by it."""
    item = opened(kind, slug)
    old = _revision(item, number)
    form = VersionForm()
    if not form.validate():
        abort(400)
    try:
        is_kept = service.restore(item, old, version=form.version.data or 0, by=me())
    except drafts.DraftConflictError:
        flash(
            _("Somebody has changed the draft in the meantime. Look at the difference once more."), "warning"
        )
        return redirect(page_of(item, "revision", number=number))
    if number == item.published_number:
        flash(
            _("The draft is discarded. You find a copy under “History”. This is what is published.")
            if is_kept
            else _("The draft is discarded. This is what is published."),
            "success",
        )
        return redirect(page_of(item, "edit"))
    flash(
        _("Revision %(number)d is the draft now. Nobody else sees it before you publish it.", number=number)
    )
    return redirect(page_of(item, "edit"))


def _fresh(item: Item, **values: object) -> PublishForm:
    """Give the form about the item as it is now."""
    seen = {"version": item.version, "published": item.published_number}
    return PublishForm(item.kind, formdata=None, **seen, **values)


def _decision(form: PublishForm) -> service.Decision:
    return service.Decision(
        version=form.version.data or 0,
        published=form.published.data or 0,
        note=form.note.data or "",
        is_substantial=form.size.data == SUBSTANTIAL,
        redo=form.redo.data,
    )


def _may_be_small(form: PublishForm, item: Item, comparison: Comparison) -> bool:
    """Refuse to call a change small where its kind says that it cannot be."""
    too_big = item.kind.too_big_to_be_small(comparison)
    if item.published and form.size.data == SMALL and too_big:
        form.size.errors = [too_big]
        return False
    return True


def _page(item: Item, form: PublishForm, *, is_changed: bool = False) -> str:
    data = queries.data(item)
    text, findings = checked(item, data)
    difference = item.kind.difference(item.published_data, data)
    too_big = item.kind.too_big_to_be_small(difference) if item.published else ""
    if too_big:
        form.leave_out_small()
    return render_template(
        "authoring/publish.html",
        item=item,
        data=data,
        form=form,
        is_changed=is_changed,
        is_overtaken=item.published
        and item.draft
        and item.written
        and item.draft.base < item.published.number,
        difference=difference,
        too_big=too_big,
        asked_again=item.kind.asked_again(item.row, difference.slugs("changed")) if item.published else 0,
        findings=findings,
        advice=item.kind.advice(data, text),
        reach=item.kind.reach(item.row, item.published),
        **item.kind.template_values(data),
    )


def _revision(item: Item, number: int | None) -> Any:  # noqa: ANN401 - of the item's kind
    is_one = number is not None and 0 < number <= item.newest  # others may be larger than the column
    found = queries.revision(item, number) if is_one and number else None
    return found or abort(404)


def _data(item: Item, revision: Any) -> Data:  # noqa: ANN401 - of the item's kind
    return queries.data_of(item.kind, revision)
