"""Every route: who may use it, and what they get."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SIGNED_IN = frozenset({"employee", "leader", "executive", "hr"})
HR = frozenset({"hr"})
LEADS = frozenset({"leader"})  # the employee; the executive of these tests leads nobody
KINDS = sorted(SIGNED_IN | {"anonymous", "deactivated"})
EVERYBODY = frozenset(KINDS)
STEP = "/lessons/hilsen"
SCENARIO = "/scenarios/legepladsen-som-boernene-tegnede"
QUIZ = "/quiz/balancerne"
CODE = "A" * 32
# Guesses are counted, in a transaction of their own.
COUNTED = {"GET /verify/<string(maxlength=100):code>"}
# Mail programs send it without having seen a page; the link's signature says who may.
SIGNED_INSTEAD = {"POST /mails/<string(minlength=20,maxlength=120):token>"}
TABLE = (
    '/hr/overview/<any("units", "months", "roles", "overdue", "certificates"):table>'
    '.<any("csv", "xlsx"):kind>'
)
WHOLE = '<any("lessons", "scenarios"):kind>'
ANY_KIND = '<any("lessons", "scenarios", "questions"):kind>'
TOKEN = "a-token-that-nobody-was-ever-sent"


@dataclass(frozen=True)
class Route:
    """An address under a rule, who may use it, and what they get. Everybody else is refused."""

    address: str
    who: frozenset[str] = SIGNED_IN
    status: int = 200
    values: Mapping[str, str] = field(default_factory=dict)
    signed_in_status: int | None = None  # where it is another one for those who are signed in


ROUTES = {
    "GET /healthz": Route("/healthz", EVERYBODY),
    "GET /readyz": Route("/readyz", EVERYBODY),
    "GET /login": Route("/login", EVERYBODY, signed_in_status=302),
    "POST /login": Route("/login", EVERYBODY, 422, signed_in_status=302),
    "POST /logout": Route("/logout", EVERYBODY, 302),
    "GET /password/forgotten": Route("/password/forgotten", EVERYBODY),
    "POST /password/forgotten": Route("/password/forgotten", EVERYBODY, 422),
    "GET /password/sent": Route("/password/sent", EVERYBODY),
    # The token decides; this one belongs to nobody.
    "GET /password/new/<string(minlength=20,maxlength=100):token>": Route(
        f"/password/new/{TOKEN}", EVERYBODY, 404
    ),
    "POST /password/new/<string(minlength=20,maxlength=100):token>": Route(
        f"/password/new/{TOKEN}", EVERYBODY, 404
    ),
    "GET /password/change": Route("/password/change"),
    "POST /password/change": Route("/password/change", status=422),
    "GET /": Route("/"),
    "GET /dilemmas": Route("/dilemmas"),
    "GET /certificate": Route("/certificate"),
    "POST /certificate": Route("/certificate", status=302),
    "POST /certificate/renew": Route("/certificate/renew", status=302),
    "POST /certificate/renew/lessons/<slug:lesson>": Route("/certificate/renew/lessons/hilsen", status=404),
    # One's own only; to everybody else a certificate's page is not there, and this one is nobody's.
    "GET /certificate/<string(length=32):code>": Route(f"/certificate/{CODE}", status=404),
    "GET /certificate/<string(length=32):code>/pdf": Route(f"/certificate/{CODE}/pdf", status=404),
    "GET /verify": Route("/verify", EVERYBODY),
    "GET /verify/<string(maxlength=100):code>": Route(f"/verify/{CODE}", EVERYBODY, 404),
    "POST /journey/lessons/<slug:lesson>/seen": Route("/journey/lessons/hilsen/seen", status=404),
    "GET /go-on": Route("/go-on", status=302),
    "GET /journey/due-date.ics": Route("/journey/due-date.ics"),
    "GET /mails": Route("/mails"),
    "POST /mails": Route("/mails", status=302),
    # The token decides; nobody signed this one.
    "GET /mails/<string(minlength=20,maxlength=120):token>": Route(f"/mails/{TOKEN}", EVERYBODY, 404),
    "POST /mails/<string(minlength=20,maxlength=120):token>": Route(f"/mails/{TOKEN}", EVERYBODY, 404),
    "GET /hr/reminders": Route("/hr/reminders", HR),
    "GET /hr/overview": Route("/hr/overview", HR),
    f"GET {TABLE}": Route("/hr/overview/units.csv", HR),
    "GET /hr/people": Route("/hr/people", HR),
    "GET /hr/people/new": Route("/hr/people/new", HR),
    "POST /hr/people/new": Route("/hr/people/new", HR, 422),
    "GET /hr/people/<int:person>": Route("/hr/people/999", HR, 404),
    "POST /hr/people/<int:person>": Route("/hr/people/999", HR, 404),
    "GET /hr/people/<int:person>/deactivate": Route("/hr/people/999/deactivate", HR, 404),
    "POST /hr/people/<int:person>/deactivate": Route("/hr/people/999/deactivate", HR, 404),
    "POST /hr/people/<int:person>/return": Route("/hr/people/999/return", HR, 404),
    "GET /hr/people/<int:person>/leave": Route("/hr/people/999/leave", HR, 404),
    "POST /hr/people/<int:person>/leave": Route("/hr/people/999/leave", HR, 404),
    "POST /hr/people/<int:person>/leave/<int:leave>/remove": Route(
        "/hr/people/999/leave/999/remove", HR, 404
    ),
    "GET /hr/people/import": Route("/hr/people/import", HR),
    "POST /hr/people/import": Route("/hr/people/import", HR, 422),
    # Nobody has sent a file.
    "GET /hr/people/import/columns": Route("/hr/people/import/columns", HR, 302),
    "POST /hr/people/import/columns": Route("/hr/people/import/columns", HR, 302),
    "GET /hr/people/import/check": Route("/hr/people/import/check", HR, 302),
    "POST /hr/people/import/apply": Route("/hr/people/import/apply", HR, 302),
    "POST /hr/people/import/forget": Route("/hr/people/import/forget", HR, 302),
    "GET /hr/deadlines": Route("/hr/deadlines", HR),
    "POST /hr/deadlines": Route("/hr/deadlines", HR, 422),
    "GET /hr/units": Route("/hr/units", HR),
    "POST /hr/units": Route("/hr/units", HR, 422),
    "GET /hr/units/<int:unit>": Route("/hr/units/999", HR, 404),
    "POST /hr/units/<int:unit>": Route("/hr/units/999", HR, 404),
    "POST /hr/units/<int:unit>/remove": Route("/hr/units/999/remove", HR, 404),
    "GET /hr/log": Route("/hr/log", HR),
    "GET /hr/log/export.csv": Route("/hr/log/export.csv", HR),
    "GET /hr/content": Route("/hr/content", HR),
    "POST /hr/content": Route("/hr/content", HR, 422),
    "GET /hr/content/download": Route("/hr/content/download", HR),
    # Nobody has sent a file.
    "GET /hr/content/check": Route("/hr/content/check", HR, 302),
    "GET /hr/content/difference": Route("/hr/content/difference", HR, 302),
    "POST /hr/content/publish": Route("/hr/content/publish", HR, 302),
    "POST /hr/content/forget": Route("/hr/content/forget", HR, 302),
    "GET /hr/lessons": Route("/hr/lessons", HR),
    "GET /hr/scenarios": Route("/hr/scenarios", HR),
    "GET /hr/scenarios/required": Route("/hr/scenarios/required", HR),
    "POST /hr/scenarios/required": Route("/hr/scenarios/required", HR),
    "GET /hr/scenarios/<slug:slug>/try": Route("/hr/scenarios/ingen/try", HR, 404),
    "POST /hr/scenarios/<slug:slug>/try": Route("/hr/scenarios/ingen/try", HR, 404),
    "GET /hr/questions": Route("/hr/questions", HR),
    "POST /hr/questions/<slug:slug>/begin": Route("/hr/questions/ingen/begin", HR, 404),
    f"GET /hr/{WHOLE}/new": Route("/hr/lessons/new", HR),
    f"POST /hr/{WHOLE}/new": Route("/hr/lessons/new", HR, 422),
    f"GET /hr/{ANY_KIND}/<slug:slug>": Route("/hr/lessons/ingen", HR, 404),
    f"GET /hr/{ANY_KIND}/<slug:slug>/edit": Route("/hr/lessons/ingen/edit", HR, 404),
    f"POST /hr/{ANY_KIND}/<slug:slug>/edit": Route("/hr/lessons/ingen/edit", HR, 404),
    f"GET /hr/{ANY_KIND}/<slug:slug>/preview": Route("/hr/lessons/ingen/preview", HR, 404),
    f"GET /hr/{ANY_KIND}/<slug:slug>/publish": Route("/hr/lessons/ingen/publish", HR, 404),
    f"POST /hr/{ANY_KIND}/<slug:slug>/publish": Route("/hr/lessons/ingen/publish", HR, 404),
    f"GET /hr/{WHOLE}/<slug:slug>/retire": Route("/hr/lessons/ingen/retire", HR, 404),
    f"POST /hr/{WHOLE}/<slug:slug>/retire": Route("/hr/lessons/ingen/retire", HR, 404),
    f"GET /hr/{ANY_KIND}/<slug:slug>/delete": Route("/hr/lessons/ingen/delete", HR, 404),
    f"POST /hr/{ANY_KIND}/<slug:slug>/delete": Route("/hr/lessons/ingen/delete", HR, 404),
    f"POST /hr/{WHOLE}/<slug:slug>/copy": Route("/hr/lessons/ingen/copy", HR, 404),
    f"POST /hr/{WHOLE}/<slug:slug>/move": Route("/hr/lessons/ingen/move", HR, 404),
    f"GET /hr/{ANY_KIND}/<slug:slug>/history": Route("/hr/lessons/ingen/history", HR, 404),
    f"GET /hr/{ANY_KIND}/<slug:slug>/history/compare": Route("/hr/lessons/ingen/history/compare", HR, 404),
    f"GET /hr/{ANY_KIND}/<slug:slug>/history/<int:number>": Route("/hr/lessons/ingen/history/1", HR, 404),
    f"POST /hr/{ANY_KIND}/<slug:slug>/history/<int:number>/restore": Route(
        "/hr/lessons/ingen/history/1/restore", HR, 404
    ),
    "GET /images/<string(length=64):digest>.webp": Route(f"/images/{'0' * 64}.webp", status=404),
    f"GET /hr/{ANY_KIND}/<slug:slug>/history/drafts/<int:number>": Route(
        "/hr/lessons/ingen/history/drafts/1", HR, 404
    ),
    f"POST /hr/{ANY_KIND}/<slug:slug>/history/drafts/<int:number>/restore": Route(
        "/hr/lessons/ingen/history/drafts/1/restore", HR, 404
    ),
    "GET /hr/images": Route("/hr/images", HR),
    "POST /hr/images": Route("/hr/images", HR, 422),
    "GET /hr/images/shown": Route("/hr/images/shown?address=pictures/cirkel.svg", HR, 302),
    "GET /hr/images/<slug:slug>": Route("/hr/images/ingen", HR, 404),
    "POST /hr/images/<slug:slug>/delete": Route("/hr/images/ingen/delete", HR, 404),
    "GET /hr/settings": Route("/hr/settings", HR),
    "GET /hr/settings/course": Route("/hr/settings/course", HR),
    "POST /hr/settings/course": Route("/hr/settings/course", HR, 422),
    "GET /hr/settings/contacts": Route("/hr/settings/contacts", HR),
    "POST /hr/settings/contacts": Route("/hr/settings/contacts", HR, 422),
    "GET /hr/settings/certificate": Route("/hr/settings/certificate", HR),
    "POST /hr/settings/certificate": Route("/hr/settings/certificate", HR, 422),
    "POST /hr/settings/certificate/example": Route("/hr/settings/certificate/example", HR, 422),
    # Nobody has chosen one.
    "GET /hr/settings/certificate/logo.png": Route("/hr/settings/certificate/logo.png", HR, 404),
    "GET /hr/settings/mails": Route("/hr/settings/mails", HR),
    "GET /hr/settings/mails/<slug:kind>": Route("/hr/settings/mails/welcome", HR),
    "POST /hr/settings/mails/<slug:kind>": Route("/hr/settings/mails/welcome", HR, 422),
    "GET /hr/retention": Route("/hr/retention", HR),
    "GET /hr/people/<int:person>/erase": Route("/hr/people/999/erase", HR, 404),
    "POST /hr/people/<int:person>/erase": Route("/hr/people/999/erase", HR, 404),
    "GET /my-data": Route("/my-data"),
    'GET /my-data.<any("json", "html"):kind>': Route("/my-data.json"),
    "GET /my-data/delete": Route("/my-data/delete"),
    "POST /my-data/delete": Route("/my-data/delete", status=422),
    "GET /privacy": Route("/privacy", EVERYBODY),
    "GET /was": Route("/was", EVERYBODY),
    "GET /team": Route("/team?scope=all", LEADS),
    "GET /team/print": Route("/team/print", LEADS),
    'GET /team/export.<any("csv", "xlsx"):kind>': Route("/team/export.csv", LEADS),
    "GET /team/kit": Route("/team/kit", LEADS),
    "GET /team/kit/<slug:scenario>": Route(f"/team/kit/{SCENARIO.rpartition('/')[2]}", LEADS),
    "GET /team/kit/<slug:scenario>/show": Route(f"/team/kit/{SCENARIO.rpartition('/')[2]}/show", LEADS),
    # Nobody's leader, so that there is no such page.
    "GET /team/people/<int:person>": Route("/team/people/999", LEADS, 404),
    "POST /team/people/<int:person>/remind": Route("/team/people/999/remind", LEADS, 404),
    "GET /team/people/<int:person>/certificate.pdf": Route("/team/people/999/certificate.pdf", LEADS, 404),
    "GET /team/stand-in": Route("/team/stand-in", LEADS),
    "POST /team/stand-in": Route("/team/stand-in", LEADS, 422),
    "POST /team/stand-in/end": Route("/team/stand-in/end", LEADS, 302),
    "GET /hr/certificates": Route("/hr/certificates?q=Anna", HR),
    "GET /hr/certificates/<int:certificate>/revoke": Route("/hr/certificates/1/revoke", HR, 404),
    "POST /hr/certificates/<int:certificate>/revoke": Route("/hr/certificates/1/revoke", HR, 404),
    "GET /notes": Route("/notes"),
    "GET /finished/<slug:lesson>": Route("/finished/hilsen", status=302),
    "GET /lessons/<slug:lesson>": Route(STEP, status=302),
    "GET /lessons/<slug:lesson>/<slug:step>": Route(f"{STEP}/taenk"),
    "POST /lessons/<slug:lesson>/<slug:step>": Route(f"{STEP}/foerste", status=302),
    "POST /lessons/<slug:lesson>/<slug:step>/note": Route(
        f"{STEP}/taenk/note", status=302, values={"text": "Jens", "version": "0"}
    ),
    "POST /lessons/<slug:lesson>/<slug:step>/note/delete": Route(f"{STEP}/taenk/note/delete", status=302),
    "POST /lessons/<slug:lesson>/<slug:step>/relations": Route(f"{STEP}/cirkler/relations", status=422),
    # One's own relation 1; somebody who has none meets a 404.
    "GET /lessons/<slug:lesson>/<slug:step>/relations/<int:relation>": Route(
        f"{STEP}/cirkler/relations/1", status=404
    ),
    "POST /lessons/<slug:lesson>/<slug:step>/relations/<int:relation>": Route(
        f"{STEP}/cirkler/relations/1", status=404
    ),
    "POST /lessons/<slug:lesson>/<slug:step>/relations/<int:relation>/delete": Route(
        f"{STEP}/cirkler/relations/1/delete", status=404
    ),
    "GET /scenarios/<slug:scenario>": Route(SCENARIO, status=302),
    "GET /scenarios/<slug:scenario>/situation": Route(f"{SCENARIO}/situation"),
    "POST /scenarios/<slug:scenario>/situation": Route(f"{SCENARIO}/situation", status=422),
    # Nobody comes further before they have weighed.
    "GET /scenarios/<slug:scenario>/price": Route(f"{SCENARIO}/price", status=302),
    "POST /scenarios/<slug:scenario>/price": Route(f"{SCENARIO}/price", status=302),
    "GET /scenarios/<slug:scenario>/new-fact": Route(f"{SCENARIO}/new-fact", status=302),
    "POST /scenarios/<slug:scenario>/new-fact": Route(f"{SCENARIO}/new-fact", status=302),
    "GET /scenarios/<slug:scenario>/reveal": Route(f"{SCENARIO}/reveal", status=302),
    "POST /scenarios/<slug:scenario>/takeaway": Route(f"{SCENARIO}/takeaway", status=403),
    "GET /scenarios/<slug:scenario>/second-thought": Route(f"{SCENARIO}/second-thought", status=403),
    "POST /scenarios/<slug:scenario>/second-thought": Route(f"{SCENARIO}/second-thought", status=403),
    "POST /scenarios/<slug:scenario>/reason": Route(f"{SCENARIO}/reason", status=403),
    "GET /balance": Route("/balance"),
    "GET /balance/export": Route("/balance/export"),
    "POST /balance/delete": Route("/balance/delete", status=302),
    "GET /quiz/<slug:module>": Route(QUIZ),
    "GET /quiz/<slug:module>/answers/<int:number>": Route(f"{QUIZ}/answers/0", status=302),
    "POST /quiz/<slug:module>/answers/<int:number>": Route(f"{QUIZ}/answers/0", status=404),
    "POST /quiz/<slug:module>": Route(QUIZ, status=302),
}
