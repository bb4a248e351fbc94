"""The `elearning` command: serving, the database, content and people."""

import ipaddress
import os
import secrets
from datetime import datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup, NoAppException, ScriptInfo

from elearning import create_app, schema, serving
from elearning.accounts import rules as account_rules
from elearning.accounts import service as accounts
from elearning.certificates import service as certificates
from elearning.cli_content import content_group
from elearning.clock import now, pretend, today
from elearning.config import SettingsError, settings
from elearning.database import db
from elearning.demo import municipality
from elearning.logs import log
from elearning.progress import queries as progress
from elearning.progress import service as assignments
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


@commands.group("people")
def people() -> None:
    """People who may sign in."""


def _check_name(_context: click.Context, _option: click.Parameter, name: str) -> str:
    if not account_rules.is_name(name):
        raise click.BadParameter(f"A name has 1 to {account_rules.NAME_MAX} characters.")
    return name.strip()


def _check_email(_context: click.Context, _option: click.Parameter, address: str) -> str:
    if not account_rules.is_email(address):
        raise click.BadParameter(f"“{address}” is not an e-mail address.")
    return address


@people.command("create")
@click.option("--name", prompt=True, callback=_check_name, help="The person's name.")
@click.option("--email", prompt=True, callback=_check_email, help="The address they sign in with.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in account_rules.FoundationRole]),
    default="employee",
    show_default=True,
    help="Their role in the foundation.",
)
@click.option("--starts-on", type=click.DateTime(["%Y-%m-%d"]), help="First working day; today by default.")
@click.option("--hr/--no-hr", default=False, help="Whether the person may do what HR does.")
@click.password_option(help="Asked for where it is left out. At least 12 characters.")
def create_person(  # noqa: PLR0913 - one for each option
    *, name: str, email: str, role: str, starts_on: datetime | None, password: str, hr: bool
) -> None:
    """Add one person, such as the first HR account."""
    fault = account_rules.password_fault(password, personal=[name, email, settings().organisation])
    if fault:
        raise click.ClickException(f"The password cannot be used: it is {account_rules.IN_WORDS[fault]}.")
    new = accounts.NewPerson(
        name=name,
        email=email,
        role=account_rules.FoundationRole(role),
        starts_on=starts_on.date() if starts_on else today(settings().zone),
        is_hr=hr,
    )
    try:
        person = accounts.add_person(new, password_hash=accounts.hash_password(password))
    except accounts.EmailTakenError as error:
        raise click.ClickException(f"Somebody already has the address {error}.") from error
    db.session.commit()
    click.echo(f"{person.name} can sign in as {person.email}.")


@people.command("due")
@click.option("--email", prompt=True, callback=_check_email, help="The address the person signs in with.")
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]))
def set_due(email: str, day: datetime) -> None:
    """Let somebody's journey be due on DAY, such as 2026-12-24."""
    person = accounts.find_by_email(email)
    assignment = progress.newest_assignment(person.id) if person else None
    if person is None or assignment is None:
        raise click.ClickException(f"Nobody with the address {email} has a journey.")
    try:
        assignments.set_due(assignment, day.date())
    except assignments.AlreadyCompletedError as error:
        raise click.ClickException(f"{person.name} has completed it already.") from error
    except ValueError as error:
        raise click.ClickException(f"That is too early: {error}.") from error
    db.session.commit()
    click.echo(f"{person.name}'s journey is due on {day:%Y-%m-%d}.")


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
