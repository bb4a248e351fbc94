"""What the choices of a team's list are called in the interface."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning.progress.units import NO_UNIT
from elearning.progress.words import GROUPS
from elearning.teams.queries import Selection
from elearning.teams.rules import Order, Scope, Sort

__all__ = ["GROUPS", "SORTS", "in_words"]

SORTS = {
    Sort.NAME: _l("Name"),
    Sort.UNIT: _l("Unit"),
    Sort.START: _l("Start"),
    Sort.DUE: _l("Due date"),
    Sort.STATUS: _l("Status"),
    Sort.PROGRESS: _l("How far"),
    Sort.ACTIVE: _l("Last active"),
}


def in_words(selection: Selection, unit: str | None) -> list[str]:
    """Say what a list has and how it is sorted, for paper; `unit` is the name of the chosen one."""
    said = [_("everybody below") if selection.scope is Scope.ALL else _("direct reports")]
    if selection.unit is not None:
        said.append(_("without a unit") if selection.unit == NO_UNIT else _("unit: %(unit)s", unit=unit))
    if selection.status:
        said.append(_("status: %(status)s", status=GROUPS[selection.status]))
    if selection.q:
        said.append(_("name with “%(text)s”", text=selection.q))
    by = str(_("how far they are") if selection.sort is Sort.PROGRESS else SORTS[selection.sort])
    if selection.order is Order.DESC:
        said.append(_("sorted by %(what)s, backwards", what=by.lower()))
    else:
        said.append(_("sorted by %(what)s", what=by.lower()))
    return said
