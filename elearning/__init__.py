"""Grundlaget: the onboarding e-learning module of a Danish municipality."""

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from elearning.access import register_access
from elearning.accounts import register_accounts
from elearning.authoring import register_authoring
from elearning.certificates import register_certificates
from elearning.config import Settings, load_settings
from elearning.database import register_database
from elearning.errors import register_errors
from elearning.extensions import register_extensions
from elearning.headers import register_headers
from elearning.health import register_health
from elearning.hr_settings import register_hr_settings
from elearning.logs import register_logs
from elearning.modules import register_modules
from elearning.overview import register_overview
from elearning.people import register_people
from elearning.privacy import register_privacy
from elearning.progress import register_progress
from elearning.quizzes import register_quizzes
from elearning.reminders import register_reminders
from elearning.static_files import register_static_files
from elearning.teams import register_teams
from elearning.templating import register_templating


class SlugConverter(BaseConverter):
    """A slug in an address: the same characters that content files allow."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"


class NumberConverter(IntegerConverter):
    """A number in an address: as large as a key in the database can be. Beyond that there is no such page."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**31 - 1)


def create_app(settings: Settings | None = None) -> Flask:
    """Make the app from `settings`, or from the environment.

    Raises SettingsError when the environment is not a valid configuration.
    """
    settings = settings or load_settings()
    app = Flask(__name__, static_folder=None)
    app.extensions["settings"] = settings
    app.jinja_env.undefined = StrictUndefined
    app.url_map.converters.update(slug=SlugConverter, int=NumberConverter)
    register_logs(app, settings)
    register_headers(app)
    register_database(app, settings)
    register_extensions(app, settings)
    register_access(app)
    register_errors(app)
    register_templating(app, settings)
    register_static_files(app)
    register_health(app)
    register_accounts(app)
    register_modules(app)
    register_quizzes(app)
    register_progress(app)
    register_certificates(app, settings)
    register_reminders(app)
    register_teams(app)
    register_people(app)
    register_overview(app)
    register_authoring(app)
    register_hr_settings(app)
    register_privacy(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
