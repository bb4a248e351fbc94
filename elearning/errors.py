"""Error pages that say in plain words what happened and what to do next; the same as JSON for scripts."""

import math
import sqlite3
import time
from dataclasses import dataclass
from http import HTTPStatus

import sqlalchemy as sa
from flask import Flask, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from psycopg.errors import DeadlockDetected
from werkzeug.exceptions import Conflict, HTTPException, MethodNotAllowed, ServiceUnavailable

from elearning.answers import wants_json
from elearning.database import db
from elearning.extensions import limiter
from elearning.logs import log
from elearning.uploads import megabytes_max

#: Fewer characters are what a list or a button sends, and quickly written again.
WRITTEN_MIN = 20
#: In seconds: when to try again what was not ready.
SOON = 10
#: Of a file; a text that is too long has an explanation of its own.
TOO_LARGE = _l(
    "It may be %(num)d MB at most. Nothing was changed. Go back and choose a smaller one, or divide it."
)


@dataclass(frozen=True)
class Explanation:
    """What an error page says: what happened, and what the reader can do about it."""

    heading: str
    advice: str


EXPLANATIONS = {
    400: Explanation(
        _l("We could not understand that"),
        _l("Something in the address or the form was not as expected. Go back and try again."),
    ),
    403: Explanation(
        _l("You do not have access to this page"),
        _l("The page is for somebody else. If you think that you should see it, ask your leader or HR."),
    ),
    404: Explanation(
        _l("We cannot find that page"),
        _l("It may have moved, or the address is misspelt. Go to your journey, and start there."),
    ),
    405: Explanation(
        _l("That cannot be done here"),
        _l("The address is right, but it is used in another way. Go back and use the buttons on the page."),
    ),
    409: Explanation(
        _l("Somebody changed this in the meantime"),
        _l("Nothing is lost. Go back, load the page again, and see what is new before you save."),
    ),
    413: Explanation(
        _l("That is too much at once"),
        _l("What you sent is larger than we can take. Make it shorter, or divide it, and try again."),
    ),
    422: Explanation(
        _l("Something is missing"),
        _l("Go back and look at the fields. Each one that needs attention says what it is about."),
    ),
    429: Explanation(_l("Too many attempts"), _l("Wait a little, and try again.")),
    503: Explanation(
        _l("It is not ready yet"),
        _l("It is being made right now. Try again in a moment."),
    ),
    500: Explanation(
        _l("Something went wrong on our side"),
        _l("It is not your fault, and what you saved before is still there. Try again in a moment."),
    ),
}
EXPIRED_FORM = Explanation(
    _l("The page has been open too long"),
    _l("You have been signed out or in since it was loaded. Go back, load it again, and try once more."),
)


BUSY = Explanation(
    _l("Very much is being saved right now"),
    _l("What you sent is not saved yet. Go back, and send it again in a moment."),
)


class _Busy(ServiceUnavailable):
    """Others were writing for so long that nobody can wait for it."""


def register_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, show)
    # Two people at once: the database let one of them through. What a form can foresee it says at its field.
    app.register_error_handler(sa.exc.IntegrityError, lambda _error: show(Conflict()))
    app.register_error_handler(sa.exc.OperationalError, _when_busy)


def show(error: HTTPException) -> ResponseReturnValue:
    """Answer with the page for `error`, or with JSON where the request asked for it.

    Flask turns what nobody caught into an InternalServerError, logs it, and comes here too.
    """
    if error.response is not None:
        return error.response
    db.session.rollback()  # what the request had begun ends here, also for the page that explains it
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    explanation = _explain(error, status)
    headers = {}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers["Allow"] = ", ".join(error.valid_methods)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        headers["Retry-After"] = str(_seconds_to_wait())
    elif status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(SOON)
    if wants_json():
        body = {"error": str(explanation.heading), "advice": str(explanation.advice)}
        return jsonify(body), status, headers
    return _page(status, explanation), status, headers


def _when_busy(error: sa.exc.OperationalError) -> ResponseReturnValue:
    """Ask for another try where others were writing for too long; any other failure is one of ours.

    On SQLite one writes at a time, and a file with all people takes longer than the others wait.
    """
    code = getattr(error.orig, "sqlite_errorcode", 0)
    if code & 0xFF != sqlite3.SQLITE_BUSY and not isinstance(error.orig, DeadlockDetected):
        raise error
    log.warning("the database was busy for too long")
    return show(_Busy())


def _page(status: int, explanation: Explanation) -> str:
    values = {"status": status, "explanation": explanation, "written": _written(status)}
    if status < 500:  # noqa: PLR2004 - HTTP's classes
        return render_template("errors/error.html", **values)
    # What failed, perhaps the database, must not make this page fail too: so it does not ask who is reading,
    # nor anything else that the context processors would look up.
    template = current_app.jinja_env.get_template("errors/error.html")
    return template.render(current_user=AnonymousUserMixin(), **values)


def _written(status: int) -> list[str]:
    """Give the texts that were sent and are not saved, so that they can be copied from the page.

    Never those of the sign-in pages: they have passwords.
    """
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or request.blueprint == "accounts":
        return []
    try:
        values = [value.strip() for _name, value in request.form.items(multi=True)]
    except HTTPException:  # it broke off on its way here
        return []
    return [value for value in values if len(value) >= WRITTEN_MIN and any(map(str.isspace, value))]


def _explain(error: HTTPException, status: int) -> Explanation:
    if isinstance(error, CSRFError):
        return EXPIRED_FORM
    if isinstance(error, _Busy):
        return BUSY
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and request.mimetype == "multipart/form-data":
        return Explanation(_("The file is too big"), str(TOO_LARGE) % {"num": megabytes_max()})
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        minutes = math.ceil(_seconds_to_wait() / 60)
        wait = ngettext(
            "Wait %(num)d minute, and try again.", "Wait %(num)d minutes, and try again.", minutes
        )
        return Explanation(EXPLANATIONS[status].heading, wait)
    return EXPLANATIONS.get(status) or EXPLANATIONS[400 if status < 500 else 500]  # noqa: PLR2004 - HTTP's classes


def _seconds_to_wait() -> int:
    breached = limiter.current_limit
    # Flask-Limiter rounds the moment up to a whole second, so now is rounded up too.
    return max(1, breached.reset_at - math.ceil(time.time())) if breached else 60
