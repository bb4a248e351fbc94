"""HR writes lessons, scenarios and questions: drafts, how they will look, publishing, and their history."""

from flask import Flask

from elearning.authoring import bank_views, editor_views, publish_views, required_views, trial_views, views
from elearning.authoring.views import blueprint

__all__ = [
    "bank_views",
    "editor_views",
    "publish_views",
    "register_authoring",
    "required_views",
    "trial_views",
    "views",
]


def register_authoring(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(blueprint)
