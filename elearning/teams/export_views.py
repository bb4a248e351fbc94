"""The list of a team as a file: the people, the columns and the order that the page shows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Response, request, stream_with_context
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning.access import Permission, requires
from elearning.certificates.documents import verify_address
from elearning.config import settings
from elearning.exports import MEDIA_TYPES, About, Value, csv_parts, workbook_parts
from elearning.progress.words import status_name
from elearning.teams import queries
from elearning.teams.queries import Row, Selection
from elearning.teams.views import blueprint, sight, this_day

#: What a heading takes beside its letters, in characters.
HEADING_ROOM = 5


@dataclass(frozen=True)
class Column:
    """A column of the file; in characters its values take `least` at most, or nearly always."""

    title: str
    least: int
    value: Callable[[Row], Value]

    @property
    def width(self) -> int:
        """Give room for the heading too, which is bold and has a button beside it."""
        return max(self.least, len(str(self.title)) + HEADING_ROOM)


COLUMNS = (
    Column(_l("Name"), 30, lambda row: row.name),
    Column(_l("Unit"), 30, lambda row: row.unit),
    Column(_l("Start"), 12, lambda row: row.starts_on),
    Column(_l("Due date"), 12, lambda row: row.due_on),
    Column(_l("Status"), 18, lambda row: status_name(row.status)),
    Column(_l("Steps done"), 12, lambda row: row.steps_done),
    Column(_l("Steps in all"), 12, lambda row: row.steps_total),
    Column(_l("Percent"), 10, lambda row: row.percent),
    Column(_l("Dilemmas done"), 16, lambda row: row.scenarios_done),
    Column(_l("Dilemmas in all"), 16, lambda row: row.scenarios_total),
    Column(_l("Last active"), 14, lambda row: row.last_active_on),
    Column(_l("Certificate"), 14, lambda row: row.certificate_number),
    Column(
        _l("Verification page"),
        60,
        lambda row: verify_address(row.certificate_code) if row.certificate_code else None,
    ),
)


@blueprint.get('/team/export.<any("csv", "xlsx"):kind>')
@requires(Permission.LEAD)
def export(kind: str) -> ResponseReturnValue:
    """Give everybody in the list as a file, whatever page of it the address names."""
    day = this_day()
    seen = sight()
    table = _table(seen.selection, day)
    parts = csv_parts(table) if kind == "csv" else _workbook(table, seen.leader.name, day)
    # Who asks only for the head gets it without that anybody is read.
    body = iter(()) if request.method == "HEAD" else stream_with_context(parts)
    response = Response(body, mimetype=MEDIA_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="team-{day}.{kind}"'
    return response


def _table(selection: Selection, day: date) -> Iterator[Sequence[Value]]:
    """Read the rows when they are asked for: by then the request is over, and the session is a new one."""
    yield [str(column.title) for column in COLUMNS]
    for row in queries.rows(selection, day):
        yield [column.value(row) for column in COLUMNS]


def _workbook(table: Iterator[Sequence[Value]], leader: str, day: date) -> Iterator[bytes]:
    title = f"{_('Team: %(name)s', name=leader)}, {format_date(day, 'long')}"
    about = About(sheet=_("Team"), title=title, author=settings().organisation)
    return workbook_parts(table, about=about, widths=[column.width for column in COLUMNS])
