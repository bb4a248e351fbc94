"""The documents tell the truth about what can be checked: tests, files and commands that they name exist."""

from __future__ import annotations

import re

import click
import pytest

from elearning.cli import commands
from tests.architecture.conftest import ROOT

DOCUMENTS = sorted(
    path.relative_to(ROOT)
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    if path.name != "CHANGELOG.md"
)
NAMED_TESTS = sorted(
    set(re.findall(r"`(tests/[\w/]+\.py(?:::\w+)+)`", (ROOT / "docs/architecture.md").read_text("utf-8")))
)


@pytest.mark.parametrize("named", NAMED_TESTS)
def test_a_test_that_holds_a_promise_exists(named: str) -> None:
    path, *names = named.split("::")
    source = (ROOT / path).read_text(encoding="utf-8")
    for name in names:
        assert re.search(rf"^\s*(?:def|class) {name}\b", source, re.MULTILINE), f"{path} has no {name}"


def test_promises_are_found() -> None:
    assert len(NAMED_TESTS) > 20


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_links_between_documents_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", text):
        assert (ROOT / document).parent.joinpath(target).exists(), f"{document} links to {target}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_commands_that_are_written_down_exist(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    for written in re.findall(r"(?:`|bin/)elearning ([a-z]+(?: [a-z]+)?)", text):
        found: click.Command | None = commands
        for word in written.split():
            found = found.commands.get(word) if isinstance(found, click.Group) else found
        assert found, f"{document}: elearning {written}"


def test_every_make_target_is_explained_in_the_readme() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    explained = {"help", "lint", *re.findall(r"`make ([a-z]+)`", readme), "run", "test"}
    assert set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE)) <= explained
