"""The five accounts to sign in with, and the posts their owners have."""

from dataclasses import dataclass

from elearning.accounts.rules import FoundationRole

PASSWORD = "balance-demo"  # noqa: S105 - shown in the terminal, for made-up people on the loopback address


@dataclass(frozen=True)
class Account:
    """Somebody to sign in as.

    `unit` and `role` name the first post of that kind that is free. `starts_in` is the first day, in days
    from today; `share` is how much of the course is done, from 0 to 1.
    """

    email: str
    description: str
    name: str
    unit: str | None
    role: FoundationRole
    starts_in: int
    share: float
    is_hr: bool = False


ACCOUNTS = (
    Account(
        "nyansat@demo.example",
        "new employee, first week",
        name="Anna Holm",
        unit="Plejecenter Kløvermarken",
        role=FoundationRole.EMPLOYEE,
        starts_in=-4,
        share=0,
    ),
    Account(
        "erfaren@demo.example",
        "employee, nearly done",
        name="Marek Wiśniewski",
        unit="Plejecenter Kløvermarken",
        role=FoundationRole.EMPLOYEE,
        starts_in=-62,
        share=0.99,
    ),
    Account(
        "leder@demo.example",
        "leader, with a team of ten",
        name="Birgitte Kjærsgaard",
        unit="Plejecenter Kløvermarken",
        role=FoundationRole.LEADER,
        starts_in=-240,
        share=1,
    ),
    Account(
        "koncernleder@demo.example",
        "executive, with everybody below",
        name="Jens Overgaard Friis",
        unit=None,
        role=FoundationRole.EXECUTIVE,
        starts_in=-290,
        share=0.75,
    ),
    Account(
        "hr@demo.example",
        "employee in HR, all done",
        name="Sidsel Thorup",
        unit="HR og Løn",
        role=FoundationRole.EMPLOYEE,
        starts_in=-205,
        share=1,
        is_hr=True,
    ),
)
