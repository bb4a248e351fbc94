"""HR's menu: every place that HR has, in groups. One place more is one line here."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Place:
    """A page, and all whose addresses go on from its own."""

    endpoint: str
    name: str

    @property
    def address(self) -> str:
        return url_for(self.endpoint)

    def holds(self, path: str) -> bool:
        """Say whether an address is this page or below it."""
        return path == self.address or path.startswith(f"{self.address}/")


@dataclass(frozen=True)
class Group:
    """Places that are about the same; the first is the one that the group opens."""

    name: str
    places: tuple[Place, ...]

    @property
    def address(self) -> str:
        return self.places[0].address

    def has(self, place: Place | None) -> bool:
        return place in self.places


GROUPS = (
    Group(
        _l("Overview"),
        (
            Place("overview.overview", _l("Completion")),
            Place("certificates.find", _l("Certificates")),
            Place("reminders.log", _l("Mails")),
        ),
    ),
    Group(
        _l("Employees"),
        (
            Place("people.people", _l("All")),
            Place("people.deadlines", _l("Due dates")),
            Place("people.units", _l("Units")),
            Place("people.upload", _l("Import a file")),
        ),
    ),
    Group(
        _l("Content"),
        (
            Place("authoring.lessons", _l("Lessons")),
            Place("authoring.scenarios", _l("Scenarios")),
            Place("authoring.questions", _l("Questions for the quizzes")),
            Place("images.library", _l("Pictures")),
            Place("authoring.content", _l("All content as files")),
        ),
    ),
    Group(
        _l("Settings"),
        (
            Place("hr_settings.overview", _l("What HR decides")),
            Place("people.log", _l("Log")),
            Place("privacy.retention_log", _l("Retention")),
        ),
    ),
)


def place_of(path: str) -> Place | None:
    """Find the place that an address belongs to: the one whose own address goes furthest along it."""
    holding = [place for group in GROUPS for place in group.places if place.holds(path)]
    return max(holding, key=lambda place: len(place.address), default=None)
