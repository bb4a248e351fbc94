"""Settings: unset means production, and what is wrong is said in words that help."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from elearning.config import Settings, SettingsError, load_settings

SECRET = "a-secret-that-is-long-enough-for-us"
README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ELEARNING_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def load(**values: str) -> Settings:
    return load_settings(**{"secret_key": SECRET, **values})


def test_a_missing_secret_key_is_an_error_that_says_how_to_make_one() -> None:
    with pytest.raises(SettingsError, match=r"secret key is missing.*secrets\.token_urlsafe\(48\)"):
        load_settings()


def test_a_short_secret_key_is_an_error_and_is_not_repeated() -> None:
    with pytest.raises(SettingsError, match="shorter than 32 characters") as refused:
        load_settings(secret_key="too-short")
    assert "too-short" not in str(refused.value)


def test_unset_means_production() -> None:
    chosen = load()
    assert not chosen.demo
    assert chosen.organisation == "Billund Kommune"
    assert chosen.time_zone == "Europe/Copenhagen"
    assert chosen.locale == "da"
    assert chosen.trusted_proxies == 0
    assert chosen.mail_host == ""
    assert chosen.engine_url == f"sqlite:///{Path.cwd() / 'instance' / 'elearning.sqlite3'}"


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEARNING_SECRET_KEY", SECRET)
    monkeypatch.setenv("ELEARNING_ORGANISATION", "Æblerup Kommune")
    monkeypatch.setenv("ELEARNING_DEMO", "true")
    chosen = load_settings()
    assert (chosen.organisation, chosen.demo) == ("Æblerup Kommune", True)


def test_dotenv_is_read_and_the_environment_comes_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    dotenv = f"ELEARNING_SECRET_KEY={SECRET}\nELEARNING_ORGANISATION=Æblerup\nELEARNING_CONTACT=Personale\n"
    Path(".env").write_text(dotenv, encoding="utf-8")
    monkeypatch.setenv("ELEARNING_CONTACT", "HR")
    chosen = load_settings()
    assert (chosen.organisation, chosen.contact) == ("Æblerup", "HR")


def test_unknown_variables_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("ELEARNING_FROM_ANOTHER_VERSION=1\nSOMETHING_ELSE=2\n", encoding="utf-8")
    monkeypatch.setenv("ELEARNING_ALSO_UNKNOWN", "3")
    assert load().organisation == "Billund Kommune"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("time_zone", "Danmark/Billund", "is not a time zone; write for example Europe/Copenhagen"),
        ("time_zone", "../../etc/passwd", "is not a time zone"),
        ("mail_port", "0", "greater than or equal to 1"),
        ("mail_port", "smtp", "valid integer"),
        ("mail_security", "ssl", "'none', 'starttls' or 'tls'"),
        ("trusted_proxies", "-1", "greater than or equal to 0"),
        ("remember_days", "0", "greater than or equal to 1"),
        ("log_level", "LOUD", "should match pattern"),
        ("demo", "maybe", "valid boolean"),
    ],
)
def test_a_wrong_value_is_named_with_what_would_be_right(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(f"ELEARNING_{name.upper()}", value)
    with pytest.raises(SettingsError) as refused:
        load()
    assert str(refused.value).startswith(f"ELEARNING_{name.upper()}: ")
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://time.example.dk", "ELEARNING_SIGNING_FILE is not"),
        ("ftp://time.example.dk", "is not an address"),
    ],
)
def test_a_time_stamp_server_is_an_address_and_for_signatures(url: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        load(timestamp_url=url)


@pytest.mark.parametrize("name", ["certificate_months", "logo", "signing_file"])
def test_an_empty_value_is_the_same_as_none(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"ELEARNING_{name.upper()}", "")
    assert getattr(load(), name) is None


def test_every_wrong_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEARNING_MAIL_PORT", "0")
    monkeypatch.setenv("ELEARNING_LOG_LEVEL", "LOUD")
    with pytest.raises(SettingsError) as refused:
        load()
    assert len(str(refused.value).splitlines()) == 2


def test_settings_cannot_be_changed() -> None:
    chosen = load()
    with pytest.raises(ValidationError, match="frozen"):
        chosen.demo = True


@pytest.mark.parametrize("name", ["secret_key", "mail_password"])
def test_secrets_are_not_shown(name: str) -> None:
    assert "do-not-show" not in repr(load_settings(**{"secret_key": SECRET, name: f"do-not-show-{SECRET}"}))


@pytest.mark.parametrize(
    ("address", "engine"),
    [
        ("postgresql://app:word@db/grund", "postgresql+psycopg://app:word@db/grund"),
        ("postgresql+psycopg://app:word@db/grund", "postgresql+psycopg://app:word@db/grund"),
        ("sqlite:////var/lib/grund.sqlite3", "sqlite:////var/lib/grund.sqlite3"),
    ],
)
def test_a_database_address_gets_the_driver_that_we_install(address: str, engine: str) -> None:
    assert load(database_url=address).engine_url == engine


@pytest.mark.parametrize(
    ("address", "secure"), [("https://grund.example.dk", True), ("http://127.0.0.1:5000", False)]
)
def test_cookies_are_secure_where_the_site_is(address: str, *, secure: bool) -> None:
    assert load(base_url=address).serves_https is secure


def test_the_readme_lists_every_setting_with_its_default_and_nothing_else() -> None:
    table_row = re.compile(r"^\| `(ELEARNING_\w+)` \|([^|]*)\|([^|]*)\|", re.MULTILINE)
    rows = table_row.findall(README.read_text(encoding="utf-8"))
    documented = {name: "".join(re.findall(r"`([^`]*)`", default)) for name, _meaning, default in rows}
    in_code = {f"ELEARNING_{name.upper()}": _default(name) for name in Settings.model_fields}
    assert documented == in_code
    assert len(rows) == len(documented)


def _default(name: str) -> str:
    """Give a default as the README writes it: nothing where it is empty."""
    value = Settings.model_fields[name].default
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)
