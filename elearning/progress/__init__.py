"""The journey: what a person is to complete, and how far they are."""

from flask import Flask

from elearning.progress.views import blueprint


def register_progress(app: Flask) -> None:
    app.register_blueprint(blueprint)
