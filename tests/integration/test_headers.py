"""The headers that keep other sites, caches and curious browsers out, on everything we answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from elearning.access import Permission, requires
from elearning.headers import POLICY
from tests.course import open_session
from tests.pages import PageClient
from tests.people import People


@requires(Permission.PUBLIC)
def crash() -> str:
    raise RuntimeError


@pytest.fixture
def app_that_crashes(another_app: Callable[..., Flask]) -> Flask:
    app = another_app(log_level="ERROR")
    app.add_url_rule("/crash", "crash", crash)
    return app


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/login", 200),
        ("HEAD", "/login", 200),
        ("GET", "/", 302),
        ("GET", "/nowhere", 404),
        ("GET", "/logout", 405),
        ("POST", "/login", 400),
        ("GET", "/crash", 500),
        ("GET", "/healthz", 200),
        ("GET", "/static/none.css", 404),
    ],
)
def test_every_answer_has_them(app_that_crashes: Flask, method: str, path: str, status: int) -> None:
    answer = app_that_crashes.test_client().open(path, method=method)
    assert answer.status_code == status
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(answer.headers["X-Request-ID"]) == 16
    assert "Strict-Transport-Security" not in answer.headers


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    directives = dict(directive.split(" ", 1) for directive in POLICY.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert set(directives.values()) == {"'none'", "'self'"}


def test_static_files_are_kept_for_a_year_and_are_what_they_say(client: PageClient) -> None:
    style = client.get("/login").soup.select_one("link[rel=stylesheet]")
    assert style
    answer = client.raw.get(str(style["href"]), buffered=True)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_over_https_says_to_stay_there(another_app: Callable[..., Flask], people: People) -> None:
    app = another_app(base_url="https://grund.example.dk")
    client = app.test_client()
    answer = client.get("/login", base_url="https://grund.example.dk")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "; Secure" in answer.headers["Set-Cookie"]
    assert open_session(PageClient(app), people.add())


def test_a_proxy_that_is_trusted_says_that_it_was_https(another_app: Callable[..., Flask]) -> None:
    forwarded = {"X-Forwarded-Proto": "https"}
    trusting, wary = another_app(trusted_proxies=1), another_app()
    assert "Strict-Transport-Security" in trusting.test_client().get("/login", headers=forwarded).headers
    assert "Strict-Transport-Security" not in wary.test_client().get("/login", headers=forwarded).headers


def test_the_demo_says_that_it_is_one_on_every_page(
    another_app: Callable[..., Flask], people: People
) -> None:
    app = another_app(demo=True)
    client = open_session(PageClient(app), people.add())
    for path, status in (("/", 200), ("/notes", 200), ("/nowhere", 404)):
        banner = client.get(path, status=status).soup.select_one(".demo-banner")
        assert banner
        assert "Demo:" in banner.get_text()


def test_production_does_not_call_itself_a_demo(client: PageClient) -> None:
    assert not client.get("/login").soup.select(".demo-banner")
