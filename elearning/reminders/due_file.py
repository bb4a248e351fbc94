"""The due date as a file for calendars (RFC 5545)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit

from flask_babel import gettext as _
from icalendar import Alarm, Calendar, Event

from elearning.clock import now, today
from elearning.config import settings
from elearning.mail import link_to

NAME: Final = "grundlaget.ics"
#: Nine o'clock the day before, from when the day begins.
ALARM_BEFORE: Final = timedelta(hours=15)


@dataclass(frozen=True)
class DueDate:
    """What the file is about: an assignment's number, and its days."""

    number: int
    starts_on: date
    due_on: date


def due_date_file(person_id: int, assignment: DueDate) -> bytes:
    """Make an all-day event of a due date. A later file takes the place of an earlier one in the calendar."""
    host = urlsplit(settings().base_url).hostname
    event = Event()
    event.add("uid", f"due-{person_id}-{assignment.number}@{host}")
    event.add("dtstamp", now())
    # Grows with the days, so that a file with a moved date is newer than the one before.
    event.add("sequence", max(0, (today(settings().zone) - assignment.starts_on).days))
    event.add("dtstart", assignment.due_on)
    event.add("dtend", assignment.due_on + timedelta(days=1))
    event.add("summary", _("Due: Grundlaget"))
    link = link_to("progress.go_on")
    event.add("description", _("This is your due date in Grundlaget.") + f"\n{link}")
    event.add("url", link)
    event.add("transp", "TRANSPARENT")  # the day is not taken by it
    event.add_component(_alarm())
    calendar = Calendar()
    calendar.add("prodid", "-//Grundlaget//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _alarm() -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Due tomorrow: Grundlaget"))
    alarm.add("trigger", -ALARM_BEFORE)
    return alarm
