"""Scenarios as the editor, publishing and the history have them."""

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning.accounts.rules import FoundationRole
from elearning.authoring import reaching, scenario_cards, scenario_data, scenario_rules, scenario_words, words
from elearning.authoring.differences import CardDifference
from elearning.authoring.fields import Data, Fields
from elearning.authoring.kind import MOST_IN_A_MODULE, Kind, ModuleFullError, Phrases, Reach, Tables
from elearning.authoring.models import DraftKind
from elearning.authoring.rules import Writing
from elearning.authoring.words import Finding
from elearning.database import db
from elearning.modules import illustrations
from elearning.modules.models import Lesson, Module
from elearning.quizzes import content, linter, publishing
from elearning.quizzes.balances import POSITIONS, Balance
from elearning.quizzes.forms import board_form
from elearning.quizzes.models import Scenario, ScenarioCompletion, ScenarioRevision
from elearning.quizzes.words import balance_name, role_name


class Scenarios(Kind[content.Scenario]):
    """The dilemmas."""

    draft = DraftKind.SCENARIO
    address = "scenarios"
    tables = Tables(
        Scenario, ScenarioRevision, ScenarioRevision.scenario_id, Scenario.slug, ScenarioRevision.title
    )
    slug_otherwise = "scenarie"
    can_be_tried = True
    phrases = Phrases(
        many=_l("Scenarios"),
        what=_l(
            "A scenario is a situation from everyday life in which both sides are right. Your colleagues meet"
            " it as a dilemma that they weigh on the balance board."
        ),
        not_published=_l(
            "The scenario is not in the course today. Those it is required of get it in their journey;"
            " the others it is for find it among the dilemmas."
        ),
        substantial=_l("Substantial: those who have completed the scenario are offered it again"),
        redo=_l("The scenario must be weighed again by all who have completed it"),
        redo_hint=_l(
            "Only for a substantial change: the scenario is open again for everybody, now with the new"
            " text. What they answered before stays theirs."
        ),
        delete_means=_l(
            "The scenario has never been published, so only HR has seen it. It goes from the list, and what"
            " is written in it cannot be fetched back. Nobody's journey becomes another."
        ),
        new=_l("New scenario"),
        add_here=_l("Add a scenario here"),
        none_here=_l("There are no scenarios in this module yet."),
        is_full=_l("There is no room for more scenarios in that module."),
        copied=_l("This is the copy. Nobody sees it before you publish it."),
        moved=_l("Another order of the scenarios"),
        retire=_l("Retire the scenario"),
        retired=_l("The scenario is retired. You can bring it back at any time."),
        bring_back=_l("Bring the scenario back"),
        back=_l("The scenario is back in the course."),
    )

    def parse(self, text: str) -> content.Scenario:
        return content.parse_scenario(text)

    def empty(self, title: str) -> Data:
        return scenario_data.empty(title)

    def read(self, form: Fields) -> Data:
        return scenario_data.read(form)

    def act(self, writing: Writing, action: str, form: Fields, taken: Collection[str]) -> str:
        del taken
        return scenario_rules.act(writing, action, balance=form.text("new.balance"))

    def data_of(self, text: content.Scenario) -> Data:
        return scenario_data.data_of(text)

    def text_of(self, data: Mapping[str, Any], identity: Mapping[str, Any]) -> content.Scenario:
        return scenario_data.scenario_of(data, identity, illustrations.addresses())

    def identity(self, row: Scenario) -> dict[str, Any]:
        return {"slug": row.slug, "module": row.module.slug, "position": row.position}

    def advice(self, data: Mapping[str, Any], text: content.Scenario | None) -> list[Finding]:
        return words.findings(linter.advice(text or scenario_data.sketch(data)))

    def where(self, field: str, data: Mapping[str, Any]) -> str:
        board = scenario_words.board_of(field, data)
        if option := words.part_of(field, "price"):
            return _("Option %(number)d", number=option)
        if voice := words.part_of(field, "voices"):
            return ", ".join(filter(None, (_("Argument %(number)d", number=voice), board)))
        return board

    def field_names(self) -> Mapping[str, str]:
        return scenario_words.field_names() | scenario_words.pole_fields()

    def as_cards(self, before: Data | None, after: Data) -> tuple[Data | None, Data]:
        return scenario_cards.as_cards(before, after)

    def is_markdown(self, card: str, field: str) -> bool:
        return (card, field) in {("", "situation"), ("new_fact", "text")}

    def card_heading(self, card: CardDifference) -> str:
        return card.title

    def removed_name(self, removed: Mapping[str, Any]) -> str:
        item = removed["item"]
        if removed["list"] == scenario_rules.BOARDS:
            return balance_name(Balance(item["balance"]))
        return str(item.get("text") or item.get("reason") or "")

    def create(self, slug: str, module: Module, data: Data) -> Scenario:
        # Its place is among lessons too, and a new one comes after all of them.
        last = max(_last(Scenario, module.id), _last(Lesson, module.id))
        if last >= MOST_IN_A_MODULE:
            raise ModuleFullError
        return Scenario(
            slug=slug,
            module_id=module.id,
            position=last + 1,
            audience=data["audience"],
            required_for=data["required_for"],
        )

    def publish(self, row: Scenario, text: content.Scenario, **about: object) -> ScenarioRevision:
        return publishing.publish_scenario(row, text, **about)

    def ask_again(self, revision: ScenarioRevision, changed: Collection[str]) -> None:
        del changed  # a dilemma is weighed as a whole
        publishing.ask_again(revision)

    def asked_again(self, row: Scenario, changed: Collection[str]) -> int:
        del changed  # a dilemma is weighed as a whole
        return reaching.asked(ScenarioCompletion.person_id, publishing.are_done(row.id))

    def reach(self, row: Scenario, newest: ScenarioRevision | None) -> Reach:
        del newest
        return reaching.of_scenario(row.id)

    def template_values(self, data: Data) -> dict[str, Any]:
        balances = [Balance(each) for each in scenario_data.balances_of(data)]
        return {
            "names": scenario_words.field_names(),
            "kinds": scenario_cards.kinds(),
            "balances": balances,
            "unused": [each for each in Balance if each not in balances],
            "places": POSITIONS,
            "directions_of": scenario_data.directions_of,
            "direction_name": scenario_words.direction_name,
            "short_name": scenario_words.short_name,
            "pole_fields": scenario_words.pole_fields(),
            "role_choices": [(role.value, role_name(role).capitalize()) for role in FoundationRole],
            "touched": touched if (touched := data["new_fact"]["balance"]) in balances else "",
            "board_form": board_form(balances, _("Where do you put the weight in this situation?")),
        }


def _last(table: type[Scenario | Lesson], module_id: int) -> int:
    position = sa.select(sa.func.max(table.position)).where(table.module_id == module_id)
    return db.session.scalar(position) or 0
