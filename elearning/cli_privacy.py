"""`elearning privacy`: deleting what has been kept for long enough."""

import click
from flask.cli import AppGroup

from elearning.config import settings
from elearning.privacy import retention
from elearning.privacy.rules import Kind

_NAMES = {
    Kind.NOTES: "notes and relations",
    Kind.ANSWERS: "weightings and answers",
    Kind.MAIL_LOG: "lines of the log of mails",
    Kind.AUDIT: "lines of the log of what HR does",
    Kind.RATE_LIMITS: "counts of wrong passwords",
    Kind.PASSWORD_LINKS: "links for a new password",
    Kind.PEOPLE: "people who have left",
    Kind.FILES: "files with people that were not applied",
    Kind.DRAFTS: "copies of drafts",
}


@click.group("privacy", cls=AppGroup)
def privacy_group() -> None:
    """How long data is kept."""


@privacy_group.command("clean")
@click.option("--dry-run", is_flag=True, help="Only count what would be deleted.")
def clean(*, dry_run: bool) -> None:
    """Delete what is older than the settings say. For a nightly run; stopped half-way, the next goes on."""
    counted = retention.count_over() if dry_run else retention.clean()
    for kind, count in counted.items():
        days = retention.DAYS[kind](settings())
        click.echo(f"{count:8} {_NAMES[kind]}, kept for {days} days")
