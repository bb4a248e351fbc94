"""Writing a text of any kind: the form, what its buttons do, and how it will look."""

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import abort, flash, get_template_attribute, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.rules import FoundationRole
from elearning.accounts.session import me
from elearning.answers import wants_json
from elearning.authoring import checking, drafts, kinds, queries, rules, service, words
from elearning.authoring.fields import Data, Fields
from elearning.authoring.queries import Item
from elearning.authoring.rules import Writing
from elearning.authoring.views import blueprint, opened, page_of
from elearning.authoring.words import Finding
from elearning.content_text import ContentError
from elearning.forms import CONFLICT

LEAVING = {"publish", "preview"}  # buttons that go on to the page of their name
MOST_SAVINGS = 2**31 - 2  # one less than the column takes: the next one is stored
MOVING = ("up.", "down.", "move.")
REMOVING = ("delete.", "drop.", "undo.")  # what they take or give counts among what is stored
WIDTHS = ("wide", "phone")


@blueprint.get(f"/hr/{kinds.ANY}/<slug:slug>/edit")
@requires(Permission.HR)
def edit(kind: str, slug: str) -> ResponseReturnValue:
    item = opened(kind, slug)
    return _page(item, Writing(queries.data(item), _removed(item)), item.version)


@blueprint.post(f"/hr/{kinds.ANY}/<slug:slug>/edit")
@requires(Permission.HR)
def save(kind: str, slug: str) -> ResponseReturnValue:
    """Save what is written, by a button or by the script while one writes, and do what the button says."""
    item = opened(kind, slug)
    version = request.form.get("version", type=int)
    if version is None or not 0 <= version <= MOST_SAVINGS:
        abort(400)
    fields = Fields(request.form.to_dict(flat=False))
    writing = Writing(item.kind.read(fields), _removed(item))
    action = request.form.get("do", "save")
    if action == "aside":
        return _set_aside(item, writing)
    is_stale = version != item.version  # so that the numbers on the page may be of other parts by now
    place = "" if is_stale and action.startswith(REMOVING) else _act(item, writing, action, fields)
    is_chosen = request.form.get("over", type=int) == version  # by the page that shows both texts
    store = service.overwrite if is_chosen else service.save
    try:
        saved = store(item, writing, version=version, by=me())
    except drafts.DraftConflictError as conflict:
        return _conflict(item, writing, conflict)
    if wants_json():
        return jsonify(version=saved, standing=_standing(item))
    return _saved(item, writing, action, place)


def _saved(item: Item, writing: Writing, action: str, place: str) -> ResponseReturnValue:
    """Lead to where the button goes, and say what it did; `place` is the id of what it was about."""
    if leads_to := _leads_to(item, action):
        return redirect(leads_to)
    if action == "check":
        if not checked(item, writing.data)[1]:
            flash(_("Nothing is missing. It can be published."), "success")
        return redirect(page_of(item, "edit", check=1))
    if not place:
        flash(_("The draft is saved. Nobody else sees it before you publish it."), "success")
    elif action.startswith(MOVING) and (told := item.kind.told_of_move(writing.data, place)):
        flash(told, "success")
    return redirect(page_of(item, "edit", _anchor=place or None))


@blueprint.get(f"/hr/{kinds.ANY}/<slug:slug>/preview")
@requires(Permission.HR)
def preview(kind: str, slug: str) -> ResponseReturnValue:
    """Show what is written as learners will see it; with `part` only what stands beside the editor."""
    item = opened(kind, slug)
    data = queries.data(item)
    is_part = "part" in request.args
    template = "authoring/preview_part.html" if is_part else "authoring/preview.html"
    values = {
        "here": is_part,
        **item.kind.template_values(data),
        **_preview_values(data),
        **verdict(item, data),
    }
    return render_template(template, item=item, data=data, **values)


def checked(item: Item, data: Mapping[str, Any]) -> tuple[Any, list[Finding]]:
    """Give the text that is written, and no findings; or None, and what is wrong with it."""
    try:
        return item.kind.text_of(data, item.identity), []
    except ContentError:
        return None, checking.every_finding(lambda filled: item.kind.text_of(filled, item.identity), data)


