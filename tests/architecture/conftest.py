"""The app without a database, for what can be said of it by looking."""

from pathlib import Path

import pytest
from flask import Flask

from elearning import create_app
from tests.conftest import make_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def bare_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(make_settings("sqlite://", tmp_path_factory.mktemp("bare")))
