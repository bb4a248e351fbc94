"""Structured logs: one JSON object a line, with the request's id and nothing that tells who a person is."""

import logging
import secrets
import sys
import time

from flask import Flask, Response, g, has_request_context, request
from pythonjsonlogger.json import JsonFormatter

from elearning.config import Settings

log = logging.getLogger("elearning")


class _RequestId(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = g.get("request_id") if has_request_context() else None
        return True


def register_logs(app: Flask, settings: Settings) -> None:
    """Write every log line as JSON to standard error, and one line for each request."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_RequestId())
    handler.setFormatter(
        JsonFormatter(
            "{asctime}{levelname}{name}{message}{request_id}",
            style="{",
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
        )
    )
    log.handlers[:] = [handler]
    log.setLevel(settings.log_level)
    log.propagate = False
    app.logger.handlers[:] = []
    app.logger.parent = log
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    g.started = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    # The rule, not the path: a path can hold a one-use token or a name.
    rule = request.url_rule.rule if request.url_rule else None
    log.info(
        "request",
        extra={
            "method": request.method,
            "rule": rule,
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - g.started) * 1000, 1),
        },
    )
    return response
