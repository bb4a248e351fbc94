"""Mails that help: which are due, sending each at most once, and the log that says why."""

from flask import Flask

from elearning.reminders import hr_views, words
from elearning.reminders.views import blueprint

__all__ = ["hr_views", "register_reminders"]


def register_reminders(app: Flask) -> None:
    """Add the pages about mails."""
    app.jinja_env.globals.update(
        mail_kind=words.kind_name, mail_state=words.state_name, mail_reason=words.reason_words
    )
    app.register_blueprint(blueprint)
