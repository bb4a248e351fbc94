"""`elearning reminders`: sending the mails that are due, and what came back of them."""

from typing import BinaryIO

import click
from flask.cli import AppGroup

from elearning.clock import today
from elearning.config import settings
from elearning.database import db
from elearning.reminders import bounces, planning, quiet_days, service


@click.group("reminders", cls=AppGroup)
def reminder_group() -> None:
    """Mails that remind people of what is due."""


@reminder_group.command("send")
@click.option("--dry-run", is_flag=True, help="Only list what would go, and what would not and why.")
def send(*, dry_run: bool) -> None:
    """Send the mails that are due today. For cron, every quarter of an hour: none is sent twice."""
    day = today(settings().zone)
    if dry_run:
        _show_plan()
        return
    run = service.send_due(day)
    click.echo(f"{run.sent} sent, {run.failed} failed, {run.skipped} not sent.")
    if run.note:
        click.echo(f"Stopped or quiet: {run.note}")


def _show_plan() -> None:
    day = today(settings().zone)
    quiet = quiet_days.name_of(day)
    if quiet:
        click.echo(f"Nothing is sent today: {quiet}")
        return
    for planned in planning.plan(day):
        to = planned.recipient.email if planned.recipient else "-"
        again = " again" if planned.retry_of else ""
        fate = f"not sent: {planned.reason}" if planned.reason else f"send{again}"
        click.echo(f"{to:40} {planned.kind:16} {planned.due_on}  {fate}")


@reminder_group.command("bounced")
@click.argument("mail", type=click.File("rb"), default="-")
def bounced(mail: BinaryIO) -> None:
    """Read MAIL (default: standard input), which says that a reminder could not be delivered."""
    try:
        bounce = bounces.read(mail.read())
    except bounces.NotABounceError as error:
        raise click.ClickException(f"This is not a bounce. {error}") from error
    state = service.mark_bounced(bounce.message_id, bounce.why)
    if state is None:
        raise click.ClickException(
            f"No reminder with Message-ID {bounce.message_id} is waiting to be known to have arrived."
        )
    db.session.commit()
    click.echo(f"Marked as {state}: {bounce.why}")
