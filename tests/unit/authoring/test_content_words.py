"""What is wrong with content files is said in Danish, with what would be right."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import Babel

from elearning import content_text, content_yaml
from elearning.authoring import content_words
from elearning.content_text import ContentProblem
from elearning.modules import content, content_folder, lesson_file
from elearning.quizzes import content as scenarios
from elearning.quizzes import question_bank

TABLES = (
    content_folder.MESSAGES,
    content_yaml.MESSAGES,
    lesson_file.MESSAGES,
    scenarios.MESSAGES,
    question_bank.MESSAGES,
    content.MESSAGES,
    content_text.MESSAGES,
)
TEMPLATES = sorted({template for table in TABLES for template in table.values()})


@pytest.fixture(scope="module")
def danish() -> Flask:
    bare = Flask("elearning")
    Babel().init_app(bare, default_locale="da")
    return bare


def said(app: Flask, message: str) -> str:
    with app.test_request_context():
        return content_words.of_text(ContentProblem("a/b.md", 7, "steps.1.text", message)).message


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_message_to_authors_of_files_has_its_danish(danish: Flask, template: str) -> None:
    filled = template.format_map(dict.fromkeys(_names(template), "17"))
    assert said(danish, filled) != filled


def test_what_may_be_written_is_listed_in_danish(danish: Flask) -> None:
    assert said(danish, "this must be 'read' or 'check'") == "Skriv en af disse: 'read' eller 'check'."


def test_a_message_without_words_is_shown_as_it_is(danish: Flask) -> None:
    assert said(danish, "something quite new") == "something quite new"


def test_where_it_stands_is_kept() -> None:
    told = content_words.of_text(ContentProblem("a/b.md", 7, "steps.1.text", "quite new"))
    assert (told.path, told.line, told.field) == ("a/b.md", 7, "steps.1.text")


def _names(template: str) -> list[str]:
    return [part.partition("}")[0] for part in template.split("{")[1:]]
