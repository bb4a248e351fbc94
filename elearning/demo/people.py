"""Who works here: a plan that is the same on every day, and the people made from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random

from elearning.accounts.models import Person, Unit
from elearning.accounts.service import NewPerson, add_person
from elearning.clock import now, pretend, today
from elearning.config import settings
from elearning.demo.accounts import ACCOUNTS, Account
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


@dataclass(frozen=True)
class Hire:
    """Somebody with a post. `starts_in` is in days from today; `share` of the course is done, from 0 to 1."""

    post: Post
    name: str
    email: str
    starts_in: int
    share: float
    is_hr: bool = False
    signs_in: bool = False


def hires() -> list[Hire]:
    """Plan everybody, leaders before those they lead."""
    everyone = posts()
    owners = _owners(everyone)
    names = list(NAMES)
    Random(SEED).shuffle(names)  # noqa: S311 - made-up people, not secrets
    others = iter(names)
    return [
        _account_hire(post, owners[post]) if post in owners else _hire(post, next(others))
        for post in everyone
    ]


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
    rng = Random(email)  # noqa: S311 - made-up people, not secrets
    starts_in = rng.randint(*LEADERS_START) if post.leads else round(_drawn(rng, STARTS))
    share = _drawn(rng, SHARES) if starts_in <= LATEST_WITH_PROGRESS else 0
    return Hire(post, name, email, starts_in, share)


def _drawn(rng: Random, table: Sequence[tuple[float, float, int]]) -> float:
    least, greatest, _weight = rng.choices(table, weights=[row[2] for row in table])[0]
    return rng.uniform(least, greatest)
