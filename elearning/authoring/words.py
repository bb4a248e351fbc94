"""What is wrong with a text, said to somebody who writes in a form.

The validators (content.py, markdown.py, content_text.py) speak to those who write files: of keys, lists and
quotes. Here each of their messages is found again by its template and said in the form's words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning import content_text, markdown
from elearning.authoring import bank_words, missing_words, scenario_words
from elearning.authoring.models import GaveWay
from elearning.content_text import ContentProblem
from elearning.modules import content, rules

#: By the key of the validators' own table of messages; what a form cannot get wrong is not here.
SAID: Final[Mapping[str, object]] = {
    "unseen": _l("There is a character here that cannot be seen. Write the text again."),
    "slug": _l("This step lacks its own address. Delete it and add it again."),
    "one_line": _l("This must be on one line."),
    "few": _l("Add some, so that there are at least %(least)s."),
    "many": _l("There are %(number)s of them. Keep at most %(most)s."),
    "string_too_short": _l("Write something here."),
    "string_too_long": _l("This is too long. Use at most %(max_length)s characters."),
    "int_type": _l("Write page numbers such as 3, 4."),
    "greater_than_equal": _l("The lowest number here is %(ge)s."),
    "less_than_equal": _l("The highest number here is %(le)s."),
    "missing": _l("Choose one."),
    "enum": _l("Choose one."),
    "heading": _l("Write the title as plain text, without marks such as * and #."),
    "fact": _l("Choose one of the facts in the list."),
    "unique": _l("%(value)s stands here more than once. Keep one of them."),
    "step_slug": _l("Two steps have the same address. Delete one of them and add it again."),
    "circle_slug": _l("Two circles have the same name. Give each its own."),
    "no_text": _l("This step needs a text."),
    "no_explanation": _l("Say why this answer is not right, so that one can learn from it."),
    "one_right": _l(
        "Mark exactly one answer as right (%(right)s are now), or mark “Several answers may be right”."
    ),
    "none_right": _l("Mark at least one answer as right."),
    "none_wrong": _l("Every answer is right. Let at least one be wrong."),
    "html": _l("HTML (%(found)s) is not shown. Use **bold**, *italic* and lists that begin with -."),
    "md_heading": _l("A sub-heading begins with ###. %(found)s would begin a new step."),
    "underlined": _l("A line of %(found)s right under text makes it a heading. Put an empty line between."),
    "skipped": _l("The sub-heading %(found)s has none above it. Begin with ###."),
    "alt": _l("Say in words what the picture %(found)s shows, for those who cannot see it."),
    "image": _l("The picture %(found)s is not one of ours. Insert one of those under “Pictures”."),
    "gone": _l("The picture %(found)s is not there any more. Insert another, or take it out of the text."),
    "link": _l("The link %(found)s cannot be used. Begin it with https://."),
    "open": _l("A block that begins with ``` has no line of ``` that ends it."),
    "steps_advice": _l("The lesson has %(steps)s steps. It is easier to follow with %(least)s to %(most)s."),
    "time_advice": _l("The lesson takes %(minutes)s minutes. Aim for %(least)s to %(most)s."),
    "read_advice": _l("Every step is only read. Let at least one ask the learner to do something."),
    **bank_words.SAID,
    **scenario_words.SAID,
}
_ADVICE: Final[Mapping[str, str]] = {
    "steps_advice": "the lesson has {steps} steps; {least} to {most} are easier to follow",
    "time_advice": "the lesson takes {minutes} min; aim for {least} to {most}",
    "read_advice": "every step is only read; let at least one ask the learner to do something",
}
_MARKDOWN: Final = {
    "md_heading" if key == "heading" else key: text for key, text in markdown.MESSAGES.items()
}
TEMPLATES: Final[Mapping[str, str]] = {
    **content_text.MESSAGES,
    **content.MESSAGES,
    **_MARKDOWN,
    **_ADVICE,
    **scenario_words.TEMPLATES,
    **bank_words.TEMPLATES,
}


#: What is no emptiness in a field: a page that is no number.
_NOT_EMPTY: Final = {"pages": frozenset({"int_type"})}
#: Which field of a step, question or answer a message about the whole of it is about.
_AT: Final[Mapping[str, str]] = {
    "no_text": ".text",
    "no_explanation": ".explanation",
    **dict.fromkeys(("one_right", "none_right", "none_wrong"), ".options"),
}


#: That a part is deleted, by the list it was in; of the others it is enough to name them.
_REMOVED: Final[Mapping[str, object]] = {
    "options": _l("The answer “%(title)s” is deleted."),
    "circles": _l("The circle “%(title)s” is deleted."),
    "groups": _l("The group “%(title)s” is deleted."),
}
_MOST_OF_A_NAME: Final = 60


@dataclass(frozen=True)
class Finding:
    """Something about a text: the field of the form it is about ("" is the whole), and what to do.

    `is_missing`: nothing is there yet, and the message itself says of what.
    """

    field: str
    message: str
    is_missing: bool = False

    @property
    def id(self) -> str:
        """The id of the field on the page."""
        return self.field.removesuffix(".slug").replace(".", "-") or "title"


def pattern(template: str) -> re.Pattern[str]:
    """Give what finds a message by its template, with the values that were filled in."""
    parts = re.split(r"\{(\w+)\}", template)
    return re.compile(
        "".join(f"(?P<{part}>.*?)" if odd % 2 else re.escape(part) for odd, part in enumerate(parts)),
        re.DOTALL,
    )


# The longest first: “this must be {expected}” also fits “this must be {ge} or more”.
_PATTERNS: Final = {
    key: pattern(template)
    for key, template in sorted(TEMPLATES.items(), key=lambda item: -len(item[1].partition("}")[2]))
}


def removal(listed: str, name: str) -> str:
    """Say that what was called `name` in a list is deleted."""
    title = shorten(name, _MOST_OF_A_NAME, placeholder=" …") if name else _("(no text yet)")
    if listed in _REMOVED:
        return str(_REMOVED[listed]).replace("%(title)s", title)
    return _("“%(title)s” is deleted.", title=title)


def findings(problems: Iterable[ContentProblem]) -> list[Finding]:
    """Say problems in the form's words, each once, in their order."""
    found = [said for each in problems for said in _said(each.message, _field(each.field))]
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Section:
    """A part of the form, by its first field, where `number` things are missing or to be put right."""

    field: str
    number: int
    is_missing: bool


