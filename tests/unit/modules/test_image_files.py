"""What people send becomes a small, plain picture. What is refused: tests/unit/test_image_reading.py."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from elearning.image_reading import ImageError, ImageFault
from elearning.modules.image_files import encode, read_kept
from tests.unit.modules.pictures import SCRIPT, moving, picture, seen

RED, BLUE = (200, 30, 30), (30, 30, 200)


def is_close(found: object, colour: tuple[int, int, int], by: int = 12) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) <= by for one, other in zip(found, colour, strict=False))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("PNG", "RGB"),
        ("PNG", "P"),
        ("WEBP", "RGB"),
        ("GIF", "P"),
        ("GIF", "L"),
    ],
)
def test_what_cameras_and_programs_write_is_taken(kind: str, mode: str) -> None:
    made = encode(picture(kind, mode=mode))
    assert (made.width, made.height) == seen(made.data).size == (80, 60)
    assert seen(made.data).format == "WEBP"


@pytest.mark.parametrize("mode", ["1", "LA", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_taken(mode: str) -> None:
    if mode == "I;16":
        file = io.BytesIO()
        Image.new("I;16", (8, 8), 0x4000).save(file, "PNG")
        grey = seen(encode(file.getvalue()).data).convert("RGB").getpixel((4, 4))
        assert is_close(grey, (64, 64, 64))
    else:
        assert encode(picture("PNG", mode=mode)).width == 80


def test_colours_for_print_are_taken() -> None:
    made = encode(picture("JPEG", mode="CMYK"))
    assert is_close(seen(made.data).convert("RGB").getpixel((10, 10)), RED, by=40)


def test_what_is_see_through_stays_so() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(file, "PNG")
    assert seen(encode(file.getvalue()).data).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]  # four of them


@pytest.mark.parametrize(("size", "kept"), [((4000, 1000), (1600, 400)), ((900, 3200), (450, 1600))])
def test_a_large_picture_is_made_smaller(size: tuple[int, int], kept: tuple[int, int]) -> None:
    made = encode(picture(size=size))
    assert (made.width, made.height) == kept == seen(made.data).size


def test_a_small_one_is_not_made_larger() -> None:
    assert encode(picture(size=(30, 20))).width == 30


def test_a_photograph_taken_on_the_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter to the right to be upright: what is to the left is above then
    made = encode(picture(size=(80, 60), exif=exif))
    assert (made.width, made.height) == (60, 80)
    assert is_close(seen(made.data).getpixel((30, 10)), RED)
    assert is_close(seen(made.data).getpixel((30, 70)), BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_is_kept(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Et kamera"
    exif[0x8825] = {1: "N", 2: (55.0, 43.0, 0.0)}  # where it was taken
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sent = picture(kind, exif=exif, icc_profile=profile)
    assert b"Et kamera" in sent
    made = encode(sent)
    again = seen(made.data)
    assert b"Et kamera" not in made.data
    assert not {"exif", "icc_profile", "xmp", "comment"} & again.info.keys()
    assert dict(again.getexif()) == {}


def test_the_colours_of_another_profile_are_seen_as_they_were_meant() -> None:
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = usual.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    made = encode(picture("PNG", icc_profile=swapped))  # in which what is called red is blue
    assert is_close(seen(made.data).convert("RGB").getpixel((10, 10)), BLUE)


def test_a_profile_that_is_none_does_no_harm() -> None:
    assert encode(picture("PNG", icc_profile=b"not a profile")).width == 80


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_a_picture_that_moves_becomes_its_first_moment(kind: str) -> None:
    made = seen(encode(moving(kind)).data)
    assert getattr(made, "n_frames", 1) == 1
    assert is_close(made.convert("RGB").getpixel((5, 5)), (255, 0, 0), by=20)


def test_a_drawing_loses_nothing_and_a_photograph_becomes_small() -> None:
    drawing = seen(encode(picture("PNG")).data).convert("RGB")
    assert drawing.getpixel((39, 5)) == RED
    assert drawing.getpixel((40, 5)) == BLUE
    noise = Image.effect_noise((1600, 1200), 60).convert("RGB")
    file = io.BytesIO()
    noise.save(file, "PNG")
    assert len(encode(file.getvalue()).data) < len(file.getvalue()) / 3


def test_sent_twice_it_is_the_same() -> None:
    assert encode(picture()) == encode(picture())


class TestAFileOfAFolder:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
    def test_is_kept_byte_for_byte(self, kind: str) -> None:
        made = encode(picture(kind))
        assert read_kept(made.data) == made

    def test_that_is_see_through_is_kept_too(self) -> None:
        file = io.BytesIO()
        Image.effect_noise((900, 900), 90).convert("RGBA").save(file, "PNG")
        made = encode(file.getvalue())
        assert read_kept(made.data) == made

    @pytest.mark.parametrize(
        "data",
        [
            picture("PNG"),
            b"",
            b"RIFF",
            picture("WEBP") + b"<script>",
            picture("WEBP", size=(1700, 20)),
            picture("WEBP", exif=Image.Exif().tobytes() + b"x" * 20),
            moving("WEBP"),
            SCRIPT,
        ],
        ids=["png", "empty", "stub", "more after it", "large", "metadata", "moving", "svg"],
    )
    def test_is_refused_unless_it_is_as_we_write_it(self, data: bytes) -> None:
        with pytest.raises(ImageError) as refused:
            read_kept(data)
        assert refused.value.fault is ImageFault.NOT_OURS

    def test_with_broken_pixels_is_refused(self) -> None:
        data = bytearray(encode(picture(size=(300, 300))).data)
        data[20:40] = b"\xff" * 20
        with pytest.raises(ImageError):
            read_kept(bytes(data))
