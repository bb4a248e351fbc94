"""HR's list of lessons, and what is done to a lesson as a whole: add, copy, move, retire, bring back."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.authoring import queries, service
from elearning.authoring.forms import NewLessonForm, WhyForm
from elearning.authoring.queries import Item
from elearning.forms import REFUSED, ButtonForm

blueprint = Blueprint("authoring", __name__)


def opened(slug: str) -> Item:
    """Find the lesson of an address, or answer that there is none."""
    return queries.item(slug) or abort(404)


def editor(slug: str, step: int | None = None) -> str:
    """Give the address of a lesson's editor, at a step."""
    return url_for("authoring.edit", slug=slug, _anchor=f"steps-{step}" if step else None)


@blueprint.get("/hr/lessons")
@requires(Permission.HR)
def lessons() -> ResponseReturnValue:
    return render_template("authoring/lessons.html", modules=queries.list_of_lessons())


@blueprint.route("/hr/lessons/new", methods=["GET", "POST"])
@requires(Permission.HR)
def new() -> ResponseReturnValue:
    form = NewLessonForm()
    form.module.choices = [(each.slug, each.title) for each in queries.modules()]
    if not form.is_submitted():
        form.module.data = request.args.get("module", "")
        return render_template("authoring/new.html", form=form)
    if not form.validate():
        return render_template("authoring/new.html", form=form), REFUSED
    module = queries.module(form.module.data) or abort(404)
    try:
        added = service.add(form.title.data or "", module, by=me())
    except service.ModuleFullError:
        form.form_errors.append(_("There is no room for more lessons in that module."))
        return render_template("authoring/new.html", form=form), REFUSED
    return redirect(editor(added.slug))


@blueprint.post("/hr/lessons/<slug:slug>/copy")
@requires(Permission.HR)
def copy(slug: str) -> ResponseReturnValue:
    """Begin a new lesson with another's text."""
    item = opened(slug)
    data = queries.data(item)
    title = _("%(title)s (copy)", title=data["title"])[:120]
    try:
        added = service.add(title, item.lesson.module, by=me(), data=data)
    except service.ModuleFullError:
        flash(_("There is no room for more lessons in that module."), "error")
        return redirect(url_for("authoring.lessons"))
    flash(_("This is the copy. Nobody sees it before you publish it."), "success")
    return redirect(editor(added.slug))


@blueprint.post("/hr/lessons/<slug:slug>/move")
@requires(Permission.HR)
def move(slug: str) -> ResponseReturnValue:
    """Put a lesson at another place in its module."""
    item = opened(slug)
    to = request.form.get("to", type=int)
    if to is None or not 1 <= to <= service.MOST_IN_A_MODULE:
        abort(400)
    service.move(item, to=to, note=_("Another order of the lessons"), by=me())
    return redirect(url_for("authoring.lessons", _anchor=f"lesson-{slug}"))


@blueprint.route("/hr/lessons/<slug:slug>/retire", methods=["GET", "POST"])
@requires(Permission.HR)
def retire(slug: str) -> ResponseReturnValue:
    """Take a lesson out of the course, or put a retired one back: the page says which, and what follows."""
    item = opened(slug)
    if item.state is queries.State.DRAFT:
        abort(404)
    form = WhyForm()
    if not form.is_submitted() or not form.validate():
        reach = queries.reach(item.lesson.id, _steps(item))
        page = render_template("authoring/retire.html", item=item, form=form, reach=reach, title=_title(item))
        return (page, REFUSED) if form.is_submitted() else page
    if item.published:
        service.retire(item, note=form.note.data or "", by=me())
        flash(_("The lesson is retired. You can bring it back at any time."), "success")
    else:
        service.bring_back(item, note=form.note.data or "", by=me())
        flash(_("The lesson is back in the course."), "success")
    return redirect(url_for("authoring.lessons"))


@blueprint.get("/hr/lessons/<slug:slug>")
@requires(Permission.HR)
def lesson(slug: str) -> ResponseReturnValue:
    """Lead to the editor, where most want to go."""
    opened(slug)
    return redirect(editor(slug))


@blueprint.context_processor
def _forms() -> dict[str, object]:
    # Without what was sent: the page that says that it was too large has it too, and must not read it.
    return {"button_form": ButtonForm(formdata=None)}


def _title(item: Item) -> str:
    return str(queries.data(item).get("title") or item.lesson.slug)


def _steps(item: Item) -> list[str]:
    newest = item.published or queries.revision(item.lesson.id, item.newest)
    return [step["slug"] for step in newest.outline] if newest else []
