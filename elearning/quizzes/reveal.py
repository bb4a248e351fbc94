"""What the last page of a weighing shows: oneself, then arguments from elsewhere, then pictures of others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from elearning.accounts.rules import FoundationRole
from elearning.quizzes import pictures, queries, rules
from elearning.quizzes.aggregates import Shown
from elearning.quizzes.content import Voice


@dataclass(frozen=True)
class Reveal:
    """Everything the reveal shows beside the scenario's own text."""

    movement: rules.Movement
    nearest: Voice
    farthest: Voice
    other_chairs: tuple[Voice, ...]
    the_rest: tuple[Voice, ...]
    panel: Shown | None
    panel_reasons: Sequence[str]
    colleagues: Shown | None
    lessons: Sequence[tuple[str, str]]


def reveal_of(
    opened: queries.OpenScenario, roles: Collection[FoundationRole], *, with_others: bool = True
) -> Reveal:
    """Gather what is shown to a learner with `roles` who has weighed to the end: six statements at most.

    Without others, as in a trial, there are no pictures of the panel and colleagues.
    """
    text = opened.text
    near, far = rules.nearest_and_farthest(text, opened.final)
    chairs = [number for number in rules.from_other_chairs(text, roles) if number not in {near, far}]
    rest = [number for number in range(len(text.voices)) if number not in {near, far, *chairs}]
    panel = pictures.picture_of_all(opened, panel=True) if with_others else None
    return Reveal(
        movement=rules.movement(opened.first[text.touched], opened.final[text.touched]),
        nearest=text.voices[near],
        farthest=text.voices[far],
        other_chairs=tuple(text.voices[number] for number in chairs),
        the_rest=tuple(text.voices[number] for number in rest),
        panel=panel,
        panel_reasons=queries.panel_reasons(opened.revision_id) if panel else (),
        colleagues=pictures.picture_of_all(opened, panel=False) if with_others else None,
        lessons=queries.lessons_on(text.balances),
    )
