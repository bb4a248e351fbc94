"""The journey: what a person is to complete, and how far they are."""

from flask import Flask

from elearning.progress.service import assign_course
from elearning.progress.views import blueprint
from elearning.progress.words import missing_words, status_name
from elearning.signals import person_added


def register_progress(app: Flask) -> None:
    """Add the pages, and give everybody who is added the course to complete."""
    app.jinja_env.globals.update(missing_words=missing_words, status_name=status_name)
    app.register_blueprint(blueprint)
    person_added.connect(assign_course)
