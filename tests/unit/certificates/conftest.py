from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from elearning import create_app
from elearning.logs import log
from tests.conftest import make_settings
from tests.unit.certificates.examples import draw


@pytest.fixture(scope="session")
def drawing_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app for its templates and language; nothing here reaches its database."""
    handlers, level = log.handlers[:], log.level
    yield create_app(make_settings("sqlite://", tmp_path_factory.mktemp("drawing")))
    log.handlers[:] = handlers
    log.setLevel(level)


@pytest.fixture(scope="session")
def certificate(drawing_app: Flask) -> bytes:
    """A certificate without a logo or a signature."""
    return draw(drawing_app)


@pytest.fixture(scope="session")
def logo(tmp_path_factory: pytest.TempPathFactory) -> Path:

    path = tmp_path_factory.mktemp("logo") / "logo.png"
    Image.new("RGB", (300, 100), "#c00000").save(path)
    return path
