"""What a load balancer is told: alive or not, ready or not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from elearning import create_app
from tests.conftest import make_settings
from tests.databases import Backend

UNREACHABLE = {
    "sqlite": "sqlite:////no/such/folder/elearning.sqlite3",
    "postgresql": "postgresql://nobody@127.0.0.1:1/none?connect_timeout=2",
}


def test_the_process_is_alive(app: Flask) -> None:
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_it_is_ready_when_the_database_answers_and_its_schema_is_current(app: Flask) -> None:
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok", "database": "ok", "schema": "current"})


def test_it_is_alive_but_not_ready_without_its_database(
    backend: Backend, another_app: Callable[..., Flask]
) -> None:
    client = another_app(database_url=UNREACHABLE[backend.name]).test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"status": "unavailable", "database": "unreachable", "schema": "unknown"}


def test_it_is_not_ready_before_the_migrations(backend: Backend, another_app: Callable[..., Flask]) -> None:
    client = another_app(database_url=backend.create_database("unmigrated")).test_client()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"status": "unavailable", "database": "ok", "schema": "outdated"}


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_not_kept_by_any_cache(app: Flask, path: str) -> None:
    assert app.test_client().get(path).headers["Cache-Control"] == "no-store"


def test_the_app_starts_without_its_database(backend: Backend, tmp_path: Path) -> None:
    create_app(make_settings(UNREACHABLE[backend.name], tmp_path))
