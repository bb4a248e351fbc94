"""What a file with all content would change. Pure: texts in, texts out."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from elearning.modules.content import parse_lesson

QUIZ: Final = "quiz.yaml"
LESSON: Final = ".md"
PICTURE: Final = ".webp"


@dataclass(frozen=True)
class FileChange:
    """A file that says something else than what is published, or something that is not there yet."""

    path: str
    before: str | None
    after: str

    @property
    def is_picture(self) -> bool:
        return is_picture(self.path)

    @property
    def new_steps(self) -> tuple[str, ...]:
        """Give the titles of the steps that a published lesson does not have yet."""
        if self.before is None or not self.path.endswith(LESSON):
            return ()
        old = {step.slug for step in parse_lesson(self.before).steps}
        return tuple(step.title for step in parse_lesson(self.after).steps if step.slug not in old)


@dataclass(frozen=True)
class ContentPlan:
    """All that publishing a file would do. `digest` says which texts it was compared with, and of what."""

    changed: tuple[FileChange, ...]
    added: tuple[FileChange, ...]
    unchanged: int
    untouched: tuple[str, ...]
    digest: str

    @property
    def is_empty(self) -> bool:
        return not self.changed and not self.added

    def find(self, path: str) -> FileChange | None:
        """Find what happens to the file at `path`."""
        return next((each for each in (*self.changed, *self.added) if each.path == path), None)

    @property
    def reopened(self) -> tuple[FileChange, ...]:
        """Give the lessons that get new steps, which opens them again for those who are through."""
        return tuple(each for each in self.changed if each.new_steps)


def plan(published: Mapping[str, str], sent: Mapping[str, str]) -> ContentPlan:
    """Compare what is published with what was sent, both as canonical files by their paths.

    Of pictures there is what tells them from others in place of their bytes.

    A file that lies elsewhere than before is still of the same item, by the slug in its name.
    """
    there = {_item(path): text for path, text in published.items()}
    changes = [FileChange(path, there.get(_item(path)), text) for path, text in sent.items()]
    items = {_item(path) for path in sent}
    return ContentPlan(
        changed=tuple(each for each in changes if each.before not in {None, each.after}),
        added=tuple(each for each in changes if each.before is None),
        unchanged=sum(each.before == each.after for each in changes),
        untouched=tuple(path for path in published if _item(path) not in items),
        digest=_digest(published, sent),
    )


def is_picture(path: str) -> bool:
    """Tell whether a file is a picture, which has no words to compare."""
    return path.endswith(PICTURE)


def _item(path: str) -> str:
    """Say by its path what a file is of: a lesson by its slug without its number, a quiz by its module."""
    name = PurePosixPath(path).name
    if name.endswith(LESSON):
        return name.partition("-")[2]
    return path if name == QUIZ else name


def _digest(*texts: Mapping[str, str]) -> str:
    return hashlib.sha256("\0".join(_parts(*texts)).encode()).hexdigest()


def _parts(*texts: Mapping[str, str]) -> Iterator[str]:
    for each in texts:
        for path in sorted(each):
            yield from (path, each[path])
