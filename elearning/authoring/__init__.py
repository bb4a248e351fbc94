"""HR writes: drafts of lessons, how they will look, publishing them, and their history."""

from flask import Flask

from elearning.authoring import editor_views, publish_views, views
from elearning.authoring.views import blueprint

__all__ = ["editor_views", "publish_views", "register_authoring", "views"]


def register_authoring(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(blueprint)
