"""Who may do what. Deny by default: a view that declares no permission is refused to everybody."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import ParamSpec, Protocol, TypeVar, cast

from flask import Flask, Response, abort, current_app, redirect, request, url_for
from flask_login import current_user

P = ParamSpec("P")
R = TypeVar("R")


class Visitor(Protocol):
    """What a permission is decided from: the signed-in person, or nobody in particular."""

    @property
    def is_authenticated(self) -> bool: ...

    @property
    def is_hr(self) -> bool: ...

    @property
    def leads(self) -> bool: ...


class Permission(StrEnum):
    """What a view may require. Each has one rule in `RULES`."""

    PUBLIC = "public"
    LEARN = "learn"
    LEAD = "lead"
    HR = "hr"


RULES: Mapping[Permission, Callable[[Visitor], bool]] = {
    Permission.PUBLIC: lambda _visitor: True,
    Permission.LEARN: lambda visitor: visitor.is_authenticated,
    Permission.LEAD: lambda visitor: visitor.is_authenticated and visitor.leads,
    Permission.HR: lambda visitor: visitor.is_authenticated and visitor.is_hr,
}


def requires(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare the permission that a view requires. It stands closest to the function."""

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        view.permission = permission  # type: ignore[attr-defined]  # read back by `declared`
        return view

    return declare


def declared(endpoint: str | None) -> Permission | None:
    """Give the permission that the view behind `endpoint` declares, or None."""
    view = current_app.view_functions.get(endpoint or "")
    return cast("Permission | None", getattr(view, "permission", None))


def register_access(app: Flask) -> None:
    """Check every request before its view runs."""
    app.before_request(_check)


def _check() -> Response | None:
    if request.endpoint is None:  # no such address: the 404 is the same for everybody
        return None
    permission = declared(request.endpoint)
    if permission is None:
        abort(403)
    if permission is Permission.PUBLIC or RULES[permission](cast("Visitor", current_user)):
        return None
    if current_user.is_authenticated or request.method not in {"GET", "HEAD"}:
        abort(403)
    return cast("Response", redirect(url_for("accounts.login", next=request.full_path.rstrip("?"))))
