"""The units of the municipality: areas, and the institutions and departments in each."""

from collections.abc import Mapping
from dataclasses import dataclass

from elearning.accounts.models import Unit
from elearning.database import db


@dataclass(frozen=True)
class Department:
    """An institution or department: how many employees it has, and how many of them coordinate.

    Where there are middle leaders, they share the employees between them.
    """

    name: str
    employees: int
    coordinators: int = 0
    middle_leaders: int = 0


@dataclass(frozen=True)
class Area:
    """A part of the municipality with one head."""

    name: str
    departments: tuple[Department, ...]


AREAS = (
    Area(
        "Børn og Unge",
        (
            Department("Mosaikskolen", employees=8, coordinators=1, middle_leaders=2),
            Department("Børnehuset Regnbuebroen", employees=6, coordinators=1),
            Department("Ungdomshuset Loftet", employees=4),
        ),
    ),
    Area(
        "Sundhed og Velfærd",
        (
            Department("Plejecenter Kløvermarken", employees=10, coordinators=1),
            Department("Hjemmeplejen Åbredden", employees=8, coordinators=1, middle_leaders=2),
            Department("Træning og Forebyggelse", employees=4),
        ),
    ),
    Area(
        "Beskæftigelse og Borgerservice",
        (
            Department("Jobcentret", employees=6, coordinators=1),
            Department("Borgerservice", employees=4),
            Department("Ydelser", employees=3),
        ),
    ),
    Area(
        "Teknik og Miljø",
        (
            Department("Vej og Park", employees=8, coordinators=1, middle_leaders=2),
            Department("Plan og Byg", employees=4),
            Department("Genbrug og Affald", employees=3),
        ),
    ),
    Area(
        "Kultur og Fritid",
        (
            Department("Bibliotekerne", employees=4),
            Department("Musikskolen Klangbunden", employees=3),
            Department("Haller og Anlæg", employees=3),
        ),
    ),
    Area(
        "Stab og Organisation",
        (
            Department("HR og Løn", employees=4),
            Department("Økonomi og Indkøb", employees=3),
            Department("Digitalisering og It", employees=3),
        ),
    ),
)


def make_units(municipality: str) -> Mapping[str | None, Unit]:
    """Make the tree and give its units by name; None is the municipality itself."""
    root = _add(municipality, parent_id=None)
    units: dict[str | None, Unit] = {None: root}
    for area in AREAS:
        units[area.name] = _add(area.name, parent_id=root.id)
        for department in area.departments:
            units[department.name] = _add(department.name, parent_id=units[area.name].id)
    return units


def _add(name: str, *, parent_id: int | None) -> Unit:
    unit = Unit(name=name, parent_id=parent_id)
    db.session.add(unit)
    db.session.flush()
    return unit
