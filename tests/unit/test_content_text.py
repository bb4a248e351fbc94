import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter

from elearning.content_text import (
    MAX_BYTES,
    ContentError,
    ContentProblem,
    Line,
    Prose,
    Slug,
    Source,
    read_text,
    validate,
)
from elearning.content_yaml import MAX_DEPTH, dump_yaml, load_yaml

NASTY = st.sampled_from(
    [
        "no",
        "nej",
        "on",
        "true",
        "null",
        "~",
        "12",
        "-1",
        "012",
        "0x1F",
        "1_000",
        "1e5",
        "12:30",
        "2024-01-31",
        "=",
        "<<",
        "a: b",
        "# ikke en kommentar",
        "a #b",
        "- x",
        "? x",
        "*kursiv*",
        "&anker",
        "!mærke",
        "%YAML",
        "---",
        "...",
        "```yaml\nkind: read\n```",
        "'",
        '"',
        "slutter med:",
        " foran",
        "bag ",
        "\n\n  linje\n",
        "to\nlinjer ",
        "tab\tog\\n",
        "",
        "{}",
        "[a",
        "æøå ÆØÅ é 👩‍🚒 \u00ad\u200b\xa0",
    ]
)
# The characters that content may have: no controls, no line breaks beside \n, no surrogates.
READABLE = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")
)
TEXT = st.one_of(NASTY, READABLE, st.lists(st.one_of(NASTY, READABLE), max_size=4).map("\n".join))
VALUE = st.recursive(
    st.one_of(TEXT, st.booleans(), st.none(), st.integers(-(10**17), 10**17)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(TEXT.filter(lambda t: len(t) < 100), inner, max_size=4)
    ),
    max_leaves=12,
)
DOCUMENT = st.one_of(
    st.lists(VALUE, max_size=4), st.dictionaries(TEXT.filter(lambda t: len(t) < 100), VALUE, max_size=4)
)


def problems_of(text: str) -> tuple[ContentProblem, ...]:
    with pytest.raises(ContentError) as caught:
        load_yaml(text, path="fil.yaml")
    return caught.value.problems


@settings(max_examples=300, deadline=None)
@given(DOCUMENT)
def test_what_is_dumped_is_loaded_and_dumped_the_same(value: dict[str, JsonValue] | list[JsonValue]) -> None:
    dumped = dump_yaml(value)
    loaded, _ = load_yaml(dumped)
    assert isinstance(loaded, dict | list)
    assert loaded == value
    assert dump_yaml(loaded) == dumped  # also tells True from 1


def test_the_canonical_form_is_one_line_a_value_and_blocks_for_more_lines() -> None:
    long = "ord " * 100 + "æøå"
    dumped = dump_yaml({"a": long, "b": ["12:30", "to\nlinjer\n"], "c": " to\nlinjer", "d": True})
    assert dumped == f"a: {long}\nb:\n- '12:30'\n- |\n  to\n  linjer\nc: \" to\\nlinjer\"\nd: true\n"


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "nej",
        "on",
        "off",
        "True",
        "12:30",
        "1:20:30",
        "2024-01-31",
        "012",
        "0x1F",
        "1.5",
        "1e5",
        "=",
        "<<",
    ],
)
def test_text_that_yaml_1_1_would_misread_stays_text(text: str) -> None:
    assert load_yaml(f"svar: {text}")[0] == {"svar": text}


def test_only_true_false_null_and_whole_numbers_have_types() -> None:
    loaded, _ = load_yaml("[true, false, null, ~, 0, 12, -3]")
    assert loaded == [True, False, None, None, 0, 12, -3]


def test_thousands_of_digits_are_text_and_no_crash() -> None:
    assert load_yaml("9" * 10_000)[0] == "9" * 10_000


@pytest.mark.parametrize("wrong", ['"\\U00110000"', '"\\UFFFFFFFF"'])
def test_a_character_that_cannot_be_is_a_mistake_with_its_line(wrong: str) -> None:
    [problem] = problems_of(f"slug: a\ntitle: {wrong}\n")
    assert problem.line == 2
    assert "this is not valid YAML" in problem.message


def test_a_version_of_thousands_of_digits_is_a_mistake() -> None:
    [problem] = problems_of(f"%YAML 1.{'1' * 5000}\n---\na: b\n")
    assert "this is not valid YAML" in problem.message


def test_every_value_has_its_line() -> None:
    _, lines = load_yaml(
        "title: a\noptions:\n- text: b\n- text: c\n  explanation: |-\n    d\n    e\n", first_line=10
    )
    assert lines["title",] == 10
    assert lines["options", 0] == 12
    assert lines["options", 1, "text"] == 13
    assert lines["options", 1, "explanation"] == 14


