"""`elearning content`: lessons, scenarios and questions as files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click
from flask.cli import AppGroup

from elearning import audit
from elearning.content_text import ContentError
from elearning.database import db
from elearning.modules import facts, source
from elearning.progress import counting, curriculum
from elearning.quizzes import course


@click.group("content", cls=AppGroup)
def content_group() -> None:
    """Lessons, scenarios, questions and their pictures as files: modules.yaml, Markdown, YAML and WebP."""


@content_group.command("check", with_appcontext=False)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option(
    "--coverage", is_flag=True, help="Show the steps that teach each fact; fail where one is untaught."
)
@click.option("--strict", is_flag=True, help="Fail on advice too.")
def check_content(folder: Path | None, *, coverage: bool, strict: bool) -> None:
    """Check the files in FOLDER (default: the shipped course) without touching the database."""
    with _faults():
        found = course.read_course(folder)
    advice = [*course.advice(found), *curriculum.advice(found)]
    for each in advice:
        click.echo(f"advice: {each}")
    for line in _described(found):
        click.echo(line)
    if coverage:
        _check_coverage(found)
    if strict and advice:
        raise click.ClickException(f"{len(advice)} pieces of advice.")


def _described(found: course.Course) -> Iterator[str]:
    yield (
        f"Well-formed: {len(found.lessons.lessons)} lessons, {len(found.quizzes.scenarios)} scenarios and "
        f"{len(found.quizzes.banks)} question banks in {len(found.lessons.modules)} modules."
    )
    for roles in curriculum.EVERY_ROLES:
        mine = curriculum.journey_of(found, roles)
        yield (
            f"{' and '.join(roles)}: {len(mine.lessons)} lessons, {len(mine.scenarios)} scenarios, "
            f"about {mine.minutes} minutes"
        )
    if found.lessons.lessons and found.quizzes.scenarios:
        yield (
            f"LIX: lessons {curriculum.lix_of_lessons(found)}, "
            f"situations {curriculum.lix_of_situations(found)}"
        )


def _check_coverage(found: course.Course) -> None:
    covered = facts.coverage(found.lessons.lessons)
    for fact, steps in covered.items():
        click.echo(f"{fact.fact}  {', '.join(f'{step.lesson}/{step.step}' for step in steps) or '-'}")
    gaps = list(facts.gaps(covered))
    for gap in gaps:
        click.echo(f"gap: {gap}")
    click.echo(f"{sum(map(bool, covered.values()))} of {len(covered)} facts are taught.")
    if gaps:
        raise click.ClickException(f"{len(gaps)} gaps.")


@content_group.command("fingerprint", with_appcontext=False)
@click.argument("text", type=click.File(encoding="utf-8"))
def fingerprint(text: TextIO) -> None:
    """Write hashes of TEXT, the foundation, by which the check finds its sentences in lessons."""
    try:
        click.echo(source.fingerprint(text.read()), nl=False)
    except UnicodeDecodeError as error:
        raise click.ClickException("The file is not UTF-8 text; save it as UTF-8.") from error


@content_group.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
def import_content(folder: Path | None) -> None:
    """Publish the files in FOLDER (default: the shipped course): all of them, or none if one is wrong."""
    with _faults():
        report = course.import_course(course.read_course(folder))
    if report.added or report.revised:
        done = {"created": list(report.added), "changed": list(report.revised)}
        audit.record("content.published", folder.name if folder else "elearning", done)
    db.session.commit()
    if report.added or report.revised:
        counting.recount_everybody()
    click.echo(f"{len(report.added)} new, {len(report.revised)} revised, {len(report.unchanged)} unchanged.")


@content_group.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export_content(folder: Path) -> None:
    """Write what is published to FOLDER, in the form that import reads."""
    written = 0
    for path, data in course.export_files():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        written += 1
    click.echo(f"{written} files written to {folder}.")


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except ContentError as error:
        raise click.ClickException(f"The content has faults:\n{error}") from error
