"""My team: who is how far, with sums and filters that are all in the address."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from elearning.access import Permission, requires
from elearning.accounts.leading import led_by
from elearning.accounts.models import Person
from elearning.accounts.session import me
from elearning.clock import today
from elearning.config import settings
from elearning.forms import one_of, without_control_characters
from elearning.progress.units import Group
from elearning.teams import queries, rules, words
from elearning.teams.queries import Selection
from elearning.teams.rules import PAGE_SIZE, Order, Scope, Sort

blueprint = Blueprint("teams", __name__)

Q_MAX = 120
#: More pages than any list has; a number with more digits is not a page.
DIGITS_MAX = 9


#: So many lines are still a printout; more are for a spreadsheet.
PRINTED_MAX = 2_000


@dataclass(frozen=True)
class Sight:
    """What somebody looks at: the teams they may see, the leader of the chosen one, and what of it.

    `until` is the last day on which they stand in for that leader; None for their own team, which
    somebody else may stand in for: `stand_in` says who, and until which day.
    """

    leaders: list[Person]
    leader: Person
    until: date | None
    stand_in: tuple[str, date] | None
    selection: Selection

    def address(self, endpoint: str = "teams.team", **changes: Any) -> str:  # noqa: ANN401 - of any choice
        """Give the address of the same with some choices changed; they begin at the first page."""
        return url_for(endpoint, **self.arguments(**changes))

    def arguments(self, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - of any choice
        """Give the choices as an address has them: without those that are as usual."""
        chosen = replace(self.selection, **{"page": 1, **changes})
        usual = Selection(chosen.leader_id, chosen.line)
        values = {each.name: getattr(chosen, each.name) for each in fields(Selection)}
        team = {} if self.leader is self.leaders[0] else {"team": self.leader.id}
        return team | {name: value for name, value in values.items() if value != getattr(usual, name)}


@blueprint.get("/team")
@requires(Permission.LEAD)
def team() -> ResponseReturnValue:
    """Show a team: at a glance, by unit, and person by person."""
    seen, day = sight(), this_day()
    overview = queries.overview(seen.selection, day)
    pages = rules.pages(seen.selection.page, overview.found)
    offset = (pages.number - 1) * PAGE_SIZE
    return render_template(
        "teams/team.html",
        seen=seen,
        chosen=seen.selection,
        overview=overview,
        pages=pages,
        rows=list(queries.rows(seen.selection, day, limit=PAGE_SIZE, offset=offset)),
        words=words,
        tree=queries.unit_tree(seen.selection, day),
    )


@blueprint.get("/team/print")
@requires(Permission.LEAD)
def printable() -> ResponseReturnValue:
    """Show the whole list on paper, as far as paper is of use."""
    seen, day = sight(), this_day()
    unit = queries.unit_name(seen.selection.unit)
    return render_template(
        "teams/print.html",
        seen=seen,
        day=day,
        said=words.in_words(seen.selection, unit),
        overview=queries.overview(seen.selection, day),
        rows=list(queries.rows(seen.selection, day, limit=PRINTED_MAX)),
        words=words,
    )


def sight() -> Sight:
    """Read from the address what is looked at: two statements, and a third where it names a unit.

    What makes no sense there is as if it were not there. Not found if nobody is led any more.
    """
    leaders = led_by(me(), this_day())
    wanted = request.args.get("team", "")
    leader = next((each for each in leaders if str(each.id) == wanted), None) or next(iter(leaders), None)
    place = queries.place_of(leader.id) if leader else None
    if leader is None or place is None:
        abort(404)
    until = place.until if place.stand_in_id == me().id else None
    selection = _selection(leader.id, place.line, request.args)
    return Sight(leaders, leader, until, _stand_in(place) if until is None else None, selection)


def _stand_in(place: queries.Place) -> tuple[str, date] | None:
    """Give who stands in today, and until when."""
    if place.stand_in is None or place.until is None or place.until < this_day():
        return None
    return place.stand_in, place.until


def this_day() -> date:
    return today(settings().zone)


def _selection(leader_id: int, line: str, arguments: MultiDict[str, str]) -> Selection:
    selection = Selection(
        leader_id,
        line,
        scope=one_of(Scope, arguments.get("scope")) or Scope.DIRECT,
        unit=_number(arguments.get("unit")),
        status=one_of(Group, arguments.get("status")),
        q=without_control_characters(arguments.get("q", "")).strip()[:Q_MAX],
        sort=one_of(Sort, arguments.get("sort")) or Sort.NAME,
        order=one_of(Order, arguments.get("order")) or Order.ASC,
        page=_number(arguments.get("page")) or 1,
    )
    is_elsewhere = selection.unit is not None and not queries.has_people(selection)
    return replace(selection, unit=None) if is_elsewhere else selection


def _number(text: str | None) -> int | None:
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) <= DIGITS_MAX
    return int(text) if is_number and text else None
