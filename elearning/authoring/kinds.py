"""The kinds of texts that HR writes, by their word in addresses."""

from typing import Any, Final

from elearning.authoring.bank_kind import Banks
from elearning.authoring.kind import Kind
from elearning.authoring.lesson_kind import Lessons
from elearning.authoring.scenario_kind import Scenarios

LESSONS: Final = Lessons()
SCENARIOS: Final = Scenarios()
BANKS: Final = Banks()
KINDS: Final[dict[str, Kind[Any]]] = {kind.address: kind for kind in (LESSONS, SCENARIOS, BANKS)}
#: Every kind, and those whose items are added, copied, moved and retired, as parts of an address.
ANY: Final = "<any({}):kind>".format(", ".join(f'"{address}"' for address in KINDS))
WHOLE: Final = '<any("lessons", "scenarios"):kind>'
