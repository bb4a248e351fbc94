"""ZIP files with content, made of files in memory and taken apart again."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from elearning.authoring import archive


def pack(files: Mapping[str, str | bytes]) -> bytes:
    """Pack files by their paths."""
    made = io.BytesIO()
    archive.pack(
        ((path, data.encode() if isinstance(data, str) else data) for path, data in sorted(files.items())),
        made,
    )
    return made.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """Give the files of a ZIP by their paths. Raises archive.ArchiveError."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        archive.unpack(io.BytesIO(content), folder)
        found = (file for file in folder.rglob("*") if file.is_file())
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}
