"""Every table that has something of a person: what it is called, and why it is kept.

`queries.py` makes the download of it, with all columns but those named here. A test compares it with the
database: a new table that refers to a person fails it until it stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Kept:
    """What one table has of a person. `key` is its name in the download and never changes.

    `of` is the column that says whose a row is; where that is only known of the row it belongs to, `through`
    is that row's table. `without` are columns that are not given: secrets, and what is about others.
    """

    key: str
    title: str
    table: str
    of: str = "person_id"
    through: str = ""
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Some of it together, with why it is kept, in words."""

    title: str
    why: str
    kept: tuple[Kept, ...]


GROUPS: Final = (
    Group(
        _l("Who you are"),
        _l("So that you can sign in, and the course fits your job."),
        (
            # The hash and the key would help whoever found the file; nobody could read anything in them.
            Kept("person", _l("Name, e-mail, roles, unit and leader"), "person", "id",
                 without=("password_hash", "session_key", "name_key", "version")),
            Kept("has_stand_in", _l("Who stands in for you"), "stand_in", "leader_id"),
            Kept("stands_in", _l("Whom you stand in for"), "stand_in", "person_id"),
            Kept("password_links", _l("Links for a new password that you asked for"), "password_reset",
                 without=("token_hash",)),
            Kept("departure", _l("When you left"), "departure"),
        ),
    ),
    Group(
        _l("Notes and relations"),
        _l("They are your own. No leader and no HR page shows them."),
        (
            Kept("notes", _l("Notes in lessons"), "note"),
            Kept("takeaways", _l("Notes on dilemmas"), "takeaway"),
            Kept("relations", _l("Relations that you placed"), "relation"),
        ),
    ),
    Group(
        _l("Weightings and answers"),
        _l("So that you can see them again. They are also in pictures of many people; nobody sees yours."),
        (
            Kept("weightings", _l("Weightings"), "weighting"),
            Kept("prices", _l("Prices that you named"), "price_answer"),
            Kept("panel_reasons", _l("Reasons that you gave as a panel member"), "panel_reason"),
            Kept("checks", _l("Answers to questions in lessons"), "check_answer"),
            Kept("quiz_attempts", _l("Quizzes that you began"), "quiz_attempt"),
            Kept("quiz_answers", _l("Answers in quizzes"), "quiz_answer", "attempt_id", "quiz_attempt"),
        ),
    ),
    Group(
        _l("How far you are"),
        _l("So that you can go on where you were, and your leader and HR can see whether you are done."),
        (
            Kept("assignments", _l("What you are to complete, and by when"), "assignment"),
            Kept("leaves", _l("Leave that moved your due date"), "leave_of_absence"),
            Kept("steps", _l("Steps that you are done with"), "step_completion"),
            Kept("steps_redone", _l("Steps that a new text asked you to do again"), "step_redone"),
            Kept("positions", _l("Where you left off"), "reading_position"),
            Kept("dilemmas", _l("Dilemmas that you weighed to the end"), "scenario_completion"),
            Kept("quizzes", _l("Quizzes that you passed"), "quiz_pass"),
            Kept("reviewed", _l("New things that you looked at"), "lesson_reviewed"),
            Kept("summary", _l("What your leader sees of you"), "progress_summary",
                 without=("name_key", "line")),
            Kept("certificates", _l("Certificates"), "certificate", without=("revoked_by_id", "logo_id")),
            # You get the PDF itself on the page of your certificate.
            Kept("documents", _l("When your certificate was made as a PDF"), "certificate_document",
                 "certificate_id", "certificate", without=("pdf",)),
        ),
    ),
    Group(
        _l("Mails and changes"),
        _l("So that nobody gets the same mail twice, and it can be seen later who changed what."),
        (
            Kept("mails", _l("Mails that were due to you"), "reminder"),
            Kept("mails_off", _l("Mails that you do without"), "unsubscribed"),
            Kept("changed_by_hr", _l("What was changed about you, and why"), "audit_entry", "about_id",
                 without=("by_id", "by_name")),
            # What it was done to is mostly other people.
            Kept("done_as_hr", _l("What you did in HR"), "audit_entry", "by_id",
                 without=("about", "about_id", "details")),
        ),
    ),
)  # fmt: skip

#: References to a person in what is about somebody else: the table and column, and why they are not given.
ABOUT_OTHERS: Final[Mapping[tuple[str, str], str]] = {
    ("person", "leader_id"): "whom one leads; each of them has it in their own download",
    ("progress_summary", "leader_id"): "the same",
    ("reminder", "by_id"): "that a leader asked for a mail; who got it has it in theirs",
    ("people_import", "by_id"): "a file with people that HR is bringing in; it is there for a day",
    ("setting", "changed_by_id"): "that HR changed a setting; the log of what one did in HR has it",
    ("content_upload", "by_id"): "a file with texts of the course; it is there for a day",
    ("certificate", "revoked_by_id"): "who revoked somebody's certificate; the log of what HR did has it",
}

ALL: Final = tuple(kept for group in GROUPS for kept in group.kept)
