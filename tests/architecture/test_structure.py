"""The shape of the code: small files and functions, the same file names in each feature, imports one way."""

import ast
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.conftest import ROOT

MOST_LINES_IN_A_FILE = 320
MOST_LINES_IN_A_FUNCTION = 50
PYTHON = sorted(
    path.relative_to(ROOT)
    for folder in ("elearning", "tests", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
)

# docs/architecture.md: a feature's files have these names, and leave out what they do not need.
FEATURE_FILES = {
    "__init__.py", "content.py", "forms.py", "models.py", "queries.py", "rules.py", "service.py", "views.py",
}  # fmt: skip
# A part of one of those that grew too long to stay in it, or a thing that only this feature has.
# fmt: off
OWN_FILES = {
    "accounts": {"leading.py", "mails.py", "session.py"},
    "authoring": {
        "archive.py", "as_read.py", "bank_data.py", "bank_kind.py", "bank_queries.py", "bank_rules.py",
        "bank_service.py", "bank_views.py", "bank_words.py", "checking.py", "content_forms.py",
        "content_parcel.py", "content_plan.py", "content_service.py", "content_views.py", "content_words.py",
        "copies.py", "copy_views.py", "differences.py", "drafts.py", "editor_views.py", "fields.py",
        "image_queries.py", "image_service.py", "image_views.py", "kind.py", "kinds.py", "lesson_data.py",
        "lesson_kind.py", "missing_words.py", "publish_views.py", "reaching.py",
        "required_queries.py", "required_rules.py",
        "required_service.py", "required_views.py", "scenario_cards.py", "scenario_data.py",
        "scenario_kind.py", "scenario_rules.py", "scenario_words.py", "trial.py",
        "trial_views.py", "words.py",
    },
    "certificates": {
        "documents.py", "facts.py", "hr_views.py", "lettering.py", "logos.py", "pdf.py", "signing.py",
        "tagging.py", "verify_views.py",
    },
    "hr_settings": {"certificate_views.py", "examples.py", "mail_views.py"},
    "modules": {
        "circles.py", "content_folder.py", "facts.py", "illustrations.py", "image_files.py", "lesson_file.py",
        "opening.py", "place.py", "publishing.py", "revisions.py", "source.py",
    },
    "overview": {"export_views.py", "words.py"},
    "people": {
        "applying.py", "columns.py", "deadline_queries.py", "deadline_views.py", "entries.py",
        "import_views.py", "importing.py", "leave_views.py", "leaves.py", "log_queries.py", "log_views.py",
        "planning.py", "reading.py", "trail.py", "unit_service.py", "unit_views.py", "units.py", "words.py",
        "workbook_size.py",
    },
    "privacy": {
        "about_views.py", "exports.py", "field_names.py", "hr_views.py", "kinds.py", "retention.py",
        "words.py",
    },
    "progress": {
        "counting.py", "curriculum.py", "deadlines.py", "leaves.py", "many.py", "required.py",
        "statements.py", "summaries.py", "unit_queries.py", "units.py", "words.py",
    },
    "quizzes": {
        "aggregates.py", "balance_queries.py", "balance_views.py", "balances.py", "course.py", "durations.py",
        "linter.py", "my_balance.py", "publishing.py", "question_bank.py", "question_rules.py",
        "quiz_forms.py", "quiz_queries.py", "quiz_service.py", "quiz_views.py", "readability.py", "reveal.py",
        "pictures.py", "words.py",
    },
    "reminders": {
        "bounces.py", "due_file.py", "hr_views.py", "letters.py", "log_queries.py", "planning.py",
        "quiet_days.py", "team_lines.py", "team_queries.py", "team_week.py", "texts.py", "tokens.py",
        "words.py",
    },
    "teams": {
        "export_views.py", "kit_queries.py", "kit_rules.py", "kit_views.py",
        "person_queries.py", "person_views.py", "recount.py", "stand_in_views.py", "words.py",
    },
}
# fmt: on


def source(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def comments(path: Path) -> Iterator[str]:
    for token in tokenize.generate_tokens(io.StringIO(source(path)).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def features() -> list[Path]:
    """List the packages that have views or models: what DESIGN calls a feature."""
    packages = (path for path in (ROOT / "elearning").iterdir() if path.is_dir())
    return [path for path in packages if (path / "views.py").exists() or (path / "models.py").exists()]


def test_every_file_can_be_read_in_one_go() -> None:
    lengths = {str(path): len(source(path).splitlines()) for path in PYTHON}
    assert {path: length for path, length in lengths.items() if length > MOST_LINES_IN_A_FILE} == {}


def test_every_function_fits_on_a_screen() -> None:
    lengths = {
        f"{path}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in PYTHON
        for node in ast.walk(ast.parse(source(path)))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > MOST_LINES_IN_A_FUNCTION} == {}


def test_a_check_is_only_switched_off_by_its_code() -> None:
    blanket = re.compile(r"\bnoqa\b(?!: [A-Z]+\d+)|\btype: ignore\b(?!\[)|\b(ruff|mypy|flake8): ")
    found = [f"{path}: {comment}" for path in PYTHON for comment in comments(path) if blanket.search(comment)]
    assert found == []


@pytest.mark.parametrize("feature", features(), ids=lambda path: path.name)
def test_a_feature_has_only_the_file_names_of_the_design(feature: Path) -> None:
    files = {path.name for path in feature.glob("*.py")}
    assert files - OWN_FILES.get(feature.name, set()) <= FEATURE_FILES
    assert OWN_FILES.get(feature.name, set()) <= files


def test_a_feature_is_found() -> None:
    assert {"accounts", "modules", "progress"} <= {path.name for path in features()}


def test_a_migration_is_numbered_and_has_no_gap() -> None:
    names = sorted(path.name for path in (ROOT / "elearning/migrations/versions").glob("0*.py"))
    assert [name[:5] for name in names] == [f"{number:04d}_" for number in range(1, len(names) + 1)]


def test_imports_point_one_way() -> None:
    # In a process of its own: it silences every logger of the one it runs in.
    program = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
