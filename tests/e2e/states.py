"""Every page of the site in every state it can be met in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.learners import BALANCE, BOARD, BOARD_PICTURE, CIRCLES, WELCOME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.e2e.pages import Visitor

NOTE = (
    "Telefonvagten: Alle skal have samme svar om ventetiden.\n\n"
    "Hjemmebesøget hos Kaj: Rampen skal passe til hans dør og hans hverdag, og så tager det lidt længere tid."
)


def sign_in(visitor: Visitor) -> None:
    visitor.page.goto("/login")


def sign_in_refused(visitor: Visitor) -> None:
    visitor.faults.expect(422)
    sign_in(visitor)
    visitor.page.get_by_label("E-mail").fill("anna")
    visitor.press("Log ind")


def signed_out(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.page.locator(".site-menu summary").click()
    visitor.press("Log ud")


def forgotten(visitor: Visitor) -> None:
    visitor.page.goto("/password/forgotten")


def forgotten_refused(visitor: Visitor) -> None:
    visitor.faults.expect(422)
    forgotten(visitor)
    visitor.press("Send linket")


def link_sent(visitor: Visitor) -> None:
    visitor.page.goto("/password/sent")


def link_expired(visitor: Visitor) -> None:
    visitor.faults.expect(404)
    visitor.page.goto("/password/new/a-link-that-was-used-up-long-ago")


def new_password(visitor: Visitor) -> None:
    visitor.page.goto(f"/password/new/{visitor.learners.reset_token(visitor.person)}")


def new_password_refused(visitor: Visitor) -> None:
    visitor.faults.expect(422)
    new_password(visitor)
    visitor.page.get_by_label("Ny adgangskode", exact=True).fill("kort")
    visitor.press("Gem adgangskoden")


def change_password(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.page.goto("/password/change")


def change_password_refused(visitor: Visitor) -> None:
    visitor.faults.expect(422)
    change_password(visitor)
    visitor.press("Skift adgangskode")


def journey_new(visitor: Visitor) -> None:
    visitor.sign_in()


def journey_under_way(visitor: Visitor) -> None:
    visitor.learners.complete_all_before(visitor.person, BALANCE)
    visitor.learners.complete(visitor.person, BALANCE, 3)
    visitor.sign_in()


def journey_done(visitor: Visitor) -> None:
    visitor.learners.complete_everything(visitor.person)
    visitor.sign_in()


def menu_open(visitor: Visitor) -> None:
    journey_under_way(visitor)
    visitor.page.locator(".site-menu summary").click()


def read(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.open_step(BALANCE, "differentiering")


def read_picture(visitor: Visitor) -> None:
    visitor.learners.complete(visitor.person, BOARD, 1)
    visitor.sign_in()
    visitor.open_step(BOARD, BOARD_PICTURE)


def table(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.open_step(WELCOME, "tre-dele")


def check(visitor: Visitor) -> None:
    visitor.learners.complete(visitor.person, BALANCE, 2)
    visitor.sign_in()
    visitor.open_step(BALANCE, "peter-og-de-mange-mails")


def check_empty(visitor: Visitor) -> None:
    visitor.faults.expect(422)
    check(visitor)
    visitor.press("Svar")


def check_wrong(visitor: Visitor) -> None:
    visitor.learners.answer(visitor.person, BALANCE, "peter-og-de-mange-mails", right=False)
    check(visitor)


def check_right(visitor: Visitor) -> None:
    visitor.learners.answer(visitor.person, BALANCE, "peter-og-de-mange-mails", right=True)
    check(visitor)


def check_several_wrong(visitor: Visitor) -> None:
    visitor.learners.answer(visitor.person, BALANCE, "nadia-og-hjaelpemidlerne", right=False)
    visitor.sign_in()
    visitor.open_step(BALANCE, "nadia-og-hjaelpemidlerne")


def check_several_right(visitor: Visitor) -> None:
    visitor.learners.answer(visitor.person, BALANCE, "nadia-og-hjaelpemidlerne", right=True)
    visitor.sign_in()
    visitor.open_step(BALANCE, "nadia-og-hjaelpemidlerne")


def reflect(visitor: Visitor) -> None:
    visitor.learners.complete(visitor.person, BALANCE, 4)
    visitor.sign_in()
    visitor.note().open()


def reflect_written(visitor: Visitor) -> None:
    visitor.learners.write(visitor.person, NOTE)
    reflect(visitor)


def reflect_saved(visitor: Visitor) -> None:
    reflect_written(visitor)
    visitor.press("Gem noten")


def reflect_conflict(visitor: Visitor) -> None:
    visitor.faults.expect(409)
    reflect(visitor)
    visitor.learners.write(visitor.person, NOTE)
    visitor.note().write("Det, jeg skrev på telefonen i bussen.")
    visitor.press("Gem noten")
    expect(visitor.page.locator(".note-text")).to_be_visible()  # it is sent in the background first


def relations(visitor: Visitor) -> None:
    visitor.learners.complete(visitor.person, CIRCLES, 2)
    visitor.sign_in()
    visitor.circles().open()


def relations_placed(visitor: Visitor) -> None:
    visitor.learners.relate(
        visitor.person,
        ("Birgit fra vagtplanen", "kolleger", True, False),
        ("Mit eget team", "kolleger", True, False),
        ("Min leder", "ledere", True, True),
        ("Lønkontoret", "andre-afdelinger", False, True),
        ("Forældrerådet", "borgere-og-virksomheder", False, False),
        ("Idrætsforeningen", "eksterne-samarbejdspartnere", True, False),
    )
    relations(visitor)


def relations_editing(visitor: Visitor) -> None:
    relations_placed(visitor)
    visitor.page.get_by_role("link", name=re.compile("^Ret.*Lønkontoret")).click()


def relations_refused(visitor: Visitor) -> None:
    visitor.faults.expect(422)
    relations_placed(visitor)
    visitor.press("Placér")


def finished(visitor: Visitor) -> None:
    visitor.learners.complete(visitor.person, BALANCE)
    visitor.sign_in()
    visitor.page.goto(f"/finished/{BALANCE}")


def finished_all(visitor: Visitor) -> None:
    visitor.learners.complete_everything(visitor.person)
    visitor.sign_in()
    visitor.page.goto(f"/finished/{CIRCLES}")


def notes(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.page.goto("/notes")


def notes_written(visitor: Visitor) -> None:
    visitor.learners.write(visitor.person, NOTE)
    visitor.learners.write(
        visitor.person, "Jeg ringer til Lønkontoret på torsdag.", lesson=CIRCLES, step="et-skridt-videre"
    )
    visitor.learners.relate(
        visitor.person, ("Min leder", "ledere", True, True), ("Lønkontoret", "andre-afdelinger", False, True)
    )
    notes(visitor)


def dilemmas_none(visitor: Visitor) -> None:
    """Here are lessons alone."""
    visitor.sign_in()
    visitor.page.goto("/dilemmas")


def not_found(visitor: Visitor) -> None:
    visitor.faults.expect(404)
    visitor.sign_in()
    visitor.page.goto("/lessons/findes-ikke")


def not_found_signed_out(visitor: Visitor) -> None:
    visitor.faults.expect(404)
    visitor.page.goto("/findes/slet/ikke")


_SIGNED_OUT = (
    sign_in,
    sign_in_refused,
    signed_out,
    forgotten,
    forgotten_refused,
    link_sent,
    link_expired,
    new_password,
    new_password_refused,
    not_found_signed_out,
)
_SIGNED_IN = (
    change_password,
    change_password_refused,
    journey_new,
    journey_under_way,
    journey_done,
    menu_open,
    read,
    read_picture,
    table,
    check,
    check_empty,
    check_wrong,
    check_right,
    check_several_wrong,
    check_several_right,
    reflect,
    reflect_written,
    reflect_saved,
    reflect_conflict,
    relations,
    relations_placed,
    relations_editing,
    relations_refused,
    finished,
    finished_all,
    notes,
    notes_written,
    dilemmas_none,
    not_found,
)
STATES: Mapping[str, Callable[[Visitor], None]] = {
    state.__name__.replace("_", "-"): state for state in (*_SIGNED_OUT, *_SIGNED_IN)
}
