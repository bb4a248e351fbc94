"""HR's overview of the municipality. Whom it is of is all in the address."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearning.access import Permission, requires
from elearning.clock import today
from elearning.config import settings
from elearning.overview import queries, words
from elearning.overview.queries import Selection
from elearning.overview.rules import end_of_month
from elearning.progress.unit_queries import unit_places
from elearning.progress.units import NO_UNIT, UnitPlace
from elearning.progress.words import GROUPS
from elearning.quizzes.words import ROLES

blueprint = Blueprint("overview", __name__)

#: The months ahead that one can choose between.
WITHIN: Final = (3, 6)
#: So many names are on the page; all are in the file.
LISTED_MAX: Final = 50


@dataclass(frozen=True)
class Sight:
    """Whom HR looks at, among all the units that there are."""

    selection: Selection
    units: list[UnitPlace]

    @property
    def unit_name(self) -> str:
        """What the chosen unit is called; "" for all, and for those who have none."""
        return next((unit.name for unit in self.units if unit.id == self.selection.unit), "")

    @property
    def start_in_words(self) -> str:
        return words.start_in_words(self.selection.first, self.selection.last)

    def address(self, **changes: Any) -> str:  # noqa: ANN401 - of any choice
        """Give the address of the same with some choices changed."""
        return url_for("overview.overview", **self.arguments(**changes))

    def arguments(self, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - of any choice
        """Give the choices as an address has them: without those that are as usual."""
        chosen = replace(self.selection, **changes)
        values = {
            "unit": chosen.unit,
            "from": chosen.first and chosen.first.isoformat(),
            "to": chosen.last and chosen.last.isoformat(),
            "within": None if chosen.within == Selection.within else chosen.within,
        }
        return {name: value for name, value in values.items() if value is not None}

    def month_address(self, month: date) -> str:
        """Give the address of those who start in a month."""
        return self.address(first=month, last=end_of_month(month))


@blueprint.get("/hr/overview")
@requires(Permission.HR)
def overview() -> ResponseReturnValue:
    """Show the municipality, or the part of it that the address names."""
    seen, day = sight(), this_day()
    standing = queries.standing(seen.selection, seen.units, day)
    return render_template(
        "overview/overview.html",
        seen=seen,
        day=day,
        tree=standing.tree,
        overdue=standing.overdue,
        journeys=queries.journeys(seen.selection, day),
        ending=queries.ending_by_month(seen.selection, day),
        ending_people=list(queries.ending_people(seen.selection, day, limit=LISTED_MAX)),
        ending_until=queries.last_day(seen.selection, day),
        choices_within=WITHIN,
        groups=GROUPS,
        roles=ROLES,
        words=words,
    )


def sight() -> Sight:
    """Read from the address what is looked at: one statement.

    What makes no sense there is as if it were not there.
    """
    units = unit_places()
    known = {str(each): each for each in (NO_UNIT, *(unit.id for unit in units))}
    days = [_day(request.args.get(name)) for name in ("from", "to")]
    first, last = sorted(days) if all(days) else days  # type: ignore[type-var]  # both are days then
    within = {str(each): each for each in WITHIN}.get(request.args.get("within", ""), Selection.within)
    return Sight(Selection(known.get(request.args.get("unit", "")), first, last, within), units)


def this_day() -> date:
    return today(settings().zone)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
