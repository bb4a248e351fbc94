"""The kinds of texts that HR writes, by their word in addresses."""

from pathlib import PurePosixPath
from typing import Any, Final

from elearning.authoring.bank_kind import Banks
from elearning.authoring.content_plan import LESSON, QUIZ, is_picture
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


def of_file(path: str) -> Kind[Any] | None:
    """Tell what kind of text a file with content holds; None for the list of modules, and for pictures."""
    if path.endswith(LESSON):
        return LESSONS
    if is_picture(path) or "/" not in path:
        return None
    return BANKS if PurePosixPath(path).name == QUIZ else SCENARIOS
