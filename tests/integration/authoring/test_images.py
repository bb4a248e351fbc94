"""HR's pictures: sent, kept, shown in a lesson, missed, deleted; and what is no picture is refused."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from elearning.audit import AuditEntry
from elearning.database import db
from elearning.modules.models import Illustration
from tests.course import lesson as a_lesson
from tests.course import publish, read, rows
from tests.integration.authoring import scenarios
from tests.integration.authoring.writing import EDIT, JSON, PUBLISH, autosave, draft, press_publish, write
from tests.pages import Page, PageClient, check_page
from tests.statements import statements
from tests.unit.modules.pictures import SCRIPT, bomb, moving, picture, seen

LIBRARY = "/hr/images"
ALT = "To kolleger ved en gynge"
LINE = f"![{ALT}](illustrations/to-kolleger-ved-en-gynge.webp)"


def form(hr: PageClient, data: bytes | None, alt: str = ALT, name: str = "gynge.jpg") -> dict[str, Any]:
    """Fill in the form of a picture."""
    values: dict[str, Any] = {"alt": alt, "csrf_token": hr.token()}
    return values if data is None else {**values, "file": (io.BytesIO(data), name)}


def ask(hr: PageClient, data: bytes | None, alt: str = ALT) -> TestResponse:
    """Send a picture as the dialog does, which asks for JSON."""
    return hr.raw.post(LIBRARY, data=form(hr, data, alt), headers=JSON)


def added(hr: PageClient, data: bytes | None = None, alt: str = ALT) -> dict[str, Any]:
    answer = ask(hr, picture() if data is None else data, alt)
    assert answer.status_code == 201
    told: dict[str, Any] = answer.get_json()
    return told


def show(hr: PageClient, text: str, **publishing: Any) -> Page:  # noqa: ANN401 - form values
    """Publish a text in the lesson's first step."""
    write(hr.get(EDIT), steps__1__text=text)
    return press_publish(hr, **publishing)


