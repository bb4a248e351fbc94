"""Writing a lesson: the form, what its buttons do, and how the lesson will look."""

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.rules import FoundationRole
from elearning.accounts.session import me
from elearning.authoring import drafts, lesson_data, queries, rules, service, words
from elearning.authoring.differences import compare
from elearning.authoring.fields import Fields
from elearning.authoring.queries import Item
from elearning.authoring.rules import Writing
from elearning.authoring.views import blueprint, editor, opened
from elearning.authoring.words import Finding
from elearning.content_text import ContentError
from elearning.modules import illustrations
from elearning.modules.content import Lesson
from elearning.modules.facts import facts

LEAVING = {"publish": "authoring.publish", "preview": "authoring.preview"}
MOST_SAVINGS = 2**31 - 1  # as large as the column
MOVING = ("up.", "down.", "move.")
WIDTHS = ("wide", "phone")


@blueprint.get("/hr/lessons/<slug:slug>/edit")
@requires(Permission.HR)
def edit(slug: str) -> ResponseReturnValue:
    item = opened(slug)
    removed = list(item.draft.removed) if item.draft else []
    return _page(item, Writing(queries.data(item), removed), item.version)


@blueprint.post("/hr/lessons/<slug:slug>/edit")
@requires(Permission.HR)
def save(slug: str) -> ResponseReturnValue:
    """Save what is written, by a button or by the script while one writes, and do what the button says."""
    item = opened(slug)
    version = request.form.get("version", type=int)
    if version is None or not 0 <= version <= MOST_SAVINGS:
        abort(400)
    data = rules.with_circle_slugs(lesson_data.read(Fields(request.form.to_dict(flat=False))))
    writing = Writing(data, list(item.draft.removed) if item.draft else [])
    action = request.form.get("do", "save")
    step = None
    if action not in {"save", "images", *LEAVING}:
        step = _act(item, writing, action)
    try:
        saved = service.save(item, writing, version=version, by=me())
    except drafts.DraftConflictError as conflict:
        return _conflict(item, writing, conflict)
    if _wants_json():
        return jsonify(version=saved)
    if action in LEAVING:
        return redirect(url_for(LEAVING[action], slug=slug))
    if action == "images":  # the way without JavaScript, which has a dialog in the page
        return redirect(url_for("images.library", back=editor(slug)))
    if step is None:
        flash(_("The draft is saved. Nobody else sees it before you publish it."), "success")
    elif action.startswith(MOVING):
        title = data["steps"][step - 1]["title"] or _("(no title yet)")
        flash(_("“%(title)s” is now step %(number)d.", title=title, number=step), "success")
    return redirect(editor(slug, step))


@blueprint.get("/hr/lessons/<slug:slug>/preview")
@requires(Permission.HR)
def preview(slug: str) -> ResponseReturnValue:
    """Show what is written as learners will see it; with `part` only what stands beside the editor."""
    item = opened(slug)
    data = queries.data(item)
    is_part = "part" in request.args
    template = "authoring/preview_part.html" if is_part else "authoring/preview.html"
    return render_template(template, item=item, data=data, **_preview_values(), **_verdict(item, data))


def checked(item: Item, data: Mapping[str, Any]) -> tuple[Lesson | None, list[Finding]]:
    """Give the lesson that is written, and no findings; or none, and what is wrong with it."""
    try:
        return lesson_data.lesson_of(data, item.identity, illustrations.addresses()), []
    except ContentError as error:
        return None, words.findings(error.problems)


def _act(item: Item, writing: Writing, action: str) -> int | None:
    added = (
        request.form.get("new.kind", ""),
        Fields(request.form.to_dict(flat=False)).text("new.title")[:120],
    )
    try:
        return rules.act(writing, action, added=added, taken=queries.steps_ever(item.lesson.id))
    except rules.UnknownActionError:
        abort(400)


def _page(item: Item, writing: Writing, version: int, **values: object) -> str:
    """Show the editor; with `check` in the address each field says what is wrong with it."""
    verdict = _verdict(item, writing.data)
    errors: dict[str, list[str]] = {}
    if "check" in request.args:
        for finding in verdict["findings"]:
            errors.setdefault(finding.field, []).append(finding.message)
    return render_template(
        "authoring/edit.html",
        item=item,
        data=writing.data,
        removed=writing.removed,
        version=version,
        errors=errors,
        facts=facts(),
        kinds=words.step_kinds(),
        **_preview_values(),
        **verdict,
        **{"conflict": None, "difference": None, **values},
    )


def _verdict(item: Item, data: Mapping[str, Any]) -> dict[str, Any]:
    lesson, findings = checked(item, data)
    return {"findings": findings, "advice": words.advice(lesson) if lesson else []}


def _preview_values() -> dict[str, object]:
    roles = [role.value for role in FoundationRole]
    role, width = request.args.get("role"), request.args.get("width")
    return {
        "role": role if role in roles else roles[0],
        "width": width if width in WIDTHS else WIDTHS[0],
    }


def _conflict(item: Item, writing: Writing, conflict: drafts.DraftConflictError) -> ResponseReturnValue:
    """Show both texts: what is stored, and below it one's own, ready to be saved over it by choice."""
    current = conflict.current
    theirs = (current.data if current else None) or queries.data(opened(item.lesson.slug))
    version = current.version if current else 0
    if _wants_json():
        by = current.saved_by if current else ""
        return jsonify(version=version, saved_by=by, stored=theirs, yours=writing.data), 409
    page = _page(
        item,
        writing,
        version,
        conflict=current,
        difference=compare(theirs, writing.data),
        names=words.field_names(),
    )
    return page, 409


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
