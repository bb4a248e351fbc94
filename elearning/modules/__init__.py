"""Lessons: their content, their revisions, and reading them."""

from flask import Flask

from elearning.markdown import render
from elearning.modules.views import blueprint


def register_modules(app: Flask) -> None:
    app.jinja_env.filters["markdown"] = render
    app.register_blueprint(blueprint)
