"""Scenarios and question banks between files and the database. Nothing here commits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa

from elearning.content_text import ContentError, ContentProblem
from elearning.database import db
from elearning.modules.content_folder import misplaced, read_file, repeated
from elearning.modules.models import Module
from elearning.modules.publishing import ImportReport
from elearning.modules.revisions import RevisionState, publish_revision
from elearning.quizzes import content, durations, question_bank
from elearning.quizzes.models import (
    QuestionBank,
    QuestionBankRevision,
    Scenario,
    ScenarioCompletion,
    ScenarioRevision,
)

SHIPPED = Path(__file__).parent / "content"
BANK_FILE = "quiz.yaml"


@dataclass(frozen=True)
class QuizLibrary:
    """All scenarios and question banks of a folder."""

    scenarios: tuple[content.Scenario, ...]
    banks: tuple[question_bank.QuestionBank, ...]


def scenario_path(scenario: content.Scenario) -> str:
    """Give where a scenario lies in a content folder."""
    return f"{scenario.module}/{scenario.slug}.yaml"


def bank_path(bank: question_bank.QuestionBank) -> str:
    """Give where a module's question bank lies in a content folder."""
    return f"{bank.module}/{BANK_FILE}"


def read_quiz_library(
    folder: Path, modules: Collection[str], illustrations: Collection[str] | None = None
) -> QuizLibrary:
    """Read and check all scenarios and banks of a content folder; `modules` are the slugs there are.

    In its texts no other `illustrations` may be shown. Raises ContentError with every problem of every file.
    """
    problems: list[ContentProblem] = []
    scenarios: list[content.Scenario] = []
    banks: list[question_bank.QuestionBank] = []
    for file in sorted(folder.glob("*/*.yaml")):
        path = file.relative_to(folder).as_posix()
        try:
            if file.name == BANK_FILE:
                bank = question_bank.parse_bank(read_file(file, path), path)
                banks.append(bank)
                problems += misplaced(path, bank_path(bank), bank.module, modules)
            else:
                scenario = content.parse_scenario(read_file(file, path), path, illustrations)
                scenarios.append(scenario)
                problems += misplaced(path, scenario_path(scenario), scenario.module, modules)
        except ContentError as error:
            problems += error.problems
    problems += repeated((scenario.slug, scenario_path(scenario)) for scenario in scenarios)
    if problems:
        raise ContentError(problems)
    return QuizLibrary(tuple(scenarios), tuple(banks))


def import_quiz_library(library: QuizLibrary, **about: object) -> ImportReport:
    """Make the database say what `library` says; a text that is the same gets no new revision.

    `about` is what is said of each new one: its note, who published it, and whether it is substantial.
    """
    modules = {module.slug: module.id for module in db.session.scalars(sa.select(Module))}
    done: dict[str, list[str]] = {"added": [], "revised": [], "unchanged": []}
    for scenario in library.scenarios:
        done[_import_scenario(scenario, modules[scenario.module], about)].append(scenario.slug)
    for bank in library.banks:
        done[_import_bank(bank, modules[bank.module], about)].append(bank_path(bank))
    return ImportReport(tuple(done["added"]), tuple(done["revised"]), tuple(done["unchanged"]))


def publish_scenario(scenario: Scenario, text: content.Scenario, **about: object) -> ScenarioRevision:
    """Publish `text` as the scenario's next revision; the one before is archived and stays readable.

    `about` is what is said of it: its note, who published it, and whether it is substantial.
    """
    scenario.audience = [role.value for role in text.audience]
    scenario.required_for = [role.value for role in text.required_for]
    return publish_revision(
        ScenarioRevision,
        ScenarioRevision.scenario_id,
        scenario.id,
        text=content.write_scenario(text),
        title=text.title,
        balances=[balance.value for balance in text.balances],
        outline=durations.scenario_outline(text),
        **about,
    )


