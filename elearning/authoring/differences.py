"""Two texts compared word by word, as somebody reads them who has to decide about the change."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise, zip_longest
from typing import Any, Final

from elearning.authoring import as_read
from elearning.authoring.as_read import AsRead, Link, Look, Word

#: Beyond so many words a text is shown as replaced: comparing takes time by the square of them.
MOST_WORDS: Final = 4000
#: So many things are said of one text beside its words.
MOST_NOTES: Final = 50

#: Tells of a card's kind ("" for the whole text) and a field of it whether the field is Markdown.
IsMarkdown = Callable[[str, str], bool]
#: A field's name, its number in a list or 0, and what it said and says; "" is nothing.
Told = tuple[str, int, str, str]


def _is_never(_card: str, _field: str) -> bool:
    return False


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """Some words that stay, are new, or are gone, all with the same looks."""

    kind: Kind
    text: str
    looks: tuple[Look, ...] = ()


class Aside(StrEnum):
    """What is not the same though the words do not show it."""

    LOOKS = "looks"  # the words are the same, and only look different
    LINK_ADDRESS = "link_address"  # the words are the same, and lead elsewhere
    LINK_WORDS = "link_words"
    LINK_ADDED = "link_added"
    LINK_REMOVED = "link_removed"
    PICTURE = "picture"  # it shows the same in words, and is another one
    UNSEEN = "unseen"  # readers see no difference at all


@dataclass(frozen=True)
class Note:
    """What is said of a difference beside its words: of a link with `words`, where it led and leads."""

    aside: Aside
    words: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Difference:
    """A field whose text is not what it was. `field` is its name in the data; `number` counts in a list.

    There is always a piece that is not the same, or a note.
    """

    field: str
    number: int
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...] = ()

    @property
    def paragraphs(self) -> tuple[tuple[Piece, ...], ...]:
        return paragraphs(self.pieces)


@dataclass(frozen=True)
class CardDifference:
    """A part that is not what it was, with its title, kind and number as they are, or were if gone."""

    slug: str
    kind: str
    title: str
    number: int
    state: str  # changed, added, removed
    moved_from: int | None
    fields: tuple[Difference, ...]


@dataclass(frozen=True)
class Comparison:
    """What is not the same in two texts. `is_unseen`: something that none of the cards shows."""

    fields: tuple[Difference, ...]
    steps: tuple[CardDifference, ...]
    is_unseen: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.fields and not self.steps and not self.is_unseen

    def slugs(self, state: str) -> tuple[str, ...]:
        """Give the slugs of the steps that were changed, added or removed; one only moved is none of them."""
        return tuple(step.slug for step in self.steps if step.state == state and step.fields)


def words(before: str, after: str) -> tuple[Piece, ...]:
    """Compare two texts without marks word by word; blanks and line breaks belong to the word after them."""
    return _compared(as_read.plain(before).words, as_read.plain(after).words)


def _compared(old: Sequence[Word], new: Sequence[Word]) -> tuple[Piece, ...]:
    if len(old) + len(new) > MOST_WORDS:
        return (*_pieces(Kind.REMOVED, old), *_pieces(Kind.ADDED, new))
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces += _pieces(Kind.SAME, old[a:b])
        else:
            pieces += [*_pieces(Kind.REMOVED, old[a:b]), *_pieces(Kind.ADDED, new[c:d])]
    return tuple(pieces)


def _pieces(kind: Kind, said: Sequence[Word]) -> Iterator[Piece]:
    """Join words that look the same. Each picture stays a piece of its own."""
    ends = [
        number
        for number, (one, other) in enumerate(pairwise(said), start=1)
        if one.looks != other.looks or as_read.is_picture(one)
    ]
    for first, end in pairwise([0, *ends, len(said)]):
        if run := said[first:end]:
            yield Piece(kind, "".join(word.text for word in run), run[0].looks)


def paragraphs(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """Take pieces apart where a paragraph begins. Blank lines themselves are left out."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = re.split(r"\n{2,}", piece.text)
        for number, text in enumerate([first, *others]):
            if number:
                found.append([])
            if text:
                found[-1].append(Piece(piece.kind, text, piece.looks))
    return tuple(tuple(each) for each in found if each)


def difference(field: str, number: int, before: str, after: str, *, is_markdown: bool) -> Difference:
    """Compare two texts that are not the same as somebody reads them, and say what the words do not show."""
    read: Callable[[str], AsRead] = as_read.from_markdown if is_markdown else as_read.plain
    old, new = read(before), read(after)
    pieces = _compared(old.words, new.words)
    others = _other_pictures(old.pictures, new.pictures)
    notes = [*_link_notes(old.links, new.links), *others][:MOST_NOTES]
    if old.text == new.text and old.words != new.words and not others:
        notes.append(Note(Aside.LOOKS))
    if not notes and not any(each.kind is not Kind.SAME and each.text.strip() for each in pieces):
        notes.append(Note(Aside.UNSEEN))
    return Difference(field, number, pieces, tuple(notes))


