"""The download of one's own data as JSON. docs/my-data.md describes it; its keys never change."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from elearning.config import settings
from elearning.privacy.kinds import GROUPS
from elearning.privacy.queries import Row

FORMAT: Final = 1


def as_json(everything: Mapping[str, Sequence[Row]], moment: datetime) -> str:
    """Write everything with what each kind is in words. Moments are in UTC, texts as they were written."""
    kinds = {
        kept.key: {"title": str(kept.title), "why": str(group.why), "rows": everything[kept.key]}
        for group in GROUPS
        for kept in group.kept
    }
    whole = {
        "format": FORMAT,
        "made_at": moment.isoformat(),
        "organisation": settings().organisation,
        "kinds": kinds,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_as_text)


def _as_text(value: object) -> str:
    if isinstance(value, date):  # a moment is one too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the download yet")
