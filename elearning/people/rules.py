"""What HR may look for and change: pure choices and sums."""

from dataclasses import dataclass, fields
from typing import Final

from elearning.progress.deadlines import Status

PAGE: Final = 50
PAGE_LAST: Final = 100_000
LEADERS: Final = 500  # offered to choose from; the others are found by what is typed
NAMESAKES: Final = 5  # named where several are meant
TEXT_MAX: Final = 120
WITHOUT_UNIT: Final = 0


@dataclass(frozen=True)
class Wanted:
    """Which people HR looks at. `unit` comes with its parts; 0 is who has none. Empty means all."""

    q: str = ""
    unit: int | None = None
    status: Status | None = None
    gone: bool = False
    panel: bool = False
    hr: bool = False
    page: int = 1

    def arguments(self, page: int = 1) -> dict[str, object]:
        """Give what an address says of this, or of another page of the same; what is as usual is left out."""
        usual = Wanted()
        values = {each.name: getattr(self, each.name) for each in fields(self)} | {"page": page}
        return {
            name: 1 if value is True else value
            for name, value in values.items()
            if value != getattr(usual, name)
        }
