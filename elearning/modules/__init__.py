"""Lessons: their content, their revisions, and reading them."""

from flask import Flask

from elearning.modules.illustrations import rendered
from elearning.modules.views import blueprint


def register_modules(app: Flask) -> None:
    app.jinja_env.filters["markdown"] = rendered
    app.register_blueprint(blueprint)