def verdict(item: Item, data: Mapping[str, Any]) -> dict[str, Any]:
    """Give what is wrong with what is written, and what would make it better."""
    text, findings = checked(item, data)
    return {
        "findings": findings,
        "sections": [] if _is_checked() else words.sections(findings),
        "advice": item.kind.advice(data, text),
    }


def _is_checked() -> bool:
    """Tell whether everything that is missing was asked for; before that a line a section is enough."""
    return "check" in request.args


def _removed(item: Item) -> list[dict[str, Any]]:
    return copy.deepcopy(item.draft.removed) if item.draft else []  # what is put back may be changed first


def _standing(item: Item) -> str:
    """Say how it stands with the item after a saving, as the top of the editor says it."""
    said: str = get_template_attribute("authoring/parts.html", "standing")(
        replace(item, draft=drafts.find(item.key))
    )
    return said


def _leads_to(item: Item, action: str) -> str:
    """Give the address of the page that a button goes on to, or ""."""
    if action == "try" and item.kind.can_be_tried:
        return url_for("authoring.trial", slug=item.slug)
    if action == "images":  # the way without JavaScript, which has a dialog in the page
        return url_for("images.library", back=page_of(item, "edit"))
    return page_of(item, action) if action in LEAVING else ""


def _set_aside(item: Item, writing: Writing) -> ResponseReturnValue:
    """Leave what is stored as it is, and put what was written among the copies."""
    service.set_aside(item, writing, by=me())
    flash(
        _("Your text is set aside. You find it under “History”. The newest 20 are kept, for a year at most."),
        "success",
    )
    return redirect(page_of(item, "edit"))


def _act(item: Item, writing: Writing, action: str, fields: Fields) -> str:
    if action in {"save", "check"} or _leads_to(item, action):
        return ""
    try:
        # Where nothing more is there to lead to, the form's top is better than the page's.
        return item.kind.act(writing, action, fields, item.kind.taken(item.row.id)) or "writing"
    except rules.UnknownActionError:
        abort(400)


def _page(item: Item, writing: Writing, version: int, **values: object) -> str:
    """Show the editor; with `check` in the address each field says what is wrong with it."""
    said = verdict(item, writing.data)
    errors = _at_fields(said) if _is_checked() else {}
    own = item.kind.template_values(writing.data)
    return render_template(
        "authoring/edit.html",
        item=item,
        data=writing.data,
        removed=writing.removed,
        version=version,
        errors=errors,
        here=True,
        **{**own, **_preview_values(writing.data), **said, "conflict": None, "difference": None, **values},
    )


def _at_fields(said: Mapping[str, list[Finding]]) -> dict[str, list[str]]:
    """Give what is wrong by the name of the field, and advice by the same with “advice on” before it."""
    found: dict[str, list[str]] = {}
    for before, kind in (("", "findings"), ("advice on ", "advice")):
        for finding in said[kind]:
            found.setdefault(before + finding.field, []).append(finding.message)
    return found


def _preview_values(data: Data) -> dict[str, object]:
    """Give how it is shown: as the address says, else as the first role that it is for."""
    roles = [role.value for role in FoundationRole]
    first = next((role for role in roles if role in data.get("audience", roles)), roles[0])
    role, width = request.args.get("role"), request.args.get("width")
    return {
        "role": role if role in roles else first,
        "width": width if width in WIDTHS else WIDTHS[0],
    }


def _conflict(item: Item, writing: Writing, conflict: drafts.DraftConflictError) -> ResponseReturnValue:
    """Show both texts: what is stored, and below it one's own, ready to be saved over it by choice."""
    current = conflict.current
    theirs: Data = (current.data if current else None) or queries.data(opened(item.kind.address, item.slug))
    version = current.version if current else 0
    writing = replace(writing, removed=current.removed if current else [])  # what its buttons will act on
    if wants_json():
        by = current.saved_by if current else ""
        said = render_template("authoring/conflict_who.html", conflict=current)
        body = {"version": version, "saved_by": by, "said": said, "stored": theirs, "yours": writing.data}
        return jsonify(body), CONFLICT
    page = _page(
        item,
        writing,
        version,
        conflict=current,
        difference=item.kind.difference(theirs, writing.data),
    )
    return page, CONFLICT
