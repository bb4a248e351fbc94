"""Serving the app with granian: one blocking thread a worker (docs/adr/0002-server.md)."""

import socket

from granian.constants import Interfaces
from granian.server import Server


class PortTakenError(Exception):
    """Something else listens at the address."""


def serve(host: str, port: int, *, workers: int) -> None:
    """Serve until stopped.

    Raises PortTakenError before anything is started.
    """
    ensure_free(host, port)
    Server(
        "elearning:create_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        respawn_failed_workers=True,
        log_access=False,
        websockets=False,  # WSGI has none
    ).serve()


def ensure_free(host: str, port: int) -> None:
    """Check that nothing listens there.

    Raises PortTakenError.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTakenError(f"{host}:{port}") from error
