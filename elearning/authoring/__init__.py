"""HR writes: drafts of lessons, how they will look, publishing them, and their history."""

from flask import Flask

from elearning.authoring import content_views, editor_views, publish_views, views
from elearning.authoring.archive import BYTES_MAX
from elearning.authoring.views import blueprint
from elearning.uploads import allow_upload

__all__ = ["content_views", "editor_views", "publish_views", "register_authoring", "views"]


def register_authoring(app: Flask) -> None:
    """Add the pages, one of which takes larger files than the others."""
    allow_upload(app, "authoring.content", BYTES_MAX)
    app.register_blueprint(blueprint)
