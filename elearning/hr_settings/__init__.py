"""What HR may set: how long the course takes, what stands on certificates, what mails say, whom to ask."""

from flask import Flask

from elearning.certificates import logos
from elearning.hr_settings import certificate_views, mail_views
from elearning.hr_settings.views import blueprint
from elearning.uploads import allow_upload

__all__ = ["certificate_views", "mail_views", "register_hr_settings"]


def register_hr_settings(app: Flask) -> None:
    """Add the pages, and let the two that take a logo take a larger file than others."""
    allow_upload(app, {"hr_settings.certificate", "hr_settings.example"}, logos.LIMITS.bytes_max)
    app.register_blueprint(blueprint)
