"""Pictures in all content as one file: what is exported is always taken back, however many they are."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.authoring.models import ContentUpload
from elearning.content_text import ContentError
from elearning.database import db
from elearning.modules import illustrations
from elearning.modules.image_files import encode
from elearning.modules.models import Illustration, LessonRevision
from elearning.quizzes import course
from elearning.quizzes.publishing import QuizLibrary, import_quiz_library
from tests import archives
from tests.course import BEGIN, rows
from tests.integration.authoring.test_content import HILSEN, TITLE, download, send
from tests.integration.authoring.test_images import ALT, LIBRARY, LINE, added, form, show
from tests.integration.authoring.test_questions import BANK
from tests.pages import PageClient
from tests.unit.modules.pictures import picture

ADDRESS = "illustrations/to-kolleger-ved-en-gynge.webp"
PUBLISH = "Udgiv nu"
RETIRE = "/hr/lessons/hilsen/retire"


@pytest.fixture
def shown(hr: PageClient) -> bytes:
    """All content, with a picture that a lesson shows."""
    added(hr)
    show(hr, f"Se her.\n\n{LINE}")
    return download(hr)


def delete(app: Flask) -> None:
    with app.app_context():
        db.session.delete(db.session.query(Illustration).one())
        db.session.commit()


def kept(app: Flask) -> bytes:
    with app.app_context():
        return db.session.query(ContentUpload.archive).scalar() or b""


def test_a_picture_that_is_here_does_not_wait_with_the_file(app: Flask, hr: PageClient, shown: bytes) -> None:
    files = archives.unpack(shown)
    assert "1 ændret" in send(hr, archives.pack(with_title(files))).text
    assert files[ADDRESS] not in kept(app)
    hr.get("/hr/content/check").press(PUBLISH, size="small", note="Rettet")
    assert archives.unpack(download(hr)) == with_title(files)


def with_title(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, HILSEN: files[HILSEN].replace(TITLE[0].encode(), TITLE[1].encode())}


def test_a_picture_that_is_not_here_waits_and_comes_back(app: Flask, hr: PageClient, shown: bytes) -> None:
    delete(app)
    page = send(hr, shown)
    assert archives.unpack(shown)[ADDRESS] in kept(app)
    assert ADDRESS in page.text
    page.press(PUBLISH, size="small", note="Tilbage")
    assert download(hr) == shown


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_windows_line_ends_a_folder_around_and_what_a_mac_adds_change_nothing(
    hr: PageClient, shown: bytes, mark: bytes
) -> None:
    files = archives.unpack(shown)
    saved = {
        f"Indhold på A\u030a/{path}": data if path == ADDRESS else mark + data.replace(b"\n", b"\r\n")
        for path, data in files.items()
    }
    noise = {"__MACOSX/Indhold/._modules.yaml": b"\0", "Indhold på A\u030a/begynd/.DS_Store": b"\0"}
    assert "allerede udgivet" in send(hr, archives.pack({**saved, **noise})).text


def test_one_changed_picture_is_the_only_change(app: Flask, hr: PageClient, shown: bytes) -> None:
    texts = len(rows(app, LessonRevision))
    files = {**archives.unpack(shown), ADDRESS: encode(picture(size=(30, 30))).data}
    page = send(hr, archives.pack(files))
    assert [each.get_text(strip=True) for each in page.soup.select(".file-name")] == [ADDRESS]
    page.press(PUBLISH, size="small", note="Et nyt billede")
    assert archives.unpack(download(hr)) == files
    assert len(rows(app, LessonRevision)) == texts


def test_a_picture_of_a_draft_is_not_replaced_unseen(hr: PageClient, shown: bytes) -> None:
    other = added(hr, picture(size=(50, 50)), "Kun i en kladde")["address"]
    files = archives.unpack(shown)
    lesson = files[HILSEN] + f"\n![Noget andet]({other})\n".encode()
    page = send(hr, archives.pack({**files, HILSEN: lesson, other: encode(picture(size=(20, 20))).data}))
    assert "2 ændret, 0 nye" in page.text


@pytest.mark.parametrize("do", ["look", "publish"])
def test_a_picture_that_goes_while_the_file_waits_is_asked_for_again(
    app: Flask, hr: PageClient, shown: bytes, do: str
) -> None:
    page = send(hr, archives.pack(with_title(archives.unpack(shown))))
    before = len(rows(app, LessonRevision))
    delete(app)
    again = hr.get("/hr/content/check") if do == "look" else page.press(PUBLISH, size="small", note="Rettet")
    assert "Send filen igen" in again.soup.get_text()
    assert len(rows(app, LessonRevision)) == before


def test_a_file_that_waits_from_before_the_upgrade_is_asked_for_again(
    app: Flask, hr: PageClient, shown: bytes
) -> None:
    send(hr, archives.pack(with_title(archives.unpack(shown))))
    with app.app_context():
        db.session.query(ContentUpload).one().archive = shown
        db.session.commit()
    assert "Send filen igen." in hr.get("/hr/content/check").text


def test_what_is_wrong_with_pictures_is_said_in_danish_by_file(hr: PageClient, shown: bytes) -> None:
    files = archives.unpack(shown)
    wrong = {
        "illustrations/raat.webp": picture("PNG"),
        "illustrations/Stort.webp": files[ADDRESS],
        "illustrations/ond.webp": b"RIFF\x1c\0\0\0WEBPVP8 \x10\0\0\0<svg onload=x>  ",
    }
    page = send(hr, archives.pack({**files, **wrong}), status=422)
    told = {row.select_one("th").get_text(): row.get_text("|") for row in page.soup.select("tbody tr")}  # type: ignore[union-attr]
    assert set(told) == set(wrong)
    assert "ikke gemt på den måde" in told["illustrations/raat.webp"]
    assert "små bogstaver" in told["illustrations/Stort.webp"]
    assert "i stykker" in told["illustrations/ond.webp"]
    page = send(hr, archives.pack({**files, "illustrations/ekstra.webp": files[ADDRESS]}), status=422)
    assert "Ingen tekst viser billedet" in page.text


class TestRoom:
    @pytest.fixture(params=["TOGETHER_MAX", "TOGETHER_BYTES_MAX"])
    def full(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, shown: bytes) -> bytes:
        """All content of a place where there is room for the one picture that there is."""
        size = len(archives.unpack(shown)[ADDRESS])
        most = {"TOGETHER_MAX": 1, "TOGETHER_BYTES_MAX": size}
        monkeypatch.setattr(illustrations, request.param, most[request.param])
        return shown

    @pytest.mark.usefixtures("full")
    def test_that_is_used_up_is_said_at_the_field_with_the_words_kept(
        self, app: Flask, hr: PageClient
    ) -> None:
        page = hr.post(LIBRARY, form(hr, picture(size=(33, 33)), "Et til"), status=422)
        assert "Der er ikke plads til flere billeder" in page.text
        assert 'value="Et til"' in str(page.soup)
        assert len(rows(app, Illustration)) == 1

    @pytest.mark.usefixtures("full")
    def test_is_not_asked_for_by_a_picture_that_is_here(self, hr: PageClient) -> None:
        assert hr.post(LIBRARY, form(hr, picture())).heading == ALT

    def test_that_is_used_up_still_takes_what_was_exported(self, hr: PageClient, full: bytes) -> None:
        assert "allerede udgivet" in send(hr, full).text

    def test_that_is_used_up_refuses_a_file_with_one_more(
        self, app: Flask, hr: PageClient, full: bytes
    ) -> None:
        files = archives.unpack(full)
        lesson = files[HILSEN] + b"\n![Et til](illustrations/et-til.webp)\n"
        more = {**files, HILSEN: lesson, "illustrations/et-til.webp": encode(picture(size=(33, 33))).data}
        assert "for mange billeder" in send(hr, archives.pack(more), status=422).text
        assert rows(app, ContentUpload) == []

    def test_that_was_used_up_meanwhile_is_said_instead_of_publishing(
        self, app: Flask, hr: PageClient, shown: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        delete(app)
        page = send(hr, shown)
        monkeypatch.setattr(illustrations, "TOGETHER_MAX", 0)
        assert "for mange billeder" in page.press(PUBLISH, status=422, size="small", note="Tilbage").text
        assert rows(app, Illustration) == []

    def test_is_asked_for_by_the_command_too(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(illustrations, "has_room", lambda _sizes: False)
        with app.app_context(), pytest.raises(ContentError, match="pictures would be more than"):
            course.import_course(course.read_course())


class TestWhatAnExportNeeds:
    def test_a_picture_that_only_a_question_names_stays(self, app: Flask, hr: PageClient) -> None:
        address = added(hr)["address"]
        asked = BANK.questions[0].model_copy(update={"question": f"Hvad viser {address}?"})
        with app.app_context():
            bank = BANK.model_copy(update={"questions": (asked,)})
            import_quiz_library(QuizLibrary((), (bank,)))
            db.session.commit()
        page = hr.get(LIBRARY).follow(ALT)
        assert f"{BEGIN.title} (udgivet)" in page.text
        assert "Slet billedet" not in page.text

    def test_a_retired_lesson_does_not_come_back_without_its_picture(
        self, app: Flask, hr: PageClient
    ) -> None:
        added(hr)
        show(hr, LINE)
        hr.get(RETIRE).press("Tag lektionen ud", note="Forældet")
        hr.get(LIBRARY).follow(ALT).press("Slet billedet")
        before = len(rows(app, LessonRevision))
        refused = hr.get(RETIRE).press("Hent lektionen tilbage", status=422, note="Savnet")
        assert "billeder, som er slettet: illustrations/to-kolleger-ved-en-gynge.webp" in refused.text
        assert "Savnet" in str(refused.soup.select_one("textarea"))
        assert len(rows(app, LessonRevision)) == before
        show(hr, "Uden billede.")
        assert hr.get("/lessons/hilsen").heading
