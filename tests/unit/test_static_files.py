"""The built front end is served compressed, for ever cacheable, and under names from the manifest."""

import gzip
import json
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from elearning.static_files import StaticFilesError, register_static_files

STYLE = b"body { color: #052e44 }\n" * 40
HASHED = "app.0123456789ab.css"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / HASHED).write_bytes(STYLE)
    (tmp_path / f"{HASHED}.gz").write_bytes(gzip.compress(STYLE))
    (tmp_path / f"{HASHED}.br").write_bytes(b"stands for brotli")
    (tmp_path / "licenses.txt").write_text("MIT", encoding="utf-8")
    (tmp_path / "manifest.json").write_text(json.dumps({"app.css": HASHED}), encoding="utf-8")
    return tmp_path


@pytest.fixture
def app(folder: Path) -> Flask:
    app = Flask(__name__, static_folder=None)
    register_static_files(app, folder)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_asset_url_leads_to_the_file(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        url = render_template_string("{{ asset_url('app.css') }}")
    assert url == f"/static/{HASHED}"
    assert client.get(url, buffered=True).data == STYLE


def test_unknown_asset_name_is_an_error(app: Flask) -> None:
    with app.app_context(), pytest.raises(KeyError, match=r"missing\.css"):
        render_template_string("{{ asset_url('missing.css') }}")


def test_hashed_file_is_kept_for_a_year(client: FlaskClient) -> None:
    headers = client.get(f"/static/{HASHED}", buffered=True).headers
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Type"].startswith("text/css")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_file_without_a_hash_is_not_kept_for_long(client: FlaskClient) -> None:
    assert client.get("/static/licenses.txt", buffered=True).headers["Cache-Control"] == "max-age=60, public"


@pytest.mark.parametrize(
    ("accepted", "sent"), [("gzip, br", "br"), ("gzip", "gzip"), ("identity", None), ("", None)]
)
def test_browser_gets_the_best_compression_it_reads(
    client: FlaskClient, accepted: str, sent: str | None
) -> None:
    response = client.get(f"/static/{HASHED}", headers={"Accept-Encoding": accepted}, buffered=True)
    assert response.headers.get("Content-Encoding") == sent
    assert "Accept-Encoding" in response.headers["Vary"]


def test_other_addresses_reach_the_app(client: FlaskClient) -> None:
    assert client.get("/static/nothing.css").status_code == 404


def test_missing_build_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(StaticFilesError, match=r"python hatch_build\.py"):
        register_static_files(Flask(__name__, static_folder=None), tmp_path)
