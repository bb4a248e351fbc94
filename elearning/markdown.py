"""Markdown as content uses it: rendered, cleaned, counted, and checked for what would not be shown."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
# Only to find raw HTML: with HTML off, the parser cannot tell a tag from text.
_WITH_HTML: Final = MarkdownIt("commonmark", {"html": True}).enable("table")

#: The level that authors write their sub-headings at (### and ####).
WRITTEN_LEVEL: Final = 3

_BLOCKS: Final = "p ul ol li blockquote pre table thead tbody tr th td hr br"
_TAGS: Final = {*_BLOCKS.split(), "strong", "em", "a", "code", "img", "h2", "h3", "h4", "h5", "h6"}
_ATTRIBUTES: Final = {
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
}
#: How the address of a picture of the project's own begins in content.
PICTURES: Final = "pictures/"
#: Every picture is drawn in this format, in CSS pixels.
PICTURE_WIDTH, PICTURE_HEIGHT = "640", "360"
_PICTURE: Final = re.compile(r"pictures/[a-z0-9]+(?:-[a-z0-9]+)*\.svg")
#: How the address of a picture that HR added begins in content, and its file in an exported folder.
ILLUSTRATIONS: Final = "illustrations/"
_ILLUSTRATION: Final = re.compile(r"illustrations/[a-z0-9]+(?:-[a-z0-9]+)*\.webp")
_ABSOLUTE: Final = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)

MESSAGES: Final[Mapping[str, str]] = {
    "html": "raw HTML ({found}) is not shown; write Markdown instead (**bold**, *italic*, - list),"
    " or &lt; for a less-than sign",
    "heading": "a first- or second-level heading ({found}) begins a new step; write ### for a sub-heading",
    "underlined": "a line of {found} right under text makes it a heading; put a blank line between, or"
    " write ### for a sub-heading",
    "skipped": "{found} stands without a heading one level above it; begin with ### and go one level at a"
    " time, at most to ####",
    "alt": "the image {found} has no alternative text; say what it shows: ![what it shows](image)",
    "image": "the image {found} is not one of our own; use an address such as pictures/fundament.svg or"
    " illustrations/solopgang.webp",
    "gone": "there is no picture {found}; put the file in its place, or take the image out of the text",
    "link": "the link {found} cannot be used; begin it with https://, mailto: or /",
    "open": "a code block that begins with ``` has no closing line of ```; add it",
}


@dataclass(frozen=True)
class Fault:
    """Something in a Markdown text that would not be shown as meant; `line` counts from 0 in the text."""

    line: int
    message: str


@dataclass(frozen=True)
class Illustrated:
    """A picture that HR added: its address in content, where it is served, and its size in pixels."""

    address: str
    url: str
    width: int
    height: int


def tokens(text: str) -> list[Token]:
    """Parse `text` into markdown-it's block tokens, whose `map` gives their lines."""
    return _MARKDOWN.parse(text)


@lru_cache(maxsize=1024)
def render(
    markdown: str,
    *,
    first_heading_level: int = 3,
    picture_address: Callable[[str], str] = str,
    illustrations: tuple[Illustrated, ...] = (),
) -> Markup:
    """Return `markdown` as clean HTML; its ### headings become `<h{first_heading_level}>` (2 to 5).

    `picture_address` says where a picture such as `pictures/fundament.svg` is served. Of `illustrations` the
    text has some; instead of one that is not among them its alternative text is shown.
    """
    parsed = tokens(markdown)
    for token in parsed:
        if token.type in {"heading_open", "heading_close"}:
            below = min(max(int(token.tag[1]) - WRITTEN_LEVEL, 0), 1)
            token.tag = f"h{first_heading_level + below}"
    for _, child in _inline(parsed):
        if child.type == "link_open" and _ABSOLUTE.match(str(child.attrGet("href"))):
            child.attrSet("rel", "noopener")
        elif child.type == "image" and is_picture(src := str(child.attrGet("src"))):
            _place(child, picture_address(src), PICTURE_WIDTH, PICTURE_HEIGHT)
        elif child.type == "image" and is_illustration(src):
            _place_illustration(child, {each.address: each for each in illustrations}.get(src))
    html = _MARKDOWN.renderer.render(parsed, _MARKDOWN.options, {})
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_keep_attribute,
        url_schemes={"https", "mailto"},
        link_rel=None,
    )
    return Markup(cleaned)  # noqa: S704 - cleaned on the line above


def _place(image: Token, url: str, width: str, height: str) -> None:
    image.attrSet("src", url)
    image.attrSet("width", width)  # so that the text stands still while it loads
    image.attrSet("height", height)


def _place_illustration(image: Token, found: Illustrated | None) -> None:
    if found is None:
        image.type, image.content = "text", alternative(image)
    else:
        _place(image, found.url, str(found.width), str(found.height))
        image.attrSet("loading", "lazy")


def _keep_attribute(tag: str, attribute: str, value: str) -> str | None:
    """Drop what the cleaner's own rules let through: images and links on other hosts without https."""
    if attribute == "src":
        return None if _ABSOLUTE.match(value) else value
    if (tag, attribute) == ("a", "href"):
        return value if _is_link(value) else None
    return value


def _is_link(address: str) -> bool:
    return address.lower().startswith(("https://", "mailto:")) or not _ABSOLUTE.match(address)


