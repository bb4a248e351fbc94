import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from elearning.content_text import ContentError, ContentProblem
from elearning.quizzes.content import Scenario, parse_scenario, scenario_from_data, write_scenario
from tests.unit.modules.test_content_round_trip import LINE, PIECES, SLUG, WRITTEN
from tests.unit.quizzes.examples import CLEAN, changed, scenarios

BROAD = "operations-renewal"


def problems_of(text: str) -> tuple[ContentProblem, ...]:
    with pytest.raises(ContentError) as caught:
        parse_scenario(text, "balancerne/dispensation.yaml")
    return caught.value.problems


def test_the_canonical_file_is_written_byte_for_byte() -> None:
    assert write_scenario(parse_scenario(CLEAN)) == CLEAN


def test_bom_and_crlf_do_not_matter() -> None:
    assert write_scenario(parse_scenario("\ufeff" + CLEAN.replace("\n", "\r\n"))) == CLEAN


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(scenarios(line=LINE, markdown=WRITTEN, slug=SLUG, option=LINE))
def test_a_scenario_is_written_and_read_back_the_same(scenario: Scenario) -> None:
    text = write_scenario(scenario)
    again = parse_scenario(text)
    assert again == scenario
    assert write_scenario(again) == text
    assert scenario_from_data(scenario.model_dump(mode="json")) == scenario


