"""The `elearning` command: what it does, and that it says clearly why it will not."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from elearning import cli, schema, serving
from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.config import Settings
from elearning.database import db
from elearning.modules import publishing
from elearning.modules.models import LessonRevision, Module
from tests.course import rows
from tests.databases import Backend
from tests.pages import PageClient

PASSWORD = "fem lilla cykler i kælderen"


def run(app: Flask, *arguments: str | Path, typed: str | None = None) -> Result:
    """Run `elearning` with these arguments on `app`."""
    info = ScriptInfo(create_app=lambda: app, set_debug_flag=False)
    return CliRunner().invoke(cli.commands, [str(each) for each in arguments], obj=info, input=typed)


def every_command(
    group: click.Group = cli.commands, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))


@pytest.mark.parametrize("path", [(), *(path for path, _command in every_command())], ids=" ".join)
def test_every_command_says_what_it_does(path: tuple[str, ...]) -> None:
    answer = CliRunner().invoke(cli.commands, [*path, "--help"])
    assert answer.exit_code == 0
    said = answer.output.split("\n\n")[1].strip()
    assert said[0].isupper()
    assert said.endswith(".")


def test_every_option_says_what_it_is_for() -> None:
    silent = [
        f"{' '.join(path)} {option.name}"
        for path, command in every_command()
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


def test_the_commands_are_these() -> None:
    assert {" ".join(path) for path, command in every_command() if not isinstance(command, click.Group)} == {
        "run", "demo", "db upgrade", "db check",
        "content check", "content import", "content export", "content fingerprint", "people create",
        "people due", "people import", "people leader", "people stand-in", "people leave", "people come-back",
        "certificates renewals", "privacy clean", "reminders send", "reminders bounced", "teams recount",
    }  # fmt: skip


def test_settings_that_are_missing_are_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ELEARNING_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    info = ScriptInfo(create_app=cli._create_app, set_debug_flag=False)  # noqa: SLF001 - as `main` does
    answer = CliRunner().invoke(cli.commands, ["db", "check"], obj=info)
    assert answer.exit_code != 0
    assert "secrets.token_urlsafe(48)" in answer.output
    assert "Traceback" not in answer.output


class TestPeople:
    ARGUMENTS = ("people", "create", "--name", "Hanne Krogh", "--email", "Hanne@Example.dk")

    def test_the_first_hr_account_is_made_and_can_sign_in(self, app: Flask, client: PageClient) -> None:
        options = ("--hr", "--role", "leader", "--starts-on", "2026-12-01")
        answer = run(app, *self.ARGUMENTS, *options, typed=f"{PASSWORD}\n{PASSWORD}\n")
        assert answer.exit_code == 0, answer.output
        assert "hanne@example.dk" in answer.output
        assert PASSWORD not in answer.output
        (person,) = rows(app, Person)
        assert (person.is_hr, person.role, person.starts_on) == (
            True,
            FoundationRole.LEADER,
            date(2026, 12, 1),
        )
        assert client.sign_in(person, PASSWORD).heading == "Mit forløb"

    def test_nobody_is_hr_unless_said(self, app: Flask) -> None:
        run(app, *self.ARGUMENTS, "--password", PASSWORD)
        assert [person.is_hr for person in rows(app, Person)] == [False]

    @pytest.mark.parametrize(
        ("password", "why"),
        [
            ("for kort", "shorter than 12 characters"),
            ("æ" * 200, "longer than 128 characters"),
            ("hannekroghhannekrogh", "easy to guess"),
        ],
    )
    def test_a_poor_password_is_refused(self, app: Flask, password: str, why: str) -> None:
        answer = run(app, *self.ARGUMENTS, "--password", password)
        assert answer.exit_code == 1
        assert why in answer.output
        assert rows(app, Person) == []

    def test_an_address_that_is_taken_is_refused(self, app: Flask) -> None:
        run(app, *self.ARGUMENTS, "--password", PASSWORD)
        answer = run(app, *self.ARGUMENTS, "--password", PASSWORD)
        assert answer.exit_code == 1
        assert "Somebody already has the address hanne@example.dk." in answer.output
        assert len(rows(app, Person)) == 1

    @pytest.mark.parametrize(
        "address", ["", "hanne", "hanne@", "@example.dk", "a b@example.dk", "x" * 250 + "@a.dk"]
    )
    def test_what_is_no_address_is_refused(self, app: Flask, address: str) -> None:
        answer = run(app, *self.ARGUMENTS, "--email", address, "--password", PASSWORD)
        assert answer.exit_code == 2
        assert "is not an e-mail address" in answer.output

    @pytest.mark.parametrize("name", ["", "  ", "x" * 121])
    def test_a_name_that_cannot_be_one_is_refused(self, app: Flask, name: str) -> None:
        answer = run(
            app, "people", "create", "--name", name, "--email", "a@example.dk", "--password", PASSWORD
        )
        assert answer.exit_code == 2
        assert "1 to 120 characters" in answer.output


class TestDatabase:
    def test_a_current_schema_is_said_to_be_one(self, app: Flask) -> None:
        answer = run(app, "db", "check")
        assert answer.exit_code == 0
        assert "is what this version expects" in answer.output

    def test_an_empty_database_is_upgraded(self, backend: Backend, another_app: Callable[..., Flask]) -> None:
        app = another_app(database_url=backend.create_database("upgraded"))
        before = run(app, "db", "check")
        assert before.exit_code == 1
        assert "Run: elearning db upgrade" in before.output
        after = run(app, "db", "upgrade")
        assert f"at {schema.newest_revision()}." in after.output
        assert run(app, "db", "check").exit_code == 0
        assert run(app, "db", "upgrade").exit_code == 0

    def test_a_schema_that_somebody_changed_is_named(
        self, backend: Backend, another_app: Callable[..., Flask]
    ) -> None:
        app = another_app(database_url=backend.create_database("changed"))
        run(app, "db", "upgrade")
        with app.app_context(), db.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE unit ADD COLUMN forgotten VARCHAR(9)")
        answer = run(app, "db", "check")
        assert answer.exit_code == 1
        assert "forgotten" in answer.output


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.suffix in {".md", ".yaml"}
    }


class TestContent:
    def test_the_shipped_course_is_well_formed(self) -> None:
        answer = CliRunner().invoke(cli.commands, ["content", "check"])
        assert answer.exit_code == 0, answer.output
        assert "Well-formed: " in answer.output

    def test_import_and_export_give_the_same_files_byte_for_byte(self, app: Flask, tmp_path: Path) -> None:
        assert run(app, "content", "import").exit_code == 0
        answer = run(app, "content", "export", tmp_path / "out")
        assert answer.exit_code == 0, answer.output
        out = files(tmp_path / "out")
        assert out.items() >= files(publishing.SHIPPED).items()
        again = run(app, "content", "import", tmp_path / "out")
        assert again.output.startswith("0 new, 0 revised, "), again.output
        run(app, "content", "export", tmp_path / "once more")
        assert files(tmp_path / "once more") == out

    def test_a_changed_file_becomes_a_new_revision_and_the_old_one_stays(
        self, app: Flask, tmp_path: Path
    ) -> None:
        folder = shutil.copytree(publishing.SHIPPED, tmp_path / "content")
        run(app, "content", "import", folder)
        lesson = folder / "velkommen/01-velkommen.md"
        lesson.write_text(lesson.read_text(encoding="utf-8").replace("title: ", "title: Nyt om ", 1), "utf-8")
        answer = run(app, "content", "import", folder)
        assert answer.output.startswith("0 new, 1 revised, "), answer.output
        assert [row.number for row in rows(app, LessonRevision)].count(2) == 1

    def test_faulty_files_are_all_named_and_nothing_is_imported(self, app: Flask, tmp_path: Path) -> None:
        folder = shutil.copytree(publishing.SHIPPED, tmp_path / "content")
        first, second = sorted(folder.glob("*/*.md"))[:2]
        first.write_text(first.read_text(encoding="utf-8").replace("title:", "titel:", 1), "utf-8")
        second.write_text(second.read_text(encoding="utf-8").replace("kind: read", "kind: sing", 1), "utf-8")
        for command in ("import", "check"):
            answer = run(app, "content", command, folder)
            assert answer.exit_code == 1
            for path in (first, second):
                assert path.relative_to(folder).as_posix() in answer.output
        assert rows(app, Module) == []
        assert rows(app, LessonRevision) == []

    def test_a_folder_without_modules_is_refused(self, app: Flask, tmp_path: Path) -> None:
        answer = run(app, "content", "import", tmp_path)
        assert answer.exit_code == 1
        assert "modules.yaml" in answer.output


class TestServing:
    @pytest.fixture
    def served(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
        """Note where the server would have listened."""
        seen: list[tuple[str, int]] = []

        def serve(host: str, port: int, *, workers: int) -> None:
            assert workers
            seen.append((host, port))

        monkeypatch.setattr(serving, "serve", serve)
        return seen

    def test_a_port_that_is_taken_is_said_to_be_and_what_to_do(self, app: Flask) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            answer = run(app, "run", "--port", str(port))
        assert answer.exit_code == 1
        assert f"Port {port} is taken by another program." in answer.output
        assert f"--port {port + 1}" in answer.output

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "example.dk", ""])  # noqa: S104
    def test_a_demo_is_served_to_this_machine_only(
        self, another_app: Callable[..., Flask], served: list[tuple[str, int]], host: str
    ) -> None:
        answer = run(another_app(demo=True), "run", "--host", host)
        assert answer.exit_code == 1
        assert "only served on 127.0.0.1 or ::1" in answer.output
        assert served == []

    @pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
    def test_this_machine_may_see_the_demo(
        self, another_app: Callable[..., Flask], served: list[tuple[str, int]], host: str
    ) -> None:
        assert run(another_app(demo=True), "run", "--host", host).exit_code == 0
        assert served == [(host, 8000)]

    def test_production_is_served_where_it_is_asked_to_be(
        self, app: Flask, served: list[tuple[str, int]]
    ) -> None:
        assert run(app, "run", "--host", "0.0.0.0", "--port", "8080").exit_code == 0  # noqa: S104
        assert served == [("0.0.0.0", 8080)]  # noqa: S104

    def test_nothing_is_served_from_a_schema_of_another_version(
        self, backend: Backend, another_app: Callable[..., Flask], served: list[tuple[str, int]]
    ) -> None:
        app = another_app(database_url=backend.create_database("older"))
        answer = run(app, "run")
        assert answer.exit_code == 1
        assert "Run: elearning db upgrade" in answer.output
        assert served == []
