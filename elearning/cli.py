"""The `elearning` command: serving, the database, content and people."""

import ipaddress
import os
import secrets
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup, NoAppException, ScriptInfo

from elearning import create_app, schema, serving
from elearning.certificates import service as certificates
from elearning.cli_content import content_group
from elearning.cli_people import people_group
from elearning.cli_people_import import import_people
from elearning.cli_privacy import privacy_group
from elearning.cli_reminders import reminder_group
from elearning.cli_teams import fill_summaries, teams_group
from elearning.clock import now, pretend, today
from elearning.config import SettingsError, settings
from elearning.database import db
from elearning.demo import municipality
from elearning.logs import log
from elearning.quizzes import course


@click.group(cls=AppGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def commands() -> None:
    """Grundlaget: onboarding to the leder- og medarbejdergrundlag.

    Settings come from ELEARNING_* variables and .env; the README lists them.
    """


def main() -> None:
    """Run the command line."""
    commands(obj=ScriptInfo(create_app=_create_app, set_debug_flag=False))


def _create_app() -> Flask:
    try:
        return create_app()
    except SettingsError as error:
        raise NoAppException(f"The settings are not complete.\n{error}") from error


@commands.command("run")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes; two for each core is plenty.")
def run(host: str, port: int, workers: int) -> None:
    """Serve in production, with granian. Put a reverse proxy with TLS in front."""
    if settings().demo and not _is_loopback(host):
        raise click.ClickException("Demo mode has known passwords and is only served on 127.0.0.1 or ::1.")
    if schema.current_revision(db.engine) != schema.newest_revision():
        raise click.ClickException("The database's schema is not up to date. Run: elearning db upgrade")
    if settings().signing_file is None:
        log.warning("certificates are not signed: ELEARNING_SIGNING_FILE is not set")
    _serve(host, port, workers)


@commands.command("demo", with_appcontext=False)
@click.option("--port", default=5000, show_default=True, help="Port to listen on, at 127.0.0.1.")
@click.option("--prepare-only", is_flag=True, help="Set the demo up and stop before serving.")
@click.pass_obj
def demo(info: ScriptInfo, port: int, *, prepare_only: bool) -> None:
    """Serve a made-up municipality to try everything on.

    It migrates the database, and where that is empty loads the shipped lessons and makes some 120 people.
    """
    _configure_demo(port)
    with info.load_app().app_context():
        schema.upgrade(db.engine)
        fill_summaries()
        if municipality.is_needed():
            click.echo("Making the demo municipality …")
            with pretend(now() - municipality.OPENED_BEFORE):
                course.import_course(course.read_course())
            municipality.make()
            db.session.commit()
    if prepare_only:
        return
    click.echo(f"\nGrundlaget: http://127.0.0.1:{port}\n")
    click.echo(f"Sign in with the password “{municipality.PASSWORD}” as:")
    for account in municipality.ACCOUNTS:
        click.echo(f"  {account.email:28} {account.description}")
    click.echo("\nStop with Ctrl+C.\n")
    _serve("127.0.0.1", port, workers=1)


@commands.group("db")
def database() -> None:
    """The database's schema."""


@database.command("upgrade")
def upgrade() -> None:
    """Bring the schema to this version's, keeping all data."""
    schema.upgrade(db.engine)
    fill_summaries()
    click.echo(f"The schema is at {schema.newest_revision()}.")


@database.command("check")
def check_schema() -> None:
    """Compare the database's schema with this version's models; fails where they differ."""
    if schema.current_revision(db.engine) != schema.newest_revision():
        raise click.ClickException("The schema is not up to date. Run: elearning db upgrade")
    differences = schema.differences(db.engine)
    if differences:
        raise click.ClickException("The schema differs from the models:\n" + "\n".join(map(str, differences)))
    click.echo("The schema is what this version expects.")


commands.add_command(content_group)
commands.add_command(people_group)
people_group.add_command(import_people)
commands.add_command(privacy_group)
commands.add_command(reminder_group)
commands.add_command(teams_group)


@commands.group("certificates")
def certificate_group() -> None:
    """Certificates."""


@certificate_group.command("renewals")
def open_renewals() -> None:
    """Open the renewal of every certificate that is near its end; for a nightly run, and harmless twice."""
    due = certificates.due_for_renewal(today(settings().zone))
    for certificate in due:
        certificates.open_renewal(certificate)
        db.session.commit()  # one by one: learners write in between, and an error loses nothing
    click.echo(f"{len(due)} renewals opened.")


def _serve(host: str, port: int, workers: int) -> None:
    try:
        serving.serve(host, port, workers=workers)
    except serving.PortTakenError as error:
        raise click.ClickException(
            f"Port {port} is taken by another program. Stop it, or choose another port: "
            f"make run PORT={port + 1}, or --port {port + 1}."
        ) from error


def _configure_demo(port: int) -> None:
    """Choose what the operator of a demo need not: its own folder's secret, its address, no mail server."""
    os.environ["ELEARNING_DEMO"] = "true"
    # What an operator's `.env` says of their real database is not for a demo to touch.
    os.environ.setdefault("ELEARNING_DATABASE_URL", "")
    os.environ.setdefault("ELEARNING_LOG_LEVEL", "WARNING")  # the addresses above stay in sight
    os.environ.setdefault("ELEARNING_BASE_URL", f"http://127.0.0.1:{port}")
    if "ELEARNING_SECRET_KEY" not in os.environ:
        folder = Path(os.environ.get("ELEARNING_INSTANCE_DIR", "instance"))
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / "demo-secret-key"
        if not kept.exists():
            kept.write_text(secrets.token_urlsafe(48))
        os.environ["ELEARNING_SECRET_KEY"] = kept.read_text()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
