"""What of people goes to the log of what HR does, and how it is written there."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from elearning import audit
from elearning.accounts.models import Person
from elearning.accounts.session import me

#: The id and name of who does it; None for a command.
By = tuple[int, str] | None
#: What stands in the line of somebody who could do what HR does, and has left.
NO_MORE_HR: Final[Mapping[str, Any]] = {"before": {"is_hr": True}, "after": {"is_hr": False}}


def by_me() -> By:
    """Give who is signed in, as the log names them."""
    return me().id, me().name


def about(person: Any) -> str:  # noqa: ANN401 - whatever has a name and an e-mail
    """Name somebody so that they can be told from their namesakes, also when they are gone."""
    return f"{person.name} <{person.email}>"


def storable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give values as JSON can hold them."""
    return {name: _plain(value) for name, value in values.items()}


def changed(action: str, person: Person, before: Mapping[str, Any], after: Mapping[str, Any], by: By) -> None:
    """Log what was and what is."""
    details = {"before": storable(before), "after": storable(after)}
    audit.record(action, about(person), details, by=by, about_id=person.id)


def _plain(value: Any) -> Any:  # noqa: ANN401 - of any column
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
