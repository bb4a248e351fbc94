"""Weighing scenarios in tests: by the pages as a person does, or for a crowd through the services."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from flask import Flask
from werkzeug.test import TestResponse

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.clock import now, pretend
from elearning.database import db
from elearning.quizzes import publishing, queries, rules, service
from elearning.quizzes.balances import Positions
from elearning.quizzes.content import Scenario, parse_scenario, scenario_from_data
from elearning.quizzes.models import Round, Weighting
from tests.course import rows
from tests.pages import Page, PageClient

ONE = "dispensation-fra-ventelisten"
TWO = "tre-breve-til-mads"
THREE = "legepladsen-som-boernene-tegnede"
#: The dilemmas that tests weigh: with one, two and three boards, and enough on one balance to be compared.
DILEMMAS = (
    ONE,
    TWO,
    THREE,
    "en-time-mere-i-boernehaven",
    "fire-svar-til-en-cafe",
    "salt-hvor-der-er-glat",
)
HOW = "Jeg ringer til begge familier i dag."

ON_THE_BOARD = "Læg vægten her"
STAY = "Jeg bliver stående"
LATER = "Gem og fortsæt senere"
ANSWER = "Svar"

EMPLOYEE, LEADER = FoundationRole.EMPLOYEE, FoundationRole.LEADER


@cache
def text_of(slug: str) -> Scenario:
    """Give a shipped scenario, in the journey of everybody whom it is for, whoever the authors chose."""
    (file,) = publishing.SHIPPED.glob(f"*/{slug}.yaml")
    text = parse_scenario(file.read_text(encoding="utf-8"))
    return text.model_copy(update={"required_for": text.audience})


def revised(scenario: Scenario, **changes: Any) -> Scenario:  # noqa: ANN401 - as in a file
    """Make another text of a scenario; `changes` are as in its file."""
    data: dict[str, Any] = scenario.model_dump(mode="json")
    return scenario_from_data({**data, **changes})


def publish(app: Flask, *scenarios: Scenario) -> None:
    """Publish scenarios as `elearning content import` does."""
    with app.app_context():
        publishing.import_quiz_library(publishing.QuizLibrary(scenarios, ()))
        db.session.commit()


class Weigher:
    """Somebody in front of a scenario. Posts are sent as its forms do, without looking at the pages."""

    def __init__(self, client: PageClient, scenario: str | Scenario = ONE) -> None:
        self.client = client
        self.text = text_of(scenario) if isinstance(scenario, str) else scenario
        self._token = client.token()

    def address(self, page: str = "") -> str:
        return f"/scenarios/{self.text.slug}/{page}".rstrip("/")

    def at(self, slug: str) -> Weigher:
        """Give the same tab in front of another scenario."""
        other = copy(self)
        other.text = text_of(slug)
        return other

    def see(self, page: str = "") -> Page:
        return self.client.get(self.address(page))

    def post(self, page: str, values: Mapping[Any, Any]) -> TestResponse:
        data = {"csrf_token": self._token, **values}
        return self.client.raw.post(self.address(page), data=data, buffered=True)

    def refused(self, page: str, values: Mapping[Any, Any], status: int = 422) -> Page:
        """Post what is not accepted, and look at the page that says so."""
        return self.client.post(self.address(page), {"csrf_token": self._token, **values}, status=status)

    def weigh(self, *positions: object, **others: object) -> TestResponse:
        return self.post("situation", {**self.boards(*positions), **others})

    def options(self, *positions: int) -> Mapping[bool, list[int]]:
        """Give the options that are drawn for a weighting: the right ones, and the wrong ones."""
        drawn = rules.draw_price(self.text, positions)
        right = [each for each in drawn if rules.judge_price(self.text, positions, each).right]
        return {True: right, False: [each for each in drawn if each not in right]}

    def pay(self, option: object, **others: object) -> TestResponse:
        return self.post("price", {"option": option, **others})

    def move(self, position: object, **others: object) -> TestResponse:
        balance = self.text.new_fact.balance
        how = {f"how-{balance}": HOW} if position == 0 else {}
        return self.post("new-fact", {balance: position, **how, **others})

    def boards(self, *positions: object) -> dict[str, Any]:
        """Fill in the boards of the situation, with the sentence that the middle asks for."""
        filled: dict[str, Any] = dict(zip(map(str, self.text.balances), positions, strict=False))
        return filled | {f"how-{name}": HOW for name, position in filled.items() if position == 0}

    def to_the_price(self, *positions: int) -> Weigher:
        self.weigh(*(positions or self.anywhere))
        return self

    def to_the_new_fact(self, *positions: int) -> Weigher:
        where = positions or self.anywhere
        self.to_the_price(*where).pay(self.options(*where)[True][0])
        return self

    def to_the_reveal(self, *positions: int, after: int | None = None) -> Weigher:
        self.to_the_new_fact(*positions)
        if after is None:
            self.post("new-fact", {"stay": "1"})
        else:
            self.move(after)
        return self

    @property
    def anywhere(self) -> Positions:
        return (2,) * len(self.text.placements)


def kept(app: Flask, when: Round | None = None) -> list[int]:
    """Give all positions that are stored, by person, scenario, round and balance."""
    where = {} if when is None else {"round": int(when)}
    return [row.position for row in rows(app, Weighting, **where)]


def own_words(text: str) -> str:
    """Give the longest piece of a text that HTML writes as it is."""
    return max(re.split("[&<>\"']", text), key=len)


@dataclass(frozen=True)
class Given:
    """How one of a crowd weighs: their role, and where they end up on every board."""

    role: FoundationRole
    positions: Positions


#: Answers this old are shown to others (quizzes/pictures.py).
EARLIER = timedelta(minutes=2)


def crowd(app: Flask, slug: str, answers: Iterable[Given], *, panel: bool = False) -> list[int]:
    """Let people weigh a scenario to the end, in this order, and give their ids."""
    ids = []
    with app.app_context():
        for number, given in enumerate(answers):
            person = Person(
                name=f"Kollega {number}",
                email=f"{uuid4()}@example.dk",
                role=given.role,
                starts_on=date(2020, 1, 1),
                is_panel=panel,
            )
            db.session.add(person)
            db.session.flush()
            ids.append(person.id)
            weigh_to_the_end(person, slug, given.positions)
        db.session.commit()
    return ids


def weigh_to_the_end(person: Person, slug: str, positions: Positions, after: int | None = None) -> None:
    """Weigh a scenario through the services, as the views do; without `after` the weight stays.

    It was so long ago that others are shown it.
    """
    with pretend(now() - EARLIER):
        _weigh_to_the_end(person, slug, positions, after)


def _weigh_to_the_end(person: Person, slug: str, positions: Positions, after: int | None) -> None:
    opened = queries.open_scenario(person, slug)
    assert opened
    seat = service.Seat(person, opened.id, opened.revision_id)
    touched = opened.text.new_fact.balance
    service.weigh(seat, Round.FIRST, dict(zip(opened.text.balances, positions, strict=True)))
    right = [
        option
        for option in rules.draw_price(opened.text, positions)
        if rules.judge_price(opened.text, positions, option).right
    ]
    service.pay_price(seat, opened.text, positions, right[0])
    moved = positions[opened.text.touched] if after is None else after
    service.weigh_again(seat, {touched: moved})
