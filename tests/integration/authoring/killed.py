"""Publishing in a process of its own, to be killed: `python -m tests.integration.authoring.killed TITLE`."""

from __future__ import annotations

import sys

from elearning import create_app
from elearning.accounts.models import Person
from elearning.authoring import drafts, queries, service
from elearning.authoring.lesson_data import lesson_of
from elearning.authoring.lesson_kind import Lessons
from elearning.authoring.rules import Writing
from elearning.authoring.service import Decision
from elearning.database import db
from elearning.progress import counting

LESSON = "hilsen"
LESSONS = Lessons()


def main(title: str) -> None:
    """Publish the lesson under another title as the page does, and say so before each thing begins."""
    with create_app().app_context():
        by = db.session.query(Person).filter_by(is_hr=True).one()
        item = queries.item(LESSONS, LESSON)
        assert item is not None
        steps = [
            {**step, "text": step.get("text") and f"Nyt: {title}"} for step in queries.data(item)["steps"]
        ]
        written = {**queries.data(item), "title": title, "steps": steps}
        drafts.save(item.key, Writing(written, []), version=item.version, base=1, by=by)
        db.session.commit()
        say("publishing")
        item = queries.item(LESSONS, LESSON)
        assert item is not None
        text = lesson_of(written, item.identity)
        decision = Decision(item.version, item.published_number, "Prøve", is_substantial=True, redo=True)
        changed = [step.slug for step in text.steps]
        service.publish(item, text, changed, decision, by=by)
        say("published")
        db.session.commit()
        say("counting")
        counting.recount_everybody()
        say("done")


def say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
