"""What is wrong with content files is said in Danish, with what would be right."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import Babel

from elearning import content_text, content_yaml
from elearning.authoring import content_words
from elearning.content_text import ContentError, ContentProblem
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


def test_a_message_without_words_is_still_said_in_danish(danish: Flask) -> None:
    assert (
        said(danish, "something quite new") == "Det kan ikke bruges, som det er. Skriv det på en anden måde."
    )


@pytest.mark.parametrize(
    "text", ["title\nslug: a\n", "title: a: b\n", "title: 'a\n", "- a\nb: c\n", "a: @b\n", "\ta: b\n"]
)
def test_what_the_reader_of_yaml_says_in_english_is_said_in_danish(danish: Flask, text: str) -> None:
    with pytest.raises(ContentError) as refused:
        content_yaml.load_yaml(text, path="modules.yaml")
    [problem] = refused.value.problems
    with danish.test_request_context():
        told = content_words.of_text(problem)
    assert told.message.startswith("Det kan ikke læses. Se på linjen")
    assert (told.path, told.line) == ("modules.yaml", problem.line)
    assert told.line


def test_where_it_stands_is_kept(danish: Flask) -> None:
    with danish.test_request_context():
        told = content_words.of_text(ContentProblem("a/b.md", 7, "steps.1.text", "quite new"))
    assert (told.path, told.line, told.field) == ("a/b.md", 7, "steps.1.text")


def _names(template: str) -> list[str]:
    return [part.partition("}")[0] for part in template.split("{")[1:]]
