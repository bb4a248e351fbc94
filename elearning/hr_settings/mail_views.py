"""The texts of mails: each with its placeholders, a preview, a try to oneself, and the way back."""

from typing import Any

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from limits import parse

from elearning import choices
from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.background import after_response
from elearning.choices import ChangedMeanwhileError, MailText
from elearning.database import db
from elearning.extensions import limiter
from elearning.forms import CONFLICT, REFUSED
from elearning.hr_settings import examples, service
from elearning.hr_settings.forms import MailForm
from elearning.hr_settings.views import Part, blueprint, by_me, edited
from elearning.mail import one_line, send
from elearning.mail_texts import MailKind, as_typed, text_of

TRY, PREVIEW, STANDARD = "try", "preview", "standard"
TRIES = parse("10 per hour")
TOO_MANY = 429


@blueprint.get("/hr/settings/mails")
@requires(Permission.HR)
def mails() -> ResponseReturnValue:
    """List the mails, with what each is called when it comes and whether HR has worded it: one statement."""
    rows = [
        (kind, as_typed(text_of(kind), kind).subject, choices.mail_text(kind.key) is not None)
        for kind in examples.KINDS.values()
    ]
    return render_template("hr_settings/mails.html", rows=rows)


@blueprint.route("/hr/settings/mails/<slug:kind>", methods=["GET", "POST"])
@requires(Permission.HR)
def mail(kind: str) -> ResponseReturnValue:
    """Word a mail. Seeing it and sending a try to oneself save nothing."""
    found = examples.KINDS.get(kind) or abort(404)
    part = Part(choices.MAIL + kind, str(found.title), lambda: _typed(found))
    form = MailForm(found, data=part.shown)
    do = request.form.get("do")
    if do == STANDARD:
        return _to_standard(found, part, form)
    if do in {TRY, PREVIEW}:
        return _shown(found, part, form, is_try=do == TRY)

    def save() -> None:
        service.save_mail(found, form.text, version=form.read_version, by=by_me())

    return edited(part, form, lambda **more: _page(found, part, form, **more), save)


def _shown(kind: MailKind, part: Part, form: MailForm, *, is_try: bool) -> ResponseReturnValue:
    """Show what a mail would be with what is filled in, and perhaps send it to who is looking."""
    if not form.validate():
        return _page(kind, part, form), REFUSED
    if is_try and not _may_try():
        form.form_errors.append(_("That was many tries. Wait an hour, or look at the preview below."))
        return _page(kind, part, form), TOO_MANY
    if is_try:
        message = examples.mail(kind.key, form.text, me())
        subject = one_line(_("Try: %(subject)s", subject=message["Subject"]))
        for name in ("Subject", "List-Unsubscribe", "List-Unsubscribe-Post"):
            del message[name]
        message["Subject"] = subject
        after_response(lambda: send(message))
        flash(_told_of_try(is_saved=form.text == text_of(kind)), "success")
    return _page(kind, part, form)


def _told_of_try(*, is_saved: bool) -> str:
    if is_saved:
        return _("A try is on its way to %(email)s.", email=me().email)
    return _("A try is on its way to %(email)s. Nothing is saved yet.", email=me().email)


def _may_try() -> bool:
    who = str(me().id)
    db.session.rollback()  # counting is a transaction of its own, and on SQLite it would wait for this one
    return limiter.limiter.hit(TRIES, "mail-try", who)


def _to_standard(kind: MailKind, part: Part, form: MailForm) -> ResponseReturnValue:
    """Let the mail have the standard text again, and offer what it was, to take back."""
    before, sent = _typed(kind), form.read_version
    form.process(formdata=None, data=as_typed(kind.standard(), kind).model_dump())
    try:
        service.save_mail(kind, kind.standard(), version=sent, by=by_me())
    except ChangedMeanwhileError:
        form.process(formdata=None, data={**_typed(kind).model_dump(), "version": part.version})
        flash(_("Somebody else has just changed this mail. Look once more before you go on."), "warning")
        return _page(kind, part, form), CONFLICT
    form.version.data = part.version
    return _page(kind, part, form, before=before)


def _page(kind: MailKind, part: Part, form: MailForm, **more: Any) -> str:  # noqa: ANN401 - for the template
    preview = None if any(each.errors for each in form) else examples.mail(kind.key, form.text, me())
    return render_template(
        "hr_settings/mail.html",
        kind=kind,
        part=part,
        form=form,
        is_own=choices.mail_text(kind.key) is not None,
        is_saved=form.text == text_of(kind),
        preview=preview and _parts(preview),
        **more,
    )


def _parts(message: Any) -> dict[str, str]:  # noqa: ANN401 - an e-mail and its parts, which have no types
    found = {name: message.get_body((name,)) for name in ("plain", "html")}
    return {"subject": message["Subject"], **{name: part.get_content() for name, part in found.items()}}


def _typed(kind: MailKind) -> MailText:
    return as_typed(text_of(kind), kind)
