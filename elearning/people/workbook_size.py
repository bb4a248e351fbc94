"""Whether a workbook becomes too big in memory once it is unpacked. Pure.

A few kilobytes of zip can be gigabytes of XML. What reads a workbook holds one row of a sheet or one shared
text as a tree at a time, and every other document as a whole: some 200 bytes for each element.
"""

import re
import zipfile
from typing import IO, Final
from xml.parsers import expat

#: What all documents may be together, in bytes: some 200,000 rows. The directory says so before any is read.
UNPACKED_MAX: Final = 150 * 1024 * 1024
_MEMBERS_MAX: Final = 1000
_ELEMENTS_MAX: Final = 5_000_000
#: What may be held at a time: styles of a workbook that has been in use for years are this big.
_HELD_MAX: Final = 4 * 1024 * 1024
_HELD_ELEMENTS_MAX: Final = 200_000
_PARTS_MAX: Final = 1024 * 1024  # the rows that Excel has; of each something stays
_IN_PARTS: Final = re.compile(r"xl/(?:worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE)
_PARTS: Final = {"row", "si"}
_CHUNK: Final = 64 * 1024


def is_too_big(archive: zipfile.ZipFile) -> bool:
    """Say whether a workbook becomes too big. What unpacks a member stops at the size the directory names."""
    members = archive.infolist()
    if len(members) > _MEMBERS_MAX or sum(each.file_size for each in members) > UNPACKED_MAX:
        return True
    elements = 0
    for member in members:
        document = _Document(_PARTS if _IN_PARTS.fullmatch(member.filename) else set())
        with archive.open(member) as file:
            if document.is_too_big(file):
                return True
        elements += document.elements
        if elements > _ELEMENTS_MAX:
            return True
    return False


class _Document:
    """One member. What is not XML, such as a picture, ends at its first byte."""

    def __init__(self, parts: set[str]) -> None:
        self.elements = 0
        self._parts = parts
        self._part_count = 0
        self._part_elements = 0
        self._part_began = 0
        self._has_types = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._begin
        self._parser.StartDoctypeDeclHandler = self._refuse

    def is_too_big(self, file: IO[bytes]) -> bool:
        fed = 0
        while chunk := file.read(_CHUNK):
            fed += len(chunk)
            try:
                self._parser.Parse(chunk)
            except expat.ExpatError:
                return False  # nor does what reads it come further
            if self._is_over(fed):
                return True
        return False

    def _begin(self, name: str, _attributes: object) -> None:
        self.elements += 1
        self._part_elements += 1
        if self._parts and name.rpartition(" ")[2] in self._parts:
            self._part_count += 1
            self._part_elements, self._part_began = 0, self._parser.CurrentByteIndex

    def _refuse(self, *_declared: object) -> None:
        self._has_types = True  # a workbook has none; entities would unpack once more

    def _is_over(self, fed: int) -> bool:
        return (
            self._has_types
            or self.elements > _ELEMENTS_MAX
            or self._part_count > _PARTS_MAX
            or self._part_elements > _HELD_ELEMENTS_MAX
            or fed - self._part_began > _HELD_MAX
        )
