"""Reading lessons: one step a page, each a plain form that works without JavaScript."""

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.answers import wants_json
from elearning.forms import CONFLICT, REFUSED, ButtonForm
from elearning.modules import circles, content, illustrations, queries, rules, service
from elearning.modules.forms import NoteForm, RelationForm, check_form, relation_form
from elearning.modules.image_files import CONTENT_TYPE
from elearning.modules.models import Relation
from elearning.modules.opening import OpenStep, not_found, open_step

blueprint = Blueprint("modules", __name__)


@blueprint.get("/lessons/<slug:lesson>")
@requires(Permission.LEARN)
def lesson(lesson: str) -> ResponseReturnValue:
    """Lead to the step where the learner left off."""
    opened = queries.open_lesson(me().id, lesson) or not_found()
    position = queries.reading_position(me().id, opened.id)
    where = rules.resume(opened.outline, opened.done, position)
    return redirect(url_for("modules.step", lesson=lesson, step=where))


@blueprint.get("/lessons/<slug:lesson>/<slug:step>")
@requires(Permission.LEARN)
def step(lesson: str, step: str) -> ResponseReturnValue:
    opened = open_step(lesson, step)
    match opened.step:
        case content.CheckStep():
            return _check_page(opened, opened.step)
        case content.ReflectStep():
            return _note_page(opened, NoteForm(formdata=None, **_note_values(opened)))
        case content.RelationsStep():
            return _relations_page(opened, opened.step, relation_form(opened.step))
    return _page(opened, form=ButtonForm())


@blueprint.post("/lessons/<slug:lesson>/<slug:step>")
@requires(Permission.LEARN)
def submit(lesson: str, step: str) -> ResponseReturnValue:
    """Take what the learner did on a step, and lead on to the next."""
    opened = open_step(lesson, step)
    match opened.step:
        case content.CheckStep():
            return _answer(opened, opened.step)
        case content.ReflectStep():
            return _save_note(opened) or _go_on(opened)
    return _go_on(opened)


@blueprint.post("/lessons/<slug:lesson>/<slug:step>/note")
@requires(Permission.LEARN)
def save_note(lesson: str, step: str) -> ResponseReturnValue:
    """Save a note and stay: what the script on the page does while the learner writes."""
    opened = open_step(lesson, step)
    if not isinstance(opened.step, content.ReflectStep):
        not_found()
    refused = _save_note(opened)
    if refused:
        return refused
    if wants_json():
        written = queries.note(me().id, opened.lesson.id, step)
        return jsonify(version=written.version if written else 0)
    flash(_("Your note is saved."), "success")
    return redirect(url_for("modules.notes") if opened.is_gone else opened.address)


@blueprint.post("/lessons/<slug:lesson>/<slug:step>/note/delete")
@requires(Permission.LEARN)
def delete_note(lesson: str, step: str) -> ResponseReturnValue:
    lesson_id = queries.lesson_id(lesson) or not_found()
    service.delete_note(me().id, lesson_id, step)
    flash(_("Your note is deleted."), "success")
    return redirect(url_for("modules.notes"))


@blueprint.get("/lessons/<slug:lesson>/<slug:step>/relations/<int:relation>")
@requires(Permission.LEARN)
def edit_relation(lesson: str, step: str, relation: int) -> ResponseReturnValue:
    opened, kind, mine = _open_relation(lesson, step, relation)
    return _relations_page(opened, kind, relation_form(kind, obj=mine), editing=mine)


@blueprint.post("/lessons/<slug:lesson>/<slug:step>/relations", defaults={"relation": 0})
@blueprint.post("/lessons/<slug:lesson>/<slug:step>/relations/<int:relation>")
@requires(Permission.LEARN)
def save_relation(lesson: str, step: str, relation: int) -> ResponseReturnValue:
    """Place a new relation (0), or change one."""
    opened, kind, mine = _open_relation(lesson, step, relation)
    form = relation_form(kind)
    if not form.validate_on_submit():
        return _relations_page(opened, kind, form, editing=mine), REFUSED
    values = {field: form[field].data for field in ("circle", "name", "works_well", "comes_first")}
    try:
        service.save_relation(opened.place, mine, values)
    except service.TooManyRelationsError:
        form.form_errors.append(
            _("There is room for %(num)d. Remove one to add another.", num=service.RELATIONS_MAX)
        )
        return _relations_page(opened, kind, form), REFUSED
    return redirect(url_for("modules.notes") if opened.is_gone else f"{opened.address}#relations")


@blueprint.post("/lessons/<slug:lesson>/<slug:step>/relations/<int:relation>/delete")
@requires(Permission.LEARN)
def delete_relation(lesson: str, step: str, relation: int) -> ResponseReturnValue:
    """Remove a relation, also one at a step that the lesson no longer has."""
    lesson_id = queries.lesson_id(lesson) or not_found()
    service.delete_relation(queries.relation(me().id, lesson_id, step, relation) or not_found())
    opened = queries.open_lesson(me().id, lesson)
    is_open = opened is not None and isinstance(opened.text.step(step), content.RelationsStep)
    if request.form.get("from") == "notes" or not is_open:
        return redirect(url_for("modules.notes"))
    return redirect(url_for("modules.step", lesson=lesson, step=step, _anchor="relations"))


@blueprint.get("/notes")
@requires(Permission.LEARN)
def notes() -> ResponseReturnValue:
    return render_template(
        "modules/notes.html",
        notes=queries.notes_of(me().id),
        relations=queries.relations_of(me().id),
        form=ButtonForm(),
    )


