"""`elearning content check` and `fingerprint`: what authors are told, and when a build fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearning import cli
from elearning.modules import source
from elearning.modules.content import Lesson, write_lesson, write_modules
from elearning.modules.facts import facts
from elearning.modules.publishing import lesson_path
from elearning.quizzes.content import write_scenario
from elearning.quizzes.course import Course, read_course
from elearning.quizzes.publishing import bank_path, scenario_path
from elearning.quizzes.question_bank import write_bank
from tests.course import BEGIN, lesson, read
from tests.unit.progress.courses import FIELD, dilemma, good_course, with_banks, with_lessons, with_scenarios

SENTENCE = "Den gamle bro over åen bliver malet blå hvert femte år."


def run(*arguments: str | Path, typed: str | None = None) -> Result:
    """Run `elearning content` with these arguments."""
    return CliRunner().invoke(cli.commands, ["content", *map(str, arguments)], input=typed)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Course], Path]:
    """Write a course as files, and give their folder."""

    def write_(course: Course) -> Path:
        library, quizzes = course.lessons, course.quizzes
        files = {"modules.yaml": write_modules(library.modules)}
        files |= {lesson_path(each): write_lesson(each) for each in library.lessons}
        files |= {scenario_path(each): write_scenario(each) for each in quizzes.scenarios}
        files |= {bank_path(each): write_bank(each) for each in quizzes.banks}
        for path, text in files.items():
            file = tmp_path / "course" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path / "course"

    return write_


Write = Callable[[Course], Path]


def small() -> Course:
    """Give a course that is quickly checked: one lesson, one dilemma, and much to be said about both."""
    course = with_scenarios(with_lessons(good_course(), lesson("en", read("a"))), dilemma("et", FIELD))
    return with_banks(course)


def teaching_everything(*left_out: str) -> Lesson:
    """Make a lesson that teaches every fact on its page, apart from some."""
    steps = [
        read(f"trin-{page}").model_copy(
            update={
                "pages": (page,),
                "facts": tuple(
                    each.fact for each in facts() if each.pages[0] == page and each.fact not in left_out
                ),
            }
        )
        for page in sorted({each.pages[0] for each in facts()})
    ]
    return lesson("alt", *steps, position=2)


class TestCheck:
    def test_says_what_each_role_has_and_how_long_it_takes(self, write: Write) -> None:
        answer = run("check", write(good_course()))
        assert answer.exit_code == 0, answer.output
        for who in ("employee", "leader and executive"):
            assert f"\n{who}: 5 lessons, 9 scenarios, about 84 minutes\n" in answer.output
        assert "LIX: lessons 4, situations 4\n" in answer.output
        assert "5 lessons, 9 scenarios and 2 question banks in 2 modules." in answer.output

    def test_gives_advice_on_the_course_as_a_whole_and_goes_on(self, write: Write) -> None:
        answer = run("check", write(small()))
        assert answer.exit_code == 0, answer.output
        assert "advice: 1 scenarios are required of employee; mark 9 with 'required_for'" in answer.output
        assert f"advice: the module {BEGIN.slug} has 0 questions;" in answer.output

    @pytest.mark.parametrize("empty", ["nothing", "lessons", "scenarios"])
    def test_goes_on_where_a_course_is_only_begun(self, write: Write, empty: str) -> None:
        course = small()
        if empty != "lessons":
            course = with_lessons(course)
        if empty != "scenarios":
            course = with_scenarios(course)
        answer = run("check", write(course))
        assert answer.exit_code == 0, answer.output
        assert "Well-formed: " in answer.output
        assert "LIX" not in answer.output


class TestStrict:
    def test_fails_on_advice_and_says_how_much_there_is(self, write: Write) -> None:
        answer = run("check", "--strict", write(small()))
        advice = [line for line in answer.output.splitlines() if line.startswith("advice: ")]
        assert answer.exit_code == 1
        assert f"{len(advice)} pieces of advice." in answer.output

    def test_counts_advice_on_a_single_text_too(self, write: Write) -> None:
        course = good_course()
        short = course.quizzes.scenarios[0].model_copy(update={"situation": "Du går."})
        spoilt = with_scenarios(course, short, *course.quizzes.scenarios[1:])
        answer = run("check", "--strict", write(spoilt))
        assert answer.exit_code == 1
        assert f"advice: {scenario_path(short)}, situation: the situation has 2 words" in answer.output

    def test_the_shipped_course_passes_it_and_teaches_every_fact(self) -> None:
        answer = run("check", "--strict", "--coverage")
        assert answer.exit_code == 0, answer.output
        assert "62 of 62 facts are taught." in answer.output
        assert not re.search("^(advice|gap):", answer.output, re.MULTILINE)


class TestCoverage:
    def test_names_the_steps_of_every_fact(self, write: Write) -> None:
        folder = write(with_lessons(small(), teaching_everything()))
        answer = run("check", "--coverage", folder)
        assert answer.exit_code == 0, answer.output
        table = dict(re.findall(r"^(F-\d\d)  (.+)$", answer.output, re.MULTILINE))
        assert list(table) == [each.fact for each in facts()]
        assert {each.fact: table[each.fact] for each in facts()} == {
            each.fact: f"alt/trin-{each.pages[0]}" for each in facts()
        }
        assert "62 of 62 facts are taught." in answer.output

    def test_lists_several_steps_of_a_fact_after_each_other(self, write: Write) -> None:
        again = read("igen").model_copy(update={"facts": ("F-01",), "pages": (3,)})
        folder = write(with_lessons(small(), teaching_everything(), lesson("mere", again, position=3)))
        assert "F-01  alt/trin-3, mere/igen\n" in run("check", "--coverage", folder).output

    def test_fails_on_facts_that_are_not_taught(self, write: Write) -> None:
        folder = write(with_lessons(small(), teaching_everything("F-07", "F-62")))
        answer = run("check", "--coverage", folder)
        assert answer.exit_code == 1
        assert "F-07  -\n" in answer.output
        assert [line.split(" (")[0] for line in answer.output.splitlines() if line.startswith("gap:")] == [
            "gap: no step teaches F-07",
            "gap: no step teaches F-62",
        ]
        assert "60 of 62 facts are taught." in answer.output
        assert "2 gaps." in answer.output

    def test_fails_on_a_step_that_does_not_name_the_page(self, write: Write) -> None:
        elsewhere = read("igen").model_copy(update={"facts": ("F-01",), "pages": (16,)})
        folder = write(with_lessons(small(), teaching_everything(), lesson("mere", elsewhere, position=3)))
        answer = run("check", "--coverage", folder)
        assert answer.exit_code == 1
        assert "gap: mere/igen teaches F-01, which is on page 3; add the page" in answer.output
        assert "62 of 62 facts are taught." in answer.output

    def test_is_no_matter_where_it_is_not_asked_for(self, write: Write) -> None:
        answer = run("check", write(with_lessons(small(), teaching_everything("F-07"))))
        assert answer.exit_code == 0
        assert "F-07" not in answer.output


class TestFingerprint:
    def test_of_a_file_is_hashes_alone_one_a_line(self, tmp_path: Path) -> None:
        text = tmp_path / "grundlag.txt"
        text.write_text(SENTENCE, encoding="utf-8")
        answer = run("fingerprint", text)
        assert answer.exit_code == 0
        assert answer.output == source.fingerprint(SENTENCE)
        assert [len(line) for line in answer.output.splitlines()] == [10, 10, 10, 10]

    def test_may_come_through_a_pipe(self) -> None:
        assert run("fingerprint", "-", typed=SENTENCE).output == source.fingerprint(SENTENCE)

    def test_makes_the_check_find_the_sentence(
        self, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "source-runs.txt"
        file.write_text(run("fingerprint", "-", typed=SENTENCE).output, encoding="ascii")
        monkeypatch.setattr(source, "_known", lambda: frozenset(file.read_text(encoding="ascii").split()))
        copied = read("a").model_copy(update={"text": f"Vidste du det? {SENTENCE.upper()}"})
        answer = run("check", write(with_lessons(small(), lesson("en", copied))))
        assert f"advice: {BEGIN.slug}/01-en.md: “den gamle bro over åen bliver malet blå”" in answer.output

    def test_of_a_file_that_is_not_there_is_refused(self, tmp_path: Path) -> None:
        answer = run("fingerprint", tmp_path / "findes-ikke.txt")
        assert answer.exit_code == 2
        assert "No such file" in answer.output


def test_the_made_up_course_is_written_as_it_was_made(write: Write) -> None:
    # Else the tests above would look at another course than they say.
    course = good_course()
    found = read_course(write(course))
    assert found.lessons == course.lessons
    assert set(found.quizzes.scenarios) == set(course.quizzes.scenarios)
    assert set(found.quizzes.banks) == set(course.quizzes.banks)
