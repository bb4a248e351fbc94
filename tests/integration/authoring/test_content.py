"""All content as one file: downloaded, changed, looked at, and published as a whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.audit import AuditEntry
from elearning.authoring import archive
from elearning.authoring.models import ContentUpload
from elearning.database import db
from elearning.modules.models import LessonRevision
from elearning.progress.models import ProgressSummary
from elearning.quizzes.course import Course, import_course, read_course
from elearning.quizzes.models import QuestionBankRevision, ScenarioRevision
from tests import archives
from tests.course import open_session, rows
from tests.integration.authoring.writing import EDIT, press_publish, write
from tests.integration.authoring.writing import PUBLISH as PUBLISH_PAGE
from tests.integration.quizzes.weighing import ONE
from tests.pages import Page, PageClient
from tests.people import People

KINDS = (LessonRevision, ScenarioRevision, QuestionBankRevision)
LESSON, SCENARIO, BANK = "velkommen/01-velkommen.md", f"balancerne/{ONE}.yaml", "velkommen/quiz.yaml"
HILSEN, NAESTE = "begynd/01-hilsen.md", "videre/01-naeste.md"
TITLE = "title: Lektion hilsen", "title: Vi hilser"
PUBLISH = "Udgiv nu"
NEW_STEP = "\n## Et nyt trin\n\n```yaml\nstep: et-nyt-trin\nkind: read\n```\n\nNoget at læse.\n"


@pytest.fixture(scope="module")
def shipped() -> Course:
    return read_course()


@pytest.fixture
def office(app: Flask, client: PageClient, hanne: Person, shipped: Course) -> PageClient:
    """Somebody from HR, and the whole shipped course."""
    with app.app_context():
        import_course(shipped)
        db.session.commit()
    return open_session(client, hanne)


def download(office: PageClient) -> bytes:
    answer = office.raw.get("/hr/content/download")
    assert answer.mimetype == "application/zip"
    return bytes(answer.data)


def changed(office: PageClient, path: str, old: str, new: str) -> bytes:
    """Give what is downloaded with one file changed."""
    files = archives.unpack(download(office))
    assert old.encode() in files[path]
    return archives.pack({**files, path: files[path].replace(old.encode(), new.encode(), 1)})


def send(office: PageClient, content: bytes, *, status: int = 200) -> Page:
    return office.post("/hr/content", sent(office, content), status=status)


def sent(office: PageClient, content: bytes) -> dict[str, Any]:
    return {"csrf_token": office.token(), "file": (io.BytesIO(content), "indhold.zip")}


def count(app: Flask) -> list[int]:
    return [len(rows(app, kind)) for kind in KINDS]


def test_the_download_has_the_same_bytes_each_time_and_changes_nothing_when_sent(
    app: Flask, office: PageClient
) -> None:
    content = download(office)
    assert content == download(office)
    before = count(app)
    page = send(office, content)
    assert "Alt i filen er allerede udgivet" in page.text
    assert f"{sum(before) + 1} som nu" in page.text  # the file of modules too
    page.press("Slet den ventende fil")
    assert rows(app, ContentUpload) == []
    assert count(app) == before


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ((LESSON, "summary: ", "summary: Kort sagt, "), LessonRevision),
        ((SCENARIO, "pages:\n- ", "pages:\n- 16\n- "), ScenarioRevision),
        ((BANK, "Hvad svarer du?", "Hvad siger du?"), QuestionBankRevision),
    ],
)
def test_one_changed_file_is_one_new_revision_with_who_and_why(
    app: Flask, office: PageClient, change: tuple[str, str, str], kind: type[LessonRevision]
) -> None:
    before = count(app)
    path = change[0]
    page = send(office, changed(office, *change))
    assert [link.get_text() for link in page.soup.select(".file-name a")] == [path]
    difference = page.follow(path)
    assert difference.soup.select("ins")
    done = page.press(PUBLISH, size="small", note="Rettet i filen")
    assert "Filen er udgivet" in done.text
    added = [after - number for after, number in zip(count(app), before, strict=True)]
    assert added == [int(each is kind) for each in KINDS]
    newest = rows(app, kind)[-1]
    assert (newest.note, newest.published_by, newest.is_substantial) == ("Rettet i filen", "Hanne Hr", False)
    line = rows(app, AuditEntry)[-1]
    assert (line.action, line.details["changed"]) == ("content.published", [path])
    assert rows(app, ContentUpload) == []
    assert "Alt i filen er allerede udgivet" in send(office, download(office)).text


def test_a_file_with_mistakes_is_refused_with_all_of_them(app: Flask, office: PageClient) -> None:
    files = archives.unpack(download(office))
    files[LESSON] = files[LESSON].replace(b"kind: read", b"kind: reat", 1)
    files[SCENARIO] = files[SCENARIO].replace(b"after: -3", b"after: -4", 1)
    files[BANK] = b"\xff\xfe"
    before = (count(app), download(office))
    page = send(office, archives.pack(files), status=422)
    told = {row.select_one("th").get_text(): row.get_text("|") for row in page.soup.select("tbody tr")}  # type: ignore[union-attr]
    assert set(told) == {LESSON, SCENARIO, BANK}
    assert "Vi kender ikke slagsen »reat«" in told[LESSON]
    assert "Det laveste tal her er -3" in told[SCENARIO]
    assert "UTF-8" in told[BANK]
    assert rows(app, ContentUpload) == []
    assert (count(app), download(office)) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"navn;mail", "ikke en ZIP-fil"),
        (archives.pack({"modules.yaml": bytes(61 * 1024 * 1024)}), "for stor, når den pakkes ud"),
        (archives.pack({"../modules.yaml": "x"}), "peger ud af mappen"),
        (archives.pack({"velkommen/noter.txt": "x", "modules.yaml": ""}), "hører ikke til forløbet"),
    ],
    ids=["no zip", "a bomb", "a way out", "something else"],
)
def test_an_evil_or_wrong_file_is_refused_with_a_reason(
    app: Flask, hr: PageClient, content: bytes, said: str
) -> None:
    assert said in send(hr, content, status=422).text
    assert rows(app, ContentUpload) == []


@pytest.mark.parametrize("path", ["modules.yaml/x.md", f"begynd/{'a' * 300}.md"])
def test_a_name_that_no_disk_can_hold_is_named(app: Flask, hr: PageClient, path: str) -> None:
    files = archives.unpack(download(hr))
    page = send(hr, archives.pack({**files, path: "x"}), status=422)
    assert path[:200] in page.text
    assert rows(app, ContentUpload) == []


def test_a_character_that_cannot_be_is_named_with_its_line(hr: PageClient) -> None:
    page = send(hr, changed(hr, HILSEN, TITLE[0], 'title: "\\U00110000"'), status=422)
    assert HILSEN in page.text
    assert "Det kan ikke læses. Se på linjen" in page.text
    assert "found" not in page.text


def test_others_can_write_while_a_file_is_read(hr: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    content = changed(hr, HILSEN, *TITLE)
    is_free = []

    def watched(real: Callable[..., object]) -> Callable[..., object]:
        def work(*given: object) -> object:
            is_free.append(not db.session.in_transaction())
            return real(*given)

        return work

    monkeypatch.setattr(archive, "unpack", watched(archive.unpack))  # what is done first
    monkeypatch.setattr(archive, "pack", watched(archive.pack))  # and last, before anything is written
    assert hr.raw.post("/hr/content", data=sent(hr, content)).status_code == 302
    assert is_free == [True, True]


def test_no_file_is_said_at_the_field(hr: PageClient) -> None:
    page = hr.post("/hr/content", {"csrf_token": hr.token()}, status=422)
    assert "Vælg en fil." in page.text


def test_a_new_step_is_not_small_and_the_page_says_in_which_lesson(app: Flask, hr: PageClient) -> None:
    files = archives.unpack(download(hr))
    files[HILSEN] += NEW_STEP.encode()
    page = send(hr, archives.pack(files))
    assert "nyt trin: Et nyt trin" in page.text
    before = count(app)
    refused = page.press(PUBLISH, status=422, size="small", note="Et trin mere")
    assert f"Der er nye trin i {HILSEN}" in refused.text
    assert count(app) == before
    refused.press(PUBLISH, size="substantial", note="Et trin mere")
    assert count(app)[0] == before[0] + 1


def test_without_a_size_and_a_reason_nothing_is_published(app: Flask, hr: PageClient) -> None:
    page = send(hr, changed(hr, HILSEN, *TITLE))
    before = count(app)
    refused = page.press(PUBLISH, status=422)
    assert "Vælg, hvor stor ændringen er" in refused.text
    assert count(app) == before
    assert rows(app, ContentUpload) != []


def test_what_was_published_meanwhile_is_shown_before_it_is_replaced(hr: PageClient) -> None:
    page = send(hr, changed(hr, HILSEN, *TITLE))
    write(hr.get("/hr/lessons/naeste/edit"), summary="En anden indledning.")
    press_publish(hr, url="/hr/lessons/naeste/publish")
    again = page.press(PUBLISH, status=409, size="small", note="Rettet")
    assert "Der er udgivet noget imens" in again.soup.get_text()
    assert [link.get_text() for link in again.soup.select(".file-name a")] == [HILSEN, NAESTE]
    assert "Rettet" in str(again.soup.select_one("textarea"))
    again.press(PUBLISH, size="small", note="Rettet")
    assert "En anden indledning." not in archives.unpack(download(hr))[NAESTE].decode()


def test_a_draft_of_a_colleague_stays(hr: PageClient) -> None:
    write(hr.get(EDIT), summary="I kladde.")
    send(hr, changed(hr, HILSEN, *TITLE)).press(PUBLISH, size="small", note="Rettet")
    assert "I kladde." in str(hr.get(EDIT).soup)
    assert "Der er udgivet en anden tekst" in hr.get(PUBLISH_PAGE).text


def test_everybody_is_counted_anew(app: Flask, hr: PageClient, people: People) -> None:
    person = people.add("Anna Holm")
    [before] = rows(app, ProgressSummary, person_id=person.id)
    files = archives.unpack(download(hr))
    files[HILSEN] += NEW_STEP.encode()
    send(hr, archives.pack(files)).press(PUBLISH, size="substantial", note="Et trin mere")
    [after] = rows(app, ProgressSummary, person_id=person.id)
    assert after.steps_total == before.steps_total + 1


def test_a_file_is_the_senders_own_and_can_be_deleted(app: Flask, hr: PageClient, people: People) -> None:
    send(hr, changed(hr, HILSEN, *TITLE))
    colleague = open_session(hr.another(), people.add("Henny Hr", is_hr=True))
    assert "Filen er her ikke længere" in colleague.get("/hr/content/check").soup.get_text()
    page = hr.get("/hr/content")
    assert "indhold.zip" in page.text
    page.press("Slet den ventende fil")
    assert rows(app, ContentUpload) == []


def test_a_path_that_is_not_in_the_file_has_no_difference(hr: PageClient) -> None:
    send(hr, changed(hr, HILSEN, *TITLE))
    hr.get("/hr/content/difference?file=../../etc/passwd", status=404)
    hr.get("/hr/content/difference", status=404)
