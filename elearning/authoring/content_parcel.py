"""A file with all content as it waits: its texts, and the bytes of the pictures that are not here yet.

So a course with hundreds of pictures that is downloaded, edited and sent back waits as a small file. What is
read here was written here, so it is not asked again whether it is right.
"""

import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from elearning.authoring import archive
from elearning.modules.image_files import FolderImage
from elearning.quizzes import course
from elearning.quizzes.course import Course

#: What is known of each picture: a list of its address, SHA-256, number of bytes, width and height.
_PICTURES: Final = "pictures.json"


def pack(sent: Course, here: Mapping[str, str], to: IO[bytes]) -> None:
    """Write a course as a file that waits; of the pictures `here`, by address and SHA-256, without bytes."""
    archive.pack(_files(sent, here), to)


def _files(sent: Course, here: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    pictures = sorted(sent.illustrations.items())
    known = [(address, each.sha256, each.byte_count, each.width, each.height) for address, each in pictures]
    yield _PICTURES, json.dumps(known).encode()
    for path, text in sorted(course.files_of(sent).items()):
        yield path, text.encode()
    for address, each in pictures:
        if here.get(address) != each.sha256:
            yield address, each.file.read_bytes()


class Parcel:
    """A file that waits, opened."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(content))
        self._is_ours = _PICTURES in self._archive.namelist()  # not a file from before they were packed so
        known = json.loads(self._archive.read(_PICTURES)) if self._is_ours else []
        self._known = {address: about for address, *about in known}

    def lacks(self, here: Mapping[str, str]) -> bool:
        """Tell whether it must be sent anew: a picture that was here when it was sent is not any more."""
        packed = set(self._archive.namelist())
        return not self._is_ours or any(
            address not in packed and here.get(address) != digest
            for address, (digest, *_) in self._known.items()
        )

    def texts(self) -> dict[str, str]:
        """Give its texts by their paths, and of pictures what tells them from others."""
        texts = {path: self._archive.read(path).decode() for path in self._text_paths()}
        return texts | {address: digest for address, (digest, *_) in self._known.items()}

    @contextmanager
    def course(self) -> Iterator[Course]:
        """Give the course that it is, while its files are in a folder."""
        with TemporaryDirectory(prefix="content-") as name:
            folder = Path(name)
            self._archive.extractall(folder)
            pictures = {
                address: FolderImage(folder / address, *about) for address, about in self._known.items()
            }
            yield course.read_course(folder, pictures)

    def _text_paths(self) -> list[str]:
        return [path for path in self._archive.namelist() if path != _PICTURES and path not in self._known]
