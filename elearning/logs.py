"""Structured logs: one JSON object a line, with the request's id and nothing that tells who a person is."""

import logging
import secrets
import sys
import time
import traceback
from types import TracebackType

from flask import Flask, Response, g, has_request_context, request
from pythonjsonlogger.json import JsonFormatter

from elearning.config import Settings

log = logging.getLogger("elearning")  # by its name Flask's own logger too: `app.logger`

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


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
    app.log_exception = _log_unhandled  # type: ignore[method-assign]  # Flask calls it for what nobody caught
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    g.started = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    milliseconds = round((time.perf_counter() - g.started) * 1000, 1)
    log.info("request", extra={**_asked(), "status": response.status_code, "milliseconds": milliseconds})
    return response


def _asked() -> dict[str, str | None]:
    """Name what was asked for by its rule, not its path, which can hold a one-use token or a name."""
    return {"method": request.method, "rule": request.url_rule.rule if request.url_rule else None}


def _log_unhandled(exc_info: ExceptionInfo) -> None:
    """Log what went wrong and where, without the exception's message: it can hold what a person wrote."""
    kind, _error, trace = exc_info
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    reason = kind.__name__ if kind else None
    log.error("unhandled exception", extra={**_asked(), "reason": reason, "where": where})
