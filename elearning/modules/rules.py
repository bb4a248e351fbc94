"""What is true of lessons: how long they take, whether an answer is right, and which step comes next."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from math import ceil
from typing import Any, Final, Literal

from elearning.content_text import ContentProblem
from elearning.markdown import plain_words
from elearning.modules.content import CheckStep, Lesson, Step

Kind = Literal["read", "check", "reflect", "relations"]

#: Adults read prose silently at some 240 words a minute (Brysbaert 2019); nobody is to be hurried.
WORDS_A_MINUTE: Final = 220
#: Seconds a step takes beside its text.
KIND_SECONDS: Final[dict[Kind, int]] = {"read": 0, "check": 40, "reflect": 90, "relations": 180}

ADVISED_STEPS: Final = (3, 7)
ADVISED_MINUTES: Final = (4, 8)


def reading_seconds(words: int) -> int:
    """Return how many seconds so many words take to read."""
    return ceil(words * 60 / WORDS_A_MINUTE)


def seconds(step: Step) -> int:
    """Return how many seconds a step takes: reading its text, and what its kind takes."""
    return reading_seconds(plain_words(step.text)) + KIND_SECONDS[step.kind]


def minutes(lesson: Lesson) -> int:
    """Return how many whole minutes a lesson takes, rounded up; at least 1."""
    return max(1, ceil(sum(map(seconds, lesson.steps)) / 60))


def advice(lesson: Lesson, path: str | None = None) -> list[ContentProblem]:
    """Return what would make a valid lesson better to learn from; nothing here stops it from being used."""
    found = []
    least, most = ADVISED_STEPS
    if not least <= len(lesson.steps) <= most:
        found.append(f"the lesson has {len(lesson.steps)} steps; {least} to {most} are easier to follow")
    shortest, longest = ADVISED_MINUTES
    if not shortest <= (length := minutes(lesson)) <= longest:
        found.append(f"the lesson takes {length} min; aim for {shortest} to {longest}")
    if all(step.kind == "read" for step in lesson.steps):
        found.append("every step is only read; let at least one ask the learner to do something")
    return [ContentProblem(path, None, "steps", message) for message in found]


def changed_steps(before: Lesson | None, after: Lesson) -> list[Step]:
    """Return the steps of a lesson that are new or say something else than before; without a before, all."""
    known = {step.slug: step for step in before.steps} if before else {}
    return [step for step in after.steps if known.get(step.slug) != step]


def is_outdated(seen: Step, now: Step, *, must_be_read: bool) -> bool:
    """Tell whether what somebody sent from a page with the step as `seen` cannot count for it as it is now.

    An answer counts only for the options it was chosen among, and nothing for a text that `must_be_read`.
    """
    if isinstance(seen, CheckStep) and isinstance(now, CheckStep) and seen.options != now.options:
        return True
    return must_be_read and seen != now


class AnswerError(ValueError):
    """An answer the question cannot have: an unknown option, or several where one is asked for."""


@dataclass(frozen=True)
class Verdict:
    """What a learner is told about an answer. Options are numbered from 0, as in the step.

    `wrong` are the chosen options that are wrong; `incomplete` says that a right one is missing, not which.
    `explanations` (option, text) are those of the chosen options; of all once the answer is right.
    """

    right: bool
    wrong: frozenset[int]
    incomplete: bool
    explanations: tuple[tuple[int, str], ...]


def judge(step: CheckStep, chosen: frozenset[int]) -> Verdict:
    """Judge the chosen options (numbers from 0). Raises AnswerError for an impossible answer."""
    everything = frozenset(range(len(step.options)))
    if not chosen <= everything:
        raise AnswerError(f"no such option: {sorted(chosen - everything)}")
    if len(chosen) > 1 and not step.multiple:
        raise AnswerError("only one option can be chosen")
    correct = frozenset(number for number, option in enumerate(step.options) if option.correct)
    right = chosen == correct
    shown = everything if right else chosen
    return Verdict(
        right=right,
        wrong=chosen - correct,
        incomplete=not correct <= chosen,
        explanations=tuple(
            (number, option.explanation)
            for number, option in enumerate(step.options)
            if number in shown and option.explanation is not None
        ),
    )


@dataclass(frozen=True)
class StepOutline:
    """What lists and progress need to know of a step without its text."""

    slug: str
    title: str
    kind: Kind
    seconds: int


def outline(lesson: Lesson) -> tuple[StepOutline, ...]:
    """Return the lesson's steps in short, in their order."""
    return tuple(StepOutline(step.slug, step.title, step.kind, seconds(step)) for step in lesson.steps)


def outline_to_data(steps: Iterable[StepOutline]) -> list[dict[str, Any]]:
    """Return an outline as JSON-serialisable data."""
    return [asdict(step) for step in steps]


def outline_from_data(data: Iterable[Mapping[str, Any]]) -> tuple[StepOutline, ...]:
    """Return the outline that `outline_to_data` was given."""
    return tuple(StepOutline(**step) for step in data)


def next_step(steps: Sequence[StepOutline], done: AbstractSet[str], after: str | None) -> str | None:
    """Return the slug of the first step not done after `after`, else of the first not done, else None.

    An `after` that is no longer in the lesson counts as none.
    """
    slugs = [step.slug for step in steps]
    start = slugs.index(after) + 1 if after in slugs else 0
    return next((slug for slug in slugs[start:] + slugs[:start] if slug not in done), None)


def resume(steps: Sequence[StepOutline], done: AbstractSet[str], position: str | None) -> str:
    """Return the slug of the step to open: where the reader left off, or the first not done after it.

    A lesson that is done is opened at its beginning.
    """
    slugs = [step.slug for step in steps]
    if position in slugs and position not in done:
        return position
    return next_step(steps, done, position) or slugs[0]
