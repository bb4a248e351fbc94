"""Whoever takes a picture, for a text or a certificate, refuses what is none or too large, with a reason."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import pytest
from PIL import Image

from elearning.certificates import logos
from elearning.image_reading import ImageError, ImageFault, Limits, opened, upright
from elearning.modules import image_files
from tests.unit.modules.pictures import SCRIPT, bomb, picture, seen

Take = Callable[[bytes], bytes]
RED = (200, 30, 30)


def for_a_text(data: bytes) -> bytes:
    return image_files.encode(data).data


def for_a_certificate(data: bytes) -> bytes:
    return logos.small_png(io.BytesIO(data))


@pytest.fixture(params=[for_a_text, for_a_certificate], ids=["text", "certificate"])
def take(request: pytest.FixtureRequest) -> Take:
    """Take a picture as a text, or as a certificate, does."""
    taker: Take = request.param
    return taker


def fault_of(take: Take, data: bytes) -> ImageFault:
    with pytest.raises(ImageError) as refused:
        take(data)
    return refused.value.fault


@pytest.mark.parametrize("data", [SCRIPT, b"\n\n <SVG onload=alert(1)>", b"\xef\xbb\xbf<!-- x --><svg/>"])
def test_an_svg_is_refused_as_such(take: Take, data: bytes) -> None:
    assert fault_of(take, data) is ImageFault.SVG


@pytest.mark.parametrize(
    "data",
    [
        b"not a picture",
        b"%PDF-1.7 ...",
        b"\0" * 500,
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"RIFF\x10\0\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"BM" + b"\0" * 100,
    ],
)
def test_garbage_is_refused(take: Take, data: bytes) -> None:
    assert fault_of(take, data) is ImageFault.UNREADABLE


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PPM"])
def test_other_kinds_of_pictures_are_refused(take: Take, kind: str) -> None:
    assert fault_of(take, picture(kind)) is ImageFault.UNREADABLE


@pytest.mark.parametrize("kind", ["WEBP", "GIF"])
def test_a_certificate_takes_fewer_kinds_than_a_text(kind: str) -> None:
    assert for_a_text(picture(kind))
    assert fault_of(for_a_certificate, picture(kind)) is ImageFault.UNREADABLE


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_half_a_file_is_refused(take: Take, kind: str) -> None:
    data = picture(kind, size=(400, 300))
    assert fault_of(take, data[: len(data) // 2]) is ImageFault.UNREADABLE


def test_half_a_file_for_a_text_is_refused_too() -> None:
    data = picture("WEBP", size=(400, 300))
    assert fault_of(for_a_text, data[: len(data) // 2]) is ImageFault.UNREADABLE


@pytest.mark.parametrize(
    ("taker", "limits"), [(for_a_text, image_files.LIMITS), (for_a_certificate, logos.LIMITS)]
)
def test_an_empty_file_and_a_large_one_are_refused(taker: Take, limits: Limits) -> None:
    assert fault_of(taker, b"") is ImageFault.EMPTY
    assert fault_of(taker, picture() + b"\0" * limits.bytes_max) is ImageFault.TOO_BIG


@pytest.mark.parametrize("size", [(7000, 6000), (12_000, 12_000), (60_000, 60_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(take: Take, size: tuple[int, int]) -> None:
    assert fault_of(take, bomb(*size)) is ImageFault.TOO_MANY_PIXELS


def test_the_limits_are_those_of_whoever_asks() -> None:
    data = picture("PNG", size=(20, 10))
    for limits, fault in (
        (Limits(("PNG",), bytes_max=len(data) - 1, pixels_max=200), ImageFault.TOO_BIG),
        (Limits(("PNG",), bytes_max=len(data), pixels_max=199), ImageFault.TOO_MANY_PIXELS),
        (Limits(("JPEG",), bytes_max=len(data), pixels_max=200), ImageFault.UNREADABLE),
    ):
        with pytest.raises(ImageError) as refused, opened(data, limits):
            pass
        assert refused.value.fault is fault
    with opened(data, Limits(("PNG",), bytes_max=len(data), pixels_max=200)) as picture_:
        assert picture_.size == (20, 10)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_damaged_file_is_a_picture_or_refused_and_never_an_error(take: Take, kind: str) -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    whole = picture(kind, size=(64, 48))
    for _ in range(150):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            made = take(bytes(broken))
        except ImageError:
            continue
        seen(made).load()


@pytest.mark.parametrize("box", [(100, 20), (20, 100)])
def test_a_photograph_taken_on_the_side_fits_the_box_when_it_is_upright(box: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    with opened(picture(size=(600, 300), exif=exif), logos.LIMITS) as photograph:
        made = upright(photograph, box)
    assert made.width <= box[0]
    assert made.height <= box[1]
    assert made.height == pytest.approx(made.width * 2, abs=1)
    red = made.getpixel((made.width // 2, 1))  # what was to the left is above
    assert isinstance(red, tuple)
    assert all(abs(one - other) < 25 for one, other in zip(red, RED, strict=True))