class TestSending:
    def test_keeps_the_picture_and_says_its_line(self, app: Flask, hr: PageClient) -> None:
        page = hr.post(LIBRARY, form(hr, picture(size=(2000, 1000))))
        assert page.heading == ALT
        assert page.soup.select_one("#line")["value"] == LINE  # type: ignore[index]  # it is there
        (kept,) = rows(app, Illustration)
        assert (kept.slug, kept.alt, kept.uploaded_by) == ("to-kolleger-ved-en-gynge", ALT, "Hanne Hr")
        assert (kept.width, kept.height) == (1600, 800)
        assert [each.action for each in rows(app, AuditEntry)] == ["image.added"]

    def test_answers_the_dialog_with_what_it_needs(self, hr: PageClient) -> None:
        told = added(hr)
        assert told["markdown"] == LINE
        assert told["address"] == "illustrations/to-kolleger-ved-en-gynge.webp"
        assert (told["width"], told["height"], told["alt"]) == (80, 60, ALT)
        assert seen(hr.raw.get(told["url"]).data).size == (80, 60)
        (listed,) = hr.raw.get(LIBRARY, headers=JSON).get_json()["images"]
        assert listed == told

    def test_the_same_picture_once_more_is_the_one_that_is_there(self, app: Flask, hr: PageClient) -> None:
        first, second = added(hr), added(hr, alt="Den røde og den blå")
        assert second["address"] == first["address"]
        assert second["markdown"].startswith("![Den røde og den blå]")
        assert len(rows(app, Illustration)) == 1

    def test_and_its_page_says_so(self, hr: PageClient) -> None:
        added(hr)
        page = hr.post(LIBRARY, form(hr, picture(), "Andre ord"))
        assert page.heading == ALT
        assert "Billedet var her i forvejen" in page.text

    def test_two_at_the_same_moment_are_kept_once(self, app: Flask, hr: PageClient) -> None:
        sent, data = form(hr, None), picture()
        cookie = hr.raw.get_cookie("elearning_session")
        assert cookie

        def post(_number: int) -> int:
            other = app.test_client()
            other.set_cookie("elearning_session", cookie.value)
            values = {**sent, "file": (io.BytesIO(data), "x.jpg")}
            return other.post(LIBRARY, data=values, headers=JSON).status_code

        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(post, range(4))) == [201] * 4
        assert len(rows(app, Illustration)) == 1

    def test_other_pictures_of_the_same_words_have_other_names(self, hr: PageClient) -> None:
        addresses = [added(hr, picture(size=(n, n)))["address"] for n in (20, 30)]
        assert addresses == [
            "illustrations/to-kolleger-ved-en-gynge.webp",
            "illustrations/to-kolleger-ved-en-gynge-2.webp",
        ]

    @pytest.mark.parametrize(
        ("alt", "slug"), [("☀", "billede"), ("Shown", "shown-2"), ("Æbler på Å, ført", "aebler-paa-aa-foert")]
    )
    def test_any_words_give_a_name(self, hr: PageClient, alt: str, slug: str) -> None:
        assert added(hr, alt=alt)["slug"] == slug

    def test_a_photograph_of_several_megabytes_becomes_small(self, app: Flask, hr: PageClient) -> None:
        file = io.BytesIO()
        Image.effect_noise((3000, 2000), 60).save(file, "PNG")
        assert len(file.getvalue()) > 2_000_000
        sent = FileStorage(io.BytesIO(file.getvalue()), "stor.png")
        boundary, body = encode_multipart({**form(hr, None), "file": sent})
        kind = f"multipart/form-data; boundary={boundary}"
        assert hr.raw.post(LIBRARY, data=body, content_type=kind, headers=JSON).status_code == 201
        (kept,) = rows(app, Illustration)
        assert kept.byte_count < 800_000

    def test_what_moves_becomes_still(self, hr: PageClient) -> None:
        url = added(hr, moving())["url"]
        assert getattr(seen(hr.raw.get(url).data), "n_frames", 1) == 1

    def test_a_picture_with_the_name_of_another_kind_is_taken_for_what_it_is(self, hr: PageClient) -> None:
        assert hr.post(LIBRARY, form(hr, picture("PNG"), name="../../billede.svg")).heading == ALT

    def test_leads_back_to_the_text(self, hr: PageClient) -> None:
        page = hr.post(f"{LIBRARY}?back={EDIT}", form(hr, picture()))
        assert page.link("Tilbage til din tekst").endswith(EDIT)
        for elsewhere in ("//evil.example", "https://evil.example", "/team"):
            page = hr.get(f"{LIBRARY}?back={elsewhere}")
            assert "Tilbage til din tekst" not in page.text


