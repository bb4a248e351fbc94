"""What is kept of people, for how long, and how it ends: by themselves, by HR, or by time."""

from flask import Flask

from elearning.privacy import about_views, hr_views
from elearning.privacy.views import blueprint

__all__ = ["about_views", "hr_views", "register_privacy"]


def register_privacy(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(blueprint)
