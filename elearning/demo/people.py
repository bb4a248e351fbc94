"""Who works here: a plan that is the same on every day, and the people made from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from elearning.accounts.models import Person, Unit
from elearning.accounts.rules import FoundationRole
from elearning.accounts.service import NewPerson, add_person
from elearning.clock import now, pretend, today
from elearning.config import settings
from elearning.demo.accounts import ACCOUNTS, Account
from elearning.demo.chance import Chance
from elearning.demo.names import NAMES, email_for
from elearning.demo.posts import Post, posts
from elearning.demo.working_days import next_working_day

SEED = 2020
REGISTERED_BEFORE_START = timedelta(days=30)

# First day in days from today, and how many of a hundred employees begin then.
STARTS = ((-300, -121, 35), (-120, -31, 35), (-30, -10, 15), (-9, -1, 5), (1, 19, 10))
LEADERS_START = (-300, -60)
# Who began later than this has not got to it yet.
LATEST_WITH_PROGRESS = -10
# How far people are: least share, greatest share, and how many of a hundred.
SHARES = ((0.0, 0.0, 20), (0.05, 0.4, 25), (0.4, 0.95, 25), (1.0, 1.0, 30))
LEADERS_SHARES = ((0.0, 0.0, 10), (0.05, 0.4, 10), (0.4, 0.95, 20), (1.0, 1.0, 60))
# How many of those who have been here longest are on the panel: enough leaders for a picture of their own,
# since some scenarios are for leaders alone.
PANEL = {FoundationRole.LEADER: 10, FoundationRole.EMPLOYEE: 5}
# Enough for the team's picture of a dilemma.
SHOWN_LEADER, DONE_IN_TEAM, DONE_SINCE = "leder@demo.example", 6, -75


@dataclass(frozen=True)
class Hire:
    """Somebody with a post. `starts_in` is in days from today; `share` of the course is done, from 0 to 1."""

    post: Post
    name: str
    email: str
    starts_in: int
    share: float
    is_hr: bool = False
    is_panel: bool = False
    signs_in: bool = False


def hires() -> list[Hire]:
    """Plan everybody, leaders before those they lead."""
    everyone = posts()
    owners = _owners(everyone)
    names = list(NAMES)
    Chance(SEED).shuffle(names)
    others = iter(names)
    plan = [
        _account_hire(post, owners[post]) if post in owners else _hire(post, next(others))
        for post in everyone
    ]
    return _with_done_team(_with_panel(plan))


def make_people(
    plan: Sequence[Hire], units: Mapping[str | None, Unit], *, password_hash: str
) -> Iterator[tuple[Hire, Person]]:
    """Make everybody in `plan`; only the owners of the accounts get the password."""
    made: dict[Post, Person] = {}
    for hire in plan:
        post = hire.post
        starts_on = next_working_day(today(settings().zone) + timedelta(days=hire.starts_in))
        new = NewPerson(
            name=hire.name,
            email=hire.email,
            role=post.role,
            second_role=post.second_role,
            starts_on=starts_on,
            unit=units[post.unit],
            leader=made[post.leader] if post.leader else None,
            is_hr=hire.is_hr,
        )
        registered = datetime.combine(starts_on, time(9), UTC) - REGISTERED_BEFORE_START
        with pretend(min(registered, now())):
            made[post] = add_person(new, password_hash=password_hash if hire.signs_in else None)
        made[post].is_panel = hire.is_panel
        yield hire, made[post]


def _owners(everyone: Sequence[Post]) -> Mapping[Post, Account]:
    owners: dict[Post, Account] = {}
    for account in ACCOUNTS:
        fitting = (post for post in everyone if (post.unit, post.role) == (account.unit, account.role))
        owners[next(post for post in fitting if post not in owners)] = account
    return owners


def _account_hire(post: Post, account: Account) -> Hire:
    return Hire(
        post,
        account.name,
        account.email,
        account.starts_in,
        account.share,
        is_hr=account.is_hr,
        signs_in=True,
    )


def _hire(post: Post, name: str) -> Hire:
    email = email_for(name)
    chance = Chance(email)
    starts_in = chance.randint(*LEADERS_START) if post.leads else round(chance.drawn(STARTS))
    shares = LEADERS_SHARES if post.leads else SHARES
    share = chance.drawn(shares) if starts_in <= LATEST_WITH_PROGRESS else 0
    return Hire(post, name, email, starts_in, share)


def _with_panel(plan: Sequence[Hire]) -> list[Hire]:
    """Put those on the panel who have been here longest; they have done everything."""
    longest = sorted((hire for hire in plan if not hire.signs_in), key=lambda hire: hire.starts_in)
    panel = {
        hire.email
        for role, members in PANEL.items()
        for hire in [each for each in longest if each.post.role is role][:members]
    }
    return [replace(hire, is_panel=True, share=1) if hire.email in panel else hire for hire in plan]


def _with_done_team(plan: Sequence[Hire]) -> list[Hire]:
    """Let most of the team be done whose leader one can sign in as: else there is little to see there."""
    leader = next(hire.post for hire in plan if hire.email == SHOWN_LEADER)
    others = [hire for hire in plan if hire.post.leader is leader and not (hire.signs_in or hire.is_panel)]
    done = {hire.email for hire in others[:DONE_IN_TEAM]}
    return [
        replace(hire, share=1, starts_in=min(hire.starts_in, DONE_SINCE)) if hire.email in done else hire
        for hire in plan
    ]
