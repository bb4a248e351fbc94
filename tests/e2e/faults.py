"""Listens to a browser for what a visitor would not see but nobody should ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

COMES_WITH_A_STATUS = "Failed to load resource"  # the console's echo of what `_response` sees itself


class Faults:
    """Console errors (breaches of the CSP are among them), uncaught errors, and requests that fail."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._statuses: set[int] = set()
        self._is_offline = False

    def expect(self, *statuses: int) -> None:
        """Let answers with these statuses pass: the test asks for them."""
        self._statuses.update(statuses)

    def expect_offline(self) -> None:
        """Let requests fail from here on: the test pulls the plug."""
        self._is_offline = True

    def listen_to(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(COMES_WITH_A_STATUS):
            self.found.append(f"console: {message.text}")

    def _error(self, error: WebError) -> None:
        self.found.append(f"uncaught: {error.error}")

    def _failed(self, request: Request) -> None:
        was_left = request.failure == "net::ERR_ABORTED"  # the visitor was faster than an icon or a last save
        if not (was_left or self._is_offline):
            self.found.append(f"failed: {request.method} {request.url} ({request.failure})")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._statuses:
            self.found.append(f"status {response.status}: {response.request.method} {response.url}")
