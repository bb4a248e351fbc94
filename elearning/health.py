"""What a load balancer asks: whether the process is alive, and whether it is ready to serve."""

import sqlalchemy as sa
from alembic.migration import MigrationContext
from flask import Blueprint, Flask, jsonify
from flask.typing import ResponseReturnValue

from elearning.access import Permission, requires
from elearning.database import db
from elearning.schema import newest_revision

blueprint = Blueprint("health", __name__)


def register_health(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/healthz")
@requires(Permission.PUBLIC)
def healthz() -> ResponseReturnValue:
    """Say that the process answers. It asks nothing of the database."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@requires(Permission.PUBLIC)
def readyz() -> ResponseReturnValue:
    """Say whether the database answers and its schema is the one this version was written for."""
    try:
        current = MigrationContext.configure(db.session.connection()).get_current_revision()
    except sa.exc.SQLAlchemyError:
        return jsonify(status="unavailable", database="unreachable", schema="unknown"), 503
    if current != newest_revision():
        return jsonify(status="unavailable", database="ok", schema="outdated"), 503
    return jsonify(status="ok", database="ok", schema="current")