@blueprint.get("/images/<string(length=64):digest>.webp")
@requires(Permission.LEARN)
def image(digest: str) -> ResponseReturnValue:
    """Give a picture that HR added. Its address says its bytes, so a browser may keep it for ever."""
    response = Response(illustrations.data_of(digest) or not_found(), mimetype=CONTENT_TYPE)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; sandbox"  # opened by itself it can do nothing
    )
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.set_etag(digest)
    return response.make_conditional(request)


def _open_relation(
    lesson: str, step: str, relation: int
) -> tuple[OpenStep, content.RelationsStep, Relation | None]:
    opened = open_step(lesson, step)
    if not isinstance(opened.step, content.RelationsStep):
        not_found()
    if relation == 0:
        return opened, opened.step, None
    mine = queries.relation(me().id, opened.lesson.id, step, relation)
    return opened, opened.step, mine or not_found()


def _go_on(opened: OpenStep) -> ResponseReturnValue:
    """Mark the step as done and lead to the next one, or to the lesson's end.

    It is not done when its text was changed since: then the new one is shown, or, where it is gone, what was
    written for it.
    """
    if opened.is_gone and isinstance(opened.step, content.ReflectStep | content.RelationsStep):
        flash(_("This step is no longer in the lesson. What you wrote is here."), "warning")
        return redirect(url_for("modules.notes"))
    if opened.is_outdated:
        flash(
            _("The text was changed while you had the page open. Look at the new one before you go on."),
            "warning",
        )
        lesson = url_for("modules.lesson", lesson=opened.lesson.text.slug)
        return redirect(lesson if opened.is_gone else opened.address)
    service.complete_step(opened.place, next_step=opened.following)
    return redirect(_following_address(opened))


def _following_address(opened: OpenStep) -> str:
    """Give where to go after this step; after the last, to what was left out, or else to the end."""
    slug = opened.lesson.text.slug
    done = opened.lesson.done | {opened.step.slug}
    following = opened.following or rules.next_step(opened.lesson.outline, done, None)
    if following is None:
        return url_for("progress.lesson_finished", lesson=slug)
    return url_for("modules.step", lesson=slug, step=following)


def _page(opened: OpenStep, **values: object) -> str:
    return render_template("modules/step.html", opened=opened, lesson=opened.lesson, **values)


def _check_page(opened: OpenStep, kind: content.CheckStep) -> str:
    form = check_form(kind)
    chosen = queries.check_answer(me().id, opened.lesson.id, kind)
    verdict = None
    # A right one to a step that is open was given before a new text asked for it again.
    if chosen is not None and (kind.slug in opened.lesson.done or not rules.judge(kind, chosen).right):
        form.show(chosen)
        verdict = rules.judge(kind, chosen)
    return _page(opened, form=form, verdict=verdict, following_address=_following_address(opened))


def _answer(opened: OpenStep, kind: content.CheckStep) -> ResponseReturnValue:
    """Judge an answer. Right or wrong it comes back to the page, which then explains; a right one is done.

    One to a text that has been changed since is not judged.
    """
    if opened.is_outdated:
        return _go_on(opened)
    form = check_form(kind)
    if not form.validate_on_submit():
        return _page(opened, form=form, verdict=None), REFUSED
    verdict = service.answer_check(opened.place, kind, form.numbers)
    if verdict.right:
        service.complete_step(opened.place, next_step=opened.following)
    return redirect(f"{opened.address}#answer")


def _note_values(opened: OpenStep) -> dict[str, object]:
    written = queries.note(me().id, opened.lesson.id, opened.step.slug)
    return {"text": written.text, "version": written.version} if written else {}


def _note_page(opened: OpenStep, form: NoteForm, other: str | None = None) -> str:
    """Show the note; `other` is what another device saved in the meantime."""
    return _page(opened, form=form, other=other)


def _save_note(opened: OpenStep) -> ResponseReturnValue | None:
    """Save the posted note; what is returned, if anything, is the refusal."""
    form = NoteForm()
    if not form.validate_on_submit():
        if wants_json():
            return jsonify(
                error=form.text.errors[0] if form.text.errors else _("The note was not saved.")
            ), REFUSED
        return _note_page(opened, form), REFUSED
    try:
        service.save_note(opened.place, form.text.data or "", version=form.version.data or 0)
    except service.NoteConflictError as conflict:
        if wants_json():
            return jsonify(text=conflict.text, version=conflict.version), CONFLICT
        # With the version that is stored now: saving once more is then a choice.
        again = NoteForm(formdata=None, text=form.text.data, version=conflict.version)
        return _note_page(opened, again, other=conflict.text), CONFLICT
    return None


def _relations_page(
    opened: OpenStep, kind: content.RelationsStep, form: RelationForm, editing: Relation | None = None
) -> str:
    relations = queries.relations(me().id, opened.lesson.id, kind.slug)
    titles = {circle.slug: circle.title for circle in kind.circles}
    order = list(titles)
    known = [relation for relation in relations if relation.circle in titles]
    # A circle that a later revision took out is not drawn, but who was in it can be moved or removed.
    lost = [relation for relation in relations if relation.circle not in titles]
    drawing = circles.draw(
        list(titles.values()),
        [
            circles.Placed(order.index(relation.circle), relation.works_well, relation.comes_first)
            for relation in known
        ],
    )
    return _page(
        opened, form=form, relations=[*known, *lost], titles=titles, drawing=drawing, editing=editing
    )
