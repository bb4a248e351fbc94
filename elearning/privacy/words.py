"""Kinds of data, and how long, in words."""

import json
from datetime import date, datetime

from flask_babel import format_date, format_datetime, ngettext
from flask_babel import gettext as _

from elearning.privacy.field_names import FIELD_NAMES
from elearning.privacy.rules import Kind

DAYS_IN_A_YEAR = 365


def kind_name(kind: Kind) -> str:
    """Name what has an end."""
    return {
        Kind.NOTES: _("Notes and relations"),
        Kind.ANSWERS: _("Weightings and answers"),
        Kind.MAIL_LOG: _("The log of mails"),
        Kind.AUDIT: _("The log of what HR does"),
        Kind.RATE_LIMITS: _("Counts of wrong passwords"),
        Kind.PASSWORD_LINKS: _("Links for a new password"),
        Kind.PEOPLE: _("People who have left"),
        Kind.FILES: _("Files that HR sent"),
        Kind.DRAFTS: _("Drafts that HR replaced"),
    }[kind]


def kind_since(kind: Kind) -> str:
    """Say from when it is kept."""
    return {
        Kind.NOTES: _("the last change"),
        Kind.ANSWERS: _("the answer"),
        Kind.MAIL_LOG: _("the mail"),
        Kind.AUDIT: _("the change"),
        Kind.RATE_LIMITS: _("the end of the count"),
        Kind.PASSWORD_LINKS: _("the end of the link"),
        Kind.PEOPLE: _("the first night after HR deactivated them"),
        Kind.FILES: _("the day it was sent"),
        Kind.DRAFTS: _("the day it was replaced"),
    }[kind]


def for_days(days: int) -> str:
    """Say how long some days are: whole years as years."""
    years, rest = divmod(days, DAYS_IN_A_YEAR)
    if years and not rest:
        return ngettext("1 year", "%(num)d years", years)
    return ngettext("1 day", "%(num)d days", days)


def field_name(column: str) -> str:
    """Name a column of the download."""
    return str(FIELD_NAMES.get(column, column))


def field_value(value: object) -> str:
    """Write a value of the download so that a person can read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return str(format_datetime(value, "d. MMMM y HH:mm:ss"))
    if isinstance(value, date):
        return str(format_date(value, "long"))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
