"""The pages that are measured, and somebody who opens them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from werkzeug.test import Client, TestResponse

from elearning.modules import content
from elearning.modules.publishing import Library

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

StepT = TypeVar("StepT", bound=content.Step)
FAILED = 400


@dataclass(frozen=True)
class Page:
    """An address, and what is sent to it; without `form` it is only opened."""

    name: str
    address: str
    form: Mapping[str, str] | None = None


SIGN_IN_PAGE = Page("Sign-in page", "/login")


def sign_in(email: str, password: str) -> Page:
    return Page("Sign in", "/login", {"email": email, "password": password})


def pages(library: Library) -> list[Page]:
    """List what a learner opens and sends. Each can be sent once: the next time there is less to write."""
    first = _course(library)[0]
    finished = Page("A lesson is finished", f"/finished/{first.slug}")
    opened = Page("Lesson: to where I left off", f"/lessons/{first.slug}")
    return [Page("My journey", "/"), opened, *_step_pages(library), finished, Page("My notes", "/notes")]


def _step_pages(library: Library) -> list[Page]:
    read, _ = _find(library, content.ReadStep)
    check, check_step = _find(library, content.CheckStep)
    reflect, _ = _find(library, content.ReflectStep)
    relations, relations_step = _find(library, content.RelationsStep)
    answers = [str(number) for number, option in enumerate(check_step.options) if option.correct]
    note = {"text": "Jeg begynder med at spørge.", "version": "1"}
    placed = {"circle": relations_step.circles[-1].slug, "name": "En ny kollega"}
    return [
        Page("Step to read", read),
        Page("Step with a check", check),
        Page("Step with a note", reflect),
        Page("Step with relations", relations),
        Page("Go on from a step", read, {}),
        Page("Answer a check", check, {"chosen": answers[0]}),
        Page("Save a note", reflect, note),
        Page("Place a relation", f"{relations}/relations", placed),
    ]


def _course(library: Library) -> list[content.Lesson]:
    order = [module.slug for module in library.modules]
    return sorted(library.lessons, key=lambda lesson: (order.index(lesson.module), lesson.position))


def _find(library: Library, kind: type[StepT]) -> tuple[str, StepT]:
    """Find the first step of a kind: its address, and the step."""
    return next(
        (f"/lessons/{lesson.slug}/{step.slug}", step)
        for lesson in _course(library)
        for step in lesson.steps
        if isinstance(step, kind) and not getattr(step, "multiple", False)
    )


@dataclass
class Visitor:
    """A browser that keeps its cookies and sends forms with the token of the page it had last."""

    app: "WSGIApplication"
    email: str
    client: Client = field(init=False)
    _token: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self.client = Client(self.app)

    def open(self, page: Page) -> TestResponse:
        """Open or send a page, without following where it leads. Raises RuntimeError if it is refused."""
        form = None if page.form is None else {**page.form, "csrf_token": self._token}
        method = "GET" if form is None else "POST"
        response = self.client.open(page.address, method=method, data=form)
        if response.status_code >= FAILED:
            raise RuntimeError(f"{method} {page.address} answered {response.status}")
        found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', response.text)
        self._token = found[1] if found else self._token
        return response
