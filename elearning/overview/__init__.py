"""The municipality at a glance, for HR: who has completed, how soon, what is overdue and what ends."""

from flask import Flask

from elearning.overview import export_views, views
from elearning.overview.views import blueprint

__all__ = ["export_views", "register_overview", "views"]


def register_overview(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(blueprint)
