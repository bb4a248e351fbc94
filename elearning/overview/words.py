"""What the overview's outcomes and lengths are called in the interface."""

from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning.overview.rules import Outcome
from elearning.progress.deadlines import Status
from elearning.progress.words import STATUSES

OUTCOMES = {
    Outcome.IN_TIME: _l("Completed in time"),
    Outcome.LATE: STATUSES[Status.DONE_LATE],
    Outcome.OVERDUE: STATUSES[Status.OVERDUE],
    Outcome.NOT_YET: _l("Not yet"),
}
#: One for each of rules.LENGTHS, and one for more.
LENGTHS = (_l("1 to 7 days"), _l("8 to 30 days"), _l("31 to 90 days"), _l("Over 90 days"))
SHORT_LENGTHS = ("1\u20137", "8\u201330", "31\u201390", "> 90")


def start_in_words(first_day: date | None, last_day: date | None) -> str:
    """Say from which day to which people start."""
    first, last = (day and str(format_date(day, "long")) for day in (first_day, last_day))
    if first and last:
        return _("They start from %(first)s to %(last)s.", first=first, last=last)
    if first:
        return _("They start on %(first)s or later.", first=first)
    if last:
        return _("They start on %(last)s or before.", last=last)
    return _("They start on any day.")
