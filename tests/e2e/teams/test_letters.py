"""The mails as a mail program shows them: accessible, nothing cut, and pictures of them to look at."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from elearning.reminders.due_file import DueDate
from elearning.reminders.letters import write
from elearning.reminders.planning import Planned
from elearning.reminders.queries import Asker, Learner, Recipient
from elearning.reminders.rules import Facts, Kind
from elearning.reminders.team_lines import NAMED_MAX
from elearning.reminders.team_week import Team, TeamMember, news_of
from tests.e2e.conftest import SCREENSHOTS
from tests.e2e.looks import outside
from tests.e2e.test_every_page import violations

if TYPE_CHECKING:
    from tests.e2e.pages import Visitor

LONG_NAME = "Åse-Marie Kjærgård Ømosegaard-Østergaard"
ASKER = Asker(LONG_NAME, "asker@example.dk", stands_in_for="Birgitte Kjærsgaard")
MONDAY = date(2026, 11, 23)
DUE = date(2026, 11, 30)
WIDTHS = (320, 640, 1400)  # a phone, the pane of a mail program, and a window of its own
NOT_OF_MAILS = ("landmark-one-main", "region")  # a mail program has its own landmarks around them
MOST_WIDTH = 600  # for a line that is easy to read
WIDEST = "() => Math.max(...[...document.querySelectorAll('p')].map((each) => each.clientWidth))"


def letter(kind: Kind) -> str:
    """Write a mail to somebody with a long name, and give its HTML."""
    recipient = Recipient(7, LONG_NAME, "aase@example.dk", has_password=False)
    facts = Facts(MONDAY, DUE, valid_until=DUE, has_begun=True)
    learner = Learner(recipient, facts, DueDate(1, MONDAY, DUE), percent=58)
    if kind is Kind.TEAM_WEEK:
        planned = Planned(recipient, kind, MONDAY, teams=news_of([Team(7, None, _team())], MONDAY))
    else:
        planned = Planned(recipient, kind, DUE, learner=learner, by=ASKER)
    part = write(planned).get_body(("html",))
    assert part is not None
    return str(part.get_content())


def _team() -> list[TeamMember]:
    """Give somebody for each heading, and more under the first than are named."""
    week = timedelta(days=7)
    late = [TeamMember(f"{LONG_NAME} {number}", MONDAY, MONDAY - week) for number in range(NAMED_MAX + 5)]
    return [
        *late,
        TeamMember("Anna Holm", MONDAY - week, DUE),
        TeamMember("Bo Lund", MONDAY + week, DUE + week),
        TeamMember("Carla Dam", MONDAY - week, DUE, completed_on=MONDAY - week),
    ]


@pytest.mark.parametrize("kind", Kind)
def test_a_mail_is_whole_and_accessible_at_every_size(kind: Kind, visitor: Visitor) -> None:
    page = visitor.page
    html = visitor.learners.in_app(lambda: letter(kind))
    SCREENSHOTS.mkdir(exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        page.set_content(html)
        page.screenshot(path=SCREENSHOTS / f"mail-{kind.value}-{width}.png", full_page=True)
        assert [each for each in violations(page) if not each.startswith(NOT_OF_MAILS)] == []
        assert outside(page) == [], f"at {width} px"
        assert page.evaluate(WIDEST) <= MOST_WIDTH
