"""The course as one ZIP file: written the same way each time, and opened as if it came from an enemy.

Nothing is ever unpacked to where an archive says, and of no file more than its directory declares. Files are
read and written a piece at a time, so that hundreds of pictures take no more memory than one.
"""

import posixpath
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Final

from elearning.modules.image_files import TOGETHER_BYTES_MAX

_MEGABYTE: Final = 1024 * 1024
TEXTS_MAX: Final = 50 * _MEGABYTE  # unpacked; pictures have their own limit, and cannot be packed tighter
#: Above both together, so that all that is exported can be sent back.
BYTES_MAX: Final = 256 * _MEGABYTE
FILES_MAX: Final = 5000
_MODULES_FILE: Final = "modules.yaml"
PROBLEMS_MAX: Final = 200  # told; who sees as many has chosen the wrong file
_NAME_MAX: Final = 100  # bytes of a file's or a folder's name; disks take 255, and none of ours is as long
_PATH_SHOWN: Final = 200
#: The earliest that a ZIP can say, so that the same texts give the same bytes on any day.
_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE: Final = stat.S_IFREG | 0o644
_PICTURE: Final = ".webp"
_PIECE: Final = _MEGABYTE
_PACKED: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED: Final = 0x1
#: What Mac and Windows put beside one's files.
_NOISE: Final = re.compile(r"(.*/)?(__MACOSX/.*|\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)", re.IGNORECASE)
#: No folder has the name of the file beside it, which no disk could hold.
_OF_THE_COURSE: Final = re.compile(
    r"modules\.yaml|(?!(?i:modules\.yaml)/)[^/]+/[^/]+\.(md|yaml)|illustrations/[^/]+\.webp"
)
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f:]")


class Fault(StrEnum):
    """Why an archive, or a file in it, cannot be used."""

    NOT_A_ZIP = "not_a_zip"
    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_MANY = "too_many"
    LOCKED = "locked"
    PATH = "path"
    LINK = "link"
    TWICE = "twice"
    MISSING = "missing"
    STRANGE = "strange"
    BROKEN = "broken"


@dataclass(frozen=True)
class ArchiveProblem:
    """What is wrong with a file in the archive; with "" as its path, with the archive."""

    path: str
    fault: Fault


class ArchiveError(Exception):
    """The archive cannot be used; `problems` is everything that is wrong with it."""

    def __init__(self, *problems: ArchiveProblem) -> None:
        super().__init__("; ".join(f"{each.path}: {each.fault}" for each in problems))
        self.problems = problems[:PROBLEMS_MAX]


def pack(files: Iterable[tuple[str, bytes]], to: IO[bytes]) -> None:
    """Write files, with their paths, as a ZIP: the same files in the same order give the same bytes."""
    with zipfile.ZipFile(to, "w") as archive:
        for path, content in files:
            about = zipfile.ZipInfo(path, date_time=_NO_DAY)
            about.create_system, about.external_attr = 3, _PLAIN_FILE << 16
            packing = zipfile.ZIP_STORED if path.endswith(_PICTURE) else zipfile.ZIP_DEFLATED
            archive.writestr(about, content, packing, 9)


def unpack(file: IO[bytes], folder: Path) -> None:
    """Write the course's files in a ZIP to an empty folder, without folders that all of them lie in.

    What Mac and Windows add by themselves is left out. Raises ArchiveError.
    """
    try:
        archive = zipfile.ZipFile(file)
        members = _members(archive)
    except (zipfile.BadZipFile, OSError, ValueError, OverflowError, NotImplementedError, EOFError) as error:
        raise ArchiveError(ArchiveProblem("", Fault.NOT_A_ZIP)) from error
    with archive:
        problems = [
            ArchiveProblem(path, Fault.BROKEN)
            for path, member in members.items()
            if not _is_copied(archive, member, folder / path)
        ]
    if problems:
        raise ArchiveError(*problems)


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    found = [each for each in archive.infolist() if not _NOISE.fullmatch(_path(each))]
    if len(found) > FILES_MAX:
        raise ArchiveError(ArchiveProblem("", Fault.TOO_MANY))
    # _pieces reads no further than what the directory declares, so this is all there can be.
    sizes = {True: 0, False: 0}
    for each in found:
        sizes[_path(each).endswith(_PICTURE)] += each.file_size
    if sizes[True] > TOGETHER_BYTES_MAX or sizes[False] > TEXTS_MAX:
        raise ArchiveError(ArchiveProblem("", Fault.TOO_BIG))
    problems = [problem for each in found for problem in _problems(each)]
    if problems:
        raise ArchiveError(*problems)
    files = [each for each in found if not each.is_dir()]
    if not files:
        raise ArchiveError(ArchiveProblem("", Fault.EMPTY))
    return _in_their_places(files)


def _problems(member: zipfile.ZipInfo) -> Iterator[ArchiveProblem]:
    path = _path(member)
    if _UNSAFE.search(path) or {"", ".", ".."} & set(path.removesuffix("/").split("/")):
        yield ArchiveProblem(path[:_PATH_SHOWN], Fault.PATH)
        return
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        yield ArchiveProblem(path, Fault.LINK)
    if member.flag_bits & _ENCRYPTED:
        yield ArchiveProblem(path, Fault.LOCKED)


def _in_their_places(files: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    paths = _without_folders_around([_path(each) for each in files])
    if not any(posixpath.basename(path) == _MODULES_FILE for path in paths):
        raise ArchiveError(ArchiveProblem(_MODULES_FILE, Fault.MISSING))
    seen: set[str] = set()
    problems = []
    for path in paths:
        if path.casefold() in seen:
            problems.append(ArchiveProblem(path, Fault.TWICE))
        elif _is_too_long(path) or not _OF_THE_COURSE.fullmatch(path):
            problems.append(ArchiveProblem(path[:_PATH_SHOWN], Fault.STRANGE))
        seen.add(path.casefold())
    if problems:
        raise ArchiveError(*problems)
    return dict(zip(paths, files, strict=True))


def _without_folders_around(paths: list[str]) -> list[str]:
    if all(map(_OF_THE_COURSE.fullmatch, paths)):
        return paths
    around = posixpath.commonpath([posixpath.dirname(path) for path in paths])
    return [path.removeprefix(around).removeprefix("/") for path in paths]


def _is_too_long(path: str) -> bool:
    return any(len(part.encode()) > _NAME_MAX for part in path.split("/"))


def _is_copied(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> bool:
    """Write a member to a file, and tell whether it is as long as the directory declares, and whole."""
    target.parent.mkdir(exist_ok=True)
    with target.open("wb") as written:
        try:
            for piece in _pieces(archive, member):
                written.write(piece)
        except zipfile.BadZipFile:
            return False
        return written.tell() == member.file_size


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Read a member up to one byte more than the directory declares, which tells that more would follow.

    `ZipFile.read` unpacks as much as there is, up to a gigabyte, and cuts it to the declared size only then.
    Raises BadZipFile.
    """
    if member.compress_type not in _PACKED:  # others may ask for gigabytes to unpack a line
        raise zipfile.BadZipFile
    longer = copy(member)
    longer.file_size += 1
    left = longer.file_size
    try:
        with archive.open(longer) as file:
            while piece := file.read(min(left, _PIECE)):
                yield piece
                left -= len(piece)
    except (zlib.error, OSError, ValueError, OverflowError, EOFError, RuntimeError) as error:
        raise zipfile.BadZipFile from error


def _path(member: zipfile.ZipInfo) -> str:
    """Give a member's path; some programs on Windows write it with backslashes."""
    return member.filename.replace("\\", "/")
