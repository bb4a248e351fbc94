"""The lines of a leader's weekly mail: who is named under which heading, and where more is to be seen."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from elearning.mail import link_to
from elearning.reminders.team_week import Group, News, TeamMember

NAMED_MAX: Final = 20  # people under a heading


def groups_of(team: News) -> list[tuple[str, list[str]]]:
    """Give the headings, each with its lines; with whose team it is, where it is not the recipient's own."""
    return [(_heading(team, group), _named(group, members)) for group, members in team.groups.items()]


def link_to_page_of(team: News) -> tuple[str, str]:
    """Give the words and the address of a link to a team's page."""
    if team.leader_name is None:
        return _("See your team"), link_to("teams.team")
    return _("See the team of %(name)s", name=team.leader_name), link_to("teams.team", team=team.leader_id)


def _heading(team: News, group: Group) -> str:
    heading = _HEADINGS[group]()
    if team.leader_name is None:
        return heading
    return _("The team of %(name)s: %(heading)s", name=team.leader_name, heading=heading)


def _named(group: Group, members: Sequence[TeamMember]) -> list[str]:
    lines = [f"{each.name}, {format_date(_DAYS[group](each), 'long')}" for each in members[:NAMED_MAX]]
    more = len(members) - len(lines)
    return [*lines, ngettext("and %(num)d more", "and %(num)d more", more)] if more else lines


_HEADINGS: Final[Mapping[Group, Callable[[], str]]] = {
    Group.OVERDUE: lambda: _("Past the due date"),
    Group.DUE_SOON: lambda: _("Due within a week"),
    Group.STARTING: lambda: _("Start within a week"),
    Group.COMPLETED: lambda: _("Completed in the last week"),
}
_DAYS: Final[Mapping[Group, Callable[[TeamMember], date]]] = {
    Group.OVERDUE: lambda each: each.due_on,
    Group.DUE_SOON: lambda each: each.due_on,
    Group.STARTING: lambda each: each.starts_on,
    Group.COMPLETED: lambda each: each.completed_on or each.due_on,
}
