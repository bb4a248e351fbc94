"""Signing in and out, and new passwords."""

import hashlib

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address
from flask_login import current_user, login_user, logout_user

from elearning.access import Permission, requires
from elearning.accounts import mails, service
from elearning.accounts.forms import ChangePasswordForm, NewPasswordForm, RequestResetForm, SignInForm
from elearning.accounts.rules import is_own_page, normalise_email
from elearning.accounts.session import me
from elearning.background import after_response
from elearning.database import db
from elearning.extensions import limiter
from elearning.forms import CONFLICT, REFUSED
from elearning.mail import link_to, send

blueprint = Blueprint("accounts", __name__)


def _account() -> str:
    """Name the account a form is about, not the person: a hash of the address, read as by the form."""
    address = SignInForm().email.data or ""
    return hashlib.sha256(normalise_email(address).encode()).hexdigest()[:32]


def _myself() -> str:
    return f"person {getattr(current_user, 'id', 0)}"


def _was_refused(response: Response) -> bool:
    return response.status_code == REFUSED


def _was_a_wrong_guess(_response: Response) -> bool:
    return "wrong_guess" in g


@blueprint.route("/login", methods=["GET", "POST"])
@limiter.limit("10 per 15 minutes", key_func=_account, methods=["POST"], deduct_when=_was_refused)
@limiter.limit("200 per 15 minutes", key_func=get_remote_address, methods=["POST"], deduct_when=_was_refused)
@requires(Permission.PUBLIC)
def login() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for("progress.journey"))
    form = SignInForm()
    if not form.is_submitted():
        return render_template("accounts/login.html", form=form)
    if form.validate():
        person = service.authenticate(form.email.data or "", form.password.data or "")
        if person:
            login_user(person, remember=form.remember.data)
            return redirect(_next_page())
        form.form_errors.append(_("E-mail and password do not fit together. Check both, and try again."))
    return render_template("accounts/login.html", form=form), REFUSED


@blueprint.post("/logout")
@requires(Permission.PUBLIC)
def logout() -> ResponseReturnValue:
    logout_user()
    response = redirect(url_for("accounts.login"))
    # Notes that were waiting to be saved stay on the device otherwise, for whoever uses it next.
    response.headers["Clear-Site-Data"] = '"storage"'
    flash(_("You are signed out."), "success")
    return response


@blueprint.route("/password/forgotten", methods=["GET", "POST"])
@limiter.limit("5 per hour", key_func=_account, methods=["POST"])
@limiter.limit("1000 per hour", key_func=get_remote_address, methods=["POST"])
@requires(Permission.PUBLIC)
def request_reset() -> ResponseReturnValue:
    form = RequestResetForm()
    if not form.is_submitted():
        return render_template("accounts/request_reset.html", form=form)
    if not form.validate():
        return render_template("accounts/request_reset.html", form=form), REFUSED
    address = form.email.data or ""
    after_response(lambda: _mail_reset_link(address))
    return redirect(url_for("accounts.reset_requested"))


@blueprint.get("/password/sent")
@requires(Permission.PUBLIC)
def reset_requested() -> ResponseReturnValue:
    return render_template("accounts/reset_requested.html")


@blueprint.route("/password/new/<string(minlength=20,maxlength=100):token>", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def reset(token: str) -> ResponseReturnValue:
    person = service.person_for_token(token)
    if person is None:
        return render_template("accounts/reset_expired.html"), 404
    form = NewPasswordForm(person)
    if not form.is_submitted():
        return render_template("accounts/new_password.html", form=form)
    if not form.validate():
        return render_template("accounts/new_password.html", form=form), REFUSED
    if service.reset_password(token, form.password.data or "") is None:
        abort(CONFLICT)
    flash(_("Your new password is saved. Sign in with it."), "success")
    return redirect(url_for("accounts.login"))


@blueprint.route("/password/change", methods=["GET", "POST"])
@limiter.limit("10 per 15 minutes", key_func=_myself, methods=["POST"], deduct_when=_was_a_wrong_guess)
@requires(Permission.LEARN)
def change_password() -> ResponseReturnValue:
    form = ChangePasswordForm(me())
    if not form.is_submitted():
        return render_template("accounts/change_password.html", form=form)
    if not form.validate():
        if form.current.errors and form.current.data:
            g.wrong_guess = True  # looking for a new password that is good enough is no guessing
        return render_template("accounts/change_password.html", form=form), REFUSED
    service.change_password(me(), form.password.data or "")
    is_remembered = current_app.config["REMEMBER_COOKIE_NAME"] in request.cookies
    login_user(me(), remember=is_remembered)  # this device goes on; every other session has ended
    flash(_("Your password is changed. You are signed out everywhere else."), "success")
    return redirect(url_for("progress.journey"))


def _mail_reset_link(address: str) -> None:
    made = service.request_reset(address)
    if made:
        person, token = made
        message = mails.password_link(person.name, person.email, link_to("accounts.reset", token=token))
        db.session.commit()  # the link must work before it is mailed, and nobody waits for a mail server
        send(message)


def _next_page() -> str:
    """Give where the visitor was going, if it is a page of ours; else their journey."""
    target = request.args.get("next", "")
    return target if is_own_page(target) else url_for("progress.journey")
