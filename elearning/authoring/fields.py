"""The values of a form whose fields are named as problems name them: `steps.2.options.1.text`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, Final

from elearning.content_text import UNSEEN, unix_lines

#: A text as the editor's form has it, of whatever kind; what it may be wrong in is not asked yet.
Data = dict[str, Any]

#: More than any text may have. Beyond that a form is not one of ours.
MOST: Final = 60


class Fields:
    """What a form sent, read by name; what is missing is empty."""

    def __init__(self, sent: Mapping[str, Sequence[str]], prefix: str = "") -> None:
        self._sent = sent
        self._prefix = prefix

    def text(self, name: str) -> str:
        """Give a text as it can be kept: with Unix line ends and without what nobody can see."""
        values = self._sent.get(self._prefix + name, ())
        return UNSEEN.sub("", unix_lines(values[0])).strip() if values else ""

    def sentence(self, name: str) -> str:
        """Give a text that is meant to be on one line."""
        return " ".join(self.text(name).split())

    def chosen(self, name: str) -> list[str]:
        """Give the values of the check boxes that are marked."""
        return [UNSEEN.sub("", value) for value in self._sent.get(self._prefix + name, ())][:200]

    def is_marked(self, name: str) -> bool:
        """Tell whether a check box is marked."""
        return bool(self._sent.get(self._prefix + name))

    def numbers(self, name: str) -> list[int | str]:
        """Give the numbers of a text such as “3, 4”. What is no number stays, to be seen and mended."""
        parts = re.split(r"[,;\s]+", self.text(name))
        return [int(part) if re.fullmatch("[0-9]{1,4}", part) else part for part in parts if part]

    def number(self, name: str) -> int | str:
        """Give a number with its sign, or the text that is there in its place."""
        said = self.text(name)
        return int(said) if re.fullmatch("-?[0-9]{1,4}", said) else said

    def texts(self, name: str) -> list[str]:
        """Give the texts of a list, which are numbered from 1."""
        numbered = (f"{name}.{number}" for number in range(1, MOST + 1))
        return [
            self.text(each) for each in takewhile(lambda each: self._prefix + each in self._sent, numbered)
        ]

    def items(self, name: str, most: int = MOST) -> "Iterator[Fields]":
        """Give the fields of each item of a list, which are numbered from 1."""
        for number in range(1, most + 1):
            prefix = f"{self._prefix}{name}.{number}."
            # Only its own: a long list would else look through the whole form for each of its parts.
            mine = {key: said for key, said in self._sent.items() if key.startswith(prefix)}
            if not mine:
                return
            yield Fields(mine, prefix)