def _link_notes(old: Sequence[Link], new: Sequence[Link]) -> list[Note]:
    gone, notes = _without(old, new), []
    for link in _without(new, old)[:MOST_NOTES]:
        if was := next((each for each in gone if each.words == link.words), None):
            notes.append(Note(Aside.LINK_ADDRESS, link.words, was.address, link.address))
        elif was := next((each for each in gone if each.address == link.address), None):
            notes.append(Note(Aside.LINK_WORDS, link.address, was.words, link.words))
        else:
            notes.append(Note(Aside.LINK_ADDED, link.words, after=link.address))
            continue
        gone.remove(was)
    return [*notes, *(Note(Aside.LINK_REMOVED, each.words, each.address) for each in gone)]


def _other_pictures(old: Sequence[Link], new: Sequence[Link]) -> list[Note]:
    """Name pictures that show the same in words, and are others than before."""
    gone = {each.words for each in _without(old, new)}
    return [Note(Aside.PICTURE, each.words) for each in _without(new, old) if each.words in gone]


def _without(some: Sequence[Link], others: Sequence[Link]) -> list[Link]:
    """Give the links that are not among the others, each as often as it is there more often."""
    return list((Counter(some) - Counter(others)).elements())


def compare(
    before: Mapping[str, Any] | None, after: Mapping[str, Any], is_markdown: IsMarkdown = _is_never
) -> Comparison:
    """Compare two texts as Kind.as_cards gives them; without one before, everything is new."""
    old = before or {"steps": []}
    fields = _differences(_told(old, after, nested=False), "", is_markdown)
    return Comparison(tuple(fields), tuple(_card_differences(old["steps"], after["steps"], is_markdown)))


def _card_differences(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], is_markdown: IsMarkdown
) -> Iterator[CardDifference]:
    old = {step["slug"]: step for step in before}
    new = {step["slug"]: step for step in after}
    stayed = [slug for slug in old if slug in new]  # as they stood among themselves
    place = {slug: number for number, slug in enumerate(slug for slug in new if slug in old)}
    for number, (slug, step) in enumerate(new.items(), start=1):
        fields = tuple(_differences(_told(old.get(slug, {}), step), step["kind"], is_markdown))
        moved = slug in old and stayed.index(slug) != place[slug]
        if fields or moved:
            state = "changed" if slug in old else "added"
            moved_from = list(old).index(slug) + 1 if moved else None
            yield CardDifference(slug, step["kind"], _title(step), number, state, moved_from, fields)
    for number, (slug, step) in enumerate(old.items(), start=1):
        if slug not in new:
            fields = tuple(_differences(_told(step, {}), step["kind"], is_markdown))
            yield CardDifference(slug, step["kind"], _title(step), number, "removed", None, fields)


def _title(step: Mapping[str, Any]) -> str:
    """Give what a card is called: its title, or what it is labelled with, which is no part of its text."""
    return str(step["label"] if "label" in step else step["title"])


def _differences(told: Iterable[Told], card: str, is_markdown: IsMarkdown) -> Iterator[Difference]:
    for field, number, old, new in told:
        if old != new:
            yield difference(field, number, old, new, is_markdown=is_markdown(card, field))


def _told(before: Mapping[str, Any], after: Mapping[str, Any], *, nested: bool = True) -> Iterator[Told]:
    """Give what two texts of one part say, field by field."""
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name), after.get(name)
        if name in {"slug", "kind", "steps", "label"}:
            continue
        if _is_nested(old) or _is_nested(new):
            if nested:
                yield from _told_of_items(name, old or [], new or [])
        else:
            yield name, 0, _said(old), _said(new)


def _told_of_items(
    name: str, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> Iterator[Told]:
    """Give what two lists say, item by item: one taken out must not make all after it look rewritten.

    What is there has its number; what is gone the number it had.
    """
    for old, new in _pairs([_known_by(each) for each in before], [_known_by(each) for each in after]):
        was = before[old] if old is not None else {}
        now = after[new] if new is not None else {}
        number = next(each for each in (new, old) if each is not None) + 1
        for inner in dict.fromkeys([*now, *was]):
            if inner != "slug":
                yield f"{name}.{inner}", number, _said(was.get(inner)), _said(now.get(inner))


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Put together the items of two lists that are known by the same, and those changed in one place."""
    for _tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield from zip_longest(range(a, b), range(c, d))


def _known_by(item: Mapping[str, Any]) -> str:
    return str(item.get("slug") or item.get("text") or item.get("name") or "")


def _is_nested(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "✓" if value else ""
    return str(value)
