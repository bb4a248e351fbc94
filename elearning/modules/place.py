"""Where somebody is: one step of one revision of a lesson."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """One step of a lesson's revision, open in front of one person."""

    person_id: int
    lesson_id: int
    revision_id: int
    step: str

    @property
    def key(self) -> dict[str, int | str]:
        return {"person_id": self.person_id, "lesson_id": self.lesson_id, "step": self.step}

    @property
    def pinned(self) -> dict[str, int | str]:
        """The key, and the revision that was in front of the person."""
        return {**self.key, "revision_id": self.revision_id}
