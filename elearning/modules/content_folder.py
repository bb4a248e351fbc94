"""What is true of every folder of content files: readable, each in its place, and no slug twice."""

from collections.abc import Collection, Iterable
from pathlib import Path

from elearning.content_text import ContentError, ContentProblem


def read_file(file: Path, path: str) -> str:
    """Read a content file, whose name in problems is `path`.

    Raises ContentError.
    """
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ContentError([_problem(path, "the file is missing")]) from error
    except UnicodeDecodeError as error:
        raise ContentError([_problem(path, "the file is not UTF-8 text; save it as UTF-8")]) from error


def misplaced(path: str, right: str, module: str, modules: Collection[str]) -> list[ContentProblem]:
    """Find out whether a file lies at `right`, and names a module that exists (none known: not asked)."""
    if modules and module not in modules:
        known = ", ".join(modules)
        return [_problem(path, f"there is no module “{module}”; write one of: {known}", field="module")]
    if path != right:
        return [_problem(path, f"by what it says of itself the file belongs at {right}")]
    return []


def repeated(found: Iterable[tuple[str, str]]) -> list[ContentProblem]:
    """Find slugs that are there twice, in pairs of slug and path."""
    problems = []
    seen: dict[str, str] = {}
    for slug, path in found:
        first = seen.setdefault(slug, path)
        if first != path:
            message = f"the slug “{slug}” is already used by {first}; choose another"
            problems.append(_problem(path, message, field="slug"))
    return problems


def _problem(path: str, message: str, *, field: str = "") -> ContentProblem:
    return ContentProblem(path=path, line=None, field=field, message=message)
