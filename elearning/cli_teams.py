"""The `elearning teams` commands: whether the summaries that leaders see are true."""

import click
from flask.cli import AppGroup

from elearning.database import db
from elearning.logs import log
from elearning.teams import recount


@click.group("teams", cls=AppGroup)
def teams_group() -> None:
    """What leaders see of their teams."""


@teams_group.command("recount")
@click.option("--mend", is_flag=True, help="Correct what differs; otherwise it is only listed.")
def recount_summaries(*, mend: bool) -> None:
    """Count everybody's progress anew and compare it with what leaders see; fails where it differs."""
    number = 0
    for batch in recount.differences():
        for difference in batch:
            click.echo(str(difference))
            if mend:
                recount.mend(difference)
        number += len(batch)
        db.session.commit()
    if number and not mend:
        raise click.ClickException(f"{number} rows differ. Correct them with: elearning teams recount --mend")
    click.echo(f"{number} rows corrected." if number else "Every row is what it should be.")


def fill_summaries() -> None:
    """Count those who have no row yet: after a migration from before there were any."""
    if not recount.is_lacking():
        return
    for batch in recount.differences():
        for difference in batch:
            recount.mend(difference)
        db.session.commit()
    log.info("summaries were counted for those who had none")
