"""Publishing a lesson, and its history: what has changed, why, and back again."""

from collections.abc import Mapping

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.authoring import drafts, queries, service, words
from elearning.authoring.differences import Comparison, compare
from elearning.authoring.editor_views import checked
from elearning.authoring.forms import SMALL, SUBSTANTIAL, PublishForm, VersionForm
from elearning.authoring.lesson_data import Data, data_of
from elearning.authoring.queries import Item
from elearning.authoring.views import blueprint, editor, opened
from elearning.forms import REFUSED
from elearning.modules.content import parse_lesson
from elearning.modules.models import LessonRevision


@blueprint.get("/hr/lessons/<slug:slug>/publish")
@requires(Permission.HR)
def publish(slug: str) -> ResponseReturnValue:
    """Show what publishing would change, and for whom."""
    item = opened(slug)
    return _page(item, PublishForm(formdata=None, version=item.version))


@blueprint.post("/hr/lessons/<slug:slug>/publish")
@requires(Permission.HR)
def publish_now(slug: str) -> ResponseReturnValue:
    item = opened(slug)
    form = PublishForm()
    written = queries.data(item)
    comparison = compare(item.published_data, written)
    if item.published is None:
        form.size.data = SMALL if item.newest else SUBSTANTIAL
        form.size.validators = ()
    lesson, _findings = checked(item, written)
    if not form.validate() or not _may_be_small(form, item, comparison) or lesson is None or not item.written:
        return _page(item, form), REFUSED
    try:
        service.publish(item, lesson, comparison.slugs("changed"), _decision(form), by=me())
    except drafts.DraftConflictError:
        again = PublishForm(formdata=None, version=opened(slug).version, note=form.note.data)
        return _page(opened(slug), again, is_changed=True), 409
    flash(_("“%(title)s” is published.", title=lesson.title), "success")
    return redirect(url_for("authoring.lessons"))


@blueprint.get("/hr/lessons/<slug:slug>/history")
@requires(Permission.HR)
def history(slug: str) -> ResponseReturnValue:
    item = opened(slug)
    return render_template(
        "authoring/history.html",
        item=item,
        title=queries.data(item)["title"],
        revisions=queries.history(item.lesson.id),
    )


@blueprint.get("/hr/lessons/<slug:slug>/history/compare")
@requires(Permission.HR)
def compare_revisions(slug: str) -> ResponseReturnValue:
    """Show the difference between any two revisions, word by word."""
    item = opened(slug)
    numbers = [request.args.get(name, type=int) for name in ("from", "to")]
    before, after = (_revision(item, number) for number in numbers)
    return render_template(
        "authoring/compare.html",
        item=item,
        before=before,
        after=after,
        difference=compare(_data(before), _data(after)),
        **_names(),
    )


@blueprint.get("/hr/lessons/<slug:slug>/history/<int:number>")
@requires(Permission.HR)
def revision(slug: str, number: int) -> ResponseReturnValue:
    """Show a revision as it was, and what restoring it would change in what is written now."""
    item = opened(slug)
    old = _revision(item, number)
    return render_template(
        "authoring/revision.html",
        item=item,
        revision=old,
        data=_data(old),
        form=VersionForm(formdata=None, version=item.version),
        difference=compare(queries.data(item), _data(old)),
        role="",
        **_names(),
    )


@blueprint.post("/hr/lessons/<slug:slug>/history/<int:number>/restore")
@requires(Permission.HR)
def restore(slug: str, number: int) -> ResponseReturnValue:
    """Let an old revision be the draft; nothing is published by it."""
    item = opened(slug)
    old = _revision(item, number)
    form = VersionForm()
    if not form.validate():
        abort(400)
    try:
        service.restore(item, old, version=form.version.data or 0, by=me())
    except drafts.DraftConflictError:
        flash(
            _("Somebody has changed the draft in the meantime. Look at the difference once more."), "warning"
        )
        return redirect(url_for("authoring.revision", slug=slug, number=number))
    flash(
        _("Revision %(number)d is the draft now. Nobody else sees it before you publish it.", number=number)
    )
    return redirect(editor(slug))


def _decision(form: PublishForm) -> service.Decision:
    return service.Decision(
        version=form.version.data or 0,
        note=form.note.data or "",
        is_substantial=form.size.data == SUBSTANTIAL,
        redo=form.redo.data,
    )


def _may_be_small(form: PublishForm, item: Item, comparison: Comparison) -> bool:
    """Refuse to call it small when a new step opens the lesson again for those who are through."""
    if item.published and form.size.data == SMALL and comparison.slugs("added"):
        form.size.errors = [
            _("There is a new step, which opens the lesson again. So the change cannot be small.")
        ]
        return False
    return True


def _page(item: Item, form: PublishForm, *, is_changed: bool = False) -> str:
    data = queries.data(item)
    lesson, findings = checked(item, data)
    steps = [step["slug"] for step in item.published.outline] if item.published else []
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
        difference=compare(item.published_data, data),
        findings=findings,
        advice=words.advice(lesson) if lesson else [],
        reach=queries.reach(item.lesson.id, steps),
        **_names(),
    )


def _names() -> Mapping[str, object]:
    return {"names": words.field_names(), "kinds": words.step_kinds()}


def _revision(item: Item, number: int | None) -> LessonRevision:
    found = queries.revision(item.lesson.id, number) if number else None
    return found or abort(404)


def _data(revision: LessonRevision) -> Data:
    return data_of(parse_lesson(revision.text))