def are_done(scenario_id: int) -> sa.ColumnElement[bool]:
    """Tell which completions would count no more if everybody were asked to weigh a scenario again."""
    return (ScenarioCompletion.scenario_id == scenario_id) & ScenarioCompletion.asked_again_by_id.is_(None)


def ask_again(revision: ScenarioRevision) -> None:
    """Let everybody who is done with a scenario weigh it again, in this revision.

    What they answered stays theirs, and stays in the pictures of the text that they answered.
    """
    db.session.execute(
        sa.update(ScenarioCompletion)
        .where(are_done(revision.scenario_id))
        .values(asked_again_by_id=revision.id)
        .execution_options(synchronize_session=False)
    )


def publish_bank(
    bank: QuestionBank, text: question_bank.QuestionBank, **about: object
) -> QuestionBankRevision:
    """Publish `text` as the bank's next revision; the one before is archived and stays readable.

    `about` is what is said of it: its note, who published it, and whether it is substantial.
    """
    return publish_revision(
        QuestionBankRevision,
        QuestionBankRevision.bank_id,
        bank.id,
        text=question_bank.write_bank(text),
        outline=durations.quiz_outline(text),
        **about,
    )


def export_quiz_library() -> dict[str, str]:
    """Write what is published as files: path in the folder → text."""
    published = RevisionState.PUBLISHED
    scenarios = db.session.scalars(
        sa.select(ScenarioRevision.text).where(ScenarioRevision.state == published)
    )
    banks = db.session.scalars(
        sa.select(QuestionBankRevision.text).where(QuestionBankRevision.state == published)
    )
    files = {_path_of_scenario(text): text for text in scenarios}
    files |= {_path_of_bank(text): text for text in banks}
    return dict(sorted(files.items()))


@lru_cache(maxsize=256)
def _path_of_scenario(text: str) -> str:
    return scenario_path(content.parse_scenario(text))


@lru_cache(maxsize=64)
def _path_of_bank(text: str) -> str:
    return bank_path(question_bank.parse_bank(text))


def files_of(library: QuizLibrary) -> dict[str, str]:
    """Write a library as files: path in the folder → text."""
    files = {scenario_path(each): content.write_scenario(each) for each in library.scenarios}
    return files | {bank_path(each): question_bank.write_bank(each) for each in library.banks}


def _import_scenario(text: content.Scenario, module_id: int, about: Mapping[str, object]) -> str:
    scenario = db.session.scalar(sa.select(Scenario).where(Scenario.slug == text.slug))
    is_new = scenario is None
    scenario = scenario or Scenario(slug=text.slug)
    scenario.module_id, scenario.position = module_id, text.position
    scenario.audience = [role.value for role in text.audience]
    scenario.required_for = [role.value for role in text.required_for]
    db.session.add(scenario)
    db.session.flush()
    written = content.write_scenario(text)
    if not is_new and _published(ScenarioRevision, ScenarioRevision.scenario_id == scenario.id) == written:
        return "unchanged"
    publish_scenario(scenario, text, **about)
    return "added" if is_new else "revised"


def _import_bank(text: question_bank.QuestionBank, module_id: int, about: Mapping[str, object]) -> str:
    bank = db.session.scalar(sa.select(QuestionBank).where(QuestionBank.module_id == module_id))
    is_new = bank is None
    bank = bank or QuestionBank(module_id=module_id)
    db.session.add(bank)
    db.session.flush()
    written = question_bank.write_bank(text)
    if not is_new and _published(QuestionBankRevision, QuestionBankRevision.bank_id == bank.id) == written:
        return "unchanged"
    publish_bank(bank, text, **about)
    return "added" if is_new else "revised"


def _published(
    kind: type[ScenarioRevision | QuestionBankRevision], of_item: sa.ColumnElement[bool]
) -> str | None:
    return db.session.scalar(sa.select(kind.text).where(of_item, kind.state == RevisionState.PUBLISHED))
