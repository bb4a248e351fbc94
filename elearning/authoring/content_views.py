"""All content as files: downloaded, and a ZIP of them sent, looked at, and published as a whole or not."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.authoring import content_service, content_words, differences, kinds
from elearning.authoring.archive import ArchiveError
from elearning.authoring.content_forms import ApplyContentForm, ContentForm
from elearning.authoring.content_plan import FileChange
from elearning.authoring.content_words import Told
from elearning.authoring.forms import SUBSTANTIAL
from elearning.authoring.models import ContentUpload
from elearning.authoring.views import blueprint
from elearning.clock import today
from elearning.config import settings
from elearning.content_text import ContentError
from elearning.database import db
from elearning.forms import CONFLICT, REFUSED, ButtonForm, without_control_characters
from elearning.modules import illustrations

PIECE = 256 * 1024  # bytes of a download in memory at a time


@blueprint.route("/hr/content", methods=["GET", "POST"])
@requires(Permission.HR)
def content() -> ResponseReturnValue:
    """Give all content as a file, and take one."""
    form = ContentForm()
    if not form.is_submitted():
        return _content(form)
    form.validate()
    file = request.files.get("file")
    if file is None or not file.filename:
        form.file.errors = [_("Choose a file.")]
        return _content(form), REFUSED
    if form.errors:
        return _content(form), REFUSED
    here = illustrations.digests()
    db.session.rollback()  # reading 300 lessons and pictures takes some seconds, in which others may write
    name = without_control_characters(file.filename)
    try:
        content_service.keep(file.stream, name, me(), here)
    except ArchiveError as error:
        return _refused(form, name, [content_words.of_archive(each) for each in error.problems])
    except ContentError as error:
        return _refused(form, name, [content_words.of_text(each) for each in error.problems])
    return redirect(url_for("authoring.check_content"))


@blueprint.get("/hr/content/download")
@requires(Permission.HR)
def download_content() -> ResponseReturnValue:
    """Give all that is published as a ZIP."""
    day = today(settings().zone)
    file = TemporaryFile()  # noqa: SIM115 - closed when it is sent
    content_service.export(file)
    response = Response(_pieces(file), mimetype="application/zip")
    response.call_on_close(file.close)  # also where only the headers were asked for
    response.content_length = file.tell()
    response.headers["Content-Disposition"] = f'attachment; filename="{_("content")}-{day}.zip"'
    return response


@blueprint.get("/hr/content/check")
@requires(Permission.HR)
def check_content() -> ResponseReturnValue:
    """Show what publishing the file would do."""
    kept = content_service.waiting(me())
    return _checked(kept, ApplyContentForm(formdata=None)) if kept else _gone()


@blueprint.get("/hr/content/difference")
@requires(Permission.HR)
def content_difference() -> ResponseReturnValue:
    """Show word by word what one file changes."""
    kept = content_service.waiting(me())
    if kept is None:
        return _gone()
    plan = content_service.plan(kept)
    change = plan.find(request.args.get("file", "")) or abort(404)
    if change.is_picture:
        abort(404)
    return render_template("authoring/content_difference.html", change=change, **_difference(change))


@blueprint.post("/hr/content/publish")
@requires(Permission.HR)
def publish_content() -> ResponseReturnValue:
    kept = content_service.waiting(me())
    if kept is None:
        return _gone()
    form = ApplyContentForm()
    if not form.validate():
        return _checked(kept, form), REFUSED
    size = form.size.data == SUBSTANTIAL
    try:
        content_service.publish(
            kept, shown=form.shown.data or "", note=form.note.data or "", is_substantial=size, by=me()
        )
    except content_service.NotSmallError as error:
        paths = ", ".join(error.paths)
        form.size.errors = [
            _("There are new steps in %(files)s. So the change cannot be small.", files=paths)
        ]
        return _checked(kept, form), REFUSED
    except ContentError as error:
        told = [content_words.of_text(each) for each in error.problems]
        return _refused(ContentForm(formdata=None), kept.file_name, told)
    except content_service.ContentChangedError:
        db.session.rollback()
        flash(_("Something was published meanwhile. Look once more at what the file would do."), "warning")
        again = content_service.waiting(me())
        return (_checked(again, form), CONFLICT) if again else _gone()
    flash(_("The file is published. Everybody sees the new texts now."), "success")
    return redirect(url_for("authoring.content"))


@blueprint.post("/hr/content/forget")
@requires(Permission.HR)
def forget_content() -> ResponseReturnValue:
    kept = content_service.waiting(me())
    if kept is not None and ButtonForm().validate():
        content_service.remove(kept)
        flash(_("The file is deleted. Nothing was changed."), "success")
    return redirect(url_for("authoring.content"))


@blueprint.errorhandler(content_service.PictureGoneError)
def picture_gone(_error: content_service.PictureGoneError) -> ResponseReturnValue:
    """Ask for the file once more: what was here when it was sent was not kept with it."""
    db.session.rollback()
    flash(
        _("A picture in the file was deleted or changed here since you sent it. Send the file again."),
        "warning",
    )
    return redirect(url_for("authoring.content"))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _content(form: ContentForm, problems: list[Told] | None = None, file_name: str = "") -> str:
    return render_template(
        "authoring/content.html",
        form=form,
        waiting=content_service.waiting(me()),
        problems=problems or [],
        file_name=file_name,
    )


def _refused(form: ContentForm, file_name: str, problems: list[Told]) -> ResponseReturnValue:
    return _content(form, problems, file_name), REFUSED


def _checked(kept: ContentUpload, form: ApplyContentForm) -> str:
    plan = content_service.plan(kept)
    form.shown.data = plan.digest
    return render_template("authoring/content_check.html", kept=kept, plan=plan, form=form)


def _difference(change: FileChange) -> dict[str, object]:
    """Compare a file's texts as they are read; of what has no difference then, the file itself."""
    if (kind := kinds.of_file(change.path)) is not None:
        after = kind.data_of(kind.parse(change.after))
        before = kind.data_of(kind.parse(change.before)) if change.before is not None else None
        found = kind.difference(before, after)
        if not found.is_empty:
            return {"kind": kind, "difference": found, **kind.template_values(after)}
    pieces = differences.words(change.before or "", change.after)
    return {"kind": None, "paragraphs": differences.paragraphs(pieces)}


def _gone() -> ResponseReturnValue:
    flash(_("There is no file any more. It is kept for a day, and until it is published."), "warning")
    return redirect(url_for("authoring.content"))