class TestRefusing:
    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (None, "Vælg et billede."),
            (b"", "Vælg et billede."),
            (SCRIPT, "En SVG-fil kan indeholde programmer."),
            (b"GIF89a and nothing more", "Vi kan ikke læse filen som et billede."),
            (picture(size=(300, 300))[:900], "Vi kan ikke læse filen som et billede."),
            (bomb(30_000, 30_000), "mere end 40 millioner billedpunkter"),
        ],
        ids=["nothing", "empty", "svg", "garbage", "half", "bomb"],
    )
    def test_says_it_at_the_field_and_keeps_the_words(
        self, app: Flask, hr: PageClient, data: bytes | None, said: str
    ) -> None:
        page = hr.post(LIBRARY, form(hr, data), status=422)
        assert said in str(page.soup.select_one("#file-error"))
        assert page.soup.select_one("#alt")["value"] == ALT  # type: ignore[index]  # it is there
        assert rows(app, Illustration) == []
        told = ask(hr, data)
        assert told.status_code == 422
        assert said in told.get_json()["errors"]["file"][0]

    @pytest.mark.parametrize("alt", ["", "  \n ", "x" * 301, "\0"])
    def test_without_words_there_is_no_picture(self, app: Flask, hr: PageClient, alt: str) -> None:
        told = ask(hr, picture(), alt)
        assert told.status_code == 422
        assert told.get_json()["errors"]["alt"]
        assert rows(app, Illustration) == []

    def test_thirty_megabytes_are_answered_in_plain_words(self, app: Flask, hr: PageClient) -> None:
        write(hr.get(EDIT), title="En kladde")
        large = {"CONTENT_LENGTH": str(30 * 1024 * 1024)}
        kind = "multipart/form-data; boundary=x"
        page = hr.raw.post(LIBRARY, data=b"", content_type=kind, environ_overrides=large)
        assert page.status_code == 413
        check_page(app, LIBRARY, page.text)
        assert "mere end 10 MB" in str(BeautifulSoup(page.text, "html5lib").select_one("#file-error"))
        asked = hr.raw.post(LIBRARY, data=b"", content_type=kind, environ_overrides=large, headers=JSON)
        assert asked.status_code == 413
        assert "mere end 10 MB" in asked.get_json()["errors"]["file"][0]
        kept = draft(app)
        assert kept
        assert kept.data
        assert kept.data["title"] == "En kladde"

    def test_who_is_not_hr_may_send_no_large_file(self, learner: PageClient) -> None:
        large = {"CONTENT_LENGTH": str(5 * 1024 * 1024)}
        answer = learner.raw.post(
            LIBRARY, data=b"", content_type="multipart/form-data; boundary=x", environ_overrides=large
        )
        assert answer.status_code == 413


