"""Every address has a permission, a bounded form, and a line in the table of who may do what."""

from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from elearning import create_app
from elearning.access import RULES, Permission, declared
from tests.conftest import make_settings
from tests.integration.routes import ROUTES

# All that the world may open without signing in. A view is put here by a decision, never to make a test pass.
PUBLIC = {
    "accounts.login",
    "accounts.logout",
    "accounts.request_reset",
    "accounts.reset",
    "accounts.reset_requested",
    "certificates.verify",
    "certificates.verify_code",
    "health.healthz",
    "health.readyz",
    "privacy.accessibility",
    "privacy.privacy",
    "reminders.set_switch",
    "reminders.switch",
}
IMPLIED = {"HEAD", "OPTIONS"}


def rules_of(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def test_every_view_declares_a_permission_that_has_a_rule(bare_app: Flask) -> None:
    with bare_app.app_context():
        undeclared = [rule.endpoint for rule in rules_of(bare_app) if declared(rule.endpoint) not in RULES]
    assert undeclared == []


def test_every_permission_has_a_rule_and_a_view(bare_app: Flask) -> None:
    with bare_app.app_context():
        used = {declared(rule.endpoint) for rule in rules_of(bare_app)}
    assert used == set(Permission) == set(RULES)


def test_only_the_listed_views_are_public(bare_app: Flask) -> None:
    with bare_app.app_context():
        public = {
            rule.endpoint for rule in rules_of(bare_app) if declared(rule.endpoint) is Permission.PUBLIC
        }
    assert public == PUBLIC


def test_a_view_without_a_permission_is_refused_to_everybody(tmp_path: Path) -> None:
    app = create_app(make_settings("sqlite://", tmp_path))
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    answer = app.test_client().get("/forgotten")
    assert answer.status_code == 403
    assert "secret" not in answer.text


def test_every_part_of_an_address_is_bounded(bare_app: Flask) -> None:
    """Bounded means: of a known form, or of a known length; never any text at all."""
    unbounded = []
    for rule in rules_of(bare_app):
        for name, converter in rule._converters.items():  # noqa: SLF001 - werkzeug has no other way to ask
            kind = type(converter).__name__
            is_bounded = (
                kind in {"SlugConverter", "AnyConverter"}
                or getattr(converter, "max", None) is not None
                or (kind == "UnicodeConverter" and "{1,}" not in converter.regex)
            )
            if not is_bounded:
                unbounded.append(f"{rule.rule}: {name}")
    assert unbounded == []


def test_the_table_of_access_names_every_route_and_no_other(bare_app: Flask) -> None:
    existing = {
        f"{method} {rule.rule}" for rule in rules_of(bare_app) for method in (rule.methods or set()) - IMPLIED
    }
    assert existing == set(ROUTES)


def test_what_changes_something_is_never_reached_by_a_get(bare_app: Flask) -> None:
    """A view for a POST has an address of its own, or is a form that shows itself on GET."""
    changing = ("delete", "remove", "save", "submit", "logout")
    wrong = [
        rule.rule
        for rule in rules_of(bare_app)
        if "GET" in (rule.methods or set()) and rule.endpoint.rpartition(".")[2].startswith(changing)
    ]
    assert wrong == []