@settings(max_examples=25, deadline=None)
@given(st.integers(0, len(CLEAN)), st.integers(0, 60), st.one_of(PIECES, st.text(max_size=5)))
def test_a_damaged_file_is_read_or_refused_and_never_crashes(start: int, length: int, put: str) -> None:
    damaged = CLEAN[:start] + put + CLEAN[start + length :]
    try:
        scenario = parse_scenario(damaged)
    except ContentError:
        return
    assert parse_scenario(write_scenario(scenario)) == scenario


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "said"),
    [
        ("slug: disp", "slug: Disp", 1, "slug", "is not a slug"),
        ("module: balancerne\n", "", 1, "module", "add it"),
        ("module: balancerne\n", "module: balancerne\nkind: x\n", 7, "kind", "not known here"),
        ("module: balancerne\n", "required_for:\n- leader\n- executive\nmodule: balancerne\n",
         8, "required_for.2", "cannot be required of them; use 'employee' or 'leader', or add"),
        ("module: balancerne\n", "required_for:\n- leader\n- leader\nmodule: balancerne\n",
         6, "required_for", "more than once"),
        ("position: 1", "position: '1'", 7, "position", "without quotes"),
        ("  Du sidder", "  ![](pictures/a.svg) Du sidder", 9, "situation", "say what it shows"),
        ("  Han er", "  # Han er", 11, "situation", "write ### for a sub-heading"),
        ("- balance: uniformity", "- balance: uniform", 13, "placements.1.balance", "'operations-renewal'"),
        ("    risks: En familie i knibe får et svar, der ikke hjælper den.\n", "", 14,
          "placements.1.first.risks", "add it"),
        ("De samme regler for alle familier på listen", "''", 15, "placements.1.first.here", "empty"),
        ("    - Kolleger svarer forskelligt på det samme\n", "",
         25, "placements.1.second.warnings", "at least 2"),
        ("    - Kolleger", "    - Et tredje\n    - Kolleger",
         25, "placements.1.second.warnings", "at most 2"),
        ("- Kolleger svarer forskelligt på det samme", "- de, der taler bedst for sig, får mest",
         25, "placements.1.second.warnings", "more than once"),
        ("Faren kan føle, at ingen lyttede", "de andre familier kan synes, at køen ikke er retfærdig",
         28, "price", "two options say"),
        ("  - uniformity\n", "  - uniform\n", 35, "price.2.directions.1", "'uniformity'"),
        ("  - uniformity\n", f"  - uniformity\n  - {BROAD}\n", 36, "price.2.directions.2",
         "use 'uniformity', 'uniformity-differentiation' or 'differentiation'"),
        ("  directions:\n  - uniformity\n", "  directions: []\n", 34, "price.2.directions", "at least 1"),
        ("  - uniformity\n", "  - differentiation\n", 28, "price",
         "no option is true for the weight on 'uniformity';"),
        ("  balance: uniformity-differentiation\n", f"  balance: {BROAD}\n", 49, "new_fact.balance",
         "which no placement names; use 'uniformity-differentiation'"),
        ("- role: employee\n", "- role: executive\n", 51, "voices.1.role",
         "use 'employee' or 'leader', or add"),
        ("  - -2\n", "  - -4\n", 53, "voices.1.before.1", "-3 or more"),
        ("  - -2\n", "  - -2\n  - 1\n", 52, "voices.1.before",
         "the number of positions is 2 and of placements 1"),
        ("  after: -3", "  after: 4", 54, "voices.1.after", "3 or less"),
        ("  reason: Køen", "  reason: |-\n    Køen\n   ", 55, "voices.1.reason", "on one line"),
        ("- 7", "- 17", 78, "pages.1", "16 or less"),
        ("pages:\n- 7\n", "pages: []\n", 77, "pages", "at least 1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_line_field_and_remedy(
    old: str, new: str, line: int, field: str, said: str
) -> None:
    assert CLEAN.count(old) >= 1
    (problem,) = problems_of(CLEAN.replace(old, new, 1))
    assert problem.path == "balancerne/dispensation.yaml"
    assert said in problem.message
    assert (problem.line, problem.field) == (line, field)


def test_roles_it_is_required_for_have_one_order_and_none_are_left_out_of_the_file() -> None:
    assert "required_for" not in write_scenario(parse_scenario(CLEAN))
    marked = CLEAN.replace("module:", "required_for:\n- leader\n- employee\nmodule:", 1)
    assert "required_for:\n- employee\n- leader\nmodule:" in write_scenario(parse_scenario(marked))


def test_a_balance_has_one_placement() -> None:
    data = parse_scenario(CLEAN).model_dump(mode="json")
    with pytest.raises(ContentError, match="a situation has each balance once"):
        scenario_from_data({**data, "placements": data["placements"] * 2})


def test_combinations_without_a_true_or_a_false_option_are_named() -> None:
    data = parse_scenario(CLEAN).model_dump(mode="json")
    data = {**data, "placements": [*data["placements"], {**data["placements"][0], "balance": BROAD}]}
    for voice in data["voices"]:
        voice["before"].append(0)
    for option in data["price"]:
        option["directions"] = ["uniformity", "operations"]
    with pytest.raises(ContentError) as caught:
        scenario_from_data(data)
    no_true, no_false = caught.value.problems
    assert no_true.field == no_false.field == "price"
    assert "'uniformity-differentiation' with 'renewal', " in no_true.message
    assert "'differentiation' with 'operations-renewal' and 1 more; add the direction" in no_true.message
    assert "'uniformity' with 'operations', 'uniformity' with 'operations-renewal', " in no_false.message
    assert "'uniformity' with 'renewal' and 2 more; take the direction away" in no_false.message


def test_all_problems_between_fields_are_told_at_once() -> None:
    broken = CLEAN.replace("  - -2\n", "  - -2\n  - 1\n").replace("- role: leader", "- role: executive")
    assert [problem.field for problem in problems_of(broken)] == [
        "voices.1.before",
        "voices.3.role",
        "voices.4.role",
    ]


@pytest.mark.parametrize("number", [4, 9])
def test_there_are_five_to_eight_voices(number: int) -> None:
    data = parse_scenario(CLEAN).model_dump(mode="json")
    voices = (data["voices"] * 2)[:number]
    with pytest.raises(ContentError, match=r"at least 5|at most 8"):
        scenario_from_data(changed(data, "voices", voices))


@pytest.mark.parametrize("text", ["", "\n", "- a", "a", "---", "\x00"])
def test_any_file_that_is_no_scenario_gives_a_problem_and_no_crash(text: str) -> None:
    assert problems_of(text)


def test_models_cannot_be_changed_and_are_checked_however_they_are_made() -> None:
    scenario = parse_scenario(CLEAN)
    with pytest.raises(ValidationError):
        scenario.title = "Ny"
    with pytest.raises(ValidationError, match="which no placement names"):
        Scenario.model_validate(
            {**dict(scenario), "new_fact": scenario.new_fact.model_copy(update={"balance": BROAD})}
        )
