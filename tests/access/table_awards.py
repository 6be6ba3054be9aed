"""The rows of the access table for grants, contracts and returns, funds and rounds, stated totals, spending and open data."""

from tests.access import states_commissioning as s
from tests.access.cast import EVERYONE, NOBODY
from tests.access.check import Row
from tests.access.states import Thing
from tests.access.table_commissioning import (
    ACTED_ON,
    BOTH_AREAS,
    CLOSED,
    FORMATS,
    HERE,
    NO_POST,
    OPEN,
    acts,
    create,
    kept,
    reading,
)
from tests.access.table_office import at_own, listed, more

POST_ONLY = 405

AWARDS = tuple(s.AWARDS)
# What is done with an award: one that others do not know of, and one of the other area of which all know
AWARDED: tuple[Thing, ...] = (("here", "draft"), ("elsewhere", "exempt"))
# For a part of one: it is reached past the same two guards
PART_OF: tuple[Thing, ...] = (("here", "exempt"), ("elsewhere", "draft"))
OFFICES = {place: s.WORKED_ON_BY[place[0]] for place in AWARDS}
OWNED = (*PART_OF, ("here", "tender"))
OWNERS = s.WHOLE | s.EXERCISES


def of(places: tuple[Thing, ...], *parts: str) -> tuple[Thing, ...]:
    """Parts of things."""
    return tuple((state, f"{thing} {part}") for state, thing in places for part in parts)


LISTED = listed("award", "title", s.WHOLE)
CONTRACTS = {key: who for key, who in LISTED.items() if key[0] not in ("award granted", "award made")}
GRANTS = {("award granted", "title"): EVERYONE, ("award contract", "title"): NOBODY}
PAGE = {}
for part in ("purpose", "provider", "party", "variation", "review", "indicator", "fileopen"):
    PAGE |= at_own("award", part, s.WHOLE)
for part in ("terms", "variationnote", "reviewown", "filekept", "filegone"):
    PAGE |= at_own("award", part, OFFICES)
NEUTRAL = {("award exempt", "neutral"): EVERYONE - s.WHOLE["here", "exempt"], ("award sealed", "neutral"): NOBODY}
PARTS = of(PART_OF, "parties", "extensions", "variations", "reviews")
ONE_PART = of(PART_OF, "variations")

AWARD_ROWS = [
    #   route                          where     sign-in  found by  open to  GET  POST
    *reading("awards:award-list",      LISTED),
    Row("awards:award-list",           HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=NEUTRAL),
    *reading("awards:contract-list",   CONTRACTS),
    *create("awards:award-create"),
    Row("awards:award-detail",         AWARDS,   OPEN,   s.AWARDS, EVERYONE, 200, NO_POST, shows=PAGE),
    *acts("awards", ("award-update", "award-place", "award-private", "award-make", "award-take-back", "award-publish",
                     "award-hide", "award-begin", "award-end", "award-cancel", "decision-propose",
                     "decision-link", "decision-unlink"),
          AWARDED, s.AWARDS),
    *acts("awards", ("part-create", "part-remove", "part-restore"), ONE_PART, more(s.AWARDS, ONE_PART)),
    *acts("awards", ("part-update",),  PARTS,    more(s.AWARDS, PARTS)),
    *acts("awards", ("extension-invoke", "extension-leave", "extension-reopen"), PART_OF, s.AWARDS),
    # Of an award or of an exercise; an exempt award is absent for who does not read it
    *acts("awards", ("share-update", "document-create"), OWNED, OWNERS),
    Row("awards:document-detail",      tuple(s.FILES), OPEN, s.FILES, EVERYONE, 200, NO_POST),
    *acts("awards", ("document-update", "document-private", "document-remove", "document-restore"), OWNED, OWNERS),
]  # fmt: skip

