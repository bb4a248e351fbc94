"""Certificates: issued on completion, shown, downloaded, verified by anybody, renewed and revoked."""

from flask import Flask

from elearning.certificates import documents, hr_views, service, verify_views
from elearning.certificates.views import blueprint
from elearning.config import Settings
from elearning.signals import step_completed, summary_begun

__all__ = ["hr_views", "register_certificates", "verify_views"]


def register_certificates(app: Flask, settings: Settings) -> None:
    """Add the pages, and have a certificate issued with the step that completes a journey.

    Raises SettingsError for a logo or a signing key that cannot be used.
    """
    app.extensions["signer"] = documents.prepare(settings)
    app.register_blueprint(blueprint)
    step_completed.connect(service.finish_if_done)
    summary_begun.connect(service.keep_validity)
