"""`elearning people import`: a file with people applied by a nightly run."""

import sys
from dataclasses import dataclass
from pathlib import Path

import click
from flask.cli import with_appcontext

from elearning.database import db
from elearning.people import columns, importing, reading, words
from elearning.people.models import PeopleImport
from elearning.people.planning import Plan

#: What it ends with. 2 is click's own: the command is written wrong, or its file cannot be read.
PROBLEMS, SAFETY_STOP = 1, 3
REPORTED_MAX = 100


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--deactivate-missing", is_flag=True, help="Deactivate those who are not in the file.")
@click.option("--allow-many", is_flag=True, help="Also if more than 5 % of those who are active would be.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@with_appcontext
def import_people(file: Path, *, deactivate_missing: bool, allow_many: bool, dry_run: bool) -> None:
    """Apply a CSV or Excel file with people as a whole.

    Ends with 0 when it is applied, 1 when the file has mistakes, 2 when there is no such file or the command
    is written wrong, and 3 when so many would be deactivated that it is refused. After anything but 0 nothing
    was changed.
    """
    run = _Run(file, deactivates_missing=deactivate_missing, allows_many=allow_many, is_dry=dry_run)
    status = run.apply()
    if status or dry_run:
        db.session.rollback()
    else:
        db.session.commit()
    sys.exit(status)


@dataclass(frozen=True)
class _Run:
    file: Path
    deactivates_missing: bool
    allows_many: bool
    is_dry: bool

    def apply(self) -> int:
        """Apply the file, say what was done, and give the status to end with."""
        try:
            with self.file.open("rb") as stream:
                kept = importing.keep(stream, self.file.name, None)
        except reading.UnreadableError as error:
            click.echo(str(words.PROBLEMS[error.problem]), err=True)
            return PROBLEMS
        kept.deactivates_missing = self.deactivates_missing
        lacking = columns.lacking(columns.known(kept.columns))
        if lacking:
            names = ", ".join(str(words.FIELDS[each]) for each in lacking)
            click.echo(f"No column has these headings: {names}.", err=True)
            return PROBLEMS
        return self._report(kept) if self.is_dry else self._apply(kept)

    def _report(self, kept: PeopleImport) -> int:
        plan, _units = importing.plan(kept)
        _say(plan)
        if plan.mistake_count:
            return PROBLEMS
        return SAFETY_STOP if plan.is_many and not self.allows_many else 0

    def _apply(self, kept: PeopleImport) -> int:
        try:
            done = importing.apply(kept, None, shown=None, allows_many=self.allows_many)
        except (importing.MistakesError, importing.TooManyLeaveError):
            return self._report(kept)
        except importing.ChangedMeanwhileError:
            click.echo("Somebody changed people at the same moment. Run it again.", err=True)
            return PROBLEMS
        _say(done)
        return 0


def _say(plan: Plan) -> None:
    click.echo(words.counts(plan))
    for mistake in plan.mistakes[:REPORTED_MAX]:
        told = f"{words.FIELDS[mistake.field]}: {words.mistake_words(mistake)}"
        click.echo(f"{mistake.row}: {told}", err=True)
    if plan.mistake_count > REPORTED_MAX:
        click.echo(f"And {plan.mistake_count - REPORTED_MAX} more.", err=True)
    if plan.is_many:
        click.echo(
            f"{len(plan.leaving)} of {plan.active} active people would be deactivated, more than 5 %. "
            "Use --allow-many if that is meant.",
            err=True,
        )
