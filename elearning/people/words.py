"""What HR's pages call things."""

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning.accounts.rules import FoundationRole
from elearning.people.columns import Field
from elearning.people.entries import Fault, Mistake
from elearning.people.planning import Plan
from elearning.people.reading import Problem

#: So many columns are named in one sentence, each with so many characters.
COLUMNS_NAMED = 5
HEADING_SHOWN = 60

ROLES = {
    FoundationRole.EMPLOYEE: _l("Employee"),
    FoundationRole.LEADER: _l("Leader"),
    FoundationRole.EXECUTIVE: _l("Executive"),
}
FIELDS = {
    Field.NUMBER: _l("Employee number"),
    Field.NAME: _l("Name"),
    Field.FIRST_NAMES: _l("First names"),
    Field.LAST_NAME: _l("Last name"),
    Field.EMAIL: _l("Work e-mail"),
    Field.ROLE: _l("Role"),
    Field.SECOND_ROLE: _l("Second role"),
    Field.UNIT: _l("Unit"),
    Field.LEADER: _l("Leader"),
    Field.STARTS_ON: _l("First day"),
}
COLUMNS: Mapping[str, Any] = {
    "name": FIELDS[Field.NAME],
    "email": FIELDS[Field.EMAIL],
    "number": FIELDS[Field.NUMBER],
    "role": FIELDS[Field.ROLE],
    "second_role": FIELDS[Field.SECOND_ROLE],
    "unit_id": FIELDS[Field.UNIT],
    "leader_id": FIELDS[Field.LEADER],
    "starts_on": FIELDS[Field.STARTS_ON],
    "is_hr": _l("HR"),
    "is_panel": _l("On the panel"),
}
PROBLEMS = {
    Problem.EMPTY: _l("There is nothing in the file. Its first row must be the headings."),
    Problem.NOT_A_TABLE: _l("That is not a file we can read. Save it from Excel as .xlsx or as CSV."),
    Problem.TOO_BIG: _l("The file is too big. At most 20 MB can be read."),
    Problem.TOO_MANY_ROWS: _l(
        "There are more than 100,000 rows in the file. Delete the empty ones at its end."
    ),
    Problem.TOO_MANY_COLUMNS: _l(
        "There are more than 60 columns in the file. Delete those that are not about people."
    ),
    Problem.LOCKED: _l(
        "The file has a password, or is in Excel's old format. Save it as .xlsx without a password."
    ),
    Problem.ONLY_HEADINGS: _l(
        "There is nobody in the file, only headings. Write the people in the rows below them."
    ),
}
FAULTS = {
    Fault.MISSING: _l("is empty"),
    Fault.TOO_LONG: _l("“%(text)s” is too long"),
    Fault.FORMULA: _l("“%(text)s” is a formula. Write what it gives"),
    Fault.EXCEL_ERROR: _l("“%(text)s” is an error in Excel. Write what should stand there"),
    Fault.NOT_AN_EMAIL: _l("“%(text)s” is not an e-mail address"),
    Fault.NOT_A_DATE: _l("“%(text)s” is not a date. Write it like 23-11-2026"),
    Fault.UNLIKELY_DATE: _l("“%(text)s” lies too far back or ahead. Check the year"),
    Fault.UNKNOWN_ROLE: _l("“%(text)s” is not a role. Write employee, leader or executive"),
    Fault.SAME_ROLE: _l("the two roles are the same"),
    Fault.TWICE: _l("“%(text)s” is in the file twice"),
    Fault.TAKEN: _l("“%(text)s” belongs to somebody else"),
    Fault.UNKNOWN_LEADER: _l("nobody has “%(text)s” as work e-mail or number"),
    Fault.LEADER_HAS_LEFT: _l("“%(text)s” has left"),
    Fault.LEADER_WOULD_LEAVE: _l("“%(text)s” is not in the file and would be deactivated"),
    Fault.OWN_LEADER: _l("nobody is their own leader"),
    Fault.CYCLE: _l("they would lead each other in a circle: %(text)s"),
    Fault.SEVERAL_UNITS: _l("several units are called “%(text)s”. Write what they belong to: Area / Unit"),
    Fault.LAST_HR: _l("nobody would be left in HR, or you would be deactivated yourself"),
}
ACTIONS: Mapping[str, Any] = {
    "person.added": _l("Person added"),
    "person.changed": _l("Person changed"),
    "person.left": _l("Person deactivated"),
    "person.returned": _l("Person came back"),
    "person.erased": _l("Person erased"),
    "people.imported": _l("File of people applied"),
    "content.published": _l("Content published from a file"),
    "deadline.set": _l("Due date changed"),
    "deadlines.set": _l("Due dates changed for several"),
    "leave.added": _l("Leave added"),
    "leave.removed": _l("Leave removed"),
    "certificate.revoked": _l("Certificate revoked"),
    "unit.added": _l("Unit added"),
    "unit.renamed": _l("Unit renamed"),
    "unit.moved": _l("Unit moved"),
    "unit.removed": _l("Unit removed"),
    "image.added": _l("Picture added"),
    "image.deleted": _l("Picture deleted"),
    "settings.changed": _l("Settings changed"),
    "mail.changed": _l("Text of a mail changed"),
}


