"""The Flask extensions, made here and bound to an app in `register_extensions`."""

from flask import Flask
from flask_babel import Babel
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_wtf.csrf import CSRFProtect

from elearning.config import Settings, settings
from elearning.rate_limit import STORAGE_ADDRESS


class _LoginManager(LoginManager):
    """Flask-Login, which fails on a remember cookie that is not ASCII. Ours are; that one is not ours."""

    def _load_user_from_remember_cookie(self, cookie: str) -> object:
        return super()._load_user_from_remember_cookie(cookie) if cookie.isascii() else None


babel = Babel()
compress = Compress()
csrf = CSRFProtect()
limiter = Limiter(get_remote_address, storage_uri=STORAGE_ADDRESS, strategy="fixed-window")
login_manager = _LoginManager()


def register_extensions(app: Flask, chosen: Settings) -> None:
    """Configure and bind every extension but the database, which `elearning.database` looks after."""
    app.config.update(
        SECRET_KEY=chosen.secret_key.get_secret_value(),
        SESSION_COOKIE_NAME="elearning_session",
        SESSION_COOKIE_SECURE=chosen.serves_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_NAME="elearning_remember",
        REMEMBER_COOKIE_DURATION=chosen.remember_days * 24 * 3600,
        REMEMBER_COOKIE_SECURE=chosen.serves_https,
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # a note may take an afternoon; the token ends with the session
        WTF_CSRF_SSL_STRICT=chosen.serves_https,
        # Quick settings: a page is made anew each time. That it is safe beside our CSRF tokens is in ADR 9.
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        COMPRESS_MIMETYPES=["text/html", "application/json"],
        MAX_CONTENT_LENGTH=1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
    )
    babel.init_app(
        app,
        default_locale=chosen.locale,
        default_timezone=chosen.time_zone,
        locale_selector=lambda: settings().locale,
    )
    compress.init_app(app)
    limiter.init_app(app)
    csrf.init_app(app)
    login_manager.init_app(app)
