"""The due date as a file for calendars (RFC 5545)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit

from flask_babel import gettext as _
from icalendar import Calendar, Event

from elearning.clock import now, today
from elearning.config import settings
from elearning.mail import link_to

NAME: Final = "grundlaget.ics"


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
    event.add("url", link_to("progress.go_on"))
    event.add("transp", "TRANSPARENT")  # the day is not taken by it
    calendar = Calendar()
    calendar.add("prodid", "-//Grundlaget//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
