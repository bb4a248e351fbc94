"""A person's leader, written as a name or an address."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.accounts.rules import FoundationRole
from tests.integration.people.test_people import address, stored
from tests.pages import PageClient
from tests.people import People


@pytest.mark.parametrize("said", ["lis@example.dk", "LIS L", "Lis Leder <lis@example.dk>", "lis@exam"])
def test_a_leader_is_told_by_name_or_address(
    app: Flask, office: PageClient, people: People, said: str
) -> None:
    leader, other = (
        people.add(f"{name} Leder", email=f"{name}@example.dk".lower()) for name in ("Lis", "Liv")
    )
    person = people.add("Anna Holm", email="anna@example.dk", leader=other)
    page = office.get(address(person))
    assert page.soup.select_one("#leader_said")["value"] == "Liv Leder <liv@example.dk>"  # type: ignore[index]
    again = page.press("Gem", leader_said=said)
    assert stored(app, person).leader_id == leader.id
    assert again.soup.select_one("#leader_said")["value"] == "Lis Leder <lis@example.dk>"  # type: ignore[index]


def test_a_name_that_several_have_is_asked_about(app: Flask, office: PageClient, people: People) -> None:
    for number in range(3):
        people.add("Lis Leder", email=f"lis{number}@example.dk")
    people.add("Lis Leder Lund", email="lund@example.dk")
    people.add("Lis Leder", email="gone@example.dk", is_active=False)
    person = people.add("Anna Holm")
    page = office.get(address(person)).press("Gem", status=422, leader_said="lis leder", number="17")
    error = page.soup.select_one("#leader_said-error").get_text()  # type: ignore[union-attr]
    assert all(f"Lis Leder <lis{number}@example.dk>" in error for number in range(3))
    assert "lund@" not in error
    assert "gone@" not in error
    assert page.soup.select_one("#leader_said")["value"] == "lis leder"  # type: ignore[index]
    assert page.soup.select_one("#number")["value"] == "17"  # type: ignore[index]
    page.press("Gem", leader_said="Lis Leder Lund")
    assert stored(app, person).leader_id is not None


@pytest.mark.parametrize(
    "said", ["an@kommune.dk", "Mads Andersen <an@kommune.dk>", "Ads Andersen", "Mads Sen", "ndersen"]
)
def test_a_whole_address_or_name_is_nobody_elses(
    app: Flask, office: PageClient, people: People, said: str
) -> None:
    people.add("Mads Andersen", email="man@kommune.dk")
    person = people.add("Bo Bosen")
    office.get(address(person)).press("Gem", status=422, leader_said=said)
    assert stored(app, person).leader_id is None


def test_who_was_meant_by_a_part_of_a_name_is_said(office: PageClient, people: People) -> None:
    people.add("Anna Holmgaard", email="ahg@kommune.dk")
    page = office.get(address(people.add("Bo Bosen"))).press("Gem", leader_said="anna holm")
    assert "Anna Holmgaard <ahg@kommune.dk> er leder fra nu af." in page.text


@pytest.mark.parametrize("said", ["%", "_", "<", ">", "<>", "Bo <>", "\x00x", "Ü" * 500, "zzz"])
def test_garbage_is_nobodys_name(office: PageClient, people: People, said: str) -> None:
    person = people.add("Anna Holm")
    page = office.get(address(person)).press("Gem", status=422, leader_said=said)
    assert page.soup.select_one("#leader_said-error")


def test_who_could_lead_is_offered(office: PageClient, people: People) -> None:
    leads = people.add("Lis Leder", email="lis@example.dk")
    person = people.add("Anna Holm", leader=leads)
    people.add("Tom Top", email="tom@example.dk", role=FoundationRole.EXECUTIVE)
    people.add("Gitte Gået", role=FoundationRole.LEADER, is_active=False)
    offered = [each["value"] for each in office.get(address(person)).soup.select("#leaders option")]
    assert offered == ["Lis Leder <lis@example.dk>", "Tom Top <tom@example.dk>"]
