"""What HR may set: how long the course takes, what stands on certificates, what mails say, whom to ask."""

from flask import Flask

from elearning.hr_settings import certificate_views, mail_views
from elearning.hr_settings.views import blueprint

__all__ = ["certificate_views", "mail_views", "register_hr_settings"]


def register_hr_settings(app: Flask) -> None:
    """Add the pages, and let the one with a logo take a larger file than others."""
    app.before_request_funcs.setdefault(None, []).insert(0, certificate_views.allow_logo)
    app.register_blueprint(blueprint)
