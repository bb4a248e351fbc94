"""What the buttons of an editor do to its data: add, move, remove, put back. Numbers count from 1."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from elearning.authoring.fields import Data
from elearning.authoring.lesson_data import KINDS, new_item, new_step
from elearning.modules.content import MAX_STEPS

STEPS: Final = "steps"
REMOVED_MAX: Final = 10  # that can be put back
_DANISH: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass
class Writing:
    """A text that is being written: its data, and what was removed from its lists and can be put back.

    Each of those says `list` (its name in the data), `at` (where it stood, from 0) and `item`; a part of a
    step or of a question also `of`: the slug of that, which it is put back into wherever that stands by then.
    """

    data: Data
    removed: list[dict[str, Any]]


class UnknownActionError(ValueError):
    """No button of the page says this."""


def slug_of(title: str, taken: Collection[str], otherwise: str) -> str:
    """Make a slug of a title that none in `taken` has; of a title without letters, of `otherwise`."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(_DANISH)).encode("ascii", "ignore").decode()
    base = "-".join(re.findall("[a-z0-9]+", plain))[:50].strip("-") or otherwise
    return next(slug for slug in _numbered(base) if slug not in taken)


def _numbered(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def places(taken: Iterable[int]) -> list[int]:
    """Give the positions of items in their order: those they have, but no two the same.

    So the others that stand between them in the module, say its scenarios, stay between them.
    """
    free: list[int] = []
    for position in sorted(taken):
        free.append(max(position, free[-1] + 1 if free else 1))
    return free


def act(writing: Writing, action: str, *, added: tuple[str, str], taken: Collection[str]) -> str:
    """Do what a button says, such as `up.2`, and give the id on the page of what it is about, or "".

    `added` are the kind and title of a step to add; `taken` the slugs that its lesson ever had.
    Raises UnknownActionError for what no button says, also about a step that is not there.
    """
    name, *numbers = action.split(".")
    try:
        places = [int(number) for number in numbers]
        return _do(writing, name, places, added, {*taken, *_slugs(writing)})
    except (ValueError, IndexError, KeyError) as error:
        raise UnknownActionError(action) from error


def _slugs(writing: Writing) -> set[str]:
    return {step["slug"] for step in [*writing.data[STEPS], *removed_from(writing, STEPS)]}


def removed_from(writing: Writing, name: str) -> list[Data]:
    """Give what was removed from the list `name` and can be put back."""
    return [each["item"] for each in writing.removed if each["list"] == name]


def _do(
    writing: Writing, name: str, places: list[int], added: tuple[str, str], taken: Collection[str]
) -> str:
    steps = writing.data[STEPS]
    match name, places:
        case "add", []:
            step = _add(steps, *added, taken)
        case ("up" | "down") as way, [number]:
            step = place(steps, number, number + (1 if way == "down" else -1))
        case "move", [number, to]:
            step = place(steps, number, to)
        case "delete", [number]:
            return remove(writing, STEPS, number)
        case "undo", [number]:
            return put_back(writing, number, STEPS)
        case "more", [number]:
            return f"{STEPS}-{number}-{_more(steps[index(steps, number)])}"
        case "drop", [number, item]:
            card = steps[index(steps, number)]
            return remove(writing, _items(card)[0], item, part_of=card)
        case _:
            raise ValueError(name)
    return f"{STEPS}-{step}"


def index(items: list[Any], number: int) -> int:
    """Give where the item with a number is. Raises IndexError where there is none."""
    if not 1 <= number <= len(items):
        raise IndexError(number)
    return number - 1


def _add(steps: list[Data], kind: str, title: str, taken: Collection[str]) -> int:
    if kind not in KINDS:
        raise ValueError(kind)
    if len(steps) < MAX_STEPS:
        steps.append(new_step(kind, slug_of(title, taken, "trin"), title))
    return len(steps)


def place(items: list[Data], number: int, to: int) -> int:
    """Move an item to another number, as near as there is one, and give that."""
    to = min(max(to, 1), len(items))
    items.insert(to - 1, items.pop(index(items, number)))
    return to


def remove(writing: Writing, name: str, number: int, part_of: Data | None = None) -> str:
    """Remove an item of the list `name`, of the step or question `part_of` if it is a part of one.

    Gives the id on the page of where it can be put back.
    """
    items = (part_of or writing.data)[name]
    at = index(items, number)
    home = {"of": part_of["slug"]} if part_of else {}
    writing.removed.append({"list": name, **home, "at": at, "item": items.pop(at)})
    return keep_removed(writing)


def keep_removed(writing: Writing) -> str:
    """Forget what was removed so long ago that there is newer, and give the id of where the newest stands."""
    del writing.removed[:-REMOVED_MAX]
    return f"removed-{len(writing.removed)}"


def put_back(writing: Writing, number: int, cards: str = "") -> str:
    """Put back what was removed, where it stood or as near as can be, and give its id on the page.

    `cards` is the list of the steps or questions that parts are removed from. Raises KeyError where the one
    that it was a part of is not there.
    """
    back = writing.removed[index(writing.removed, number)]
    home, before = writing.data, ""
    if "of" in back:
        slugs = [each["slug"] for each in writing.data[cards]]
        if back["of"] not in slugs:
            raise KeyError(back["of"])
        home = writing.data[cards][slugs.index(back["of"])]
        before = f"{cards}-{slugs.index(back['of']) + 1}-"
    items = home[back["list"]]
    # It is there still where somebody saved a text that has it over one in which it was removed.
    at = _place_of(back["item"], items)
    if at is None:
        at = min(int(back["at"]), len(items))
        items.insert(at, back["item"])
    writing.removed.remove(back)
    return f"{before}{back['list']}-{at + 1}"


def _place_of(item: Any, items: Sequence[Any]) -> int | None:  # noqa: ANN401 - a part, or the text that it is
    slug = item.get("slug") if isinstance(item, dict) else None
    return next((at for at, each in enumerate(items) if slug and each["slug"] == slug), None)


def _more(step: Data) -> str:
    name, items = _items(step)
    if len(items) < MAX_STEPS:
        items.append(new_item(name))
    return f"{name}-{len(items)}"


def _items(step: Data) -> tuple[str, list[Data]]:
    name = "options" if "options" in step else "circles"
    return name, step[name]


def with_circle_slugs(data: Data) -> Data:
    """Give every circle a slug of its own: what the form cannot ask for and placed relations hang on."""
    for step in data["steps"]:
        taken = {circle["slug"] for circle in step.get("circles", ())}
        for circle in step.get("circles", ()):
            circle["slug"] = circle["slug"] or slug_of(circle["title"], taken, "cirkel")
            taken.add(circle["slug"])
    return data
