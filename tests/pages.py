"""A client that looks at every page it gets: what is wrong on one page fails whichever test opened it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

import html5lib
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from elearning.accounts.models import Person
from tests.people import PASSWORD

CATALOGUE = Path(__file__).parent.parent / "elearning/translations/da/LC_MESSAGES/messages.po"
TOKEN = re.compile('(?<=name="csrf_token" )[^>]*')
FIELDS = ("input", "textarea", "select")


@dataclass
class Page:
    """A page as a visitor has it in front of them."""

    client: PageClient
    url: str
    status: int
    soup: BeautifulSoup

    @property
    def heading(self) -> str:
        return _words(self.soup.select_one("h1"))

    @property
    def text(self) -> str:
        return _words(self.soup.select_one("main"))

    def link(self, text: str) -> str:
        """Give where the link with this text leads."""
        found = [link for link in self.soup.select("a") if text in _words(link)]
        assert found, f"no link “{text}” on {self.url}"
        return urljoin(self.url, str(found[0]["href"]))

    def follow(self, text: str) -> Page:
        return self.client.get(self.link(text))

    def form(self, button: str) -> Tag:
        """Find the form that has this button."""
        for found in self.soup.select("form button"):
            if _words(found) == button or _words(found).startswith(f"{button} :"):
                form = found.find_parent("form")
                assert isinstance(form, Tag)
                return form
        raise AssertionError(f"no button “{button}” on {self.url}")

    def press(self, button: str, *, status: int = 200, **values: Any) -> Page:  # noqa: ANN401 - form values
        """Fill in the form with this button, press it, and follow where it leads."""
        form = self.form(button)
        pressed = next(each for each in form.select("button") if _words(each).startswith(button))
        action = str(pressed.get("formaction") or form.get("action") or self.url)
        return self.client.post(urljoin(self.url, action), {**filled_in(form), **values}, status=status)


class PageClient:
    """One browser: keeps cookies, follows redirects, and checks each page with `check_page`."""

    _looked_at: ClassVar[set[tuple[str, str]]] = set()

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.raw = app.test_client()

    def another(self) -> PageClient:
        """Another browser, not signed in."""
        return PageClient(self.app)

    def get(self, url: str, *, status: int = 200) -> Page:
        return self._page(self.raw.get(url, buffered=True), status)

    def post(self, url: str, values: Mapping[str, Any], *, status: int = 200) -> Page:
        return self._page(self.raw.post(url, data=dict(values), buffered=True), status)

    def token(self) -> str:
        """Give a CSRF token that fits this browser's session."""
        page = self.raw.get("/login", follow_redirects=True, buffered=True)
        field = re.search('name="csrf_token"[^>]*value="([^"]+)"', page.text)
        assert field is not None
        return field[1]

    def sign_in(self, person: Person, password: str = PASSWORD) -> Page:
        """Sign in through the page, as a person does."""
        page = self.get("/login").press("Log ind", email=person.email, password=password)
        assert page.heading != "Log ind", "the sign-in was refused"
        return page

    def _page(self, response: TestResponse, status: int) -> Page:
        while response.status_code in {301, 302, 303, 307}:
            assert response.location
            response = self.raw.get(response.location, buffered=True)
        url = response.request.path
        assert response.status_code == status, f"{url} answered {response.status_code}, not {status}"
        soup = BeautifulSoup(response.text, "html5lib")
        # A page that was looked at before, and differs only in its token, is as good as it was then.
        seen = (url, TOKEN.sub("", response.text))
        if seen not in self._looked_at:
            check_page(self.app, url, response.text, soup)
            self._looked_at.add(seen)
        return Page(self, url, response.status_code, soup)


