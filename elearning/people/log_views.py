"""The log of what HR does: looked through, and given as a file."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from flask import Response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue
from flask_babel import format_date, get_timezone
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.rules import FoundationRole
from elearning.audit import AuditEntry
from elearning.exports import Value, csv_parts
from elearning.forms import without_control_characters
from elearning.people import log_queries, words
from elearning.people.entries import FIRST_DAY, read_day
from elearning.people.log_queries import LogChoice, Titles
from elearning.people.rules import PAGE_LAST, TEXT_MAX
from elearning.people.views import blueprint, this_day

LAST_DAY = date(9000, 1, 1)
_OF_ROLES = {"role", "second_role", "required_for"}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@blueprint.get("/hr/log")
@requires(Permission.HR)
def log() -> ResponseReturnValue:
    """Show the lines that the address asks for; what makes no sense there is left out."""
    choice, titles = _choice(), log_queries.titles()
    return render_template(
        "people/log.html",
        choice=choice,
        found=log_queries.lines(choice, titles),
        actions=log_queries.actions(),
        words=words,
        told=lambda line: told(line.details, line.action),
        about=lambda line: _about(line, titles),
    )


@blueprint.get("/hr/log/export.csv")
@requires(Permission.HR)
def export_log() -> ResponseReturnValue:
    """Give every line that the address asks for, as CSV."""
    parts = csv_parts(_table(_choice()))
    body = iter(()) if request.method == "HEAD" else stream_with_context(parts)
    response = Response(body, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="log-{this_day()}.csv"'
    return response


def told(details: dict[str, Any], action: str) -> list[str]:
    """Write the details of a line: what was → what is, and whatever else is there."""
    before, after = (each if isinstance(each, dict) else {} for each in map(details.get, ("before", "after")))
    changes = [
        f"{_name(name, action)}: {_value(before.get(name), name)} → {_value(after.get(name), name)}"
        for name in {**before, **after}
        if not (_says_nothing(before.get(name)) and _says_nothing(after.get(name)))
    ]
    others = {name: value for name, value in details.items() if name not in {"before", "after"}}
    return changes + [f"{_name(name, action)}: {_value(value, name)}" for name, value in others.items()]


def _says_nothing(value: Any) -> bool:  # noqa: ANN401 - of JSON
    """Say whether a value is none: what somebody new does not have is not told as a change."""
    return value is None or value is False or value in ("", [])


def _name(name: str, action: str) -> str:
    """Name a detail; what a person has and a text too, such as a number, is called as what it is about."""
    tables = (words.DETAILS, words.COLUMNS)
    first, second = tables[::-1] if action.startswith("person.") else tables
    return str(first.get(name) or second.get(name, name))


def _value(value: Any, name: str) -> str:  # noqa: ANN401 - of JSON
    if value is None or value == "":
        return _("nothing")
    if isinstance(value, list):
        return ", ".join(_value(each, name) for each in value) or _("nothing")
    if name in _OF_ROLES and value in tuple(FoundationRole):
        return words.role_name(FoundationRole(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and _ISO_DAY.fullmatch(value) and (day := read_day(value)):
        return str(format_date(day, "medium"))
    return str(value)


def _table(choice: LogChoice) -> Iterator[Sequence[Value]]:
    titles = log_queries.titles()
    yield [_("When"), _("Who"), _("What"), _("Whom or what"), _("Name in addresses"), _("Details")]
    for line in log_queries.every_line(choice, titles):
        who, what = line.by_name, words.action_name(line.action)
        slug = line.about if log_queries.kind_of(line.action) in words.TEXTS else ""
        details = "; ".join(told(line.details, line.action))
        yield [_moment(line.at), who, what, _about(line, titles), slug, details]


def _about(line: AuditEntry, titles: Titles) -> str:
    """Name whom or what a line is about: a text by its title, as far as there is one."""
    return titles.get((log_queries.kind_of(line.action), line.about), line.about)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(get_timezone()):%d-%m-%Y %H:%M}"


def _choice() -> LogChoice:
    given = {name: without_control_characters(text).strip()[:TEXT_MAX] for name, text in request.args.items()}
    page = given.get("page", "")
    days = {name: _day(given.get(name, "")) for name in ("first", "last")}
    return LogChoice(
        action=given.get("action", ""),
        who=given.get("who", ""),
        q=given.get("q", ""),
        page=min(int(page), PAGE_LAST) or 1 if page.isascii() and page.isdecimal() and len(page) < 10 else 1,  # noqa: PLR2004 - digits
        **days,
    )


def _day(text: str) -> date | None:
    day = read_day(text)
    return day if day and FIRST_DAY <= day <= LAST_DAY else None
