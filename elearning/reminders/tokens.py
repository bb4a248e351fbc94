"""The signed part of the link by which somebody does without a kind of mail, without signing in."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from elearning.reminders.rules import OPTIONAL, Kind

_SALT = "elearning.reminders.mails"


def token_for(person_id: int, kind: Kind) -> str:
    """Sign whose mails of which kind the link is about. It does not expire: old mails have it too."""
    return str(_signer().dumps([person_id, kind.value]))


def read(token: str) -> tuple[int, Kind] | None:
    """Give whose mails of which kind; None for a token that we did not make."""
    try:
        person_id, kind = _signer().loads(token)
    except BadSignature:
        return None
    return (person_id, Kind(kind)) if kind in OPTIONAL else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=_SALT)
