"""Texts of mails with placeholders: what may stand in them, what is wrong with one, and filling it in.

Each mail has a standard text, in the catalogue; HR can write another (choices.py) with the same placeholders.
A placeholder is stored by its English name and shown and typed by its Danish word, so a better word in the
catalogue breaks no text.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext as _l

from elearning import choices
from elearning.choices import MailText

_PLACEHOLDER: Final = re.compile(r"\{([^{}\n]{0,60})\}")
_BLANK_LINES: Final = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
#: What ends a sentence before the next one; the first of a text needs nothing before it.
_SENTENCE_BEFORE: Final = re.compile(r"(?:^|[.!?]\s+|\n)$")


@dataclass(frozen=True)
class Placeholder:
    """Something that is put in when a mail is written. `word` is what people type, `meaning` explains it."""

    name: str
    word: str
    meaning: str


NAME: Final = Placeholder("name", _l("first-name"), _l("the first name of who gets the mail"))
ORGANISATION: Final = Placeholder("organisation", _l("the-organisation"), _l("the municipality's name"))
EVERYWHERE: Final = (NAME, ORGANISATION)


@dataclass(frozen=True)
class MailKind:
    """A mail that HR can word. `key` is its name in addresses and in the database.

    `standard` gives the text that the catalogue has. One of the `required` must be in every text of it.
    """

    key: str
    title: str
    standard: Callable[[], MailText]
    own: tuple[Placeholder, ...] = ()
    required: tuple[Placeholder, ...] = ()

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """All that may stand in it."""
        return (*self.own, *EVERYWHERE)


def text_of(kind: MailKind) -> MailText:
    """Give the text that mails of a kind have now."""
    return choices.mail_text(kind.key) or kind.standard()


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in the place of placeholders, with a capital where a sentence begins.

    What stands in braces and is no placeholder stays as it is; so do braces in a value, such as a name.
    """

    def put_in(found: re.Match[str]) -> str:
        value = values.get(found[1])
        if value is None:
            return found[0]
        is_first = _SENTENCE_BEFORE.search(found.string[: found.start()])
        return value[:1].upper() + value[1:] if is_first else value

    return _PLACEHOLDER.sub(put_in, text)


def filled(text: MailText, values: Mapping[str, str]) -> tuple[str, list[str]]:
    """Give a mail's subject and paragraphs."""
    return fill(text.subject, values), [fill(each, values) for each in paragraphs(text.body)]


def paragraphs(body: str) -> list[str]:
    """Divide a text at its blank lines."""
    whole = body.replace("\r\n", "\n").replace("\r", "\n").strip()
    return [each.strip() for each in _BLANK_LINES.split(whole) if each.strip()]


def unknown(text: str, kind: MailKind) -> list[str]:
    """List what stands in braces as people typed it, and is no placeholder of this mail."""
    words = {_plain(str(each.word)) for each in kind.placeholders}
    return list(
        dict.fromkeys(found[0] for found in _PLACEHOLDER.finditer(text) if _plain(found[1]) not in words)
    )


def missing(texts: Collection[str], kind: MailKind) -> list[Placeholder]:
    """List the placeholders that must be somewhere in a mail, and are in none of these texts as typed."""
    typed = {_plain(found[1]) for text in texts for found in _PLACEHOLDER.finditer(text)}
    return [each for each in kind.required if _plain(str(each.word)) not in typed]


def as_typed(text: MailText, kind: MailKind) -> MailText:
    """Give a stored text with the words that people type."""
    return _renamed(text, {each.name: str(each.word) for each in kind.placeholders})


def as_stored(text: MailText, kind: MailKind) -> MailText:
    """Give a typed text with the names that are stored, and its paragraphs neatly apart."""
    neat = MailText(subject=" ".join(text.subject.split()), body="\n\n".join(paragraphs(text.body)))
    return _renamed(neat, {_plain(str(each.word)): each.name for each in kind.placeholders})


def _renamed(text: MailText, names: Mapping[str, str]) -> MailText:
    def rename(found: re.Match[str]) -> str:
        name = names.get(_plain(found[1]))
        return f"{{{name}}}" if name else found[0]

    return MailText(subject=_PLACEHOLDER.sub(rename, text.subject), body=_PLACEHOLDER.sub(rename, text.body))


def _plain(word: str) -> str:
    return word.strip().casefold()
