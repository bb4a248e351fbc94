"""A leader's view of their team: how far each is, and never what anybody answered."""

from flask import Flask

from elearning.teams import export_views, kit_views, person_views, stand_in_views, views
from elearning.teams.views import blueprint

__all__ = ["export_views", "kit_views", "person_views", "register_teams", "stand_in_views", "views"]


def register_teams(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(blueprint)
