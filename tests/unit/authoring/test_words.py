"""Every message of the validators can be said to somebody who writes in a form."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask_babel import Babel

from elearning.authoring import words
from elearning.content_text import ContentProblem

#: What the editor's form cannot get wrong: it sends no keys, types, kinds or slugs of its own.
OF_FILES_ONLY = {
    "too_big", "extra_forbidden", "string_type", "bool_type", "literal_error", "tuple_type",
    "dict_type", "model_type", "model_attributes_type", "union_tag_not_found", "union_tag_invalid", "picture",
    "module_slug", "scenario_balance", "scenario_before", "scenario_direction",
}  # fmt: skip


@pytest.fixture
def app() -> Flask:
    """An app that has languages and nothing else; it speaks as the code does."""
    bare = Flask(__name__)
    Babel().init_app(bare)
    return bare


def said(app: Flask, message: str, field: str = "somewhere.2") -> list[words.Finding]:
    with app.test_request_context():
        return words.findings([ContentProblem(None, None, field, message)])


def test_every_message_has_words_of_its_own_or_cannot_happen() -> None:
    assert set(words.TEMPLATES) == set(words.SAID) | OF_FILES_ONLY


@pytest.mark.parametrize("key", sorted(words.SAID))
def test_a_message_is_found_by_its_template_with_its_values(app: Flask, key: str) -> None:
    names = re.findall(r"\{(\w+)\}", words.TEMPLATES[key])
    values = {name: f"<{name}-7>" for name in names}
    [finding] = said(app, words.TEMPLATES[key].format(**values))
    with app.test_request_context():
        assert finding.message == str(words.SAID[key]) % values


def test_two_faults_on_one_line_are_said_apart(app: Flask) -> None:
    html = words.TEMPLATES["html"].format(found="<b>")
    link = words.TEMPLATES["link"].format(found="ftp://x")
    assert len(said(app, f"{html}; {link}")) == 2


def test_a_message_that_nobody_knows_still_says_that_something_is_wrong(app: Flask) -> None:
    [finding] = said(app, "gibberish")
    assert finding.message == "This cannot be used as it is. Write it in another way."


def test_a_finding_leads_to_its_field(app: Flask) -> None:
    assert [each.id for each in said(app, "gibberish", "steps.2.options.1.text")] == [
        "steps-2-options-1-text"
    ]
    assert [each.field for each in said(app, "gibberish", "steps.2.pages.1")] == ["steps.2.pages"]
