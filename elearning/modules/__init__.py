"""Lessons: their content, their revisions, and reading them."""

from functools import partial

from flask import Flask

from elearning.markdown import render
from elearning.modules.views import blueprint


def register_modules(app: Flask) -> None:
    app.jinja_env.filters["markdown"] = partial(render, picture_address=app.jinja_env.globals["picture_url"])
    app.register_blueprint(blueprint)