@lru_cache(maxsize=1024)
def plain_words(markdown: str) -> int:
    """Count the words a reader meets: no addresses, no marks, no alternative texts."""
    read = []
    for token in tokens(markdown):
        if token.type in {"fence", "code_block"}:
            read.append(token.content)
        for child in token.children or ():
            is_break = child.type in {"softbreak", "hardbreak"}
            read.append(" " if is_break else "" if child.type == "image" else child.content)
        read.append(" ")
    return sum(any(map(str.isalnum, word)) for word in "".join(read).split())


def is_picture(address: str) -> bool:
    """Tell whether an address is written as those of the project's own pictures are."""
    return _PICTURE.fullmatch(address) is not None


def is_illustration(address: str) -> bool:
    """Tell whether an address is written as those of pictures that HR added are."""
    return _ILLUSTRATION.fullmatch(address) is not None


def pictures(text: str) -> list[str]:
    """List the addresses of the pictures in a text."""
    return list(alternatives(text))


def alternatives(text: str) -> dict[str, str]:
    """Give the alternative text of each picture in a text, by its address."""
    images = [child for _, child in _inline(tokens(text)) if child.type == "image"]
    return {str(child.attrGet("src")): alternative(child) for child in images}


def alternative(image: Token) -> str:
    """Give what a picture shows in words, by its token."""
    parts = image.children or ()
    return "".join(" " if part.type in {"softbreak", "hardbreak"} else part.content for part in parts)


def image(address: str, alternative: str) -> str:
    """Write a picture as Markdown; what would be a mark in its alternative text is not taken for one."""
    escaped = re.sub(r"([\\\[\]*_`<&])", r"\\\1", alternative)
    return f"![{escaped}]({address})"


def illustrations(text: str) -> list[str]:
    """List the addresses of pictures that HR added in a text, or in a whole file, each once and in order."""
    return sorted(set(_ILLUSTRATION.findall(text)))


def is_plain_heading(title: str) -> bool:
    """Tell whether `## title` reads back as exactly `title`, with no markup in it."""
    parsed = tokens(f"## {title}")
    if len(parsed) != len(("open", "inline", "close")) or parsed[0].tag != "h2":
        return False
    children = parsed[1].children or []
    return all(child.type == "text" for child in children) and title == "".join(
        child.content for child in children
    )


def swallows_what_follows(text: str) -> bool:
    """Tell whether a heading written after `text` would become part of it: an unclosed code block."""
    end = text.count("\n") + 2
    return not any(
        token.type == "heading_open" and token.level == 0 and token.map == [end, end + 1]
        for token in tokens(f"{text}\n\n## next")
    )


def faults(text: str, illustrations: Collection[str] | None = None) -> tuple[Fault, ...]:
    """List what in `text` would not be shown as its author means it, in the order of lines.

    `illustrations` are the addresses of the pictures that HR has added; without them none is missed.
    """
    found = [*_html_faults(text), *_heading_faults(text), *_address_faults(text, illustrations)]
    if swallows_what_follows(text):
        found.append(Fault(_first_line(tokens(text)[-1]), MESSAGES["open"]))
    return tuple(sorted(found, key=lambda fault: fault.line))


def _fault(kind: str, line: int, found: str) -> Fault:
    first = found.strip().partition("\n")[0]
    return Fault(line, MESSAGES[kind].format(found=first))


def _html_faults(text: str) -> Iterator[Fault]:
    parsed = _WITH_HTML.parse(text)
    for token in parsed:
        if token.type == "html_block":
            yield _fault("html", _first_line(token), token.content)
    tags = ((line, child.content) for line, child in _inline(parsed) if child.type == "html_inline")
    for line, found in groupby(tags, key=itemgetter(0)):
        yield _fault("html", line, next(found)[1])  # once a line: a tag and its end are one fault


def _heading_faults(text: str) -> Iterator[Fault]:
    deepest = WRITTEN_LEVEL
    for token in tokens(text):
        if token.type != "heading_open":
            continue
        level = int(token.tag[1])
        if token.markup[0] != "#":
            yield _fault("underlined", _first_line(token), token.markup * 3)
        elif level < WRITTEN_LEVEL:
            yield _fault("heading", _first_line(token), token.markup)
        elif level > deepest:
            yield _fault("skipped", _first_line(token), token.markup)
        deepest = WRITTEN_LEVEL + 1


def _address_faults(text: str, illustrations: Collection[str] | None) -> Iterator[Fault]:
    for line, child in _inline(tokens(text)):
        if child.type == "image":
            src = str(child.attrGet("src"))
            if not child.content.strip():
                yield _fault("alt", line, src)
            if not is_picture(src) and not is_illustration(src):
                yield _fault("image", line, src)
            elif is_illustration(src) and illustrations is not None and src not in illustrations:
                yield _fault("gone", line, src)
        elif child.type == "link_open" and not _is_link(href := str(child.attrGet("href"))):
            yield _fault("link", line, href)


def _inline(parsed: list[Token]) -> Iterator[tuple[int, Token]]:
    """Every inline token with its line, counted from 0."""
    for token in parsed:
        line = _first_line(token)
        for child in token.children or ():
            yield line, child
            line += child.type in {"softbreak", "hardbreak"}


def _first_line(token: Token) -> int:
    return token.map[0] if token.map else 0
