"""What progress is called in the interface: what is missing, and how one stands with the due date."""

from babel.lists import format_list
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning.progress.deadlines import Status
from elearning.progress.rules import Journey, Missing, missing
from elearning.progress.units import Group

STATUSES = {
    Status.UPCOMING: _l("Starts soon"),
    Status.NOT_STARTED: _l("Not started"),
    Status.UNDER_WAY: _l("Under way"),
    Status.DONE: _l("Completed"),
    Status.OVERDUE: _l("Overdue"),
    Status.DONE_LATE: _l("Completed late"),
    Status.EXPIRED: _l("Expired"),
}
#: The icon that says the same as the word, for who sees no colours.
ICONS = {
    Status.DONE: "success",
    Status.DONE_LATE: "success",
    Status.UNDER_WAY: "arrow-forward",
    Status.OVERDUE: "warning",
    Status.NOT_STARTED: "time",
    Status.UPCOMING: "calendar-month",
    Status.EXPIRED: "error",
}
GROUPS = {group: STATUSES[group.statuses[0]] for group in Group}
#: Steps are told module by module as long as they are in so many; else only how many modules they are in.
MODULES_NAMED = 2


def missing_words(journey: Journey) -> str:
    """Say in a sentence what a journey still lacks; "" when it lacks nothing."""
    lacking = missing(journey)
    if not lacking:
        return ""
    parts = [*_steps(lacking), *_others(lacking)]
    return _("You still need %(what)s.", what=format_list(parts, locale=get_locale()))


def status_name(status: Status) -> str:
    """Name a status."""
    return str(STATUSES[status])


def _steps(lacking: Missing) -> list[str]:
    if len(lacking.steps) <= MODULES_NAMED:
        return [
            ngettext("%(num)d step in %(module)s", "%(num)d steps in %(module)s", number, module=module)
            for module, number in lacking.steps.items()
        ]
    number, modules = sum(lacking.steps.values()), len(lacking.steps)
    return [_("%(number)d steps in %(modules)d modules", number=number, modules=modules)]


def _others(lacking: Missing) -> list[str]:
    parts = []
    if lacking.dilemmas:
        parts.append(ngettext("%(num)d dilemma", "%(num)d dilemmas", lacking.dilemmas))
    if lacking.quizzes:
        parts.append(ngettext("%(num)d quiz", "%(num)d quizzes", lacking.quizzes))
    return parts
