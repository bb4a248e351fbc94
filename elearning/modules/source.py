"""Whether a text repeats the foundation's own sentences. Lessons say its facts in new words.

The foundation itself is not part of the project: `source-runs.txt` holds a short hash of every run of eight
words in it (`elearning content fingerprint` makes the file), enough to find a repeated run and too little to
read anything from.
"""

import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("source-runs.txt")
#: So many words in common are a repeated sentence; fewer may be chance.
RUN: Final = 8
#: Names and fixed terms, which must be repeated and so do not count.
TERMS: Final = (
    "billund kommune",
    "balancer og paradokser",
    "børnenes hovedstad",
    "dialog udvikling og respekt",
    "egen faglighed",
    "fælles fundament og retning",
    "fremtidens legeplads",
    "leder- og medarbejdergrundlag",
    "roller og samarbejde",
    "sammenhæng på tværs",
    "sikker drift",
    "ved fælles hjælp",
)
_HASH_BYTES: Final = 5
_WORD: Final = re.compile(r"[^\W_]+")


def repeated_runs(text: str) -> list[str]:
    """List the runs of eight words that a text has in common with the foundation."""
    known = _known()
    return [" ".join(run) for run in _runs(text) if _hash(run) in known]


def fingerprint(source: str) -> str:
    """Make the content of `source-runs.txt` from the foundation's text: a hash a line, sorted."""
    return "".join(f"{each}\n" for each in sorted({_hash(run) for run in _runs(source)}))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _words(text)
    for start in range(len(words) - RUN + 1):
        yield tuple(words[start : start + RUN])


def _words(text: str) -> list[str]:
    spaced = f" {' '.join(_WORD.findall(text.lower()))} "
    for term in TERMS:
        spaced = spaced.replace(f" {' '.join(_WORD.findall(term))} ", " ")
    return spaced.split()


def _hash(run: tuple[str, ...]) -> str:
    return blake2b(" ".join(run).encode(), digest_size=_HASH_BYTES).hexdigest()


@cache
def _known() -> frozenset[str]:
    return frozenset(FILE.read_text(encoding="ascii").split())
