"""Style sheet, script, fonts and icons: served by WhiteNoise under names that change with their content."""

import json
from pathlib import Path
from typing import cast
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from elearning.markdown import PICTURES

STATIC = Path(__file__).parent / "static"
PREFIX = "/static/"
HASHED_NAME = r"\.[0-9a-f]{12}\.\w+$"
KEPT_FOR_A_YEAR = "public, max-age=31536000, immutable"


class StaticFilesError(Exception):
    """The front end is not built."""


def register_static_files(app: Flask, folder: Path = STATIC) -> None:
    """Serve the built front end, and give templates `asset_url("app.css")` and `picture_url("cirkel.svg")`.

    Raises StaticFilesError when the build is missing.
    """
    manifest = _read_manifest(folder)

    def asset_url(name: str) -> str:
        return PREFIX + manifest[name]

    def picture_url(name: str) -> str:
        # Authors name pictures, and may name one that does not exist: then its alternative text is shown.
        address = f"{PICTURES}{name.removeprefix(PICTURES)}"
        return PREFIX + manifest.get(address, address)

    app.jinja_env.globals.update(asset_url=asset_url, picture_url=picture_url)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # Flask's documented way to wrap an app
        app.wsgi_app,
        root=folder,
        prefix=PREFIX,
        immutable_file_test=HASHED_NAME,
        allow_all_origins=False,
        add_headers_function=_add_headers,
    )


def known_pictures(folder: Path = STATIC) -> frozenset[str]:
    """Give the names of the pictures that content can show, such as `pictures/fundament.svg`."""
    return frozenset(name for name in _read_manifest(folder) if name.startswith(PICTURES))


def _read_manifest(folder: Path) -> dict[str, str]:
    try:
        text = (folder / "manifest.json").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise StaticFilesError(
            "The front end is not built. Run `python hatch_build.py` in the project's folder "
            "(`make run` and `make test` do so by themselves), or install the wheel, which contains it."
        ) from error
    return cast("dict[str, str]", json.loads(text))


def _add_headers(headers: Headers, path: str, url: str) -> None:  # noqa: ARG001 - WhiteNoise's signature
    headers["X-Content-Type-Options"] = "nosniff"
    if "immutable" in (headers["Cache-Control"] or ""):
        headers["Cache-Control"] = KEPT_FOR_A_YEAR