def sections(found: Iterable[Finding]) -> list[Section]:
    """Count what was found by the parts of the form, in their order."""
    parts: dict[str, list[Finding]] = {}
    for each in found:
        parts.setdefault(each.field.partition(".")[0] or "title", []).append(each)
    return [Section(name, len(its), all(each.is_missing for each in its)) for name, its in parts.items()]


def advice(lesson: content.Lesson) -> list[Finding]:
    """Say what would make a lesson better; nothing of it stops publishing."""
    return findings(rules.advice(lesson))


def _field(field: str) -> str:
    """Give the field of the form that a problem is at: a list has none of its own for each of its values."""
    return re.sub(r"(^|\.)(audience|required_for|facts|pages|directions)\.\d+$", r"\1\2", field)


def _said(message: str, field: str) -> Iterator[Finding]:
    for key, pattern in _PATTERNS.items():
        if match := pattern.fullmatch(message):
            yield _finding(key, match.groupdict(), field)
            return
    # Several things in one message, as where a text's line has two faults.
    parts = [part for part in re.split("; (?=the |raw |a |'|“)", message) if part]
    if len(parts) > 1:
        for part in parts:
            yield from _said(part, field)
    else:
        yield Finding(field, _("This cannot be used as it is. Write it in another way."))


def _finding(key: str, values: Mapping[str, Any], field: str) -> Finding:
    field += _AT.get(key, "")
    if key in missing_words.KEYS - _NOT_EMPTY.get(field.rpartition(".")[2], frozenset()):
        message = missing_words.missing(field, values)
        if message:
            return Finding(field, message, is_missing=True)
    return Finding(field, _in_words(key, values))


def _in_words(key: str, values: Mapping[str, Any]) -> str:
    if key in scenario_words.SAID:
        return scenario_words.in_words(key, values)
    said = SAID.get(key)
    return str(said) % values if said else _("This cannot be used as it is. Write it in another way.")


def part_of(field: str, name: str) -> int | None:
    """Give the number of the item of the list `name` that a field of the form is in, if it is in one."""
    found = re.match(rf"{name}\.(\d+)(?:\.|$)", field)
    return int(found[1]) if found else None


def gave_way() -> dict[GaveWay, str]:
    """Say why a draft is a copy now."""
    return {
        GaveWay.OVERWRITTEN: _("Another text was saved in its place"),
        GaveWay.DISCARDED: _("It was discarded"),
        GaveWay.RESTORED: _("An earlier text was made the draft"),
        GaveWay.SET_ASIDE: _("It was set aside, as a colleague had saved another text"),
    }


def inside(field: str, parts: Mapping[str, object]) -> str:
    """Say which item of an item's list a field is in: `parts` has what one is called, by the list's name."""
    for name, called in parts.items():
        if found := re.search(rf"\.{name}\.(\d+)(?:\.|$)", field):
            return str(called) % {"number": int(found[1])}
    return ""


def step_kinds() -> dict[str, str]:
    """Name the kinds of steps."""
    return {
        "read": _("Read"),
        "check": _("Question with right answers"),
        "reflect": _("Reflection"),
        "relations": _("Circles of relations"),
    }


def field_names() -> dict[str, str]:
    """Name the fields of the editor, by their names in the data."""
    return {
        "title": _("Title"),
        "summary": _("Summary"),
        "audience": _("Who is it for?"),
        "steps": _("Steps"),
        "facts": _("Facts it teaches"),
        "pages": _("Pages in the foundation"),
        "text": _("Text"),
        "question": _("Question"),
        "multiple": _("Several answers may be right"),
        "hint": _("Hint"),
        "options": _("Answers"),
        "options.text": _("Answer"),
        "options.correct": _("It is right"),
        "options.explanation": _("Explanation"),
        "circles.title": _("Circle"),
        "circles.hint": _("Hint"),
    }
