"""What is wrong with content files, said in Danish to somebody from HR who has edited them.

The validators speak English to developers. Each of their messages is found again by its template, as in
words.py; what has no words here is still said in Danish, with its file and line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning import content_text, content_yaml, markdown
from elearning.authoring import archive, words
from elearning.authoring.archive import ArchiveProblem, Fault
from elearning.authoring.forms import IMAGE_FAULTS, IMAGES_MEGABYTES
from elearning.content_text import ContentProblem
from elearning.image_reading import ImageFault
from elearning.modules import content, content_folder, illustrations, lesson_file
from elearning.modules.image_files import TOGETHER_MAX
from elearning.quizzes import content as scenarios
from elearning.quizzes import question_bank

_MISSING: Final = _l("The file is missing. Download all content, and pack all of it again.")
ARCHIVE: Final = {
    Fault.NOT_A_ZIP: _l("That is not a ZIP file. Download all content here, edit it, and pack it as ZIP."),
    Fault.EMPTY: _l("There are no files in it."),
    Fault.TOO_BIG: _l(
        "It becomes too big when it is unpacked. There may be %(texts)d MB of texts and %(pictures)d MB of"
        " pictures.",
        texts=archive.TEXTS_MAX // 1024 // 1024,
        pictures=IMAGES_MEGABYTES,
    ),
    Fault.TOO_MANY: _l("There are more than 5,000 files in it."),
    Fault.LOCKED: _l("It has a password. Pack it without one."),
    Fault.PATH: _l("Its name points out of the folder, or has signs that a name cannot have."),
    Fault.LINK: _l("It is a link to another file. Put the file itself in its place."),
    Fault.TWICE: _l("It is there twice. Keep one of them."),
    Fault.MISSING: _MISSING,
    Fault.STRANGE: _l("It does not belong to the course. Take it out, or correct its name and folder."),
    Fault.BROKEN: _l("It is broken, or packed in a way that we do not read. Pack it again as plain ZIP."),
}
_BLOCK: Final = _l("Keys and values must stand here, such as: title: Velkommen")
_TEXT: Final = {
    "too_big": _l("The file is larger than 200 kB. Divide it into smaller ones."),
    "slug": _l("“%(value)s” is not a slug. Use small letters a-z, digits and single hyphens."),
    "missing": _l("This is missing. Add it."),
    "extra_forbidden": _l("This key is not known here. Check its spelling, or take it out."),
    "string_type": _l("This must be text. Put it in quotes if it looks like a number, true, false or null."),
    "int_type": _l("This must be a whole number without quotes, such as 2."),
    "bool_type": _l("This must be true or false, without quotes."),
    "enum": _l("Write one of these: %(expected)s."),
    "literal_error": _l("Write one of these: %(expected)s."),
    "tuple_type": _l("This must be a list: one line for each, beginning with a hyphen and a space."),
    "dict_type": _BLOCK,
    "model_type": _BLOCK,
    "model_attributes_type": _BLOCK,
    "union_tag_not_found": _l("The key “kind” is missing. Add it."),
    "union_tag_invalid": _l("The kind “%(tag)s” is not known. Write one of these: %(expected_tags)s."),
}
_YAML: Final = {
    "syntax": _l(
        "This cannot be read. Look at this line and the one above: check the indentation and the colon after"
        " each key, and put text with ': ' or ' #' in quotes."
    ),
    "duplicate": _l("The key “%(key)s” stands here twice. Keep one of them."),
    "key": _l("A key must be plain text, such as title. Put it in quotes if it is meant."),
    "alias": _l("Anchors (&) and references (*) are not used here. Put the text in quotes."),
    "tag": _l("Tags (!) are not used here. Put the text in quotes."),
    "too_deep": _l("Lists and keys are nested too deep here."),
}
_LESSON_FILE: Final = {
    "front_start": _l("The file must begin with a line of --- and then the lesson's data."),
    "front_end": _l("The lesson's data at the top never end. Put a line of --- after them."),
    "front_type": _BLOCK,
    "front_key": _l(
        "“steps” does not belong in the data at the top. A step is a heading that begins with ##."
    ),
    "before_first": _l("This stands before the first step. Begin each step with ## and its title."),
    "no_block": _l("The step's data are missing right under its heading: ```yaml, step, kind, and ```."),
    "block_open": _l("The step's data never end. Put a line of ``` after them."),
    "block_type": _BLOCK,
    "block_key": _l("“%(key)s” does not belong in a step's data."),
}
_LESSON: Final = {
    "fact": _l("“%(value)s” is not a fact. Write F-01 to F-62."),
    "picture": _l("“%(value)s” is not the name of a picture. Write one such as fundament.svg."),
    "step_slug": _l("Two steps have the slug “%(value)s”. Give each its own."),
    "circle_slug": _l("Two circles have the slug “%(value)s”. Give each its own."),
    "module_slug": _l("Two modules have the slug “%(value)s”. Give each its own."),
}
_SCENARIO: Final = {
    "unique": words.SAID["unique"],
    "balance": _l("Two placements are on the balance “%(value)s”. Each balance can be there once."),
    "option": _l("Two options say “%(value)s”. Write one of them differently, or take it out."),
    "touched": _l("The new fact touches the balance “%(value)s”, which no placement has. Use %(expected)s."),
    "direction": _l("The direction “%(value)s” is of a balance that no placement has. Use %(expected)s."),
    "no_true": _l(
        "No option is true for the weight on %(combinations)s. Add the direction, or one more option."
    ),
    "no_false": _l(
        "Every option is true for the weight on %(combinations)s. Take the direction away somewhere."
    ),
    "before": _l("There are %(number)s positions and %(placements)s placements. Write one for each."),
    "chair": _l("The role “%(value)s” is not in the audience. Use %(expected)s, or add it there."),
    "required": _l("“%(value)s” is not in the audience, so it cannot be required of them. Use %(expected)s."),
}
_BANK: Final = {
    "question": _l("Two questions have the slug “%(value)s”. Give each its own."),
    "text": words.SAID["unique"],
    "group": _l("There is no group %(value)s. The groups are numbered 1 to %(groups)s."),
}
_FOLDER: Final = {
    "missing": _MISSING,
    "encoding": _l("The file is not saved as UTF-8. Save it as UTF-8."),
    "module": _l("There is no module “%(module)s”. Write one of these: %(known)s."),
    "place": _l("By what it says of itself, the file belongs here: %(right)s"),
    "twice": _l("The slug “%(slug)s” is already used by %(first)s. Choose another."),
}
_ILLUSTRATION: Final = {
    ImageFault.TOO_BIG.name: IMAGE_FAULTS[ImageFault.TOO_BIG],
    ImageFault.TOO_MANY_PIXELS.name: IMAGE_FAULTS[ImageFault.TOO_MANY_PIXELS],
    ImageFault.UNREADABLE.name: _l(
        "The picture is broken. Download all content again, and take it from there."
    ),
    ImageFault.NOT_OURS.name: _l(
        "The picture is not as they are kept here. Add it at “Pictures”, show it in a text, and download all"
        " content."
    ),
    "misnamed": _l("A picture's name has small letters a-z, digits and hyphens, such as solopgang.webp."),
    "unused": _l("No text shows this picture. Show it in one, or take it out of the file."),
    "no_room": _l(
        "With those that are here there would be too many pictures: all together at most %(number)d, and"
        " %(size)d MB. Delete some that are not in use.",
        number=TOGETHER_MAX,
        size=IMAGES_MEGABYTES,
    ),
}
_MARKDOWN: Final = {"heading": words.SAID["md_heading"]}


@dataclass(frozen=True)
class Told:
    """A problem as the page lists it: which file ("" is the whole), its line if known, where, and what."""

    path: str
    line: int | None
    field: str
    message: str


def _table() -> Iterator[tuple[re.Pattern[str], object]]:
    tables: tuple[tuple[Mapping[str, str], Mapping[str, object]], ...] = (
        (content_folder.MESSAGES, _FOLDER),
        (content_yaml.MESSAGES, _YAML),
        (lesson_file.MESSAGES, _LESSON_FILE),
        (markdown.MESSAGES, _MARKDOWN),
        (scenarios.MESSAGES, _SCENARIO),
        (question_bank.MESSAGES, _BANK),
        (content.MESSAGES, _LESSON),
        (illustrations.MESSAGES, _ILLUSTRATION),
        (content_text.MESSAGES, _TEXT),
    )
    for templates, said in tables:
        # The longest first: “this must be {expected}” also fits “this must be {ge} or more”.
        for key, template in sorted(templates.items(), key=lambda item: -len(item[1].partition("}")[2])):
            yield words.pattern(template), said.get(key) or words.SAID.get(key)


_PATTERNS: Final = tuple(_table())


def of_archive(problem: ArchiveProblem) -> Told:
    """Say what is wrong with a file as such."""
    return Told(problem.path, None, "", str(ARCHIVE[problem.fault]))


def of_text(problem: ContentProblem) -> Told:
    """Say what is wrong in a file's text."""
    return Told(problem.path or "", problem.line, problem.field, _said(problem.message))


def _said(message: str) -> str:
    for pattern, said in _PATTERNS:
        if said and (match := pattern.fullmatch(message)):
            return str(said) % {**match.groupdict(), **_expected(match.groupdict())}
    return _("This cannot be used as it is. Write it in another way.")


def _expected(values: Mapping[str, str]) -> dict[str, str]:
    """Give the lists of what may be written, which end in an English “or”."""
    between = _("or")
    return {name: text.replace(" or ", f" {between} ") for name, text in values.items() if "expected" in name}
