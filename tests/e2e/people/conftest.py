"""A server with nobody but HR, who sends files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import make_settings
from tests.databases import SQLite
from tests.e2e.authoring.authoring_states import sign_in_as_hr
from tests.e2e.learners import Learners
from tests.e2e.pages import Visitor
from tests.server import Server


@pytest.fixture(scope="session")
def learners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learners]:
    folder = tmp_path_factory.mktemp("senders")
    made = Learners(make_settings(SQLite(folder).create_database("senders"), folder))
    yield made
    made.close()


@pytest.fixture(scope="session")
def base_url(learners: Learners, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with Server(learners.database_url, tmp_path_factory.mktemp("sent")) as site:
        yield site.address


@pytest.fixture
def writer(visitor: Visitor) -> Visitor:
    """Somebody from HR, signed in."""
    sign_in_as_hr(visitor)
    return visitor
