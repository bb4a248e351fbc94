"""`elearning people`: accounts, deadlines, and who leads whom."""

from datetime import datetime
from typing import Any

import click
from flask.cli import AppGroup

from elearning import audit
from elearning.accounts import leading
from elearning.accounts import rules as account_rules
from elearning.accounts import service as accounts
from elearning.accounts.models import Person
from elearning.clock import today
from elearning.config import settings
from elearning.database import db
from elearning.people import service as people
from elearning.people.trail import about
from elearning.progress import leaves
from elearning.progress import queries as progress
from elearning.progress import service as assignments


@click.group("people", cls=AppGroup)
def people_group() -> None:
    """People who may sign in."""


def _check_name(_context: click.Context, _option: click.Parameter, name: str) -> str:
    if not account_rules.is_name(name):
        raise click.BadParameter(f"A name has 1 to {account_rules.NAME_MAX} characters.")
    return name.strip()


def _check_email(_context: click.Context, _option: click.Parameter, address: str) -> str:
    if not account_rules.is_email(address):
        raise click.BadParameter(f"“{address}” is not an e-mail address.")
    return address


@people_group.command("create")
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
    _log("person.added", person, {"role": person.role.value, "is_hr": person.is_hr})
    db.session.commit()
    click.echo(f"{person.name} can sign in as {person.email}.")


@people_group.command("due")
@click.option("--email", prompt=True, callback=_check_email, help="The address the person signs in with.")
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]))
def set_due(email: str, day: datetime) -> None:
    """Let somebody's journey be due on DAY, such as 2026-12-24."""
    person = accounts.find_by_email(email)
    assignment = progress.newest_assignment(person.id) if person else None
    if person is None or assignment is None:
        raise click.ClickException(f"Nobody with the address {email} has a journey.")
    was = assignment.due_on
    try:
        assignments.set_due(assignment, day.date())
    except assignments.AlreadyCompletedError as error:
        raise click.ClickException(f"{person.name} has completed it already.") from error
    except ValueError as error:
        raise click.ClickException(f"That is too early: {error}.") from error
    leaves.settle([person.id])
    _log("deadline.set", person, _both("due_on", was.isoformat(), assignment.due_on.isoformat()))
    db.session.commit()
    click.echo(f"{person.name}'s journey is due on {day:%Y-%m-%d}.")


@people_group.command("leader")
@click.option("--email", prompt=True, callback=_check_email, help="The address of who gets another leader.")
@click.option("--leader", help="The address of their leader from now on; nobody if it is left out.")
def set_leader(email: str, leader: str | None) -> None:
    """Say who leads somebody; everybody below comes along."""
    person = _find(email)
    new = _find(leader) if leader else None
    before = db.session.get(Person, person.leader_id) if person.leader_id else None
    was = before.name if before else None
    try:
        leading.set_leader(person, new)
    except leading.LeaderCycleError as error:
        raise click.ClickException(f"They would lead each other in a circle: {error}.") from error
    except leading.InactiveLeaderError as error:
        raise click.ClickException(f"{error} has left.") from error
    person.version += 1
    _log("person.changed", person, _both("leader", was, new.name if new else None))
    db.session.commit()
    click.echo(f"{person.name} is led by {new.name if new else 'nobody'}.")


@people_group.command("stand-in")
@click.option("--email", prompt=True, callback=_check_email, help="The leader's address.")
@click.option("--stand-in", help="The address of who stands in.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day of it, such as 2026-12-24.")
@click.option("--end", is_flag=True, help="Let nobody stand in any more.")
def set_stand_in(*, email: str, stand_in: str | None, until: datetime | None, end: bool) -> None:
    """Let somebody see a leader's team in the leader's place; replaces whoever did."""
    if end:
        _end_stand_in(_find(email))
    elif stand_in and until:
        _begin_stand_in(_find(email), _find(stand_in), until)
    else:
        raise click.UsageError("Say who stands in and until when (--stand-in and --until), or --end.")


def _begin_stand_in(leader: Person, person: Person, until: datetime) -> None:
    try:
        leading.set_stand_in(leader, person, until.date())
    except leading.OwnStandInError as error:
        raise click.ClickException("Nobody stands in for themselves.") from error
    except leading.InactiveStandInError as error:
        raise click.ClickException(f"{error} has left.") from error
    except leading.PastStandInError as error:
        raise click.ClickException(f"{error} is over already.") from error
    db.session.commit()
    click.echo(f"{person.name} stands in for {leader.name} to and including {until:%Y-%m-%d}.")


def _end_stand_in(leader: Person) -> None:
    ended = leading.end_stand_in(leader)
    db.session.commit()
    click.echo(f"Nobody stands in for {leader.name}{' any more' if ended else ''}.")


@people_group.command("leave")
@click.option("--email", prompt=True, callback=_check_email, help="The address of who has left.")
def leave(email: str) -> None:
    """Let somebody go: they cannot sign in, and their leader takes over those they led."""
    person = _find(email)
    if not person.is_active:
        raise click.ClickException(f"{person.name} has left already.")
    try:
        handed_over = people.let_go(person, version=person.version, by=None)
    except people.LastHrError as error:
        raise click.ClickException(f"{person.name} is the last in HR.") from error
    leader = db.session.get(Person, person.leader_id) if person.leader_id else None
    db.session.commit()
    click.echo(f"{person.name} has left and cannot sign in.")
    if handed_over:
        click.echo(f"Those they led are now led by {leader.name if leader else 'nobody'}: {handed_over}.")


@people_group.command("come-back")
@click.option("--email", prompt=True, callback=_check_email, help="The address of who is back.")
def come_back(email: str) -> None:
    """Let somebody who left sign in again; those they led stay where they are now."""
    person = _find(email)
    people.have_back(person, by=None)
    db.session.commit()
    click.echo(f"{person.name} is here and can sign in.")


def _log(action: str, person: Person, details: dict[str, Any]) -> None:
    audit.record(action, about(person), details, about_id=person.id)


def _both(name: str, was: object, now: object) -> dict[str, Any]:
    return {"before": {name: was}, "after": {name: now}}


def _find(address: str) -> Person:
    person = accounts.find_by_email(address)
    if person is None:
        raise click.ClickException(f"Nobody has the address {address}.")
    return person
