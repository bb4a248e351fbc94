"""Every thing that HR does has a name in the log."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import elearning
from elearning.people.words import ACTIONS, DONE, TEXTS

SOURCES = sorted(Path(elearning.__file__).parent.rglob("*.py"))
#: Actions as they are recorded: whole, or what is done to a text of any kind.
WHOLE = re.compile(
    r'(?:record|changed)\(\s*"([a-z_]+\.[a-z_]+)"|^[A-Z]+ = "([a-z]+\.[a-z_]+)"$', re.MULTILINE
)
OF_A_KIND = re.compile(r'_record\(item, "([a-z_]+)"|record\(f"\{kind\.name\}\.([a-z_]+)"')


def recorded(pattern: re.Pattern[str]) -> set[str]:
    found = (pattern.findall(source.read_text()) for source in SOURCES if "demo" not in source.parts)
    return {next(filter(None, groups)) for each in found for groups in each}


@pytest.mark.parametrize("action", sorted(recorded(WHOLE)))
def test_an_action_has_a_name_in_the_log(action: str) -> None:
    text, _dot, done = action.partition(".")
    assert action in ACTIONS or (text in TEXTS and done in DONE)


@pytest.mark.parametrize("done", sorted(recorded(OF_A_KIND)))
def test_what_is_done_to_a_text_has_a_name_in_the_log(done: str) -> None:
    assert done in DONE
