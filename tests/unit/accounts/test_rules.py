"""What makes a password good enough (NIST SP 800-63B: length, guessability), and which addresses are one."""

import pytest

from elearning.accounts.rules import (
    NAME_MAX,
    PASSWORD_MAX,
    PASSWORD_MIN,
    PasswordFault,
    is_name,
    is_own_page,
    normalise_email,
    password_fault,
)

PERSONAL = ["Kirstine Mølgaard", "kirstine.moelgaard@billund.dk", "Billund Kommune"]

GOOD = [
    "fire gule ugler i regn",
    "smørrebrød på tandem om tirsdagen",
    "correct horse battery staple",
    "日本語のとても長い合い言葉ですよ",
    "kaffe;bro;lampe;12",
    "x7!qL0vz#Kp2",
]
BAD = {
    "": PasswordFault.SHORT,
    "kort": PasswordFault.SHORT,
    "11 tegn her": PasswordFault.SHORT,
    "passwordpassword": PasswordFault.GUESSABLE,
    "password123456": PasswordFault.GUESSABLE,
    "aaaaaaaaaaaaaaaa": PasswordFault.GUESSABLE,
    "abcabcabcabcabc": PasswordFault.GUESSABLE,
    "123456789012": PasswordFault.GUESSABLE,
    "qwertyuiopasdf": PasswordFault.GUESSABLE,
    "iloveyouiloveyou": PasswordFault.GUESSABLE,
    "kirstine.moelgaard@billund.dk": PasswordFault.GUESSABLE,
    "Kirstine Mølgaard": PasswordFault.GUESSABLE,
    "kirstinekirstine": PasswordFault.GUESSABLE,
    "Billund Kommune": PasswordFault.GUESSABLE,
    "billundkommune1": PasswordFault.GUESSABLE,
    "grundlaget2026": PasswordFault.GUESSABLE,
}


@pytest.mark.parametrize("password", GOOD)
def test_a_password_that_nobody_would_guess_is_fine_whatever_its_characters(password: str) -> None:
    assert password_fault(password, personal=PERSONAL) is None


@pytest.mark.parametrize(("password", "fault"), BAD.items())
def test_a_short_or_guessable_password_is_refused(password: str, fault: PasswordFault) -> None:
    assert password_fault(password, personal=PERSONAL) is fault


def test_the_limits_of_length_are_themselves_allowed() -> None:
    letters = "fire gule ugler i regn og tre blå høns på et tag ved åen " * 3
    assert password_fault("x7!qL0vz#Kp2"[:PASSWORD_MIN], personal=[]) is None
    assert password_fault(letters[:PASSWORD_MAX], personal=[]) is None
    assert password_fault(letters[: PASSWORD_MAX + 1], personal=[]) is PasswordFault.LONG


def test_what_is_known_of_one_person_is_no_fault_in_the_password_of_another() -> None:
    assert password_fault("qvortrupsen1", personal=["Rosa Qvortrupsen"]) is PasswordFault.GUESSABLE
    assert password_fault("qvortrupsen1", personal=["Bo Dam"]) is None


@pytest.mark.parametrize("name", ["Bo", "Åse-Marie O\u2019Neill", "  Anna Holm\n", "李明", "A" * NAME_MAX])
def test_people_are_called_all_sorts_of_things(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        " \n",
        "A" * (NAME_MAX + 1),
        "Anna\nHolm",
        "Anna\r\nBcc: x",
        "A\tB",
        "A\x00",
        "A\u2028B",
        "A\x85B",
        "A\ud800",
    ],
)
def test_what_is_empty_too_long_or_no_line_of_text_is_no_name(name: str) -> None:
    assert not is_name(name)


@pytest.mark.parametrize("address", ["anna@example.dk", "Anna@Example.DK", "  ANNA@EXAMPLE.DK\n"])
def test_an_address_is_the_same_in_any_case_and_with_spaces_around(address: str) -> None:
    assert normalise_email(address) == "anna@example.dk"


@pytest.mark.parametrize("target", ["/", "/notes", "/lessons/a/b?x=//y&z=https://w#n", "/søg?q=æ ø", "/a\\b"])
def test_a_path_is_a_page_of_ours(target: str) -> None:
    assert is_own_page(target)


@pytest.mark.parametrize(
    "target",
    [
        "",
        "notes",
        "//evil.example",
        "///evil.example",
        "https://evil.example",
        "https:evil.example",
        "http:///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/a\r\nLocation: //evil.example",
        "\t//evil.example",
        " //evil.example",
        "\x00//evil.example",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "@evil.example",
        "%2f%2fevil.example",
        "http://[::1",
    ],
)
def test_what_could_lead_a_browser_elsewhere_is_no_page_of_ours(target: str) -> None:
    assert not is_own_page(target)
