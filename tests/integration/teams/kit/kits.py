"""A leader's kit in tests: teams of people who weigh a dilemma, and its pages as the leader sees them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from flask import Flask

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.database import db
from tests.integration.quizzes.weighing import ONE, text_of, weigh_to_the_end
from tests.pages import Page, PageClient

NOT_SHOWN = (
    "Teamets vægtning bliver vist, når mindst fem har vægtet dilemmaet, og kun hvor ingen kan genkendes."
)


class Kit:
    """The kit's pages, as whoever is signed in on `client` gets them."""

    def __init__(self, client: PageClient, slug: str = ONE, team: int | None = None) -> None:
        self.client = client
        self._slug = slug
        self._team = "" if team is None else f"team={team}"

    def choose(self) -> Page:
        return self.client.get(f"/team/kit?{self._team}")

    def prepare(self) -> Page:
        return self.client.get(f"/team/kit/{self._slug}?{self._team}")

    def show(self, page: object = 1) -> Page:
        return self.client.get(f"/team/kit/{self._slug}/show?page={page}&{self._team}")

    def slides(self) -> list[Page]:
        return self.turn_to_the_end(self.show())

    @staticmethod
    def turn_to_the_end(first: Page) -> list[Page]:
        """Turn the pages by their links, from one to the last."""
        pages = [first]
        while pages[-1].soup.select("a[rel=next]"):
            pages.append(pages[-1].follow("Næste"))
        return pages

    def everything(self) -> list[Page]:
        return [self.choose(), self.prepare(), *self.slides()]

    def spread(self, column: int = 0) -> list[int] | None:
        """Read from the table how many of the team, or of the panel (1), stand where, if that is shown."""
        tables = self.prepare().soup.select(".spread-numbers table")
        if not tables:
            return None
        lines = [line.select("td") for line in tables[0].select("tbody tr")]
        return [int(line[column].get_text()) for line in lines]

    def is_offered(self) -> bool:
        """Tell whether the list says that the team's weightings can be shown."""
        title = text_of(self._slug).title
        (offer,) = [
            each for each in self.choose().soup.select(".kit-offers > li") if title in each.get_text()
        ]
        return "Teamets vægtning kan vises" in offer.get_text()


def join(
    app: Flask,
    leader: Person,
    positions: Iterable[int],
    *,
    slug: str = ONE,
    role: FoundationRole = FoundationRole.EMPLOYEE,
    panel: bool = False,
) -> list[int]:
    """Let people join a leader's team and weigh a dilemma, in this order, and commit; give their ids."""
    with app.app_context():
        team = [_weigher(leader.id, slug, each, role=role, is_panel=panel) for each in positions]
        db.session.commit()
    return team


def _weigher(leader_id: int, slug: str, position: int, *, role: FoundationRole, is_panel: bool) -> int:
    """Add somebody to a team who puts the weight of every board at one position."""
    person = Person(
        name=f"Teammedlem {uuid4()}",
        email=f"{uuid4()}@team.example.dk",
        role=role,
        starts_on=date(2020, 1, 1),
        leader_id=leader_id,
        is_panel=is_panel,
    )
    db.session.add(person)
    db.session.flush()
    weigh_to_the_end(person, slug, (position,) * len(text_of(slug).placements))
    return person.id
