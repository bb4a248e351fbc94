"""Everything that is wrong with what is written, at once.

A validator asks how fields fit together only when each of them is right in itself. So that nobody mends one
thing only to be told of the next, what is empty is filled in, out of sight, and asked about again.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, Final

from elearning.authoring.fields import Data
from elearning.authoring.words import Finding, findings
from elearning.content_text import ContentError

#: A step's title and text, then its answers' explanations, then which of them are right.
_ROUNDS: Final = 4
_A_PAGE: Final = 3


def every_finding(parse: Callable[[Data], object], written: Mapping[str, Any]) -> list[Finding]:
    """Say all that is wrong with what is written, in the order of the form; `parse` raises ContentError."""
    data = deepcopy(dict(written))
    found: dict[Finding, None] = {}
    for number in range(_ROUNDS):
        try:
            parse(data)
        except ContentError as error:
            now = findings(error.problems)
        else:
            break
        found.update(dict.fromkeys(now))
        filled = [_fill(data, each.field, f"{number + 1}.{place}") for place, each in enumerate(now)]
        if not any(filled):
            break
    return sorted(found, key=lambda each: _place(each.field, list(written)))


def _fill(data: Data, field: str, text: str) -> bool:
    """Fill in an empty field, and tell whether it was one; each gets a text that no other has."""
    *path, last = field.split(".")
    inner: Any = data
    try:
        for part in path:
            inner = inner[int(part) - 1 if isinstance(inner, list) else part]
        key = int(last) - 1 if isinstance(inner, list) else last
        empty: tuple[object, ...] = ([],) if last == "pages" else ("", None)
        if last == "slug" or inner[key] not in empty:
            return False
    except (KeyError, IndexError, ValueError, TypeError):
        return False
    inner[key] = [_A_PAGE] if last == "pages" else text
    return True


def _place(field: str, order: list[str]) -> tuple[int, int]:
    """Give where a field is: its part of the form, and its number there."""
    first, *rest = field.split(".")
    number = int(rest[0]) if rest and rest[0].isdecimal() else 0
    return (order.index(first) if first in order else len(order)), number
