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
from elearning.people.views import blueprint

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
    app.before_request_funcs.setdefault(None, []).insert(0, import_views.allow_large_file)
    app.register_blueprint(blueprint)