#: What is written, and what was done to it: `scenario.published`.
TEXTS: Mapping[str, Any] = {"lesson": _l("Lesson"), "scenario": _l("Scenario"), "bank": _l("Questions")}
DONE: Mapping[str, Any] = {
    "added": _l("added"),
    "brought_back": _l("brought back"),
    "copy_restored": _l("copy made the draft again"),
    "deleted": _l("draft deleted"),
    "draft_begun": _l("draft begun"),
    "draft_discarded": _l("draft discarded"),
    "draft_replaced": _l("draft replaced by another"),
    "moved": _l("moved"),
    "published": _l("published"),
    "required": _l("required of others than before"),
    "restored": _l("earlier text made the draft"),
    "retired": _l("retired"),
    "set_aside": _l("text set aside"),
}


def column_names(columns: Sequence[tuple[int, str]]) -> str:
    """Name the first columns, each by its heading, or by its number where it has none."""
    first = columns[:COLUMNS_NAMED]
    names = [
        shorten(heading, HEADING_SHOWN, placeholder=" …")
        if heading
        else _("Column %(number)d", number=number)
        for number, heading in first
    ]
    return ", ".join([*names, "…"] if len(columns) > len(first) else names)


def mistake_words(mistake: Mistake) -> str:
    """Say what is wrong in a cell."""
    return str(FAULTS[mistake.fault]).replace("%(text)s", mistake.text)


def role_name(role: FoundationRole | None) -> str:
    return str(ROLES[role]) if role else ""


def role_names(*roles: FoundationRole | None) -> str:
    """Name somebody's roles: one, or two with a comma."""
    return ", ".join(role_name(role) for role in roles if role)


def action_name(action: str) -> str:
    """Give what the log calls an action; one that we have no name for is shown as it is."""
    text, _dot, done = action.partition(".")
    if text in TEXTS and done in DONE:
        return f"{TEXTS[text]}: {DONE[done]}"
    return str(ACTIONS.get(action, action))


def counts(plan: Plan) -> str:
    """Say in a line what a file did."""
    return _(
        "%(new)d created, %(changed)d changed, %(back)d came back, %(gone)d deactivated",
        new=len(plan.new),
        changed=len(plan.changes),
        back=len(plan.returning),
        gone=len(plan.leaving),
    )


def counts_ahead(plan: Plan) -> str:
    """Say in a line what a file would do."""
    return _(
        "%(new)d will be created, %(changed)d changed, %(back)d come back, %(gone)d deactivated",
        new=len(plan.new),
        changed=len(plan.changes),
        back=len(plan.returning),
        gone=len(plan.leaving),
    )


#: What the details of a line in the log are called.
DETAILS: Mapping[str, Any] = {
    "reason": _l("Why"),
    "note": _l("Why"),
    "is_substantial": _l("Substantial change"),
    "due_on": _l("Due date"),
    "days": _l("Days"),
    "first": _l("First day of the leave"),
    "until": _l("Last day of the leave"),
    "people": _l("How many people"),
    "file": _l("File"),
    "created": _l("Created"),
    "changed": _l("Changed"),
    "returned": _l("Come back"),
    "deactivated": _l("Deactivated"),
    "handed_over": _l("How many have another leader"),
    "leader": _l("Leader"),
    "unit": _l("Unit"),
    "parent": _l("Part of"),
    "certificate": _l("Number of the certificate"),
    "to_be_done_again": _l("To be done again"),
    "required_for": _l("Required of"),
    "alt": _l("What the picture shows"),
    "reissued": _l("Given anew"),
    "title": _l("Title"),
    "module": _l("Module"),
    "number": _l("Revision"),
    "base": _l("Begun from revision"),
    "saved_by": _l("The draft that gave way was saved by"),
    "copy_of": _l("Saved by"),
    "to": _l("New place"),
    "days_to_complete": _l("Days to complete the course"),
    "certificate_months": _l("Months a certificate is valid"),
    "organisation": _l("The municipality's name"),
    "signatory": _l("Who signs"),
    "signatory_title": _l("Their title"),
    "logo_id": _l("The logo's number"),
    "contact": _l("Questions about the course"),
    "dpo_contact": _l("Data protection officer"),
    "accessibility_email": _l("E-mail about accessibility"),
    "accessibility_phone": _l("Telephone about accessibility"),
    "accessibility_statement_url": _l("The statement's address at was.digst.dk"),
    "accessibility_reviewed_on": _l("The statement was last reviewed on"),
    "subject": _l("Subject"),
    "body": _l("Text"),
}
