"""The values of a form whose fields are named as problems name them: `steps.2.options.1.text`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from elearning.content_text import UNSEEN, unix_lines

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

    def items(self, name: str) -> "Iterator[Fields]":
        """Give the fields of each item of a list, which are numbered from 1."""
        for number in range(1, MOST + 1):
            prefix = f"{self._prefix}{name}.{number}."
            if not any(key.startswith(prefix) for key in self._sent):
                return
            yield Fields(self._sent, prefix)
