"""The Danish catalogue says exactly what the code asks for: nothing is missing, left over, or half done."""

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.architecture.conftest import ROOT

CATALOGUE = ROOT / "elearning" / "translations" / "da" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")

MessageId = str | tuple[str, ...]


@cache
def in_code() -> dict[MessageId, str]:
    """Give every message that the code uses, and a place where it does."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as stream:
        methods, options = parse_mapping_cfg(stream)  # type: ignore[no-untyped-call]  # Babel's own
    found = extract_from_dir(
        ROOT / "elearning", methods, options, keywords={**DEFAULT_KEYWORDS, "_l": None}, comment_tags=()
    )
    return {message: f"{path}:{line}" for path, line, message, _comments, _context in found}


@cache
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="da", abort_invalid=True)


def messages() -> list[Message]:
    return [message for message in catalogue() if message.id]


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Give a message's forms: one, or one for each plural."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def test_every_message_of_the_code_is_in_the_catalogue() -> None:
    missing = {where: message for message, where in in_code().items() if message not in _ids()}
    assert missing == {}


def test_the_catalogue_has_no_message_that_the_code_does_not_use() -> None:
    assert _ids() - set(in_code()) == set()
    assert list(catalogue().obsolete) == []


def test_no_translation_is_a_guess() -> None:
    assert [message.id for message in messages() if message.fuzzy] == []


@pytest.mark.parametrize("message", messages(), ids=lambda message: str(message.id)[:60])
def test_a_translation_is_whole_and_keeps_its_placeholders(message: Message) -> None:
    originals, translations = forms(message.id), forms(message.string)
    assert len(translations) == len(originals), "one form for one, and one for several"
    for original, translation in zip(originals, translations, strict=True):
        assert translation.strip(), "there is no Danish text"
        assert placeholders(translation) == placeholders(original)


def test_the_plural_rule_is_danish() -> None:
    assert catalogue().num_plurals == 2
    assert catalogue().plural_expr == "(n != 1)"


def _ids() -> set[MessageId]:
    return {message.id if isinstance(message.id, str) else tuple(message.id) for message in messages()}
