"""What kind of answer a request asks for."""

from flask import request


def wants_json() -> bool:
    """Tell whether a script of ours asks, which goes on from what it is told; a browser asks for a page."""
    return request.accept_mimetypes.best == "application/json"
