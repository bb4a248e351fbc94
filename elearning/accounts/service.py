"""What people do with their accounts, and what HR does for them. Nothing here commits."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from elearning.accounts import leading
from elearning.accounts.models import PasswordReset, Person, Unit, new_session_key
from elearning.accounts.rules import FoundationRole, normalise_email
from elearning.clock import now
from elearning.database import db
from elearning.signals import person_added

RESET_LASTS = timedelta(hours=1)

# Argon2id as OWASP advises for sign-in at scale: 19 MiB, two passes, one lane; some 25 ms of one core.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Compared with when there is no such account, so that a wrong address takes as long as a wrong password.
_NOBODYS_HASH = _hasher.hash(secrets.token_hex(16))


class EmailTakenError(Exception):
    """Somebody already has that e-mail address."""


@dataclass(frozen=True)
class NewPerson:
    """What is needed to add a person."""

    name: str
    email: str
    role: FoundationRole
    starts_on: date
    second_role: FoundationRole | None = None
    unit: Unit | None = None
    leader: Person | None = None
    is_hr: bool = False


def add_person(new: NewPerson, *, password_hash: str | None = None) -> Person:
    """Add a person; without a password they set one by a mailed link.

    Whoever wants to know is told by a signal. Raises EmailTakenError and leading.InactiveLeaderError.
    """
    if new.leader:
        leading.wait_for_turn()
        leading.refuse_inactive(new.leader)
    person = Person(
        name=new.name,
        email=normalise_email(new.email),
        role=new.role,
        second_role=new.second_role,
        unit=new.unit,
        leader=new.leader,
        starts_on=new.starts_on,
        is_hr=new.is_hr,
        password_hash=password_hash,
    )
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except sa.exc.IntegrityError as error:
        raise EmailTakenError(person.email) from error
    person_added.send(person)
    return person


def find_by_email(address: str) -> Person | None:
    """Find a person by the address they sign in with."""
    return db.session.scalar(sa.select(Person).where(Person.email == normalise_email(address)))


def take_turns(person_id: int) -> None:
    """Let the transactions of one person that write wait for one another, as on SQLite all that write do.

    What each then reads of the person still holds when it writes; and of two that hold a last thing each, the
    second sees both.
    """
    turn = sa.select(Person.id).where(Person.id == person_id).with_for_update(key_share=True)
    db.session.execute(turn)


def hash_password(password: str) -> str:
    """Hash with argon2id. It takes some 25 ms on purpose."""
    return _hasher.hash(password)


def authenticate(email: str, password: str) -> Person | None:
    """Find the active person with this address and password.

    It takes the same time whether or not there is such an account.
    """
    found = find_by_email(email)
    person = found if found and found.is_active and found.password_hash else None
    stored = (person.password_hash if person else None) or _NOBODYS_HASH
    try:
        _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return None
    if person and _hasher.check_needs_rehash(stored):
        person.password_hash = _hasher.hash(password)
    return person


def has_password(person: Person, password: str) -> bool:
    """Say whether `password` is the person's own."""
    return authenticate(person.email, password) is person


def change_password(person: Person, password: str) -> None:
    """Set a new password, end every session and take back every link that was mailed."""
    person.password_hash = _hasher.hash(password)
    person.session_key = new_session_key()
    take_back_links([person.id])


def take_back_links(person_ids: Collection[int]) -> None:
    """Let no link that was mailed to these people work any more, as when their address was another's."""
    db.session.execute(
        sa.update(PasswordReset)
        .where(PasswordReset.person_id.in_(person_ids), PasswordReset.used_at.is_(None))
        .values(used_at=now())
        .execution_options(synchronize_session=False)
    )


def request_reset(email: str) -> tuple[Person, str] | None:
    """Make a one-use token for the person with this address; None where there is nobody to mail."""
    person = db.session.scalar(
        sa.select(Person).where(Person.email == normalise_email(email), Person.is_active)
    )
    if person is None:
        return None
    db.session.execute(sa.delete(PasswordReset).where(PasswordReset.expires_at <= now()))
    token = secrets.token_urlsafe(32)
    db.session.add(
        PasswordReset(token_hash=_hash_token(token), person_id=person.id, expires_at=now() + RESET_LASTS)
    )
    return person, token


def person_for_token(token: str) -> Person | None:
    """Find whose token this is, as long as it can still be used."""
    return db.session.scalar(
        sa.select(Person)
        .join(PasswordReset, PasswordReset.person_id == Person.id)
        .where(
            PasswordReset.token_hash == _hash_token(token),
            PasswordReset.used_at.is_(None),
            PasswordReset.expires_at > now(),
            Person.is_active,
        )
    )


def reset_password(token: str, password: str) -> Person | None:
    """Use a token up and set the password. Of two requests with one token only the first gets anything."""
    person = person_for_token(token)
    if person is None:
        return None
    used = db.session.scalar(
        sa.update(PasswordReset)
        .where(PasswordReset.token_hash == _hash_token(token), PasswordReset.used_at.is_(None))
        .values(used_at=now())
        .returning(PasswordReset.token_hash)
    )
    if used is None:
        return None
    change_password(person, password)
    return person


def _hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
