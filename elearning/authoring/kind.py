"""What the editor, publishing and the history must know of a kind of text to work for all of them.

A lesson, a scenario and a question bank are written, published and compared by the same pages. Each says here
what is its own: how its form is read, which tables it is in, and what HR's pages call it.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar

from sqlalchemy.orm import InstrumentedAttribute

from elearning.authoring import words
from elearning.authoring.differences import CardDifference, Comparison, compare
from elearning.authoring.fields import Data, Fields
from elearning.authoring.models import DraftKind
from elearning.authoring.rules import Writing
from elearning.authoring.words import Finding
from elearning.database import Base
from elearning.modules.models import Module
from elearning.modules.revisions import Revision

Text = TypeVar("Text")

#: How many places a module has for each kind.
MOST_IN_A_MODULE: Final = 99


@dataclass(frozen=True)
class Reach:
    """How many active people have begun an item, are through it, and of both have completed the course."""

    under_way: int
    done: int
    certified: int


@dataclass(frozen=True)
class Tables:
    """Where a kind is kept: `of` is the column of `revision` that says of which `item` it is.

    `named_by` is the column with the slug of an item's address, `title` the one with the title in lists.
    """

    item: type[Any]
    revision: type[Any]
    of: InstrumentedAttribute[int]
    named_by: InstrumentedAttribute[str]
    title: InstrumentedAttribute[str]


@dataclass(frozen=True)
class Phrases:
    """What HR's pages say of a kind. All are lazy texts; those of whole items are empty where it has none."""

    many: object
    not_published: object
    substantial: object
    redo: object
    redo_hint: object
    delete_means: object
    what: object = ""  # what it is, for those to whom the word is new
    new: object = ""
    add_here: object = ""
    none_here: object = ""
    is_full: object = ""
    copied: object = ""
    moved: object = ""
    retire: object = ""
    retired: object = ""
    bring_back: object = ""
    back: object = ""


class Kind(ABC, Generic[Text]):
    """One kind of text with revisions. `Data` are a text as its form has it, which may be wrong."""

    draft: DraftKind
    #: Its word in addresses: /hr/<address>/<slug>/edit. Its list is the view of that name.
    address: str
    tables: Tables
    #: What a slug is made of where the title has no letters.
    slug_otherwise: str
    phrases: Phrases
    #: Whether HR can play it as a learner would (trial_views.py).
    can_be_tried = False

    @property
    def name(self) -> str:
        """Its word in the log (`lesson.published`) and in the names of templates (`lesson_fields.html`)."""
        return self.draft.value

    @abstractmethod
    def parse(self, text: str) -> Text:
        """Read a revision's text."""

    @abstractmethod
    def empty(self, title: str) -> Data:
        """Give the data of an item that has nothing but a title yet."""

    @abstractmethod
    def read(self, form: Fields) -> Data:
        """Read what the editor's form sent."""

    @abstractmethod
    def act(self, writing: Writing, action: str, form: Fields, taken: Collection[str]) -> str:
        """Do what a button of the editor says, and give the id on the page of what it was about.

        `taken` are the slugs that parts of the item ever had. Raises rules.UnknownActionError.
        """

    @abstractmethod
    def data_of(self, text: Text) -> Data:
        """Give a text's data as the form has them."""

    @abstractmethod
    def text_of(self, data: Mapping[str, Any], identity: Mapping[str, Any]) -> Text:
        """Make the text that the data say, of what the item is known by.

        Raises ContentError with every problem; their fields are the names of the form's.
        """

    def heading(self, row: Any, data: Mapping[str, Any]) -> str:  # noqa: ANN401 - of its table
        """Say what the item is called, or "" where it has no title yet."""
        del row
        return str(data.get("title", ""))

    @abstractmethod
    def identity(self, row: Any) -> dict[str, Any]:  # noqa: ANN401 - of its table
        """Give what the item is known by and its data do not have."""

    @abstractmethod
    def advice(self, data: Mapping[str, Any], text: Text | None) -> list[Finding]:
        """Say what would make it better; `text` is None while something is wrong with the data."""

    def where(self, field: str, data: Mapping[str, Any]) -> str:
        """Say which part of a text a field of the form is in, before what is said of it; "" of the whole."""
        del field, data
        return ""

    @abstractmethod
    def field_names(self) -> Mapping[str, str]:
        """Name the fields of the form, by the last of their names in the data or the last two."""

    def place_of(self, field: str, data: Mapping[str, Any]) -> str:
        """Say of which field something is said: its part and its name, as far as they have any."""
        names, words = self.field_names(), [each for each in field.split(".") if not each.isdecimal()]
        name = next((names[each] for each in (".".join(words[-2:]), words[-1]) if each in names), "")
        return ", ".join(each for each in (self.where(field, data), name) if each)

    def as_cards(self, before: Data | None, after: Data) -> tuple[Data | None, Data]:
        """Give two texts as `differences.compare` takes them: fields, and `steps` with a slug each."""
        return before, after

    def is_markdown(self, card: str, field: str) -> bool:
        """Tell of a field of a card of that kind, or of the whole text (""), whether it is Markdown."""
        del card, field
        return False

    def difference(self, before: Data | None, after: Data) -> Comparison:
        """Compare two texts as they are read. Without one before, everything is new."""
        found = compare(*self.as_cards(before, after), self.is_markdown)
        is_unseen = found.is_empty and before is not None and before != after
        return replace(found, is_unseen=is_unseen)

    def too_big_to_be_small(self, comparison: Comparison) -> str:
        """Say why a change cannot be called small, or ""."""
        del comparison
        return ""

    @abstractmethod
    def card_heading(self, card: CardDifference) -> str:
        """Head one of the cards of a difference."""

    def told_of_move(self, data: Data, place: str) -> str:
        """Say where a part that was moved stands now, by its id on the page; "" where its place says so."""
        del data, place
        return ""

    @abstractmethod
    def removed_name(self, removed: Mapping[str, Any]) -> str:
        """Name what was removed and can be put back (rules.Writing), as the editor's form shows it."""

    def told_of_removal(self, removed: Mapping[str, Any]) -> str:
        """Say that something is deleted: the kind of part it was, and how it began."""
        return words.removal(removed["list"], self.removed_name(removed))

    @abstractmethod
    def create(self, slug: str, module: Module, data: Data) -> Base:
        """Make the row of a new item, last in its module. Raises ModuleFullError."""

    @abstractmethod
    def publish(self, row: Any, text: Text, **about: object) -> Revision:  # noqa: ANN401 - of its table
        """Publish a text as the item's next revision."""

    @abstractmethod
    def ask_again(self, revision: Any, changed: Collection[str]) -> None:  # noqa: ANN401 - of its table
        """Let everybody do again what a substantial change asks for; nothing they did is forgotten."""

    def asked_again(self, row: Any, changed: Collection[str]) -> int:  # noqa: ANN401 - of its table
        """Count the active people who would get something back by `ask_again`."""
        del row, changed
        return 0

    @abstractmethod
    def reach(self, row: Any, newest: Any) -> Reach:  # noqa: ANN401 - of its tables
        """Count whom a change concerns; `newest` is None where there has never been a text."""

    def taken(self, row_id: int) -> set[str]:
        """Give the slugs that parts of the item ever had: a new part must not be taken for an old one."""
        del row_id
        return set()

    @abstractmethod
    def template_values(self, data: Data) -> dict[str, Any]:
        """Give what the kind's own templates need beside the data."""


class ModuleFullError(Exception):
    """The module has as many items of a kind as there are positions."""
