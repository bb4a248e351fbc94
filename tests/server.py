"""The real server, as it runs in production: `elearning run` with granian, in processes of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from types import TracebackType
from typing import Self

START_SECONDS = 30.0
STOP_SECONDS = 10.0
SECRET = "only-for-the-server-under-test-" * 2


class Server:
    """One server on a free port of this machine, over a database that is migrated already.

    As a context manager it starts and stops by itself. After `kill` or `stop` it may be started again; the
    address stays. `settings` are named as in `Settings`: `Server(url, folder, demo=True)`.
    """

    def __init__(self, database_url: str, instance: Path, *, workers: int = 1, **settings: object) -> None:
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._instance = instance
        self._workers = workers
        self._process: subprocess.Popen[bytes] | None = None
        given = {
            "secret_key": SECRET,
            "database_url": database_url,
            "instance_dir": instance,
            "base_url": self.address,
            "log_level": "ERROR",
            **settings,
        }
        # Nothing comes from the developer's own settings, nor from a .env: the server runs in its own folder.
        outside = {name: value for name, value in os.environ.items() if not name.startswith("ELEARNING_")}
        self._environment = outside | {
            f"ELEARNING_{name.upper()}": str(value) for name, value in given.items()
        }

    def start(self) -> None:
        """Start, and return when the server answers. Raises AssertionError with its output."""
        self._instance.mkdir(parents=True, exist_ok=True)
        program = Path(sys.executable).with_name("elearning")
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [program, "run", "--port", str(self.port), "--workers", str(self._workers)],
                env=self._environment,
                cwd=self._instance,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a process group of its own, so that `kill` reaches the workers too
            )
        self._wait_until_ready()

    def stop(self) -> None:
        """Ask it to end, as an operator does, and wait until it has."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it and its workers with SIGKILL, in the middle of whatever they do."""
        self._end(signal.SIGKILL)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def log(self) -> str:
        """Everything the server has said."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def _log(self) -> Path:
        return self._instance / f"server-{self.port}.log"

    def _wait_until_ready(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            if self._is_ready():
                return
            time.sleep(0.05)
        self.kill()
        raise AssertionError(f"the server did not start:\n{self.log}")

    def _is_ready(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=STOP_SECONDS)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if how is signal.SIGTERM:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                how = signal.SIGKILL
        if how is signal.SIGKILL:
            os.killpg(process.pid, how)
        process.wait(STOP_SECONDS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
