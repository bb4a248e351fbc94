"""A served site with the whole course: scenarios and quizzes beside the lessons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.conftest import make_settings
from tests.databases import SQLite
from tests.e2e.quizzes.learners import Weighers
from tests.e2e.quizzes.pages import Weigher
from tests.server import SECRET, Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.faults import Faults


@pytest.fixture(scope="session")
def learners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Weighers]:
    """People on the served site, and the shipped course for them."""
    folder = tmp_path_factory.mktemp("course")
    url = SQLite(folder).create_database("course")
    made = Weighers(make_settings(url, folder, secret_key=SECRET))  # the server's, for sessions it accepts
    yield made
    made.close()


@pytest.fixture(scope="session")
def base_url(learners: Weighers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served site, which Playwright puts before every path."""
    with Server(learners.database_url, tmp_path_factory.mktemp("served")) as site:
        learners.address = site.address
        yield site.address


@pytest.fixture
def visitor(page: Page, learners: Weighers, faults: Faults) -> Weigher:
    """Somebody new in front of a browser, not signed in yet."""
    return Weigher(page, learners.add(), learners, faults)
