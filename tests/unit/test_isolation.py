"""The guard in conftest.py holds: nothing in tests/unit gets out of the process."""

import smtplib
import socket
from collections.abc import Callable

import pytest
import sqlalchemy as sa


def _connect() -> None:
    with socket.socket() as opened:
        opened.connect(("127.0.0.1", 1))


OUTSIDE: dict[str, Callable[[], object]] = {
    "sqlite": lambda: sa.create_engine("sqlite://").connect(),
    "postgresql": lambda: sa.create_engine("postgresql+psycopg://127.0.0.1:1/none").connect(),
    "smtp": lambda: smtplib.SMTP("127.0.0.1", 1),
    "socket": _connect,
}


@pytest.mark.parametrize("way", OUTSIDE)
def test_a_unit_test_cannot_reach_out(way: str) -> None:
    with pytest.raises(pytest.fail.Exception, match="tried to reach"):
        OUTSIDE[way]()
