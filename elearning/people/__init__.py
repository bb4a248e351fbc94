"""HR's pages about people: who is here, units, due dates, files with people, and the log."""

from flask import Flask

from elearning.people import (
    deadline_views,
    import_views,
    leave_views,
    log_views,
    unit_views,
    views,
)
from elearning.people.reading import BYTES_MAX
from elearning.people.views import blueprint
from elearning.uploads import allow_upload

__all__ = [
    "deadline_views",
    "import_views",
    "leave_views",
    "log_views",
    "register_people",
    "unit_views",
    "views",
]


def register_people(app: Flask) -> None:
    """Add the pages, and let one of them take larger files than the others."""
    allow_upload(app, "people.upload", BYTES_MAX)
    app.register_blueprint(blueprint)
