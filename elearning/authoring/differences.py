"""Two texts compared word by word, as somebody reads them who has to decide about the change."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Final

#: Beyond so many words a text is shown as replaced: comparing takes time by the square of them.
MOST_WORDS: Final = 4000


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """Some words that stay, are new, or are gone."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Difference:
    """A field whose text is not what it was. `field` is its name in the data; `number` counts in a list."""

    field: str
    number: int
    pieces: tuple[Piece, ...]


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
    """What is not the same in two texts."""

    fields: tuple[Difference, ...]
    steps: tuple[CardDifference, ...]

    @property
    def is_empty(self) -> bool:
        return not self.fields and not self.steps

    def slugs(self, state: str) -> tuple[str, ...]:
        """Give the slugs of the steps that were changed, added or removed; one only moved is none of them."""
        return tuple(step.slug for step in self.steps if step.state == state and step.fields)


def words(before: str, after: str) -> tuple[Piece, ...]:
    """Compare two texts word by word; blanks and line breaks belong to the word before them."""
    old, new = (re.findall(r"\s*\S+\s*?(?=\s|$)|\s+", text) for text in (before, after))
    if len(old) + len(new) > MOST_WORDS:
        return tuple(_pieces((Kind.REMOVED, old), (Kind.ADDED, new)))
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces += _pieces((Kind.SAME, old[a:b]))
        else:
            pieces += _pieces((Kind.REMOVED, old[a:b]), (Kind.ADDED, new[c:d]))
    return tuple(pieces)


def _pieces(*parts: tuple[Kind, Sequence[str]]) -> Iterator[Piece]:
    for kind, said in parts:
        if said:
            yield Piece(kind, "".join(said))


def compare(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> Comparison:
    """Compare two texts as Kind.as_cards gives them; without one before, everything is new."""
    old = before or {"steps": []}
    fields = _differences(_texts(old, nested=False), _texts(after, nested=False))
    return Comparison(tuple(fields), tuple(_card_differences(old["steps"], after["steps"])))


def _card_differences(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> Iterator[CardDifference]:
    old = {step["slug"]: step for step in before}
    new = {step["slug"]: step for step in after}
    stayed = [slug for slug in old if slug in new]  # as they stood among themselves
    place = {slug: number for number, slug in enumerate(slug for slug in new if slug in old)}
    for number, (slug, step) in enumerate(new.items(), start=1):
        fields = tuple(_differences(_texts(old.get(slug, {})), _texts(step)))
        moved = slug in old and stayed.index(slug) != place[slug]
        if fields or moved:
            state = "changed" if slug in old else "added"
            moved_from = list(old).index(slug) + 1 if moved else None
            yield CardDifference(slug, step["kind"], _title(step), number, state, moved_from, fields)
    for number, (slug, step) in enumerate(old.items(), start=1):
        if slug not in new:
            fields = tuple(_differences(_texts(step), {}))
            yield CardDifference(slug, step["kind"], _title(step), number, "removed", None, fields)


def _title(step: Mapping[str, Any]) -> str:
    """Give what a card is called: its title, or what it is labelled with, which is no part of its text."""
    return str(step["label"] if "label" in step else step["title"])


def _differences(
    before: Mapping[tuple[str, int], str], after: Mapping[tuple[str, int], str]
) -> Iterator[Difference]:
    for key in dict.fromkeys([*after, *before]):
        old, new = before.get(key, ""), after.get(key, "")
        if old != new:
            yield Difference(*key, words(old, new))


def _texts(data: Mapping[str, Any], *, nested: bool = True) -> dict[tuple[str, int], str]:
    """Give what a part of the data says as texts, by the name of the field and its number in a list."""
    found = {}
    for name, value in data.items():
        if name in {"slug", "kind", "steps", "label"}:
            continue
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for number, item in enumerate(value if nested else [], start=1):
                for inner, said in item.items():
                    if inner != "slug":
                        found[f"{name}.{inner}", number] = _said(said)
        elif not isinstance(value, list) or value:
            found[name, 0] = _said(value)
    return {key: text for key, text in found.items() if text}


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "✓" if value else ""
    return str(value)
