"""The tables of the overview as files: the same people and numbers as on the page, all rows of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Response, request, stream_with_context
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning.access import Permission, requires
from elearning.config import settings
from elearning.exports import MEDIA_TYPES, About, Value, csv_parts, workbook_parts
from elearning.overview import queries, words
from elearning.overview.rules import Outcome, Overdue, Tally
from elearning.overview.views import Sight, blueprint, sight, this_day
from elearning.progress.units import NO_UNIT, Group, Sums, UnitTree
from elearning.progress.words import GROUPS, status_name
from elearning.quizzes.words import ROLES

Row = Sequence[Value]
_NARROW, _WIDE = 14, 40  # characters
_GROUPS = [group for group in Group if group is not Group.DONE_LATE]  # whoever was late has completed


@dataclass(frozen=True)
class Table:
    """A table of the page: its title, its columns, and its rows, which are read when they are asked for."""

    title: str
    columns: Sequence[str]
    rows: Callable[[Sight, date], Iterator[Row]]

    @property
    def widths(self) -> list[int]:
        return [_WIDE, *(max(_NARROW, len(str(column)) + 2) for column in self.columns[1:])]


@blueprint.get(
    '/hr/overview/<any("units", "months", "roles", "overdue", "certificates"):table>'
    '.<any("csv", "xlsx"):kind>'
)
@requires(Permission.HR)
def export(table: str, kind: str) -> ResponseReturnValue:
    """Give a table of the overview as a file."""
    seen, day, chosen = sight(), this_day(), TABLES[table]
    rows = _with_header(chosen, seen, day)
    widths = chosen.widths
    about = About(str(chosen.title), f"{chosen.title}, {format_date(day, 'long')}", settings().organisation)
    parts = csv_parts(rows) if kind == "csv" else workbook_parts(rows, about=about, widths=widths)
    # Who asks only for the head gets it without that anybody is read.
    body = iter(()) if request.method == "HEAD" else stream_with_context(parts)
    response = Response(body, mimetype=MEDIA_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="overview-{table}-{day}.{kind}"'
    return response


def _with_header(table: Table, seen: Sight, day: date) -> Iterator[Row]:
    yield [str(column) for column in table.columns]
    yield from table.rows(seen, day)


def _units(seen: Sight, day: date) -> Iterator[Row]:
    tree = queries.standing(seen.selection, seen.units, day).tree
    for unit_id, name, above in _places(tree, seen.selection.unit):
        yield [name, above, *_sums(tree.sums(unit_id))]


def _overdue(seen: Sight, day: date) -> Iterator[Row]:
    standing = queries.standing(seen.selection, seen.units, day)
    for unit_id, name, above in _places(standing.tree, seen.selection.unit):
        found = standing.overdue.of(unit_id)
        if found.people or unit_id == seen.selection.unit:
            yield [name, above, *_lengths(found)]


def _places(tree: UnitTree, chosen: int | None) -> Iterator[tuple[int | None, str, str]]:
    """List the units of the chosen one with what they are part of; then, of everybody, the rest and all."""
    if chosen == NO_UNIT:
        yield NO_UNIT, _("Without a unit"), ""
        return
    inside = None if chosen is None else set(tree.inside(chosen))
    names: list[str] = []
    for depth, unit in tree.walk():
        names[max(depth, 0) :] = [unit.name]
        if inside is None or unit.id in inside:
            yield unit.id, unit.name, " / ".join(names[:-1])
    if chosen is None:
        yield NO_UNIT, _("Without a unit"), ""
        yield None, _("The whole municipality"), ""


def _months(seen: Sight, day: date) -> Iterator[Row]:
    found = queries.journeys(seen.selection, day)
    for month, tally in found.by_month.items():
        yield [f"{month:%Y-%m}", *_tally(tally)]
    yield [_("Together"), *_tally(found.all)]


def _roles(seen: Sight, day: date) -> Iterator[Row]:
    found = queries.journeys(seen.selection, day)
    for role, tally in found.by_role.items():
        yield [str(ROLES[role]).capitalize(), *_tally(tally)]
    yield [_("Together"), *_tally(found.all)]


def _certificates(seen: Sight, day: date) -> Iterator[Row]:
    for each in queries.ending_people(seen.selection, day):
        yield [each.name, each.unit, each.valid_until, status_name(each.status), each.due_on]


def _sums(sums: Sums) -> Row:
    return [sums.people, *(getattr(sums, group) for group in _GROUPS), sums.percent]


def _tally(tally: Tally) -> Row:
    return [tally.people, *(tally.outcomes[each] for each in Outcome), tally.percent, tally.median]


def _lengths(found: Overdue) -> Row:
    return [found.people, *found.lengths, found.longest]


_OUTCOMES = (_l("People"), *words.OUTCOMES.values(), _l("Percent completed"), _l("Median days"))
_UNITS = (_l("Unit"), _l("Part of"))

TABLES: Mapping[str, Table] = {
    "units": Table(
        _l("Units"),
        (*_UNITS, _l("People"), *(GROUPS[group] for group in _GROUPS), _l("Percent completed")),
        _units,
    ),
    "months": Table(_l("By month of start"), (_l("Month of start"), *_OUTCOMES), _months),
    "roles": Table(_l("By role"), (_l("Role"), *_OUTCOMES), _roles),
    "overdue": Table(
        _l("Overdue"), (*_UNITS, _l("People"), *words.LENGTHS, _l("Longest, in days")), _overdue
    ),
    "certificates": Table(
        _l("Certificates"),
        (_l("Name"), _l("Unit"), _l("Valid until"), _l("Status"), _l("Due date")),
        _certificates,
    ),
}
