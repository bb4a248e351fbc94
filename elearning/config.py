"""Settings: one frozen object, read once at start from `ELEARNING_*` variables and an optional `.env`.

An unset environment means production: whatever would be unsafe to guess is an error that says what to do.
"""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import current_app
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

HOW_TO_MAKE_ONE = (
    "Set ELEARNING_SECRET_KEY to a long random text that only this installation knows, for example the "
    'output of: python -c "import secrets; print(secrets.token_urlsafe(48))"'
)


class SettingsError(Exception):
    """The environment does not make a valid configuration; the message lists every fault."""


class MailSecurity(StrEnum):
    """How the connection to the mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class Settings(BaseSettings):
    """Everything an operator can set. The README's table is compared with this class by a test."""

    model_config = SettingsConfigDict(
        env_prefix="ELEARNING_", env_file=".env", env_file_encoding="utf-8", frozen=True, extra="ignore"
    )

    secret_key: Annotated[
        SecretStr, Field(description="Signs sessions and links. Required, at least 32 characters.")
    ] = SecretStr("")
    database_url: Annotated[
        str,
        Field(description="SQLAlchemy address of the database. Empty means SQLite in the instance folder."),
    ] = ""
    instance_dir: Annotated[
        Path, Field(description="Folder for what a run creates: the SQLite database, mails without a server.")
    ] = Path("instance")
    base_url: Annotated[
        str, Field(description="Public address of the site, used in mails. `https` makes cookies secure.")
    ] = "http://127.0.0.1:5000"
    organisation: Annotated[str, Field(description="Name shown in the header and in mails.")] = (
        "Billund Kommune"
    )
    contact: Annotated[
        str, Field(description="Where people can get help, shown on error pages and at sign-in.")
    ] = "HR-afdelingen"
    time_zone: Annotated[str, Field(description="Time zone for dates and times shown to people.")] = (
        "Europe/Copenhagen"
    )
    locale: Annotated[Literal["da"], Field(description="Language of the interface.")] = "da"
    demo: Annotated[
        bool, Field(description="Demo municipality: made-up people, loopback only, a banner on each page.")
    ] = False
    mail_host: Annotated[
        str,
        Field(description="SMTP server. Empty means mails are written to `mail/` in the instance folder."),
    ] = ""
    mail_port: Annotated[int, Field(ge=1, le=65535, description="Port of the SMTP server.")] = 25
    mail_security: Annotated[
        MailSecurity, Field(description="`none`, `starttls` or `tls` towards the SMTP server.")
    ] = MailSecurity.NONE
    mail_username: Annotated[str, Field(description="User name at the SMTP server, if it asks for one.")] = ""
    mail_password: Annotated[
        SecretStr, Field(description="Password at the SMTP server, if it asks for one.")
    ] = SecretStr("")
    mail_from: Annotated[str, Field(description="Sender of all mails.")] = "Grundlaget <grundlaget@localhost>"
    trusted_proxies: Annotated[
        int, Field(ge=0, le=5, description="Number of reverse proxies whose forwarding headers are believed.")
    ] = 0
    days_to_complete: Annotated[
        int, Field(ge=1, le=730, description="Days from the first working day until the course is due.")
    ] = 30
    certificate_months: Annotated[
        int | None,
        Field(ge=1, le=120, description="Months a certificate is valid. Unset means that it has no end."),
    ] = None
    renewal_days: Annotated[
        int, Field(ge=1, le=365, description="Days before its end from which a certificate can be renewed.")
    ] = 60
    logo: Annotated[
        Path | None, Field(description="PNG or JPEG file with the organisation's logo, for certificates.")
    ] = None
    signing_file: Annotated[
        Path | None,
        Field(description="PKCS#12 file that certificates are signed with. Unset: they are not signed."),
    ] = None
    signing_passphrase: Annotated[SecretStr, Field(description="Passphrase of the signing file.")] = (
        SecretStr("")
    )
    timestamp_url: Annotated[
        str, Field(description="RFC 3161 time stamp server for signatures. Empty: none is asked.")
    ] = ""
    keep_notes_days: Annotated[
        int,
        Field(ge=1, le=36500, description="Days until notes and relations that nobody changes are deleted."),
    ] = 1095
    keep_answers_days: Annotated[
        int, Field(ge=1, le=36500, description="Days until weightings and other answers are deleted.")
    ] = 1095
    keep_mail_log_days: Annotated[
        int, Field(ge=30, le=36500, description="Days until lines of the log of mails are deleted.")
    ] = 365
    keep_audit_days: Annotated[
        int, Field(ge=1, le=36500, description="Days until lines of the log of what HR does are deleted.")
    ] = 1825
    keep_rate_limit_days: Annotated[
        int, Field(ge=1, le=365, description="Days until counts of wrong passwords are deleted.")
    ] = 1
    keep_password_link_days: Annotated[
        int, Field(ge=1, le=365, description="Days until links for a new password that expired are deleted.")
    ] = 7
    keep_people_who_left_days: Annotated[
        int, Field(ge=1, le=36500, description="Days until people who have left are erased.")
    ] = 365
    keep_completions_without_person: Annotated[
        bool,
        Field(description="Keep month, role and days of a completion when its person is erased."),
    ] = False
    dpo_contact: Annotated[
        str, Field(description="How to reach the data protection officer, shown on the privacy page.")
    ] = ""
    accessibility_email: Annotated[
        str, Field(description="Where to write about accessibility. Empty: the contact is named.")
    ] = ""
    accessibility_phone: Annotated[
        str, Field(description="Where to call about accessibility; the authority asks for one.")
    ] = ""
    accessibility_statement_url: Annotated[
        str,
        Field(description="The statement at `was.digst.dk`, once it is published. Empty: there is none."),
    ] = ""
    accessibility_reviewed_on: Annotated[
        date | None, Field(description="Day (YYYY-MM-DD) the organisation last reviewed the statement.")
    ] = None
    remember_days: Annotated[
        int, Field(ge=1, le=365, description="How long “remember me” lasts, in days.")
    ] = 30
    log_level: Annotated[
        str,
        Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="Least serious log line that is written."),
    ] = "INFO"

    @field_validator("accessibility_reviewed_on", "certificate_months", "logo", "signing_file", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("time_zone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("is not a time zone; write for example Europe/Copenhagen") from error
        return value

    @field_validator("accessibility_statement_url")
    @classmethod
    def _statement_has_an_address(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("is not an address; begin it with https:// or http://")
        return value

    @model_validator(mode="after")
    def _a_time_stamp_is_for_a_signature(self) -> Self:
        if self.timestamp_url and not self.timestamp_url.startswith(("https://", "http://")):
            raise ValueError("ELEARNING_TIMESTAMP_URL is not an address; begin it with https:// or http://")
        if self.timestamp_url and self.signing_file is None:
            raise ValueError("ELEARNING_TIMESTAMP_URL is set, but ELEARNING_SIGNING_FILE is not; set both")
        return self

    @model_validator(mode="after")
    def _secret_is_secret(self) -> Self:
        key = self.secret_key.get_secret_value()
        if not key:
            raise ValueError(f"The secret key is missing. {HOW_TO_MAKE_ONE}")
        if len(key) < 32:  # noqa: PLR2004 - the description of the field says the same number
            raise ValueError(f"The secret key is shorter than 32 characters. {HOW_TO_MAKE_ONE}")
        return self

    @property
    def engine_url(self) -> str:
        """The database's address, with the default filled in."""
        if self.database_url:
            return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        return f"sqlite:///{self.instance_dir.resolve() / 'elearning.sqlite3'}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def serves_https(self) -> bool:
        return self.base_url.startswith("https://")


def load_settings(env_file: str | None = ".env", **overrides: object) -> Settings:
    """Read the environment and `env_file`; `overrides` come before both.

    Raises SettingsError with one line for each variable that is wrong.
    """
    try:
        return Settings(_env_file=env_file, **overrides)  # type: ignore[call-arg, arg-type]  # checked by Pydantic
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(fault) for fault in error.errors())) from error


def _explain(fault: object) -> str:
    details = cast("dict[str, object]", fault)
    location = cast("tuple[str, ...]", details["loc"])
    message = str(details["msg"]).removeprefix("Value error, ")
    return f"ELEARNING_{location[0].upper()}: {message}" if location else message


def settings() -> Settings:
    """Give the settings of the running app."""
    return cast("Settings", current_app.extensions["settings"])
