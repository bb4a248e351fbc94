"""The certificate's page: complete, the same each time, and nobody's name breaks out of it."""

import logging
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from flask import Flask
from PIL import Image

from elearning.certificates import logos, pdf
from elearning.certificates.facts import CertificateFacts, ModuleTaken
from elearning.certificates.lettering import LEADING, PLACE_HEIGHT, LetteringError, fit
from tests.unit.certificates.examples import ADDRESS, FACTS, draw, named, pages, picture, text

SECONDS = 1.0  # twenty times what it takes on a quiet machine
LETTERS = {
    "Danish": "Åse Kjærgård Ømosegaard",
    "two surnames": "Anne-Marie Kjærgård Nørgaard-Østergaard Holm",
    "longest": ("Maximiliane Alexandrina Charlotte-Amalie Frederikke " * 3)[:120].strip(),
    "no space": "Rhabarberbarbara" * 7 + "Rhabarbe",
    "widest": "W" * 120,
    "Greek": "Αλέξανδρος Παπαδόπουλος",
    "Cyrillic": "Олександра Їжакевич-Ґалаґан",
    "Vietnamese": "Nguyễn Thị Ánh Tuyết Phượng",
    "Polish": "Łucja Świętosławska-Żółć",
}
MARKUP = [
    "<img src=file:///etc/passwd>",
    '<pdf:include src="/etc/passwd"> Holm',
    '"><style>p { color: red }</style>',
    "<script>alert(1)</script> & Søn",
    "{{ 7 * 7 }} {% include 'base.html' %}",
    "url(http://example.dk/a.png)",
]


