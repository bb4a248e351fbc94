"""The demo municipality, made once for all tests that only look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.demo.making import MONDAY, made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.databases import Backend


@pytest.fixture(scope="package")
def demo(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with made(backend, "demo", tmp_path_factory.mktemp("demo"), MONDAY):
        yield
