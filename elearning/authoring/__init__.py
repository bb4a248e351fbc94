"""HR writes: drafts of lessons, how they will look, publishing them, and their history."""

from flask import Flask

from elearning.authoring import editor_views, image_views, publish_views, views
from elearning.authoring.forms import IMAGE_MEGABYTES
from elearning.authoring.views import blueprint

__all__ = ["editor_views", "image_views", "publish_views", "register_authoring", "views"]


def register_authoring(app: Flask) -> None:
    """Add the pages, and let one of them take larger files than the others."""
    app.before_request_funcs.setdefault(None, []).insert(0, image_views.allow_large_file)
    app.jinja_env.globals["IMAGE_MEGABYTES"] = IMAGE_MEGABYTES
    app.register_blueprint(blueprint)
    app.register_blueprint(image_views.blueprint)
