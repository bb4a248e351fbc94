from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearning.content_text import ContentError
from elearning.modules.content import Option
from elearning.quizzes.question_bank import (
    ChooseQuestion,
    QuestionBank,
    SortItem,
    SortQuestion,
    bank_from_data,
    parse_bank,
    write_bank,
)
from tests.unit.modules.test_content_round_trip import LINE, PROSE, SLUG

WHOLE = """\
module: balancerne
questions:
- slug: formaal-med-ensartethed
  kind: choose
  question: Hvad er formålet med ensartethed?
  options:
  - text: At alle bliver behandlet lige
    correct: true
    explanation: Ja, og retfærdigt.
  - text: At alle får den samme hjælp
    explanation: Samme muligheder er ikke den samme hjælp.
  pages:
  - 7
- slug: metoder-til-poler
  kind: sort
  question: Hvor hører metoderne til?
  groups:
  - Ensartethed
  - Differentiering
  items:
  - text: Standardprocesser
    group: 1
    explanation: De gør, at alle møder det samme.
  - text: At lytte
    group: 2
    explanation: Borgeren er ekspert i sit eget.
  pages:
  - 7
"""


def test_the_canonical_file_is_written_byte_for_byte() -> None:
    assert write_bank(parse_bank(WHOLE)) == WHOLE


def _unique(items: st.SearchStrategy[Any], least: int, most: int, key: Any) -> Any:  # noqa: ANN401
    return st.lists(items, min_size=least, max_size=most, unique_by=key).map(tuple)


PAGES = _unique(st.integers(3, 16), 1, 3, lambda page: page)
TEXTS = st.lists(LINE, min_size=2, max_size=4, unique_by=str.casefold)


@st.composite
def chooses(draw: st.DrawFn) -> ChooseQuestion:
    right, wrong, *others = draw(TEXTS)
    options = [
        Option(text=right, correct=True, explanation=draw(st.none() | PROSE)),
        Option(text=wrong, explanation=draw(PROSE)),
        *(Option(text=text, correct=draw(st.booleans()), explanation=draw(PROSE)) for text in others),
    ]
    return ChooseQuestion(
        slug=draw(SLUG),
        question=draw(PROSE),
        options=tuple(draw(st.permutations(options))),
        pages=draw(PAGES),
    )


@st.composite
def sorts(draw: st.DrawFn) -> SortQuestion:
    groups = tuple(draw(TEXTS))
    numbers = st.integers(1, len(groups))
    return SortQuestion(
        slug=draw(SLUG),
        question=draw(PROSE),
        groups=groups,
        items=tuple(
            SortItem(text=text, group=draw(numbers), explanation=draw(PROSE)) for text in draw(TEXTS)
        ),
        pages=draw(PAGES),
    )


BANKS = st.builds(
    QuestionBank,
    module=SLUG,
    questions=_unique(st.one_of(chooses(), sorts()), 1, 3, lambda question: question.slug),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BANKS)
def test_a_bank_is_written_and_read_back_the_same(bank: QuestionBank) -> None:
    text = write_bank(bank)
    assert parse_bank(text) == bank
    assert write_bank(parse_bank(text)) == text
    assert bank_from_data(bank.model_dump(mode="json")) == bank


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "said"),
    [
        ("module: balancerne\n", "", 1, "module", "add it"),
        ("slug: metoder-til-poler", "slug: formaal-med-ensartethed", 2, "questions", "two questions have"),
        ("kind: choose", "kind: match", 3, "questions.1", "use one of 'choose', 'sort'"),
        ("    explanation: Samme muligheder er ikke den samme hjælp.\n", "", 10, "questions.1.options.2",
         "a wrong option needs an explanation"),
        ("    correct: true\n", "", 3, "questions.1", "mark at least one"),
        ("den samme hjælp\n", "den samme hjælp\n    correct: true\n", 3,
         "questions.1", "let at least one"),
        ("At alle får den samme hjælp", "at alle bliver behandlet lige", 6,
         "questions.1.options", "keep one"),
        ("group: 2", "group: 3", 25, "questions.2.items.2.group", "there is no group 3; the groups are"),
        ("group: 1", "group: 0", 22, "questions.2.items.1.group", "1 or more"),
        ("  - Differentiering", "  - ensartethed", 17, "questions.2.groups", "keep one of them"),
        ("text: At lytte", "text: Standardprocesser", 20, "questions.2.items", "keep one of them"),
        ("    explanation: Borgeren er ekspert i sit eget.\n", "", 24,
         "questions.2.items.2.explanation", "add it"),
        ("  groups:\n", "  multiple: true\n  groups:\n", 17, "questions.2.multiple", "not known here"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_line_field_and_remedy(
    old: str, new: str, line: int, field: str, said: str
) -> None:
    assert WHOLE.count(old) >= 1
    with pytest.raises(ContentError) as caught:
        parse_bank(WHOLE.replace(old, new, 1), "quiz.yaml")
    (problem,) = caught.value.problems
    assert said in problem.message
    assert (problem.path, problem.line, problem.field) == ("quiz.yaml", line, field)


def test_a_question_is_found_by_its_slug() -> None:
    bank = parse_bank(WHOLE)
    assert bank.question("metoder-til-poler") is bank.questions[1]
    assert bank.question("væk") is None


def test_only_a_question_with_several_right_options_is_multiple() -> None:
    (question, _) = parse_bank(WHOLE).questions
    assert isinstance(question, ChooseQuestion)
    assert not question.multiple
    two = (*question.options, Option(text="Mere", correct=True))
    assert question.model_copy(update={"options": two}).multiple
