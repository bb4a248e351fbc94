"""What several integration tests need beside the app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import Server


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[Server]:
    """The real server, not started yet, over the database of `app`."""
    running = Server(database_url, tmp_path / "served", workers=2)
    try:
        yield running
    finally:
        running.kill()
