"""Pictures in texts: whatever is sent is turned upright, made small, and written anew as WebP.

One format is enough to serve and to export, and a picture that is written anew has nothing in it but its
pixels: no place, no camera, no program.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from PIL import Image

from elearning.image_reading import ImageError, ImageFault, Limits, opened, upright

LIMITS: Final = Limits(("PNG", "JPEG", "WEBP", "GIF"), bytes_max=10 * 1024 * 1024, pixels_max=40_000_000)
#: Of all pictures together: so much can be exported, and what is exported can be imported again.
TOGETHER_BYTES_MAX: Final = 200 * 1024 * 1024
TOGETHER_MAX: Final = 2000
#: Twice the width of a text, for screens that have two dots for each pixel.
SIDE_MAX: Final = 1600
CONTENT_TYPE: Final = "image/webp"

#: Drawings and screenshots, which look best when nothing is lost, as long as that does not cost too much.
_EXACT_FORMATS: Final = {"PNG", "GIF"}
_EXACT_BYTES_MAX: Final = 250_000
_QUALITY: Final = 80
_CHUNKS: Final = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}


@dataclass(frozen=True)
class ImageFile:
    """A picture as it is kept: WebP, with its size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True)
class FolderImage:
    """A picture of a content folder: what tells it from others, its size, and where its bytes are."""

    file: Path
    sha256: str
    byte_count: int
    width: int
    height: int

    def read(self) -> ImageFile:
        return ImageFile(self.file.read_bytes(), self.width, self.height)


def encode(data: bytes) -> ImageFile:
    """Make what somebody sent into a picture as it is kept; one that moves becomes its first moment.

    Raises ImageError.
    """
    with opened(data, LIMITS) as original:
        picture = upright(original, (SIDE_MAX, SIDE_MAX))
        return _written(picture, is_exact=original.format in _EXACT_FORMATS)


def read_kept(data: bytes) -> ImageFile:
    """Read a file that must be as `encode` writes them, to be kept byte for byte.

    Raises ImageError.
    """
    chunks = list(_chunks(data))
    if not chunks or not _CHUNKS.issuperset(chunks):
        raise ImageError(ImageFault.NOT_OURS)
    with opened(data, LIMITS) as picture:
        picture.load()
        size = picture.size
    if max(size) > SIDE_MAX:
        raise ImageError(ImageFault.NOT_OURS)
    return ImageFile(data, *size)


def read_file(file: Path) -> FolderImage:
    """Read a picture of a content folder, without keeping its bytes. Raises ImageError."""
    if file.stat().st_size > LIMITS.bytes_max:
        raise ImageError(ImageFault.TOO_BIG)
    read = read_kept(file.read_bytes())
    return FolderImage(file, sha256(read.data).hexdigest(), len(read.data), read.width, read.height)


def _written(picture: Image.Image, *, is_exact: bool) -> ImageFile:
    picture.info.clear()  # or it would be written along
    data = _as_webp(picture, lossless=True, quality=_QUALITY) if is_exact else b""
    if not 0 < len(data) <= _EXACT_BYTES_MAX:
        data = _as_webp(picture, quality=_QUALITY)
    return ImageFile(data, *picture.size)


def _as_webp(picture: Image.Image, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, "WEBP", **options)
    return file.getvalue()


def _chunks(data: bytes) -> Iterator[bytes]:
    """List what a WebP file is made of; nothing, if it does not end where it says, or is another file."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or _number(data[4:8]) + 8 != len(data):
        return
    place = 12
    while place < len(data):
        yield data[place : place + 4]
        length = _number(data[place + 4 : place + 8])
        place += 8 + length + length % 2
    if place != len(data):
        yield b""


def _number(four: bytes) -> int:
    return int.from_bytes(four, "little")
