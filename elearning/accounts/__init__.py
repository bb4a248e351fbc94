"""People, units, who leads whom, and signing in."""

from flask import Flask

from elearning.accounts.queries import person_in_session
from elearning.accounts.views import blueprint
from elearning.extensions import login_manager


def register_accounts(app: Flask) -> None:
    login_manager.user_loader(person_in_session)
    app.register_blueprint(blueprint)
