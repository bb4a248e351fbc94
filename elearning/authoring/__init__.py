"""HR writes lessons, scenarios and questions: drafts, how they will look, publishing, and their history."""

from flask import Flask

from elearning.authoring import (
    bank_views,
    content_views,
    copy_views,
    editor_views,
    image_views,
    publish_views,
    required_views,
    trial_views,
    views,
)
from elearning.authoring.archive import BYTES_MAX
from elearning.authoring.forms import IMAGE_MEGABYTES, IMAGES_MEGABYTES
from elearning.authoring.views import blueprint
from elearning.modules import image_files
from elearning.uploads import allow_upload

__all__ = [
    "bank_views",
    "content_views",
    "copy_views",
    "editor_views",
    "image_views",
    "publish_views",
    "register_authoring",
    "required_views",
    "trial_views",
    "views",
]


def register_authoring(app: Flask) -> None:
    """Add the pages, two of which take larger files than the others."""
    allow_upload(app, "authoring.content", BYTES_MAX)
    allow_upload(app, "images.upload", image_files.LIMITS.bytes_max)
    app.jinja_env.globals |= {
        "CONTENT_MEGABYTES": BYTES_MAX // 1024 // 1024,
        "IMAGE_MEGABYTES": IMAGE_MEGABYTES,
        "IMAGES_MEGABYTES": IMAGES_MEGABYTES,
    }
    app.register_blueprint(blueprint)
    app.register_blueprint(image_views.blueprint)