def ink(drawn: bytes) -> tuple[int, int, int, int]:
    """Find the box around everything dark between header and board, in per mille of the page."""
    page = picture(drawn, 60).convert("L")
    width, height = page.size
    body = page.crop((0, round(height * 0.03), width, round(height * 0.72)))
    box = body.point(lambda value: 255 if value < 150 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = box
    return left * 1000 // width, top * 1000 // height, right * 1000 // width, bottom * 1000 // height


def test_everything_stands_on_it(certificate: bytes) -> None:
    shown = text(certificate)
    minutes = sum(module.minutes for module in FACTS.modules)
    for part in (
        FACTS.name,
        FACTS.organisation,
        FACTS.number,
        ADDRESS,
        "23. november 2026",
        "1. november 2026",
    ):
        assert part in shown
    for module in FACTS.modules:
        assert module.title in shown
    assert f"{minutes} min." in shown
    assert "23. november 2029" in shown


def test_without_a_validity_none_is_named(drawing_app: Flask) -> None:
    assert "2029" not in text(draw(drawing_app, replace(FACTS, valid_until=None)))


def test_it_is_one_upright_a4_page_below_100_kb(certificate: bytes) -> None:
    with pikepdf.open(BytesIO(certificate)) as document:
        assert len(document.pages) == 1
        box = [float(side) for side in document.pages[0].mediabox.as_list()]
    assert box == pytest.approx([0, 0, 595.28, 841.89], abs=0.02)
    assert len(certificate) < 100_000


def test_its_fonts_are_embedded_and_only_the_letters_used(certificate: bytes) -> None:
    with pikepdf.open(BytesIO(certificate)) as document:
        fonts = list(document.pages[0].Resources.Font.as_dict().values())
        assert [str(font.BaseFont) for font in fonts] == [
            "/AAAAAA+IBMPlexSans-SemiBold",
            "/AAAAAA+IBMPlexSans",
        ]
        assert all(len(font.FontDescriptor.FontFile2.read_bytes()) < 40_000 for font in fonts)


def test_the_code_is_read_as_the_address(certificate: bytes) -> None:
    (found,) = zxingcpp.read_barcodes(picture(certificate, 150).convert("L"))
    assert found.text == ADDRESS
    corner, opposite = found.position.top_left, found.position.bottom_right
    assert (opposite.x - corner.x) / 150 * 25.4 >= 25  # millimetres, without the quiet zone


def test_the_same_facts_give_the_same_bytes_today_and_in_another_process(
    drawing_app: Flask, certificate: bytes, tmp_path: Path
) -> None:
    assert draw(drawing_app) == certificate
    program = (
        "import sys; from pathlib import Path; from elearning import create_app;"
        "from tests.conftest import make_settings; from tests.unit.certificates.examples import draw;"
        "sys.stdout.buffer.write(draw(create_app(make_settings('sqlite://', Path(sys.argv[1])))))"
    )
    other = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert other.stdout == certificate


def test_several_at_once_do_not_draw_into_each_other(drawing_app: Flask, certificate: bytes) -> None:
    names = [FACTS.name, "Αλέξανδρος", "Nguyễn Thị Ánh", FACTS.name]
    with ThreadPoolExecutor(4) as threads:
        drawn = list(threads.map(lambda name: draw(drawing_app, named(name)), names))
    assert drawn[0] == drawn[3] == certificate
    assert names[1] in text(drawn[1])


@pytest.mark.parametrize("script", LETTERS)
def test_every_name_fits_its_place_and_can_be_copied(drawing_app: Flask, script: str) -> None:
    name = LETTERS[script]
    drawn = draw(drawing_app, named(name))
    assert pages(drawn) == 1
    assert len(drawn) < 100_000
    left, _top, right, _bottom = ink(drawn)
    assert left >= 110  # 24 of 210 millimetres
    assert right <= 890
    assert "".join(name.split()) in "".join(text(drawn).split())


def test_an_arabic_name_is_drawn_joined_and_from_the_right(drawing_app: Flask) -> None:
    drawn = draw(drawing_app, named("محمد"))
    assert pages(drawn) == 1
    assert {"\ufee3", "\ufea4", "\ufee4", "\ufeaa", "م", "ح", "د"} & set(text(drawn))


@pytest.mark.parametrize("name", MARKUP)
def test_a_name_is_never_markup_nor_a_path(drawing_app: Flask, name: str) -> None:
    drawn = draw(drawing_app, replace(named(name), organisation=name, modules=(ModuleTaken(name, 3),)))
    assert text(drawn).count(name.rsplit(maxsplit=1)[-1]) >= 3
    assert "root:" not in text(drawn)
    assert pages(drawn) == 1


def test_nothing_but_our_own_files_can_be_opened(drawing_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    for wanted in ("/etc/passwd", "http://127.0.0.1/a.png", "../pdf.py", "data:image/png;base64,AAAA"):
        monkeypatch.setattr(
            pdf, "render_template", lambda *_args, at=wanted, **_kw: f'<p><img src="{at}">x</p>'
        )
        with pytest.raises(pdf.PdfError, match="may not have"):
            draw(drawing_app)


def test_names_do_not_end_up_in_the_log(drawing_app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        draw(drawing_app, named("王小明 Ømosegaard"))
    assert "Ømosegaard" not in caplog.text


def test_a_long_course_is_written_smaller_and_a_far_too_long_one_is_refused(drawing_app: Flask) -> None:
    def course(modules: int) -> CertificateFacts:
        return replace(FACTS, modules=tuple(ModuleTaken(f"Modul {number}", 9) for number in range(modules)))

    assert pages(draw(drawing_app, course(14))) == 1
    with pytest.raises(pdf.PdfError, match="too many modules"):
        draw(drawing_app, course(60))


def test_the_logo_is_shown(drawing_app: Flask, logo: Path) -> None:
    page = picture(draw(drawing_app, logo=logo), 50)
    red = page.getpixel((round(page.width * 0.15), round(page.height * 0.08)))
    assert red == pytest.approx((192, 0, 0), abs=3)


def test_a_photograph_as_a_logo_keeps_the_file_small(drawing_app: Flask, tmp_path: Path) -> None:
    Image.effect_noise((3000, 1000), 90).convert("RGB").save(tmp_path / "photo.jpg")
    assert len(draw(drawing_app, logo=tmp_path / "photo.jpg")) < 100_000


def test_a_logo_that_is_no_picture_is_an_error_that_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_text("<svg/>")
    for path in (tmp_path / "logo.png", tmp_path / "missing.png"):
        with pytest.raises(logos.LogoError, match="ELEARNING_LOGO"):
            logos.of_operator(path)


def test_a_warm_certificate_takes_little_time(drawing_app: Flask, certificate: bytes) -> None:
    started = time.process_time()
    assert draw(drawing_app) == certificate
    assert time.process_time() - started < SECONDS


def test_a_name_is_as_large_as_it_can_be() -> None:
    assert fit("Ea Bo").size == 40
    assert fit("Åse Kjærgård Ømosegaard").lines == ("Åse Kjærgård Ømosegaard",)
    two = fit("Anne-Marie Kjærgård Nørgaard Østergaard")
    assert two.lines == ("Anne-Marie Kjærgård", "Nørgaard Østergaard")
    longest = fit("W" * 120)
    assert "".join(longest.lines) == "W" * 120
    assert len(longest.lines) * longest.size * LEADING <= PLACE_HEIGHT


def test_an_accent_stays_with_its_letter_and_control_characters_go() -> None:
    lines = fit("x\u0323\u0308" * 40).lines
    assert not any(line.startswith(("\u0323", "\u0308")) for line in lines)
    assert fit("Åse\x00\x07 Holm\n").lines == ("Åse Holm",)


def test_a_name_of_a_thousand_letters_is_refused() -> None:
    with pytest.raises(LetteringError):
        fit("W" * 1000)
