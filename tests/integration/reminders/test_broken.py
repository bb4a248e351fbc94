"""What is away, breaks or cannot be written: the others get theirs, now or by the next run."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.reminders import letters, service
from elearning.reminders.planning import Planned
from elearning.reminders.rules import Kind, State
from tests.integration.reminders.office import START, Office, log_of, run_daily, run_on
from tests.integration.test_mail import free_port
from tests.people import People

pytestmark = pytest.mark.usefixtures("app")

GREETING = b"220 rude.example.dk"
CLOSING = b"421 4.3.2 Too busy"


class RudeOffice:
    """A mail server that ends the connection at a command, with or without a word; before that it agrees."""

    def __init__(self, command: bytes, word: bytes = b"") -> None:
        self.command, self.word = command, word
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])

    def open(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _listen(self) -> None:
        while True:
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rwb", buffering=0) as lines:
            lines.write(GREETING + b"\r\n")
            for line in lines:
                if line.upper().startswith(self.command):
                    lines.write(self.word and self.word + b"\r\n")
                    return
                lines.write(b"250 OK\r\n")


@pytest.fixture
def rude(another_app: Callable[..., Flask], office: Office) -> Iterator[Callable[..., Flask]]:
    """Make an app that sends by a rude server."""
    opened: list[RudeOffice] = []

    def make(command: bytes, word: bytes = b"") -> Flask:
        opened.append(RudeOffice(command, word))
        opened[-1].open()
        return another_app(**{**office.settings, "mail_port": opened[-1].port})

    yield make
    for each in opened:
        each.close()


class TestAServerThatIsAway:
    @pytest.fixture
    def cut_off(self, another_app: Callable[..., Flask], office: Office) -> Flask:
        return another_app(**{**office.settings, "mail_port": free_port()})

    def test_the_run_ends_after_some_tries_and_says_so(self, cut_off: Flask, people: People) -> None:
        for number in range(10):
            people.add(f"Nr. {number}")
        run = run_on(cut_off, START)
        assert (run.sent, run.failed) == (0, service.PATIENCE)
        assert "refused" in run.note
        assert run.ended_at is not None

    def test_everybody_gets_theirs_when_it_is_back(
        self, cut_off: Flask, mailing: Flask, office: Office, people: People
    ) -> None:
        everybody = [people.add(f"Nr. {number}") for number in range(10)]
        run_on(cut_off, START)
        assert run_on(mailing, START, 9).sent == 10
        assert office.addressed() == {each.email: 1 for each in everybody}


class TestAConnectionThatBreaks:
    def test_with_the_mail_is_not_tried_again(self, mailing: Flask, office: Office, person: Person) -> None:
        office.breaks_off = True
        assert run_on(mailing, START).failed == 1
        office.breaks_off = False
        run_daily(mailing, START, 3)
        assert log_of(mailing, person) == [(Kind.WELCOME, State.GIVEN_UP, "interrupted")]
        assert office.addressed() == {person.email: 1}

    def test_leaves_the_others_a_new_one(self, mailing: Flask, office: Office, people: People) -> None:
        first, second = people.add("Bo"), people.add("Carl")
        office.breaks_off = True
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(run_on, mailing, START)
            with office.came:
                assert office.came.wait_for(lambda: office.mails, 10)
                office.breaks_off = False
            running.result()
        assert set(office.addressed()) == {first.email, second.email}

    def test_a_server_that_always_does_is_left_alone_soon(
        self, mailing: Flask, office: Office, people: People
    ) -> None:
        for number in range(10):
            people.add(f"Nr. {number}")
        office.breaks_off = True
        run = run_on(mailing, START)
        assert (run.sent, run.failed) == (0, service.PATIENCE)
        assert run.note
        office.breaks_off = False
        assert run_on(mailing, START, 9).sent == 10 - service.PATIENCE

    @pytest.mark.parametrize(("command", "word"), [(b"DATA", b""), (b"DATA", CLOSING), (b"MAIL", CLOSING)])
    def test_before_the_server_had_the_mail_is_tried_again(
        self,
        rude: Callable[..., Flask],
        mailing: Flask,
        office: Office,
        people: People,
        *,
        command: bytes,
        word: bytes,
    ) -> None:
        everybody = [people.add(f"Nr. {number}") for number in range(10)]
        run = run_on(rude(command, word), START)
        assert (run.sent, run.failed) == (0, service.PATIENCE)
        assert run.note
        assert {state for _kind, state, _reason in log_of(mailing)} == {State.FAILED}
        assert run_on(mailing, START, 9).sent == 10
        assert office.addressed() == {each.email: 1 for each in everybody}


class TestAMailThatCannotBeWritten:
    @pytest.fixture
    def bad(self, people: People, monkeypatch: pytest.MonkeyPatch) -> Person:
        person = people.add("Bo")
        write = letters.write

        def write_but_his(planned: Planned) -> EmailMessage:
            if planned.recipient and planned.recipient.person_id == person.id:
                raise LookupError("no such words")
            return write(planned)

        monkeypatch.setattr(letters, "write", write_but_his)
        return person

    def test_is_logged_with_the_kind_of_error_and_the_others_get_theirs(
        self, mailing: Flask, office: Office, people: People, bad: Person
    ) -> None:
        good = people.add("Carl")
        run = run_on(mailing, START)
        assert (run.sent, run.failed, run.note) == (1, 1, "")
        assert log_of(mailing, bad) == [(Kind.WELCOME, State.FAILED, "LookupError")]
        assert office.addressed() == {good.email: 1}

    def test_is_tried_again_and_then_given_up(self, mailing: Flask, office: Office, bad: Person) -> None:
        for hour in (8, 9, 11, 16):
            run_on(mailing, START, hour)
        run_daily(mailing, START, 5)
        assert log_of(mailing, bad)[0] == (Kind.WELCOME, State.GIVEN_UP, "LookupError")
        assert office.mails == []


def test_a_folder_that_cannot_be_written_to_ends_the_run_and_is_tried_again(
    another_app: Callable[..., Flask], mailing: Flask, office: Office, people: People, tmp_path: Path
) -> None:
    for number in range(5):
        people.add(f"Nr. {number}")
    (tmp_path / "mail").write_text("no folder")
    run = run_on(another_app(), START)
    assert (run.sent, run.failed) == (0, service.PATIENCE)
    assert "Error" in run.note
    assert run_on(mailing, START, 9).sent == 5
    assert sum(office.addressed().values()) == 5


@pytest.mark.parametrize("name", ["Lars\nLeder", "Lars\r\nBcc: x@example.dk", "Lars\u2028Leder"])
def test_a_name_with_line_breaks_in_it_makes_no_header(
    mailing: Flask, office: Office, people: People, name: str
) -> None:
    people.add(name, email="lars@example.dk")
    assert run_on(mailing, START).sent == 1
    assert office.mail().keys().count("Bcc") == 0
