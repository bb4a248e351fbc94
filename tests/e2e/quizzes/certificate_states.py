"""Certificates in every state they can be met in: one's own, by whoever verifies one, and by HR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearning.progress.rules import Kind
from tests.e2e.quizzes.certifying import DAY, TODAY, Certifier

if TYPE_CHECKING:
    from elearning.certificates.models import Certificate
    from tests.e2e.quizzes.pages import Weigher

CHANGED = ("tre-roller", "ensartethed-og-differentiering")
UNKNOWN = "ABCD2345" * 4
# As long as a name can be, in words that break and one that does not.
LONG_NAME = (
    "Åse-Marie Kjærgård Ømosegaard-Østergaard af Vestervangsbjergskovhusegårdsparken og "
    "Christiansen-Thorsteinsdóttir von Bir"
)
CROWD = ("Vilma", "Uffe", "Øjvind", "Ærlig", "Åge", "Naja", "Björk")


def _of(visitor: Weigher) -> Certifier:
    return Certifier(visitor.learners, visitor.person)


def _mine(visitor: Weigher) -> None:
    visitor.sign_in()
    visitor.page.goto("/certificate")


# One's own


def certificate_before_the_end(visitor: Weigher) -> None:
    _of(visitor).finish(but_the_last=3)
    _mine(visitor)


def certificate_before_the_beginning(visitor: Weigher) -> None:
    """Everything is missing: the longest sentence there is about it."""
    _mine(visitor)


def certificate_to_claim(visitor: Weigher) -> None:
    certifier = _of(visitor)
    certifier.finish()
    certifier.take_back()
    _mine(visitor)


def certificate_finish(visitor: Weigher) -> None:
    _of(visitor).finish()
    _mine(visitor)


def certificate_mine_revoked(visitor: Weigher) -> None:
    certifier = _of(visitor)
    certifier.hand_out()
    certifier.revoke()
    _mine(visitor)


def certificate_renewal_to_begin(visitor: Weigher) -> None:
    _of(visitor).hand_out(days_ago=340, valid_until=TODAY + 25 * DAY)
    _mine(visitor)


def certificate_renewal_under_way(visitor: Weigher) -> None:
    """Two lessons are changed, one of three new dilemmas is weighed and one begun."""
    certifier = _of(visitor)
    certifier.hand_out(days_ago=340, valid_until=TODAY + 25 * DAY)
    others = certifier.beside(3)
    lessons = [(Kind.LESSON, slug) for slug in CHANGED]
    certifier.ask_to_renew(*lessons, *((Kind.SCENARIO, each.progress.task.slug) for each in others))
    visitor.learners.weigh_beside(visitor.person, 1)
    begun = others[1]
    visitor.learners.weigh(visitor.person, begun.progress.task.slug, *(2,) * len(begun.balances))
    _mine(visitor)


def certificate_renewal_noted(visitor: Weigher) -> None:
    certificate_renewal_under_way(visitor)
    visitor.page.locator("form[action*='/renew/lessons/'] button").first.click()


def certificate_with_earlier_ones(visitor: Weigher) -> None:
    certifier = _of(visitor)
    certifier.hand_out(days_ago=800, valid_until=TODAY - 400 * DAY)
    certifier.revoke()
    certifier.hand_out(number=2, days_ago=420, valid_until=TODAY - 55 * DAY)
    certifier.hand_out(number=3, days_ago=10, valid_until=TODAY + 355 * DAY)
    _mine(visitor)


# One's own as a page


def _as_a_page(visitor: Weigher, found: Certificate) -> None:
    visitor.sign_in()
    visitor.page.goto(f"/certificate/{found.code}")


def certificate_page(visitor: Weigher) -> None:
    certifier = _of(visitor)
    certifier.finish()
    _as_a_page(visitor, certifier.newest)


def certificate_page_with_an_end(visitor: Weigher) -> None:
    _as_a_page(visitor, _of(visitor).hand_out(valid_until=TODAY + 365 * DAY))


def certificate_page_revoked(visitor: Weigher) -> None:
    certifier = _of(visitor)
    certifier.hand_out()
    certifier.revoke()
    _as_a_page(visitor, certifier.newest)


def certificate_page_of_a_long_name(visitor: Weigher) -> None:
    _as_a_page(visitor, _of(visitor).hand_out(name=LONG_NAME))


# Verified by somebody who is not signed in


def verify(visitor: Weigher) -> None:
    visitor.page.goto("/verify")


def verify_unknown(visitor: Weigher) -> None:
    visitor.faults.expect(404)
    visitor.page.goto(f"/verify/{UNKNOWN}")


def verified_valid(visitor: Weigher) -> None:
    visitor.page.goto(f"/verify/{_of(visitor).hand_out(name=LONG_NAME).code}")


def verified_expired(visitor: Weigher) -> None:
    found = _of(visitor).hand_out(days_ago=400, valid_until=TODAY - 35 * DAY)
    visitor.page.goto(f"/verify/{found.code}")


def verified_revoked(visitor: Weigher) -> None:
    certifier = _of(visitor)
    certifier.hand_out()
    certifier.revoke()
    visitor.page.goto(f"/verify/{certifier.newest.code}")


# HR


def _find(visitor: Weigher, words: str) -> None:
    _of(visitor).join_hr()
    visitor.sign_in()
    visitor.page.goto("/hr/certificates")
    if words:
        visitor.page.get_by_role("searchbox").fill(words)
        visitor.press("Find")


def _hand_out_many(visitor: Weigher, surname: str, count: int) -> None:
    """Let many people with a surname have a certificate. Whose account it is does not show in a search."""
    certifier = Certifier(visitor.learners, visitor.learners.add(f"Asta {surname}"))
    certifier.hand_out(name=f"{LONG_NAME[: 119 - len(surname)]} {surname}", days_ago=900)
    certifier.revoke()
    for number in range(2, count + 1):
        end = (None, TODAY + 300 * DAY, TODAY - 20 * DAY)[number % 3]
        name = f"{CROWD[number % len(CROWD)]} {surname}"
        certifier.hand_out(number=number, name=name, days_ago=500 - number, valid_until=end)


def hr_find(visitor: Weigher) -> None:
    _find(visitor, "")


def hr_find_none(visitor: Weigher) -> None:
    _find(visitor, "Kjeld Abell fra Ribe")


def hr_found(visitor: Weigher) -> None:
    _hand_out_many(visitor, "Vinterberg", 7)
    _find(visitor, "vinterberg")


def hr_found_too_many(visitor: Weigher) -> None:
    _hand_out_many(visitor, "Sommerfugl", 51)
    _find(visitor, "sommerfugl")


def hr_revoke(visitor: Weigher) -> None:
    other = Certifier(visitor.learners, visitor.learners.add("Ninna Ømosegaard"))
    found = other.hand_out(valid_until=TODAY + 300 * DAY)
    _of(visitor).join_hr()
    visitor.sign_in()
    visitor.page.goto(f"/hr/certificates/{found.id}/revoke")


def hr_revoke_refused(visitor: Weigher) -> None:
    visitor.faults.expect(422)
    hr_revoke(visitor)
    visitor.press("Tilbagekald kursusbeviset")


def hr_revoked(visitor: Weigher) -> None:
    hr_revoke(visitor)
    visitor.page.get_by_label("Hvorfor bliver det tilbagekaldt?").fill("Udstedt i et forkert navn.")
    visitor.press("Tilbagekald kursusbeviset")


def hr_already_revoked(visitor: Weigher) -> None:
    hr_revoked(visitor)
    visitor.page.get_by_role("link", name="Se hvorfor").first.click()  # the newest; others have the name too


def hr_menu(visitor: Weigher) -> None:
    _find(visitor, "")
    visitor.page.locator(".site-menu summary").click()


# The journey around it


def journey_overdue(visitor: Weigher) -> None:
    visitor.learners.complete(visitor.person, visitor.learners.lessons[0].slug)
    _of(visitor).set_days(starts_on=TODAY - 40 * DAY, due_on=TODAY - 10 * DAY)
    visitor.sign_in()
    visitor.page.goto("/")


def journey_completed(visitor: Weigher) -> None:
    _of(visitor).finish()
    visitor.sign_in()
    visitor.page.goto("/")


def journey_completed_with_something_new(visitor: Weigher) -> None:
    """What was published afterwards is to be done, but the certificate stands."""
    certifier = _of(visitor)
    certifier.finish(but_the_last=2)
    certifier.hand_out(days_ago=5)
    visitor.sign_in()
    visitor.page.goto("/")


_OWN = (
    certificate_before_the_end,
    certificate_before_the_beginning,
    certificate_to_claim,
    certificate_finish,
    certificate_mine_revoked,
    certificate_renewal_to_begin,
    certificate_renewal_under_way,
    certificate_renewal_noted,
    certificate_with_earlier_ones,
    certificate_page,
    certificate_page_with_an_end,
    certificate_page_revoked,
    certificate_page_of_a_long_name,
)
_OF_OTHERS = (
    verify,
    verify_unknown,
    verified_valid,
    verified_expired,
    verified_revoked,
    hr_find,
    hr_find_none,
    hr_found,
    hr_found_too_many,
    hr_revoke,
    hr_revoke_refused,
    hr_revoked,
    hr_already_revoked,
    hr_menu,
)
CERTIFICATES = (
    *_OWN,
    *_OF_OTHERS,
    journey_overdue,
    journey_completed,
    journey_completed_with_something_new,
)