SHEETS = of((("here", "granted"), ("here", "exempt"), ("here", "draft"), ("elsewhere", "exempt")), "csv", "xlsx")
RETURNED = of(PART_OF, "accepted", "waiting")
NARRATIVE = {
    (f"award {thing}", part): {
        (state, f"{name} {page}"): who
        for (state, name), readers in s.WHOLE.items() if name == thing
        for page, who in ((at, s.WORKED_ON_BY[state] if is_own else readers),)
    } | {"": NOBODY}
    for thing in dict.fromkeys(thing for _state, thing in AWARDS)
    for part, at, is_own in (("narrative", "accepted", False), ("returnnote", "accepted", True), ("reading", "accepted", False),
                             ("readingown", "accepted", True), ("chase", "waiting", True))
}  # fmt: skip

RETURN_ROWS = [
    Row("returns:return-list",         AWARDS,   OPEN,   s.WHOLE,  EVERYONE, 200, NO_POST,
        shows=at_own("award", "indicator", s.WHOLE) | at_own("award", "indicatorown", OFFICES)),
    Row("returns:reading-export",      SHEETS,   OPEN,   more(s.WHOLE, SHEETS), EVERYONE, 200, NO_POST),
    *acts("returns", ("return-plan", "return-create", "indicator-create", "indicator-update", "indicator-remove",
                      "indicator-restore"), PART_OF, s.WHOLE),
    Row("returns:return-detail",       tuple(s.RETURNS), OPEN, s.RETURNS, EVERYONE, 200, NO_POST, shows=NARRATIVE),
    *acts("returns", ("return-edit", "return-receive", "return-accept", "return-query", "return-chase", "return-not-needed",
                      "return-reopen", "return-publish", "return-hide"), RETURNED, s.RETURNS),
]  # fmt: skip

FUNDS = listed("fund", "title", s.FUNDS)
APPLIED = (("here", "round"), ("here", "planned"), ("elsewhere", "tender"))
APPLIED_FOR = APPLIED[1:]
APPLICATIONS = of(APPLIED, "csv", "ods")
APPLICANTS = {(f"exercise {thing}", "applicant"): {("here", thing): s.OFFICE, "": NOBODY} for thing in ("round", "planned")}
TOTALS = listed("total", "title", {key: who for key, who in s.TOTALS.items() if key[1] != "gone"})
OF_TOTALS: tuple[Thing, ...] = (("here", "gone"), ("elsewhere", "public"))

GRANT_ROWS = [
    *reading("grants:grant-list",      GRANTS),
    *reading("grants:fund-list",       FUNDS),
    *create("grants:fund-create", "grants:total-create"),
    Row("grants:fund-detail",          tuple(s.FUNDS), OPEN, s.FUNDS, EVERYONE, 200, NO_POST,
        shows=at_own("fund", "about", s.FUNDS)),
    *acts("grants", ("fund-update", "fund-publish", "fund-hide"), ACTED_ON, s.FUNDS),
    # The public is refused here, as every reader is who does not work on it: there is nothing to sign in for
    Row("grants:application-list",     APPLIED,  OPEN,   s.EXERCISES, s.WORKED_ON_BY, 200, NO_POST, shows=APPLICANTS),
    Row("grants:application-export",   APPLICATIONS, OPEN, more(s.EXERCISES, APPLICATIONS), s.WORKED_ON_BY, 200, NO_POST),
    Row("grants:application-detail",   APPLIED,  OPEN,   s.EXERCISES, s.WORKED_ON_BY, 200, NO_POST, shows=APPLICANTS),
    *acts("grants", ("application-create", "application-decide", "application-update", "application-judge",
                     "application-decide-one", "application-remove", "application-restore"), APPLIED_FOR, s.EXERCISES),
    *reading("grants:total-list",      {**TOTALS}),
    Row("grants:total-detail",         tuple(s.TOTALS), OPEN, s.TOTALS, EVERYONE, 200, NO_POST,
        shows=at_own("total", "line", s.TOTALS)),
    *acts("grants", ("total-update", "total-publish", "total-hide", "total-remove", "total-restore", *kept("grants", "line")),
          OF_TOTALS, s.TOTALS),
]  # fmt: skip

