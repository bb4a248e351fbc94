"""Unit tests reach neither a database nor the network: one that tries fails, and says so."""

import socket
import sqlite3
from typing import NoReturn

import psycopg
import pytest

WAYS_OUT = (
    (sqlite3, "connect"),
    (sqlite3.dbapi2, "connect"),
    (psycopg, "connect"),
    (psycopg.Connection, "connect"),
    (socket, "create_connection"),
    (socket.socket, "connect"),
    (socket.socket, "connect_ex"),
)


@pytest.fixture(autouse=True)
def _stay_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    for owner, name in WAYS_OUT:
        monkeypatch.setattr(owner, name, _refuse)


def _refuse(*_arguments: object, **_options: object) -> NoReturn:
    pytest.fail("a unit test tried to reach a database or the network; it belongs in tests/integration")
