"""How easy a Danish text is to read: LIX (Björnsson 1968).

Under 25 is a children's book, 35 to 44 a newspaper, 45 to 54 a public report, 55 and more a statute.
"""

import re
from typing import Final

from elearning import markdown

#: A long word has more letters than this.
LONG: Final = 6

_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
# "kl. 8" and "f.eks. en" go on; what follows the end of a sentence begins with anything else.
_SENTENCE_END: Final = re.compile(r"(?<=[.!?:])[\"'”»)]*\s+(?![a-zæøå0-9])")


def words(text: str) -> list[str]:
    """Return the words of a plain text; a word with hyphens is one."""
    return _WORD.findall(text)


def blocks(text: str) -> list[str]:
    """Return a Markdown text's paragraphs, items and headings as plain text."""
    shown = {"image": "", "softbreak": " ", "hardbreak": " "}
    return [
        "".join(shown.get(child.type, child.content) for child in token.children)
        for token in markdown.tokens(text)
        if token.type == "inline" and token.children
    ]


def lix(text: str) -> int:
    """Return the LIX of a Markdown text: words a sentence, and the percentage of long words. No words: 0.

    The end of a paragraph or an item ends a sentence too.
    """
    sentences = [
        sentence for block in blocks(text) for sentence in _SENTENCE_END.split(block) if words(sentence)
    ]
    every = [word for sentence in sentences for word in words(sentence)]
    if not every:
        return 0
    long = sum(len(word) > LONG for word in every)
    return round(len(every) / len(sentences) + 100 * long / len(every))
