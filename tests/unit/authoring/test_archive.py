"""The course as a ZIP: the same bytes each time, and nothing evil is ever unpacked."""

from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import zipfile
import zlib
from typing import Any

import pytest

from elearning.authoring.archive import ArchiveError, Fault
from tests import archives

FILES = {"modules.yaml": "- slug: velkommen\n", "velkommen/01-hej.md": "# Æblegrød\n"}
CONTENT = {path: text.encode() for path, text in FILES.items()}


def packed(files: dict[str, Any], **about: Any) -> bytes:  # noqa: ANN401 - attributes of a ZipInfo
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as into:
        for path, content in files.items():
            info = zipfile.ZipInfo(path)
            info.compress_type = zipfile.ZIP_DEFLATED
            for name, value in about.items():
                setattr(info, name, value)
            into.writestr(info, content)
    return made.getvalue()


def faults(content: bytes) -> list[tuple[str, Fault]]:
    with pytest.raises(ArchiveError) as refused:
        archives.unpack(content)
    return [(problem.path, problem.fault) for problem in refused.value.problems]


def test_what_is_packed_is_unpacked_the_same() -> None:
    assert archives.unpack(archives.pack(FILES)) == CONTENT


@pytest.mark.parametrize(
    "noise",
    ["__MACOSX/velkommen/._01-hej.md", "._modules.yaml", "velkommen/.DS_Store", "Thumbs.db", "a/desktop.ini"],
)
def test_what_mac_and_windows_add_is_left_out(noise: str) -> None:
    assert archives.unpack(packed({**FILES, noise: b"\x00"})) == CONTENT


def test_a_folder_around_everything_is_left_out() -> None:
    around = {f"indhold-2026-11-23/{path}": text for path, text in FILES.items()}
    assert archives.unpack(packed({"indhold-2026-11-23/": "", **around})) == CONTENT


def test_folders_around_everything_are_left_out_whatever_their_letters() -> None:
    around = {f"Skrivebord/Indhold på A\u030a/{path}": text for path, text in FILES.items()}
    assert archives.unpack(packed(around)) == CONTENT


@pytest.mark.parametrize("path", ["velkommen/01-hej.md", "indhold/velkommen/01-hej.md", "indhold.zip"])
def test_without_the_modules_it_is_said_that_they_are_missing(path: str) -> None:
    assert faults(packed({path: "x"})) == [("modules.yaml", Fault.MISSING)]


def test_names_with_backslashes_are_read() -> None:
    written = packed({"modules.yaml": "x", "velkommen/x.md": "y"}).replace(b"velkommen/x", b"velkommen\\x")
    assert set(archives.unpack(written)) == {"modules.yaml", "velkommen/x.md"}


@pytest.mark.parametrize(
    "path",
    [
        "../x.md",
        "velkommen/../../x.md",
        "/etc/x.md",
        "C:/x.md",
        "C:\\x.md",
        "a//x.md",
        "./x.md",
        "a/\x07x.md",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(path: str) -> None:
    [(_path, fault)] = faults(packed({"modules.yaml": "x", path: "y"}))
    assert fault is Fault.PATH


def test_a_link_and_a_device_are_refused() -> None:
    for kind in (stat.S_IFLNK, stat.S_IFCHR):
        made = packed({"modules.yaml": "/etc/passwd"}, create_system=3, external_attr=(kind | 0o777) << 16)
        assert faults(made) == [("modules.yaml", Fault.LINK)]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert faults(packed({"modules.yaml": bytes(51 * 1024 * 1024)})) == [("", Fault.TOO_BIG)]
    pictures = {f"illustrations/{n}.webp": bytes(41 * 1024 * 1024) for n in range(5)}
    assert faults(packed({"modules.yaml": "x", **pictures})) == [("", Fault.TOO_BIG)]


@pytest.mark.parametrize("declared", [10, 0, 40 * 1024 * 1024 + 1])
@pytest.mark.parametrize("sum_of", [bytes(10), bytes(40 * 1024 * 1024)], ids=["forged sum", "its own sum"])
def test_a_bomb_that_lies_about_its_size_is_not_unpacked_either(declared: int, sum_of: bytes) -> None:
    real = bytes(40 * 1024 * 1024)
    honest = struct.pack("<I", zlib.crc32(real)), struct.pack("<I", len(real))
    made = packed({"modules.yaml": real})
    for old, new in zip(honest, (zlib.crc32(sum_of[:declared]), declared), strict=True):
        assert made.count(old) == 2  # in the file's own header, and in the directory
        made = made.replace(old, struct.pack("<I", new))
    tracemalloc.start()
    try:
        assert faults(made) == [("modules.yaml", Fault.BROKEN)]
        assert tracemalloc.get_traced_memory()[1] < (8 if declared > len(real) else 1) * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_file_that_is_said_to_stand_beyond_the_archive_is_named() -> None:
    made = bytearray(packed({"modules.yaml": "x"}))
    entry, end = made.index(b"PK\x01\x02"), made.index(b"PK\x05\x06")
    far = struct.pack("<HHQ", 1, 8, 2**63 + 5)  # ZIP64's own field for where a file stands
    made[end + 12 : end + 16] = struct.pack("<I", end - entry + len(far))
    made[entry + 42 : entry + 46] = b"\xff" * 4
    made[entry + 30 : entry + 32] = struct.pack("<H", len(far))
    made[end:end] = far
    assert faults(bytes(made)) == [("modules.yaml", Fault.BROKEN)]


@pytest.mark.parametrize(
    "path", ["velkommen/" + "a" * 300 + ".md", "æ" * 51 + "/a.md", "modules.yaml/a.md", "Modules.yaml/a.md"]
)
def test_a_name_that_no_disk_can_hold_is_refused(path: str) -> None:
    assert faults(packed({**FILES, path: "x"})) == [(path[:200], Fault.STRANGE)]


def test_too_many_files_are_refused() -> None:
    assert faults(packed({f"a/{n}.md": "" for n in range(5001)})) == [("", Fault.TOO_MANY)]


def test_the_same_name_twice_is_refused_whatever_its_letters() -> None:
    made = packed({"modules.yaml": "x", "velkommen/a.md": "1", "velkommen/A.md": "2"})
    assert faults(made) == [("velkommen/A.md", Fault.TWICE)]


def test_every_file_that_is_not_of_the_course_is_named() -> None:
    made = packed({**FILES, "velkommen/noter.docx": "x", "a/b/c.md": "y", "læsmig.md": "z"})
    assert faults(made) == [
        (path, Fault.STRANGE) for path in ("velkommen/noter.docx", "a/b/c.md", "læsmig.md")
    ]


def test_a_file_with_a_password_is_refused() -> None:
    made = bytearray(packed({"modules.yaml": "x"}))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    assert faults(bytes(made)) == [("modules.yaml", Fault.LOCKED)]


@pytest.mark.parametrize("kind", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_file_packed_in_a_rare_way_is_refused(kind: int) -> None:
    assert faults(packed({"modules.yaml": "x"}, compress_type=kind)) == [("modules.yaml", Fault.BROKEN)]


def test_a_damaged_file_is_named() -> None:
    made = bytearray(packed({"modules.yaml": "velkommen " * 50}))
    made[45] ^= 0xFF
    assert faults(bytes(made)) == [("modules.yaml", Fault.BROKEN)]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04" + b"x" * 99, b"%PDF-1.7\n" + bytes(999), b"navn;mail"]
)
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    assert faults(content) == [("", Fault.NOT_A_ZIP)]


def test_an_empty_zip_is_refused() -> None:
    assert faults(packed({})) == [("", Fault.EMPTY)]
