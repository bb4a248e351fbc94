"""A browser, a served site with the shipped lessons, and learners on it.

One server and one database serve all browser tests of a process; each test is somebody new on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import BrowserContext, ViewportSize, expect

from tests.conftest import make_settings
from tests.databases import SQLite
from tests.e2e import chromium
from tests.e2e.faults import Faults
from tests.e2e.learners import Learners
from tests.e2e.pages import Visitor
from tests.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
PATIENCE = 15_000  # milliseconds; a busy machine is slow, and that is no fault of the page
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def learners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learners]:
    """People on the served site, and the shipped lessons for them."""
    folder = tmp_path_factory.mktemp("site")
    made = Learners(make_settings(SQLite(folder).create_database("site"), folder))
    yield made
    made.close()


@pytest.fixture(scope="session")
def base_url(learners: Learners, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served site, which Playwright puts before every path."""
    with Server(learners.database_url, tmp_path_factory.mktemp("served")) as site:
        yield site.address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = chromium.executable()
    assert found, "there is no Chromium; `make browser` brings one"
    return {**browser_type_launch_args, "executable_path": found, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    # Without the address: for the session it would be the first test's, and quizzes/ has its own site.
    kept = {name: value for name, value in browser_context_args.items() if name != "base_url"}
    return {**kept, "locale": "da-DK"}


@pytest.fixture
def faults() -> Iterator[Faults]:
    """Fails the test on what went wrong unseen in any of its browsers."""
    listening = Faults()
    yield listening
    assert not listening.found, "\n".join(listening.found)


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], faults: Faults, base_url: str
) -> Callable[..., BrowserContext]:
    """Another device: nothing in it is known to the first."""

    def listened_to(**options: Any) -> BrowserContext:  # noqa: ANN401 - Playwright's own options
        made = new_context(**{"viewport": WIDE, "base_url": base_url, **options})
        made.set_default_timeout(PATIENCE)
        faults.listen_to(made)
        return made

    return listened_to


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    """The browser's, as Playwright has it; elsewhere in the tests the name stands for Flask's."""
    return new_context()


@pytest.fixture
def visitor(page: Page, learners: Learners, faults: Faults) -> Visitor:
    """Somebody new in front of a browser, not signed in yet."""
    return Visitor(page, learners.add(), learners, faults)
