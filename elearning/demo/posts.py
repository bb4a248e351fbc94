"""The posts there are to fill, and who leads whom: it follows from the units and their sizes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from elearning.accounts.rules import FoundationRole
from elearning.demo.units import AREAS, Area, Department


@dataclass(frozen=True, eq=False)
class Post:
    """A job somebody has. `unit` None is the municipality itself; only the top post has no leader."""

    unit: str | None
    role: FoundationRole
    leader: "Post | None" = None
    second_role: FoundationRole | None = None

    @property
    def leads(self) -> bool:
        return self.role is not FoundationRole.EMPLOYEE


def posts() -> list[Post]:
    """List every post, leaders before those they lead. The two executives share the areas."""
    top = Post(None, FoundationRole.EXECUTIVE)
    second = Post(None, FoundationRole.EXECUTIVE, leader=top)
    shared = zip(AREAS, cycle([second, top]), strict=False)
    return [top, second, *(post for area, executive in shared for post in _area(area, executive))]


def _area(area: Area, executive: Post) -> Iterator[Post]:
    # Who leads leaders sees themselves as executive too (source p. 12).
    head = Post(area.name, FoundationRole.LEADER, executive, FoundationRole.EXECUTIVE)
    yield head
    for department in area.departments:
        yield from _department(department, head)


def _department(department: Department, head: Post) -> Iterator[Post]:
    second_role = FoundationRole.EXECUTIVE if department.middle_leaders else None
    leader = Post(department.name, FoundationRole.LEADER, head, second_role)
    middle = [
        Post(department.name, FoundationRole.LEADER, leader) for _number in range(department.middle_leaders)
    ]
    yield leader
    yield from middle
    nearest = cycle(middle or [leader])
    for left in reversed(range(department.employees)):
        # The last ones coordinate: they see themselves as leader too, without personnel of their own.
        second_role = FoundationRole.LEADER if left < department.coordinators else None
        yield Post(department.name, FoundationRole.EMPLOYEE, next(nearest), second_role)
