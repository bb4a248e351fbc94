import pytest
from pydantic import ValidationError

from elearning.content_text import ContentError, ContentProblem
from elearning.modules.content import (
    ReadStep,
    ReflectStep,
    lesson_from_data,
    parse_lesson,
    parse_modules,
    write_lesson,
)

WHOLE = """\
---
slug: vaegten
module: balancerne
position: 2
title: 'Vægten: hvor er den?'
summary: Én sætning om lektionen.
audience:
- employee
- leader
---

## To rigtige hensyn

```yaml
step: to-rigtige-hensyn
kind: read
facts:
- F-16
pages:
- 5
```

Tekst med **fed**.

### En underoverskrift

## Hvad vejer mest?

```yaml
step: hvad-vejer-mest
kind: check
question: Hvad er rigtigt?
multiple: true
options:
- text: Nej
  explanation: Fordi.
- text: Ja
  correct: true
```

## Tænk efter

```yaml
step: taenk-efter
kind: reflect
question: Hvornår?
hint: Kl. 12:30
```

## Dine relationer

```yaml
step: dine-relationer
kind: relations
circles:
- slug: a
  title: A
  hint: Nærmest.
- slug: b
  title: B
  hint: Længere ude.
- slug: c
  title: C
  hint: Yderst.
```

Tegn.
"""


def test_the_canonical_file_is_written_byte_for_byte() -> None:
    assert write_lesson(parse_lesson(WHOLE)) == WHOLE


def test_bom_crlf_and_blank_lines_do_not_matter() -> None:
    foreign = "\ufeff" + WHOLE.replace("\n", "\r\n").replace("\r\n## ", "\r\n \r\n\r\n## ") + "\r\n  \r\n"
    assert write_lesson(parse_lesson(foreign)) == WHOLE


@pytest.mark.parametrize(
    "text",
    [
        "    ## indrykket kode\n\n---\n\na  \nb",
        "```yaml\nstep: x\nkind: read\n```\n\n```markdown\n## Ikke et trin\n```",
        "~~~\n```\n## Heller ikke\n~~~",
        "> ```\n> åben i citat\n\na",
        "- a\n\n      ## kode i punkt",
        "[a]: /b",
    ],
)
def test_a_text_with_traps_is_not_changed(text: str) -> None:
    step = ReadStep(slug="a", title="A", text=text)
    lesson = parse_lesson(WHOLE).model_copy(update={"steps": (step, step.model_copy(update={"slug": "b"}))})
    again = parse_lesson(write_lesson(lesson))
    assert [step.text for step in again.steps] == [text, text]


def test_fences_in_a_steps_data_do_not_end_them() -> None:
    step = ReflectStep(slug="a", title="A", question="a\n````\nb\n```yaml")
    lesson = parse_lesson(WHOLE).model_copy(update={"steps": (step,)})
    assert parse_lesson(write_lesson(lesson)) == lesson


def test_the_audience_is_kept_in_the_roles_own_order() -> None:
    turned = WHOLE.replace("- employee\n- leader\n", "- leader\n- employee\n")
    assert parse_lesson(turned) == parse_lesson(WHOLE)