@pytest.mark.parametrize(
    ("text", "line", "field", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "", "'a' stands here twice"),
        ("a:\n- b: 1\n  b: 2\n", 3, "a.1", "'b' stands here twice"),
        ("a: b\n1: c\n", 2, "", "a key must be plain text"),
        ("a: b\ntrue: c\n", 2, "", "a key must be plain text"),
        ("a: b\n[x]: c\n", 2, "", "a key must be plain text"),
        ("a: &x b\n", 1, "", "anchors"),
        ("a: b\nc: *x\n", 2, "", "aliases"),
        ("a: b\nc: !!python/object/apply:os.system [ls]\n", 2, "", "tags"),
        ("a: b\nc: !!str 1\n", 2, "", "tags"),
        ("a: b\nc: d: e\n", 2, "", "not valid YAML"),
        ("a: b\n\tc: d\n", 2, "", "not valid YAML"),
        ("a: b\n---\nc: d\n", 2, "", "not valid YAML"),
        ('a: b\nc: "\\ud800"\n', 2, "c", "U+D800"),
        ('a: b\nc: "\\0"\n', 2, "c", "U+0000"),
        ("a: b\nc: \x07\n", 2, "", "U+0007"),
        ("a: " + "[" * 100_000, 1, "", f"more than {MAX_DEPTH} levels"),
        ("a: " + "{a: " * 10_000, 1, "", f"more than {MAX_DEPTH} levels"),
    ],
)
def test_yaml_that_is_refused_names_line_field_and_remedy(
    text: str, line: int, field: str, said: str
) -> None:
    (problem,) = problems_of(text)
    assert (problem.path, problem.line, problem.field) == ("fil.yaml", line, field)
    assert said in problem.message
    assert ";" in problem.message  # what would be right stands after it


def test_a_billion_laughs_are_refused_at_the_first() -> None:
    laughs = "a: &a [ha, ha]\n" + "".join(
        f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdef", "bcdefg", strict=True)
    )
    assert problems_of(laughs)[0].line == 1


def test_a_file_that_is_too_large_is_refused_by_its_bytes() -> None:
    assert read_text("a" * MAX_BYTES)
    with pytest.raises(ContentError, match="larger than 200 kB"):
        read_text("å" * MAX_BYTES)


def test_bom_and_foreign_line_ends_are_read() -> None:
    assert read_text("\ufeffa\r\nb\rc\x0bd\u2028e") == "a\nb\nc\nd\ne"


class Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    text: Line
    why: Prose | None = None
    right: bool = False


class Question(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    slug: Slug
    number: int
    answers: tuple[Answer, ...]


def test_all_problems_of_a_file_are_listed_with_lines_in_order() -> None:
    text = "slug: nej\nnumber: '2'\nanswers:\n- text: ''\n  right: ja\n- why: fordi\n  wrong: 1\n"
    data, lines = load_yaml(text)
    with pytest.raises(ContentError) as caught:
        validate(TypeAdapter(Question), data, Source("q.yaml", lines))
    assert str(caught.value).split("\n") == [
        "q.yaml, line 2, number: this must be a whole number without quotes, such as 2",
        "q.yaml, line 4, answers.1.text: this is empty; write something",
        "q.yaml, line 5, answers.1.right: this must be true or false, without quotes",
        "q.yaml, line 6, answers.2.text: this is missing; add it",
        "q.yaml, line 7, answers.2.wrong: this key is not known here; check its spelling or remove it",
    ]


def test_braces_in_an_authors_text_do_not_disturb_the_message() -> None:
    with pytest.raises(ContentError, match=r"'\{x\} \{0\}' is not a slug"):
        validate(TypeAdapter(Slug), "{x} {0}")


@pytest.mark.parametrize("bad", ["-a", "a-", "a--b", "å", "A", "a_b", "a\n", "a" * 65, ""])
def test_slugs_that_are_refused(bad: str) -> None:
    with pytest.raises(ContentError):
        validate(TypeAdapter(Slug), bad)


@pytest.mark.parametrize("bad", ["a\nb", "a\x00b", "a\u2028b", "  \n ", "a\ufeffb", "x" * 301])
def test_lines_that_are_refused(bad: str) -> None:
    with pytest.raises(ContentError):
        validate(TypeAdapter(Line), bad)


def test_a_form_s_line_ends_and_surrounding_space_are_taken_away() -> None:
    assert validate(TypeAdapter(Line), "  hej\tdu \r\n") == "hej du"
    assert validate(TypeAdapter(Prose), "\r\nhej\r\ndu\r\n") == "hej\ndu"
