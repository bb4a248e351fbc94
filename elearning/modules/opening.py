"""The step in front of the learner: in the text that is published, or also in the one that their page had.

HR may publish a lesson anew while somebody has a step of it open. What they send from the old page counts for
the new text where it fits; where it does not, nothing that was written is lost.
"""

from dataclasses import dataclass, replace
from typing import NoReturn

from flask import abort, request, url_for

from elearning.accounts.session import me
from elearning.forms import revision_on_the_page
from elearning.modules import content, queries, rules
from elearning.modules.place import Place


@dataclass(frozen=True)
class OpenStep:
    """The step in front of the learner, in its lesson.

    `revision_id` is the text that they had before them. What they sent `is_outdated` when it cannot count for
    the text of now; the step `is_gone` when that has it no longer, and the lesson is then as it was.
    """

    lesson: queries.OpenLesson
    step: content.Step
    number: int
    previous: str | None
    following: str | None
    revision_id: int
    is_outdated: bool = False
    is_gone: bool = False

    @property
    def place(self) -> Place:
        return Place(me().id, self.lesson.id, self.revision_id, self.step.slug)

    @property
    def address(self) -> str:
        return url_for("modules.step", lesson=self.lesson.text.slug, step=self.step.slug)


def open_step(lesson: str, step: str) -> OpenStep:
    """Open a step, for a form that was sent also as it was on its page: one statement more if that differs.

    Aborts with 404 where there is no such step, and none was on the page.
    """
    is_sent = request.method == "POST"
    opened = queries.open_lesson(me().id, lesson, to_write=is_sent) or not_found()
    on_the_page = revision_on_the_page() if is_sent else None
    earlier = None
    if on_the_page not in {None, opened.revision_id}:
        earlier = queries.earlier_text(opened.id, on_the_page)
    if opened.text.step(step) is None and earlier is not None:
        before = replace(opened, text=earlier.text, revision_id=earlier.revision_id)
        return replace(_in(before, step), is_outdated=True, is_gone=True)
    found = _in(opened, step)
    seen = earlier.text.step(step) if earlier else None
    if earlier is None or seen is None or seen == found.step:
        return found
    must_be_read = earlier.was_changed_substantially and step not in opened.done
    return replace(
        found,
        revision_id=earlier.revision_id,
        is_outdated=rules.is_outdated(seen, found.step, must_be_read=must_be_read),
    )


def not_found() -> NoReturn:
    abort(404)


def _in(opened: queries.OpenLesson, slug: str) -> OpenStep:
    slugs = [each.slug for each in opened.text.steps]
    if slug not in slugs:
        not_found()
    index = slugs.index(slug)
    return OpenStep(
        lesson=opened,
        step=opened.text.steps[index],
        number=index + 1,
        previous=slugs[index - 1] if index else None,
        following=slugs[index + 1] if index + 1 < len(slugs) else None,
        revision_id=opened.revision_id,
    )
