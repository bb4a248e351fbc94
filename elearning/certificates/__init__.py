"""Certificates: issued on completion, shown, downloaded, verified by anybody, renewed and revoked."""

from flask import Flask

from elearning.certificates import hr_views, service, verify_views
from elearning.certificates.views import blueprint
from elearning.signals import step_completed

__all__ = ["hr_views", "register_certificates", "verify_views"]


def register_certificates(app: Flask) -> None:
    """Add the pages, and have a certificate issued with the step that completes a journey."""
    app.extensions["signer"] = None
    app.register_blueprint(blueprint)
    step_completed.connect(service.finish_if_done)
