"""Every page of weighings, "Min balance", quizzes, certificates and the kit in every state of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.authoring.authoring_states import AUTHORING
from tests.e2e.authoring.image_states import IMAGES
from tests.e2e.authoring.more_states import MORE_OF_HR
from tests.e2e.authoring.scenario_states import SCENARIOS_OF_HR
from tests.e2e.hr_settings.settings_states import SETTINGS
from tests.e2e.overview.overview_states import OVERVIEW
from tests.e2e.people.people_states import PEOPLE_STATES
from tests.e2e.privacy.states import PRIVACY
from tests.e2e.quizzes.again_states import ASKED_AGAIN
from tests.e2e.quizzes.balance_states import BALANCE, TAKEAWAY
from tests.e2e.quizzes.certificate_states import CERTIFICATES
from tests.e2e.quizzes.course_states import COURSE
from tests.e2e.quizzes.pages import (
    CROWDED,
    FIELD,
    ON_THE_BOARD,
    ONE,
    OPERATIONS,
    QUIET,
    THREE,
    TWO,
    UNIFORMITY,
)
from tests.e2e.quizzes.quiz_states import QUIZZES
from tests.e2e.teams.kit_states import KIT
from tests.e2e.teams.mail_states import MAILS
from tests.e2e.teams.team_states import TEAM

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.e2e.quizzes.pages import Weigher

HOW = "Jeg holder pladsen til fredag og ringer selv til de to familier, der står først."


def situation(visitor: Weigher) -> None:
    visitor.sign_in()
    visitor.open_scenario(ONE)


def situation_chosen(visitor: Weigher) -> None:
    situation(visitor)
    visitor.board().put(2)


def situation_middle(visitor: Weigher) -> None:
    situation(visitor)
    visitor.board().put(0)
    visitor.board().how.fill(HOW)


def situation_refused(visitor: Weigher) -> None:
    visitor.faults.expect(422)
    situation(visitor)
    visitor.press(ON_THE_BOARD)


def situation_middle_refused(visitor: Weigher) -> None:
    visitor.faults.expect(422)
    situation(visitor)
    visitor.board().put(0)
    visitor.press(ON_THE_BOARD)


def situation_weighed(visitor: Weigher) -> None:
    visitor.learners.weigh(visitor.person, ONE, 2)
    visitor.sign_in()
    visitor.open_scenario(ONE, "situation")


def two_boards(visitor: Weigher) -> None:
    visitor.sign_in()
    visitor.open_scenario(TWO)
    visitor.board(UNIFORMITY).put(-1)
    visitor.board(FIELD).put(3)


def three_boards(visitor: Weigher) -> None:
    visitor.sign_in()
    visitor.open_scenario(THREE)
    visitor.board(UNIFORMITY).put(1)
    visitor.board(OPERATIONS).put(0)
    visitor.board(FIELD).put(-3)


def three_boards_refused(visitor: Weigher) -> None:
    visitor.faults.expect(422)
    three_boards(visitor)
    visitor.page.reload()
    visitor.board(OPERATIONS).put(2)
    visitor.press(ON_THE_BOARD)


def price(visitor: Weigher) -> None:
    visitor.learners.weigh(visitor.person, ONE, 2)
    visitor.sign_in()
    visitor.open_scenario(ONE)


def price_refused(visitor: Weigher) -> None:
    visitor.faults.expect(422)
    price(visitor)
    visitor.press("Svar")


def price_wrong(visitor: Weigher) -> None:
    visitor.learners.weigh(visitor.person, ONE, 2)
    visitor.learners.pay(visitor.person, ONE, right=False)
    visitor.sign_in()
    visitor.open_scenario(ONE)


def price_right(visitor: Weigher) -> None:
    visitor.learners.weigh(visitor.person, ONE, 2)
    visitor.learners.pay(visitor.person, ONE)
    visitor.sign_in()
    visitor.open_scenario(ONE, "price")


def price_of_three_boards(visitor: Weigher) -> None:
    visitor.learners.weigh(visitor.person, THREE, 1, -2, 3)
    visitor.sign_in()
    visitor.open_scenario(THREE)


def new_fact(visitor: Weigher) -> None:
    visitor.learners.weigh(visitor.person, ONE, 2)
    visitor.learners.pay(visitor.person, ONE)
    visitor.sign_in()
    visitor.open_scenario(ONE)


def new_fact_refused(visitor: Weigher) -> None:
    visitor.faults.expect(422)
    new_fact(visitor)
    visitor.board().put(0)
    visitor.press(ON_THE_BOARD)


def new_fact_done(visitor: Weigher) -> None:
    visitor.learners.weigh_to_the_end(visitor.person, ONE, 2, after=-1)
    visitor.sign_in()
    visitor.open_scenario(ONE, "new-fact")


def reveal(visitor: Weigher) -> None:
    visitor.learners.weigh_to_the_end(visitor.person, QUIET, 2)
    visitor.sign_in()
    visitor.open_scenario(QUIET)


def reveal_of_two_boards(visitor: Weigher) -> None:
    visitor.learners.weigh_to_the_end(visitor.person, TWO, -2, 3, after=1)
    visitor.sign_in()
    visitor.open_scenario(TWO)


def reveal_pictures(visitor: Weigher) -> None:
    visitor.learners.gather(CROWDED)
    visitor.learners.weigh_to_the_end(visitor.person, CROWDED, -2, after=-1)
    visitor.sign_in()
    visitor.open_scenario(CROWDED)


def reveal_pictures_of_two_boards(visitor: Weigher) -> None:
    visitor.learners.gather(TWO)
    reveal_of_two_boards(visitor)


def reveal_numbers_open(visitor: Weigher) -> None:
    reveal_pictures(visitor)
    for each in visitor.page.locator("main details:not(.steps) > summary").all():
        each.click()


def reveal_second_thought(visitor: Weigher) -> None:
    visitor.learners.weigh_to_the_end(visitor.person, TWO, -2, 3, after=1)
    visitor.learners.think_again(visitor.person, TWO, -2, -1)
    visitor.learners.take_away(visitor.person, TWO, TAKEAWAY)
    visitor.sign_in()
    visitor.open_scenario(TWO)


def reveal_saved(visitor: Weigher) -> None:
    reveal(visitor)
    visitor.page.get_by_label("Det tager jeg med mig").fill(TAKEAWAY)
    visitor.press("Gem noten")


def reveal_conflict(visitor: Weigher) -> None:
    visitor.faults.expect(409)
    reveal(visitor)
    visitor.learners.take_away(visitor.person, QUIET, TAKEAWAY)
    visitor.page.get_by_label("Det tager jeg med mig").fill("Det, jeg skrev på telefonen i bussen.")
    visitor.press("Gem noten")


def reveal_to_the_panel(visitor: Weigher) -> None:
    visitor.learners.mark_as_panel(visitor.person)
    reveal(visitor)


def reveal_to_the_panel_refused(visitor: Weigher) -> None:
    visitor.faults.expect(422)
    reveal_to_the_panel(visitor)
    visitor.press("Gem min begrundelse")


def second_thought(visitor: Weigher) -> None:
    reveal_of_two_boards(visitor)
    visitor.follow("Tænk en gang til")


def second_thought_refused(visitor: Weigher) -> None:
    visitor.faults.expect(422)
    second_thought(visitor)
    visitor.board(UNIFORMITY).put(0)
    visitor.press("Gem min anden tanke")


_WEIGHING = (
    situation,
    situation_chosen,
    situation_middle,
    situation_refused,
    situation_middle_refused,
    situation_weighed,
    two_boards,
    three_boards,
    three_boards_refused,
    price,
    price_refused,
    price_wrong,
    price_right,
    price_of_three_boards,
    new_fact,
    new_fact_refused,
    new_fact_done,
)
_AFTERWARDS = (
    reveal,
    reveal_of_two_boards,
    reveal_pictures,
    reveal_pictures_of_two_boards,
    reveal_numbers_open,
    reveal_second_thought,
    reveal_saved,
    reveal_conflict,
    reveal_to_the_panel,
    reveal_to_the_panel_refused,
    second_thought,
    second_thought_refused,
)
STATES: Mapping[str, Callable[[Weigher], None]] = {
    state.__name__.replace("_", "-"): state
    for group in (
        _WEIGHING, _AFTERWARDS, ASKED_AGAIN, BALANCE, QUIZZES, COURSE, CERTIFICATES, KIT, TEAM, MAILS,
        OVERVIEW, PEOPLE_STATES.values(), AUTHORING, MORE_OF_HR, SCENARIOS_OF_HR, IMAGES,
        PRIVACY, SETTINGS.values(),
    )
    for state in group
}  # fmt: skip
