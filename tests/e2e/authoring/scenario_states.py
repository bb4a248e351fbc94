"""HR's pages on scenarios in every state they can be met in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.authoring.authoring_states import sign_in_as_hr
from tests.integration.quizzes.weighing import THREE, TWO

if TYPE_CHECKING:
    from tests.e2e.pages import Visitor

SCENARIOS = "/hr/scenarios"


def _open(visitor: Visitor, address: str) -> None:
    sign_in_as_hr(visitor)
    visitor.page.goto(f"{SCENARIOS}{address}")


def _write(visitor: Visitor, situation: str, button: str, slug: str = TWO) -> None:
    _open(visitor, f"/{slug}/edit")
    visitor.page.locator("#situation").fill(situation)
    visitor.press(button)


def scenarios_of_hr(visitor: Visitor) -> None:
    _open(visitor, "")


def scenario_new(visitor: Visitor) -> None:
    _open(visitor, "/new")


def scenario_editor(visitor: Visitor) -> None:
    _open(visitor, f"/{TWO}/edit")


def scenario_editor_with_three_boards(visitor: Visitor) -> None:
    _open(visitor, f"/{THREE}/edit")


def scenario_editor_with_faults(visitor: Visitor) -> None:
    _write(visitor, "Bente ringer.", "Se, om noget mangler")
    visitor.page.locator("#title").fill("")
    visitor.press("Se, om noget mangler")


def scenario_preview(visitor: Visitor) -> None:
    _open(visitor, f"/{TWO}/preview")


def scenario_publish(visitor: Visitor) -> None:
    _write(visitor, "Du får tre breve. Hvad gør du, når du har én dag?", "Videre til udgivelse", THREE)


def scenario_retire(visitor: Visitor) -> None:
    _open(visitor, f"/{TWO}/retire")


def scenario_history(visitor: Visitor) -> None:
    _open(visitor, f"/{TWO}/history")


SCENARIOS_OF_HR = (
    scenarios_of_hr,
    scenario_new,
    scenario_editor,
    scenario_editor_with_three_boards,
    scenario_editor_with_faults,
    scenario_preview,
    scenario_publish,
    scenario_retire,
    scenario_history,
)
