"""Whether a workbook becomes too big in memory once it is unpacked. Pure.

A few kilobytes of zip can be gigabytes of XML. What reads a workbook holds one row of a sheet or one shared
text as a tree at a time, and every other document as a whole: some 200 bytes for each element.
"""

import re
import zipfile
from copy import copy
from typing import Final
from xml.parsers import expat

#: What all documents may be together, in bytes: some 200,000 rows. The directory says so before any is read,
#: and every one is unpacked here once, to see that it is as the directory says.
UNPACKED_MAX: Final = 150 * 1024 * 1024
_MEMBERS_MAX: Final = 1000
_ELEMENTS_MAX: Final = 5_000_000
#: What may be held at a time: styles of a workbook that has been in use for years are this big.
_HELD_MAX: Final = 4 * 1024 * 1024
_HELD_ELEMENTS_MAX: Final = 200_000
_NO_XML_MAX: Final = 20 * 1024 * 1024  # pictures hardly pack, so this is the size of a whole file
_PARTS_MAX: Final = 1024 * 1024  # the rows that Excel has; of each something stays
_IN_PARTS: Final = re.compile(r"xl/(?:worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE)
_PARTS: Final = {"row", "si"}
_PACKED: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # others unpack a chunk to gigabytes at once
_CHUNK: Final = 64 * 1024


def is_too_big(archive: zipfile.ZipFile) -> bool:
    """Say whether a workbook becomes too big.

    Raises BadZipFile for one that is not as its directory says: what reads the workbook takes a member as a
    whole, and `ZipFile.read` unpacks up to a gigabyte of it before it cuts that to the size it should have.
    """
    members = archive.infolist()
    if len(members) > _MEMBERS_MAX or sum(each.file_size for each in members) > UNPACKED_MAX:
        return True
    elements = 0
    for member in members:
        document = _Document(_PARTS if _IN_PARTS.fullmatch(member.filename) else set())
        if _is_too_big(archive, member, document):
            return True
        elements += document.elements
        if elements > _ELEMENTS_MAX:
            return True
    return False


def _is_too_big(archive: zipfile.ZipFile, member: zipfile.ZipInfo, document: "_Document") -> bool:
    if member.compress_type not in _PACKED:
        raise zipfile.BadZipFile
    longer = copy(member)
    longer.file_size += 1  # a byte beyond the declared ones tells that more would follow
    left = longer.file_size
    with archive.open(longer) as file:
        while chunk := file.read(min(_CHUNK, left)):  # a read with a length unpacks no more than that
            left -= len(chunk)
            if document.is_too_big_with(chunk):
                return True
    if left != 1:
        raise zipfile.BadZipFile
    return False


class _Document:
    """One member, a chunk at a time. What is not XML, such as a picture, makes no elements."""

    def __init__(self, parts: set[str]) -> None:
        self.elements = 0
        self._parts = parts
        self._part_count = 0
        self._part_elements = 0
        self._part_began = 0
        self._fed = 0
        self._has_types = False
        self._is_xml = True
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._begin
        self._parser.StartDoctypeDeclHandler = self._refuse

    def is_too_big_with(self, chunk: bytes) -> bool:
        self._fed += len(chunk)
        if not self._is_xml:
            return self._fed > _NO_XML_MAX
        try:
            self._parser.Parse(chunk)
        except expat.ExpatError:
            self._is_xml = False  # what reads it makes no elements of the rest either
        return self._is_over()

    def _begin(self, name: str, _attributes: object) -> None:
        self.elements += 1
        self._part_elements += 1
        if self._parts and name.rpartition(" ")[2] in self._parts:
            self._part_count += 1
            self._part_elements, self._part_began = 0, self._parser.CurrentByteIndex

    def _refuse(self, *_declared: object) -> None:
        self._has_types = True  # a workbook has none; entities would unpack once more

    def _is_over(self) -> bool:
        return (
            self._has_types
            or self.elements > _ELEMENTS_MAX
            or self._part_count > _PARTS_MAX
            or self._part_elements > _HELD_ELEMENTS_MAX
            or self._fed - self._part_began > _HELD_MAX
        )