def check_page(app: Flask, url: str, html: str, soup: BeautifulSoup | None = None) -> None:
    """Fail on what no page of ours may have; `soup` is `html` where it is parsed already."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    assert not parser.errors, f"{url}: the HTML is not well-formed: {parser.errors[:3]}"
    soup = soup or BeautifulSoup(html, "html5lib")
    problems = [
        *_frame(soup),
        *_ids(soup),
        *_fields(soup),
        *_inline(soup),
        *_addresses(app, url, soup),
        *_english(soup),
    ]
    assert not problems, f"{url}: " + "; ".join(problems)


def _frame(soup: BeautifulSoup) -> Iterator[str]:
    root = soup.select_one("html")
    if root is None or root.get("lang") != "da":
        yield "the page does not say that it is Danish"
    headings = soup.select("h1")
    if len(headings) != 1:
        yield f"{len(headings)} h1"
    elif _words(headings[0]) not in _words(soup.select_one("title")):
        yield "the title does not contain the h1"
    levels = [int(heading.name[1]) for heading in soup.select("h1, h2, h3, h4")]
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield f"a heading level is skipped: {levels}"
    if soup.select("img:not([alt])"):
        yield "a picture without alt text"


def _ids(soup: BeautifulSoup) -> Iterator[str]:
    ids = [str(element["id"]) for element in soup.select("[id]")]
    for each in {each for each in ids if ids.count(each) > 1}:
        yield f"the id “{each}” is there twice"
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for element in soup.select(f"[{attribute}]"):
            for target in str(element[attribute]).split():
                if target not in ids:
                    yield f"{attribute}=“{target}” points to nothing"


def _fields(soup: BeautifulSoup) -> Iterator[str]:
    labelled = {str(label["for"]) for label in soup.select("label[for]")}
    for field in soup.select(", ".join(FIELDS)):
        if field.get("type") not in {"hidden", "submit"} and field.get("id") not in labelled:
            yield f"the field {field.get('name')} has no label"
    for form in soup.select("form[method=post]"):
        if not form.select_one("input[name=csrf_token]"):
            yield f"the form to {form.get('action')} has no CSRF token"


def _inline(soup: BeautifulSoup) -> Iterator[str]:
    if soup.select("script:not([src])") or soup.select("style") or soup.select("[style]"):
        yield "inline script or style, which the CSP refuses"
    for element in soup.select("*"):
        if any(name.startswith("on") for name in element.attrs):
            yield f"an event handler in <{element.name}>"


def _addresses(app: Flask, url: str, soup: BeautifulSoup) -> Iterator[str]:
    routes = app.url_map.bind("localhost")
    targets = [(str(link["href"]), "GET") for link in soup.select("a[href]")]
    targets += [
        (str(form.get("action", url)), str(form.get("method", "get")).upper()) for form in soup.select("form")
    ]
    targets += [(str(button["formaction"]), "POST") for button in soup.select("[formaction]")]
    ids = {str(element["id"]) for element in soup.select("[id]")}
    for target, method in targets:
        if target.startswith("#"):
            if target[1:] not in ids:
                yield f"the link {target} leads nowhere on the page"
            continue
        parts = urlsplit(urljoin(url, target))
        if parts.scheme or parts.netloc:
            continue
        try:
            routes.match(parts.path, method=method)
        except RequestRedirect:
            pass
        except HTTPException as error:
            yield f"{method} {target} leads to a {error.code}"


def _english(soup: BeautifulSoup) -> Iterator[str]:
    shown = {_words(text) for text in soup.find_all(string=True)}
    shown |= {str(element[name]) for name in ("aria-label", "title") for element in soup.select(f"[{name}]")}
    for text in shown & _english_texts():
        yield f"the text “{text}” is not translated"


@cache
def _english_texts() -> frozenset[str]:
    with CATALOGUE.open("rb") as stream:
        catalogue = read_po(stream, locale="da")
    return frozenset(
        str(message.id)
        for message in catalogue
        if message.id and isinstance(message.id, str) and message.id != message.string
    )


def filled_in(form: Tag) -> dict[str, str]:
    """Read the values that a form would send as it stands."""
    values = {}
    for field in form.select(", ".join(FIELDS)):
        name = field.get("name")
        is_off = field.get("type") in {"radio", "checkbox"} and not field.has_attr("checked")
        if name and not is_off:
            values[str(name)] = _value(field)
    return values


def _value(field: Tag) -> str:
    if field.name == "textarea":
        return field.get_text()
    if field.name == "select":
        chosen = field.select_one("option[selected]") or field.select_one("option")
        return str(chosen.get("value", "")) if chosen else ""
    return str(field.get("value", "y"))


def _words(element: Any) -> str:  # noqa: ANN401 - a tag, a text, or nothing
    text = element.get_text(" ") if isinstance(element, Tag) else str(element or "")
    return " ".join(text.split())
