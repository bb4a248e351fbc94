"""Which step teaches which fact, and what is missing for all of them to be taught."""

from __future__ import annotations

from elearning.modules.content import Lesson, ReadStep
from elearning.modules.facts import Fact, Taught, coverage, facts, gaps
from tests.course import REFLECT, lesson

NUMBERS = [f"F-{number:02d}" for number in range(1, 63)]
LESSON = "hilsen"
FIRST = "F-01"  # which is on page 3 alone


def teaching(slug: str, *taught: str, pages: tuple[int, ...] = (3,)) -> ReadStep:
    return ReadStep(slug=slug, title=f"Læs {slug}", text="Noget.", facts=taught, pages=pages)


def fact(number: str) -> Fact:
    (found,) = (each for each in facts() if each.fact == number)
    return found


def complete() -> list[Lesson]:
    """Give lessons that teach everything, one fact a step."""
    steps = [teaching(each.fact.lower(), each.fact, pages=each.pages) for each in facts()]
    return [lesson(f"nr-{start}", *steps[start : start + 12]) for start in range(0, len(steps), 12)]


def messages(lessons: list[Lesson]) -> list[str]:
    return [problem.message for problem in gaps(coverage(lessons))]


def test_every_fact_of_the_foundation_is_there_in_its_order() -> None:
    assert [each.fact for each in facts()] == NUMBERS


def test_every_fact_has_pages_of_the_source_and_a_title_of_its_own() -> None:
    assert all(set(each.pages) <= set(range(3, 17)) for each in facts())
    assert len({each.title for each in facts()}) == len(NUMBERS)


def test_facts_are_told_in_the_order_of_the_pages() -> None:
    assert sorted(facts(), key=lambda each: each.pages[0]) == list(facts())


def test_a_course_that_teaches_everything_has_no_gaps() -> None:
    assert messages(complete()) == []


def test_a_fact_is_covered_by_each_step_that_names_it_in_the_order_of_the_lessons() -> None:
    lessons = [
        lesson(LESSON, teaching("et", FIRST), REFLECT, teaching("to", "F-02", FIRST)),
        lesson("igen", teaching("et", FIRST, pages=(3, 4))),
    ]
    covered = coverage(lessons)
    assert covered[fact(FIRST)] == (
        Taught(LESSON, "et", (3,)),
        Taught(LESSON, "to", (3,)),
        Taught("igen", "et", (3, 4)),
    )
    assert covered[fact("F-02")] == (Taught(LESSON, "to", (3,)),)
    assert covered[fact("F-03")] == ()


def test_every_fact_has_a_line_also_where_nothing_is_taught() -> None:
    covered = coverage([])
    assert [each.fact for each in covered] == NUMBERS
    assert not any(covered.values())


def test_a_fact_that_no_step_teaches_is_a_gap_with_what_it_is_about() -> None:
    *lessons, last = complete()
    (gap,) = messages([*lessons, last.model_copy(update={"steps": last.steps[:-1]})])
    assert gap.startswith(f"no step teaches F-62 ({fact('F-62').title})")


def test_a_step_that_names_none_of_the_facts_pages_is_a_gap_with_the_step() -> None:
    (gap,) = messages([*complete(), lesson(LESSON, teaching("et", FIRST, pages=(5, 16)))])
    assert gap.startswith(f"{LESSON}/et teaches {FIRST}, which is on page 3;")


def test_of_a_fact_on_two_pages_one_is_enough() -> None:
    several = next(each for each in facts() if len(each.pages) > 1)
    for page in several.pages:
        step = teaching("et", several.fact, pages=(page,))
        assert messages([*complete(), lesson(LESSON, step)]) == []
    beside = teaching("et", several.fact, pages=(16,) if 16 not in several.pages else (3,))
    (gap,) = messages([*complete(), lesson(LESSON, beside)])
    assert f"on page {' or '.join(map(str, several.pages))};" in gap


def test_a_step_that_names_no_page_at_all_is_a_gap() -> None:
    (gap,) = messages([*complete(), lesson(LESSON, teaching("et", FIRST, pages=()))])
    assert gap.startswith(f"{LESSON}/et teaches {FIRST}")


def test_a_step_that_teaches_no_fact_is_none() -> None:
    assert messages([*complete(), lesson(LESSON, REFLECT)]) == []