def problems_of(text: str) -> tuple[ContentProblem, ...]:
    with pytest.raises(ContentError) as caught:
        parse_lesson(text, "balancerne/02-vaegten.md")
    return caught.value.problems


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "said"),
    [
        ("---\nslug", "slug", 1, "", "must begin with a line of ---"),
        ("- leader\n---\n", "- leader\n", 67, "", "put a line of --- after"),
        ("slug: vaegten", "slug: Vægten", 2, "slug", "is not a slug"),
        ("slug: vaegten\n", "", 2, "slug", "add it"),
        ("slug: vaegten\n", "slug: vaegten\nslg: x\n", 3, "slg", "check its spelling"),
        ("slug: vaegten\n", "slug: vaegten\nsteps: []\n", 3, "steps", "does not belong"),
        ("position: 2", "position: to", 4, "position", "whole number"),
        ("position: 2", "position: 0", 4, "position", "1 or more"),
        ("'Vægten: hvor er den?'", "Vægten: hvor er den?", 5, "", "not valid YAML"),
        ("'Vægten: hvor er den?'", "v" * 121, 5, "title", "at most 120 characters"),
        ("- leader", "- chef", 9, "audience.2", "'employee', 'leader' or 'executive'"),
        ("- leader", "- employee", 7, "audience", "'employee' stands here more than once"),
        ("## To rigtige", "Tekst\n\n## To rigtige", 12, "", "stands before the first step"),
        ("## To rigtige", "[a]: /b\n\n## To rigtige", 12, "", "stands before the first step"),
        ("## To rigtige hensyn", "## To *rigtige* hensyn", 12, "steps.1.title", "leave out Markdown's marks"),
        ("```yaml\nstep: to", "Tekst\n\n```yaml\nstep: to", 12, "steps.1", "missing right under its heading"),
        ("```yaml\nstep: to", "```\nstep: to", 12, "steps.1", "missing right under its heading"),
        ("step: to-rigtige-hensyn\n", "", 15, "steps.1.step", "add it"),
        ("kind: read", "slug: to\nkind: read", 16, "steps.1.slug", "written as 'step'"),
        ("kind: read", "kind: read\ntext: a", 17, "steps.1.text", "under the data"),
        ("kind: read", "kind: laes", 15, "steps.1", "use one of 'read', 'check', 'reflect', 'relations'"),
        ("kind: read\n", "", 15, "steps.1", "'kind' is missing"),
        ("- F-16", "- F-63", 18, "steps.1.facts.1", "write F-01 to F-62"),
        ("- F-16", "- F-16\n- F-16", 17, "steps.1.facts", "keep one"),
        ("- 5", "- 17", 20, "steps.1.pages.1", "16 or less"),
        ("- 5", "- '5'", 20, "steps.1.pages.1", "without quotes"),
        ("**fed**", "<b>fed</b>", 23, "steps.1.text", "raw HTML (<b>)"),
        ("Tekst med **fed**.", "> ## Citat", 23, "steps.1.text", "write ### for a sub-heading"),
        ("### En under", "# En under", 25, "steps.1.text", "write ### for a sub-heading"),
        ("Tekst med **fed**.", "Tekst\n---", 23, "steps.1.text", "put a blank line between"),
        ("Tekst med **fed**.", "a\n\n![](pictures/a.svg)", 25, "steps.1.text", "say what it shows"),
        ("step: hvad-vejer-mest", "step: to-rigtige-hensyn", 2, "steps", "give each its own"),
        ("  explanation: Fordi.\n", "", 35, "steps.2.options.1", "say why it is not right"),
        ("multiple: true\n", "multiple: ja\n", 33, "steps.2.multiple", "true or false"),
        ("  correct: true\n", "  explanation: Nej.\n", 30, "steps.2", "mark at least one"),
        ("- text: Nej\n", "- text: Nej\n  correct: true\n", 30, "steps.2", "let at least one be wrong"),
        ("multiple: true\n", "correct: 1\n", 33, "steps.2.correct", "not known here"),
        ("- text: Ja\n  correct: true\n", "", 34, "steps.2.options", "at least 2 are needed"),
        ("question: Hvornår?\n", "", 44, "steps.3.question", "add it"),
        ("slug: c", "slug: b", 55, "steps.4.circles", "two circles have the slug 'b'"),
        ("- slug: c\n  title: C\n  hint: Yderst.\n", "", 55, "steps.4.circles", "at least 3 are needed"),
        ("\nTegn.\n", "", 53, "steps.4", "needs a text"),
        ("```\n\nTegn.\n", "\nTegn.\n", 52, "steps.4", "put a line of ``` after them"),
        ("Tegn.", "```\nTegn.", 67, "steps.4.text", "no closing line of ```"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_field_and_remedy(
    old: str, new: str, line: int, field: str, said: str
) -> None:
    assert WHOLE.count(old) >= 1
    (problem,) = problems_of(WHOLE.replace(old, new, 1))
    assert problem.path == "balancerne/02-vaegten.md"
    assert said in problem.message
    assert (problem.line, problem.field) == (line, field)


def test_a_single_choice_has_exactly_one_right_option() -> None:
    two = WHOLE.replace("multiple: true\n", "").replace("- text: Nej\n", "- text: Nej\n  correct: true\n")
    assert "exactly one option with 'correct: true', and here are 2" in problems_of(two)[0].message


def test_all_problems_of_a_file_are_told_at_once_and_in_order() -> None:
    broken = (
        WHOLE.replace("slug: vaegten", "slug: Vægten")
        .replace("kind: read", "kind: [read")
        .replace("multiple: true", "multiple: ja")
        .replace("Tegn.", "<i>Tegn</i>\n\n# Nu")
    )
    assert [(problem.line, problem.field) for problem in problems_of(broken)] == [
        (2, "slug"),
        (17, "steps.1"),
        (33, "steps.2.multiple"),
        (67, "steps.4.text"),
        (69, "steps.4.text"),
    ]


def test_a_problem_is_printed_for_its_author() -> None:
    with pytest.raises(ContentError) as caught:
        parse_lesson(WHOLE.replace("- F-16", "- F-99"), "a.md")
    assert str(caught.value) == "a.md, line 18, steps.1.facts.1: 'F-99' is not a fact; write F-01 to F-62"


def test_a_lesson_without_steps_or_with_too_many_is_refused() -> None:
    front = WHOLE.partition("## ")[0]
    assert "at least 1" in problems_of(front)[0].message
    steps = "".join(f"## A\n\n```yaml\nstep: a-{n}\nkind: read\n```\n\nTekst\n\n" for n in range(13))
    assert "at most 12" in problems_of(front + steps)[0].message


@pytest.mark.parametrize(
    "text", ["", "\n", "---", "---\n---\n", "---\n- a\n---\n", "## A\n", "\x00", "\ud800"]
)
def test_any_file_that_is_no_lesson_gives_a_problem_and_no_crash(text: str) -> None:
    assert problems_of(text)


def test_data_from_a_form_give_problems_without_file_and_line() -> None:
    data = parse_lesson(WHOLE).model_dump(mode="json")
    data["steps"][1]["options"][0]["explanation"] = None
    with pytest.raises(ContentError) as caught:
        lesson_from_data(data)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.field) == (None, None, "steps.2.options.1")


def test_models_cannot_be_changed() -> None:
    lesson = parse_lesson(WHOLE)
    with pytest.raises(ValidationError):
        lesson.title = "Ny"


WITH_PICTURE = """\
- slug: a
  title: A
  summary: a
  picture:
    file: {file}
    alt: {alt}
"""


@pytest.mark.parametrize(
    ("text", "line", "field", "said"),
    [
        ("slug: a\ntitle: A\nsummary: b\n", 1, "", "must be a list"),
        ("- slug: a\n  title: A\n", 1, "1.summary", "add it"),
        ("- slug: a\n  title: A\n  summary: a\n- slug: a\n  title: B\n  summary: b\n", 1, "", "two modules"),
        ("- slug: a\n  title: A\n  summary: a\n  x: 1\n", 4, "1.x", "not known here"),
        (
            WITH_PICTURE.format(file="../a.svg", alt="Et hus"),
            5,
            "1.picture.file",
            "not the name of a picture",
        ),
        (WITH_PICTURE.format(file="a.png", alt="Et hus"), 5, "1.picture.file", "such as 'fundament.svg'"),
        (WITH_PICTURE.format(file=f"{'a' * 61}.svg", alt="A"), 5, "1.picture.file", "at most 64 characters"),
        (WITH_PICTURE.format(file="a.svg", alt="''"), 6, "1.picture.alt", "write something"),
    ],
)
def test_modules_that_are_refused(text: str, line: int, field: str, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_modules(text, "modules.yaml")
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.field) == ("modules.yaml", line, field)
    assert said in problem.message
