"""The course as one ZIP file: written the same way each time, and opened as if it came from an enemy.

Nothing here is ever unpacked to where an archive says, and of no file more than its directory declares.
"""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Final

BYTES_MAX: Final = 20 * 1024 * 1024
UNPACKED_MAX: Final = 60 * 1024 * 1024
FILES_MAX: Final = 2000
PROBLEMS_MAX: Final = 200  # told; who sees as many has chosen the wrong file
MODULES_FILE: Final = "modules.yaml"
_NAME_MAX: Final = 100  # bytes of a file's or a folder's name; disks take 255, and none of ours is as long
_PATH_SHOWN: Final = 200
#: The earliest that a ZIP can say, so that the same texts give the same bytes on any day.
_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE: Final = stat.S_IFREG | 0o644
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


def pack(files: Mapping[str, str | bytes]) -> bytes:
    """Write files, by their path, as a ZIP: the same files give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path in sorted(files):
            about = zipfile.ZipInfo(path, date_time=_NO_DAY)
            about.create_system, about.external_attr = 3, _PLAIN_FILE << 16
            archive.writestr(about, files[path], zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()


def unpack_bytes(content: bytes) -> dict[str, bytes]:
    """Give the files of a ZIP that is in memory. Raises ArchiveError."""
    return unpack(io.BytesIO(content))


def unpack(file: IO[bytes]) -> dict[str, bytes]:
    """Give the course's files in a ZIP by their path, without the folder that all may lie in.

    What Mac and Windows add by themselves is left out. Raises ArchiveError.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = _members(archive)
            return _read(archive, members)
    except (zipfile.BadZipFile, OSError, ValueError, OverflowError, NotImplementedError, EOFError) as error:
        raise ArchiveError(ArchiveProblem("", Fault.NOT_A_ZIP)) from error


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    found = [each for each in archive.infolist() if not _NOISE.fullmatch(_path(each))]
    if len(found) > FILES_MAX:
        raise ArchiveError(ArchiveProblem("", Fault.TOO_MANY))
    # _content reads no further than what the directory declares, so this is all there can be.
    if sum(each.file_size for each in found) > UNPACKED_MAX:
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
    paths = [_path(each) for each in files]
    around = {path.partition("/")[0] for path in paths}
    if len(around) == 1 and MODULES_FILE not in paths:
        paths = [path.partition("/")[2] for path in paths]
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


def _is_too_long(path: str) -> bool:
    return any(len(part.encode()) > _NAME_MAX for part in path.split("/"))


def _read(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]) -> dict[str, bytes]:
    read: dict[str, bytes] = {}
    problems = []
    for path, member in members.items():
        try:
            read[path] = _content(archive, member)
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, OverflowError, EOFError, RuntimeError):
            problems.append(ArchiveProblem(path, Fault.BROKEN))
    if problems:
        raise ArchiveError(*problems)
    return read


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Read a member that is as long as the directory declares; a longer or shorter one is broken.

    `ZipFile.read` unpacks as much as there is, up to a gigabyte, and cuts it to the declared size only then.
    Reading with a length unpacks no more than that; the byte beyond it tells that more would follow.
    """
    if member.compress_type not in _PACKED:  # others may ask for gigabytes to unpack a line
        raise zipfile.BadZipFile
    longer = copy(member)
    longer.file_size += 1
    with archive.open(longer) as file:
        content = file.read(longer.file_size)
    if len(content) != member.file_size:
        raise zipfile.BadZipFile
    return content


def _path(member: zipfile.ZipInfo) -> str:
    """Give a member's path; some programs on Windows write it with backslashes."""
    return member.filename.replace("\\", "/")