class TestShowing:
    def test_a_learner_sees_it_in_the_lesson(self, hr: PageClient, learner: PageClient) -> None:
        told = added(hr)
        show(hr, f"Se her.\n\n{LINE}")
        shown = learner.get("/lessons/hilsen").soup.select_one(".lesson-text img")
        assert shown
        assert (shown["src"], shown["alt"], shown["width"], shown["height"]) == (told["url"], ALT, "80", "60")
        assert seen(learner.raw.get(str(shown["src"])).data).format == "WEBP"

    def test_its_file_is_kept_by_the_browser_and_can_do_nothing(self, hr: PageClient) -> None:
        url = added(hr)["url"]
        answer = hr.raw.get(url)
        assert answer.content_type == "image/webp"
        assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        again = hr.raw.get(url, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")

    def test_nobody_sees_it_without_signing_in(self, hr: PageClient) -> None:
        answer = hr.another().raw.get(added(hr)["url"])
        assert answer.status_code == 302
        assert "/login" in answer.location

    @pytest.mark.parametrize("count", [1, 4])
    def test_costs_one_statement_however_many_a_text_shows(
        self, app: Flask, hr: PageClient, learner: PageClient, count: int
    ) -> None:
        page = "/lessons/hilsen/foerste"
        with app.app_context():
            engine = db.engine
        learner.get(page)
        with statements(engine) as before:
            learner.get(page)
        shown = [added(hr, picture(size=(20 + n, 20)))["markdown"] for n in range(count)]
        show(hr, "\n\n".join(shown))
        with statements(engine) as after:
            learner.get(page)
        assert len(after) == len(before) + 1

    def test_an_editor_is_led_to_the_file_by_its_address_in_the_text(self, hr: PageClient) -> None:
        told = added(hr)
        assert hr.raw.get(f"{LIBRARY}/shown?address={told['address']}").location == told["url"]
        assert "/static/" in hr.raw.get(f"{LIBRARY}/shown?address=pictures/cirkel.svg").location
        for address in ("", "illustrations/ukendt.webp", "https://evil.example", "\0", "x" * 3000):
            assert hr.raw.get(f"{LIBRARY}/shown", query_string={"address": address}).status_code == 404


class TestMissing:
    def test_a_picture_that_is_not_there_is_said_at_its_field(self, hr: PageClient) -> None:
        write(hr.get(EDIT), steps__1__text="![Noget](illustrations/ukendt.webp)")
        page = hr.get(f"{EDIT}?check=1")
        assert "findes ikke mere" in str(page.soup.select_one("#steps-1-text-error"))
        assert "Udgiv nu" not in hr.get(PUBLISH).text

    def test_one_that_is_there_is_no_problem(self, hr: PageClient) -> None:
        added(hr)
        page = write(hr.get(EDIT), steps__1__text=LINE)
        assert "skal rettes" not in page.text
        assert "mangler" not in page.soup.select_one(".preview-findings").get_text()  # type: ignore[union-attr]  # is there

    def test_the_button_without_a_script_keeps_what_is_written(self, app: Flask, hr: PageClient) -> None:
        page = write(hr.get(EDIT), title="Ikke tabt", do="images")
        assert page.heading == "Billeder"
        assert page.follow("Tilbage til din tekst").heading == "Ikke tabt"
        assert draft(app)


class TestDeleting:
    def test_a_picture_that_nobody_shows_is_gone_for_ever(self, app: Flask, hr: PageClient) -> None:
        url = added(hr)["url"]
        page = hr.get(LIBRARY)
        assert "Bruges ikke." in page.text
        page.follow(ALT).press("Slet billedet")
        assert rows(app, Illustration) == []
        assert hr.raw.get(url).status_code == 404
        assert rows(app, AuditEntry)[-1].action == "image.deleted"

    def test_one_that_a_draft_shows_stays(self, app: Flask, hr: PageClient) -> None:
        added(hr)
        waiting = hr.get(LIBRARY).follow(ALT)
        autosave(hr.get(EDIT), steps__1__text=LINE)
        assert "begyndt" in waiting.press("Slet billedet").text or len(rows(app, Illustration)) == 1
        page = hr.get(LIBRARY).follow(ALT)
        assert "Lektion hilsen (kladde)" in page.text
        assert "Slet billedet" not in page.text

    def test_one_that_is_published_stays_until_it_is_taken_out(
        self, hr: PageClient, learner: PageClient
    ) -> None:
        added(hr)
        show(hr, LINE)
        assert "Lektion hilsen (udgivet)" in hr.get(LIBRARY).follow(ALT).text
        show(hr, "Uden billede.")
        page = hr.get(LIBRARY).follow(ALT)
        assert "Tidligere tekster i historikken viser det." in page.text
        page.press("Slet billedet")
        assert ALT in hr.get("/hr/lessons/hilsen/history/2").text
        assert learner.get("/lessons/hilsen").heading

    @pytest.mark.usefixtures("dilemmas")
    def test_leads_to_each_text_that_shows_it_a_scenario_too(self, hr: PageClient) -> None:
        added(hr)
        write(hr.get(scenarios.EDIT), situation=LINE)
        page = hr.get(LIBRARY).follow(ALT)
        assert f"{scenarios.TEXT.title} (kladde)" in page.text
        assert page.follow(scenarios.TEXT.title).url == scenarios.EDIT
        press_publish(hr, url=scenarios.PUBLISH)
        assert hr.get(LIBRARY).follow(ALT).follow(scenarios.TEXT.title).url == scenarios.EDIT

    def test_costs_the_same_however_many_pictures_and_texts(self, app: Flask, hr: PageClient) -> None:
        def cost() -> int:
            with app.app_context():
                engine = db.engine
            with statements(engine) as sent:
                hr.get(LIBRARY)
            return len(sent)

        told = added(hr)
        before = cost()
        step = read("a").model_copy(update={"text": told["markdown"]})
        publish(app, *(a_lesson(f"nr-{number}", step, position=number + 3) for number in range(5)))
        for number in range(4):
            added(hr, picture(size=(30 + number, 20)))
        assert cost() == before