PAID = listed("payment", "purpose", s.PAYMENTS) | {("payment withheld", "recipient"): s.OFFICE}
PAYMENT = at_own("payment", "purpose", s.PAYMENTS)
PAYMENT |= at_own("payment", "recipient", s.PAYMENTS | {("here", "withheld"): s.OFFICE})
WAITING: tuple[Thing, ...] = (("here", "waiting"), ("elsewhere", "public"))
UPLOADS = tuple(s.UPLOADS)
SENT: tuple[Thing, ...] = (("here", "read"), ("elsewhere", "read"))
REFUSED: tuple[Thing, ...] = (("here", "refused"), ("elsewhere", "read"))

SPENDING_ROWS = [
    *reading("spending:payment-list",  PAID),
    *create("spending:payment-create", "spending:upload-create"),
    Row("spending:payment-detail",     tuple(s.PAYMENTS), OPEN, s.PAYMENTS, EVERYONE, 200, NO_POST, shows=PAYMENT),
    *acts("spending", ("payment-update", "payment-publish", "payment-hide"), WAITING, s.PAYMENTS),
    *(Row(f"spending:month-{page}",    BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST) for page in ("list", "detail")),
    *acts("spending", ("month-publish", "month-hide"), BOTH_AREAS, EVERYONE),
    Row("spending:upload-list",        BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, NO_POST,
        shows={("file in read", "name"): {("here", ""): s.OFFICE, "": NOBODY}}),
    *(Row(f"spending:{name}",          FORMATS,  CLOSED, EVERYONE, s.WORKED_ON_BY, 200, NO_POST)
      for name in ("upload-template", "award-table")),
    Row("spending:upload-detail",      UPLOADS,  CLOSED, s.UPLOADS, EVERYONE, 200, NO_POST,
        shows=at_own("file in", "name", s.UPLOADS)),
    Row("spending:upload-problems",    REFUSED,    CLOSED, s.UPLOADS, EVERYONE, 200, NO_POST),
    *acts("spending", ("upload-accept", "upload-drop", "upload-again"), SENT, s.UPLOADS),
    Row("spending:upload-cancel",      SENT,     CLOSED, s.UPLOADS, EVERYONE, POST_ONLY, 302),
]  # fmt: skip

OPENED = {("award granted", "title"): EVERYONE, ("award made", "title"): NOBODY}
BOUGHT = {("award contract", "title"): EVERYONE, ("award exempt", "title"): NOBODY, ("award exempt", "neutral"): NOBODY,
          ("exercise tender", "title"): EVERYONE, ("exercise planned", "title"): NOBODY}  # fmt: skip
SPENT = {("payment public", "recipient"): EVERYONE, ("payment withheld", "recipient"): NOBODY,
         ("payment waiting", "recipient"): NOBODY}  # fmt: skip
# A process has a file where the procurement is public, or a contract of it
PROCESSES = {
    ("here", "tender"): EVERYONE,
    ("here", "planned"): NOBODY,
    ("here", "round"): NOBODY,
    ("elsewhere", "tender"): EVERYONE,
}

OPEN_DATA_ROWS = [
    Row("opendata:index",              BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("opendata:grants",             (("here", "json"), ("here", "csv"), ("here", "xlsx")), OPEN, EVERYONE, EVERYONE, 200,
        NO_POST, shows=OPENED),
    *(Row(f"opendata:{name}",          HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=BOUGHT)
      for name in ("releases", "records")),
    *(Row(f"opendata:{name}",          (("elsewhere", ""),), OPEN, EVERYONE, EVERYONE, 200, NO_POST)
      for name in ("releases", "records")),
    Row("opendata:process-list",       BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("opendata:process",            tuple(PROCESSES), OPEN, PROCESSES, EVERYONE, 200, NO_POST),
    Row("opendata:month-list",         BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("opendata:spending",           (("here", "csv"), ("here", "xlsx")), OPEN, EVERYONE, EVERYONE, 200, NO_POST, shows=SPENT),
    *create("opendata:publisher-update"),
    Row("opendata:missing-list",       BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, NO_POST),
]  # fmt: skip

AWARDS_ROWS = [*AWARD_ROWS, *RETURN_ROWS, *GRANT_ROWS, *SPENDING_ROWS, *OPEN_DATA_ROWS]
