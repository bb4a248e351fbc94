"""A lesson as the editor's form has it: read from the form, made from a lesson, and made into one again.

The data are those of `modules.content.Lesson`, without what the lesson is known by (slug, module, position)
and with "" for what is left out. They may be wrong; only `lesson_of` asks whether they are right.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from pydantic import JsonValue

from elearning.accounts.rules import FoundationRole
from elearning.authoring.fields import Data, Fields
from elearning.modules.content import Lesson, lesson_from_data

KINDS: Final = ("read", "check", "reflect", "relations")
IDENTITY: Final = ("slug", "module", "position")


def empty(title: str) -> Data:
    """Give a lesson that has nothing but a title yet."""
    return {"title": title, "summary": "", "audience": [role.value for role in FoundationRole], "steps": []}


def new_step(kind: str, slug: str, title: str) -> Data:
    """Give a step of a kind with nothing in it yet but its title."""
    step: Data = {"kind": kind, "slug": slug, "title": title, "facts": [], "pages": [], "text": ""}
    if kind == "check":
        step |= {"question": "", "multiple": False, "options": [new_item("options") for _ in range(2)]}
    elif kind == "reflect":
        step |= {"question": "", "hint": ""}
    elif kind == "relations":
        step |= {"circles": [new_item("circles") for _ in range(3)]}
    return step


def new_item(items: str) -> Data:
    """Give an empty option or circle."""
    if items == "options":
        return {"text": "", "correct": False, "explanation": ""}
    return {"slug": "", "title": "", "hint": ""}


def read(form: Fields) -> Data:
    """Read what the editor's form sent."""
    return {
        "title": form.text("title"),
        "summary": form.text("summary"),
        "audience": form.chosen("audience"),
        "steps": [_read_step(each) for each in form.items("steps")],
    }


def _read_step(form: Fields) -> Data:
    kind = form.text("kind")
    step = new_step(kind if kind in KINDS else KINDS[0], form.text("slug"), form.text("title"))
    step |= {"facts": form.chosen("facts"), "pages": form.numbers("pages"), "text": form.text("text")}
    if "question" in step:
        step["question"] = form.text("question")
    if "hint" in step:
        step["hint"] = form.text("hint")
    if "options" in step:
        step["multiple"] = form.is_marked("multiple")
        step["options"] = [_read_option(each) for each in form.items("options")]
    if "circles" in step:
        step["circles"] = [_read_circle(each) for each in form.items("circles")]
    return step


def _read_option(form: Fields) -> Data:
    return {
        "text": form.text("text"),
        "correct": form.is_marked("correct"),
        "explanation": form.text("explanation"),
    }


def _read_circle(form: Fields) -> Data:
    return {"slug": form.text("slug"), "title": form.text("title"), "hint": form.text("hint")}


def data_of(lesson: Lesson) -> Data:
    """Give a lesson's data as the form has them."""
    data = lesson.model_dump(mode="json", exclude=set(IDENTITY))
    return {**data, "steps": [_without_none(step) for step in data["steps"]]}


def lesson_of(
    data: Mapping[str, Any], identity: Mapping[str, Any], illustrations: Collection[str] | None = None
) -> Lesson:
    """Make the lesson that the data say, of the slug, module and position in `identity`.

    It may show no other `illustrations`, if they are given. Raises ContentError with every problem; their
    fields are the names of the form's.
    """
    steps: list[JsonValue] = [_with_none(step) for step in data["steps"]]
    whole: dict[str, JsonValue] = {**data, "steps": steps, **{name: identity[name] for name in IDENTITY}}
    return lesson_from_data(whole, illustrations)


def _without_none(step: Data) -> Data:
    step = {name: "" if value is None else value for name, value in step.items()}
    if "options" in step:
        step["options"] = [
            {name: "" if value is None else value for name, value in option.items()}
            for option in step["options"]
        ]
    return step


def _with_none(step: Data) -> Data:
    """Say of what may be left out that it is, and leave out the options that were left empty."""
    step = {name: None if name == "hint" and not value else value for name, value in step.items()}
    if "options" in step:
        step["options"] = [
            {**option, "explanation": option["explanation"] or None} for option in step["options"]
        ]
    return step
