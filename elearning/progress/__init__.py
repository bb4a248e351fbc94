"""The journey: what a person is to complete, and how far they are."""

from flask import Flask

from elearning import signals
from elearning.accounts.models import Person
from elearning.progress import counting, service, summaries
from elearning.progress.views import blueprint
from elearning.progress.words import ICONS, missing_words, status_name


def register_progress(app: Flask) -> None:
    """Add the pages, give everybody who is added the course, and keep the summaries true."""
    app.jinja_env.globals.update(missing_words=missing_words, status_name=status_name, status_icons=ICONS)
    app.register_blueprint(blueprint)
    signals.person_added.connect(_begin)
    signals.person_returned.connect(_begin)
    signals.person_changed.connect(_follow)
    signals.leader_changed.connect(summaries.move)
    signals.person_left.connect(summaries.remove)
    signals.answer_given.connect(counting.count)
    signals.answers_deleted.connect(_count)


def _begin(person: Person) -> None:
    service.assign_course(person)
    summaries.add(person)
    _count(person.id)
    signals.summary_begun.send(person.id)


def _follow(person: Person) -> None:
    service.follow_first_day(person)
    summaries.describe(person)
    _count(person.id)


def _count(person_id: int) -> None:
    counting.count(person_id, is_active=False)
