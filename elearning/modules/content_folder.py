"""What is true of every folder of content files: readable, each in its place, and no slug twice."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final

from elearning.content_text import ContentError, ContentProblem

MESSAGES: Final[Mapping[str, str]] = {
    "missing": "the file is missing",
    "encoding": "the file is not UTF-8 text; save it as UTF-8",
    "module": "there is no module “{module}”; write one of: {known}",
    "place": "by what it says of itself the file belongs at {right}",
    "twice": "the slug “{slug}” is already used by {first}; choose another",
}


def read_file(file: Path, path: str) -> str:
    """Read a content file, whose name in problems is `path`.

    Raises ContentError.
    """
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ContentError([_problem(path, "missing")]) from error
    except UnicodeDecodeError as error:
        raise ContentError([_problem(path, "encoding")]) from error


def misplaced(path: str, right: str, module: str, modules: Collection[str]) -> list[ContentProblem]:
    """Find out whether a file lies at `right`, and names a module that exists (none known: not asked)."""
    if modules and module not in modules:
        known = ", ".join(modules)
        return [_problem(path, "module", field="module", module=module, known=known)]
    if path != right:
        return [_problem(path, "place", right=right)]
    return []


def repeated(found: Iterable[tuple[str, str]]) -> list[ContentProblem]:
    """Find slugs that are there twice, in pairs of slug and path."""
    problems = []
    seen: dict[str, str] = {}
    for slug, path in found:
        first = seen.setdefault(slug, path)
        if first != path:
            problems.append(_problem(path, "twice", field="slug", slug=slug, first=first))
    return problems


def _problem(path: str, kind: str, *, field: str = "", **values: str) -> ContentProblem:
    return ContentProblem(path=path, line=None, field=field, message=MESSAGES[kind].format(**values))
