"""Which addresses take a larger file than anything else that is sent here, and how large."""

from collections.abc import Set as AbstractSet
from typing import Final

from flask import Flask, request
from flask_login import current_user

MEGABYTE: Final = 1024 * 1024
_BESIDE: Final = 64 * 1024  # what a form has beside the file


def allow_upload(app: Flask, endpoints: str | AbstractSet[str], bytes_max: int) -> None:
    """Let HR send a file of up to `bytes_max` to these views; for anybody else the usual limit holds."""
    allowed = {endpoints} if isinstance(endpoints, str) else endpoints

    def allow() -> None:
        if request.endpoint in allowed and current_user.is_authenticated and current_user.is_hr:
            request.max_content_length = bytes_max + _BESIDE

    # Before anything reads the request, which the check of the token does.
    app.before_request_funcs.setdefault(None, []).insert(0, allow)


def megabytes_max() -> int:
    """Give how many megabytes the present request may have."""
    return max(1, (request.max_content_length or 0) // MEGABYTE)
