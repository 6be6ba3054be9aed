"""The access table: every route, what it answers to whom, and what it shows them.

Read a row as: asked at these places, a stranger is sent to sign in (CLOSED) or not (OPEN); who is not among those that
find it gets 404; who is not among those it is open to gets 403; the others get what stands under GET and POST.
"""

from tests.access import states as s
from tests.access import states_boards as b
from tests.access import states_minutes as m
from tests.access.cast import (
    ADMINISTRATORS,
    APPOINTED_HERE,
    CHAIR,
    ENTITLED,
    EVERYONE,
    NOBODY,
    OTHER_AREA,
    OVERSEERS,
    PREPARERS,
    SENDER,
)
from tests.access.check import CONFIRM, SIGN_IN, By, Row
from tests.access.states_commissioning import OFFICE as COMMISSIONERS
from tests.access.states_performance import OFFICE as REPORTERS
from tests.access.table_arrangements import ARRANGEMENT_ROWS
from tests.access.table_awards import AWARDS_ROWS
from tests.access.table_boards import BOARD_ROWS
from tests.access.table_cases import CASE_ROWS
from tests.access.table_commissioning import COMMISSIONING_ROWS
from tests.access.table_complaints import COMPLAINT_ROWS
from tests.access.table_evidence import EVIDENCE_ROWS
from tests.access.table_minutes import MINUTES_ROWS
from tests.access.table_office import OFFICE_ROWS
from tests.access.table_performance import PERFORMANCE_ROWS
from tests.access.table_register import REGISTER_ROWS
from tests.access.table_reports import REPORTS_ROWS
from tests.access.table_reviews import REVIEWS_ROWS
from tests.access.table_year import YEARS_ROWS

OPEN, CLOSED = False, True

# Where a route is asked
PORTAL = (("portal", ""),)
HERE = (("here", ""),)
BOTH_AREAS = (("here", ""), ("elsewhere", ""))
FORMATS = (("here", "csv"), ("here", "xlsx"), ("here", "ods"))
MEETINGS = tuple((state, "") for state in s.STATES)
PAPERS = tuple(s.PAPERS_SEEN_BY)
# Acts on items and papers begin with the meeting, which is asked in every state: here one state of each audience will do
ITEMS = tuple((state, access) for state in ("draft", "published", "briefing", "elsewhere") for access in s.ACCESSES)
ACTED_ON = (
    *ITEMS, ("briefing out", "exempt"), ("development", "public"), ("published", "withdrawn"), ("published", "exempt withdrawn"),
)  # fmt: skip
FOUND_IN = (*(thing for thing in ACTED_ON if thing not in s.WITHDRAWN), *s.WITHDRAWN, *s.SENT_IN)
PICTURED = (("draft", "sent"), ("published", "exempt"))
KEPT = (("draft", "act:keep"), ("published", "act:keep"))
DECIDED = (("draft", "act:remove"), ("draft", "act:reopen"))
WORKED_ON = (("draft", "act:look"), ("draft", "act:recognise"))
REPORTS = tuple(s.REPORTS)
SENT_IN = tuple(s.SENT_IN)
DECIDED_REPORTS = tuple((state, f"act:{act}") for state in ("draft", "published") for act in ("accept", "return", "cancel"))
WAYS = tuple((state, f"how:{way}") for state in ("draft", "published") for way in ("upload", "write", "register"))
EDITIONS = tuple(s.PACKS_SEEN_BY)
BUILDS = (("draft", ""), ("announced", ""))

# What lists of meetings hold, and for whom
MINUTED = {state: m.MEETING_KNOWN_TO[state] for state in m.MINUTED if state != "minuted elsewhere"}
ALL_MEETINGS = {state: s.KNOWN_TO[state] for state in s.AT_HOME} | MINUTED | b.BOARD_KNOWN_TO
MEETINGS_ELSEWHERE = {"elsewhere": EVERYONE, "minuted elsewhere": EVERYONE}
# A postponed meeting links to the one it moved to
MOVED_TO = {"announced": EVERYONE}
# The home page: what is coming, and what is new, minutes too
AT_THE_DOOR = {
    "announced": EVERYONE, "published": EVERYONE, "development": EVERYONE, "minuted": EVERYONE, "confirmed": EVERYONE,
    # Five lines of news: for those who know of private days, newer ones fill them. What a board has released is news
    "board out": EVERYONE - ENTITLED, "briefing": ENTITLED, "briefing out": ENTITLED, "briefed": ENTITLED,
    "board told": EVERYONE, "board minuted": frozenset({SENDER}),
}  # fmt: skip
# The desk: clerks see what they prepare and what is to do after a meeting, members every coming meeting whose agenda is out
# and the draft minutes that they may correct, the Chair what is to be checked, who decides the next board, others what they
# were asked
ON_THE_DESK = {
    "draft": PREPARERS | s.TOLD_OF["draft"], "announced": PREPARERS, "briefing": PREPARERS, "briefing out": ENTITLED,
    "development": ENTITLED, "published": ENTITLED | {SENDER}, "minuted": ENTITLED, "briefed": ENTITLED,
    "sent": PREPARERS | {CHAIR}, **dict.fromkeys(("held", "drafting", "decided", "checked"), PREPARERS),
    "board out": b.OFFICE,
}  # fmt: skip
# Who reports on performance sees the report that they write and the files that wait for them, who commissions what they prepare
# and what is late; nobody else does
AT_WORK_IN_THE_OFFICE = {
    ("quarterly draft", "title"): REPORTERS,
    ("upload read", "name"): REPORTERS,
    ("upload done", "name"): NOBODY,
    ("award draft", "title"): COMMISSIONERS,
    ("award made", "title"): COMMISSIONERS,
    ("award granted", "title"): COMMISSIONERS,
    ("file in read", "name"): COMMISSIONERS,
    ("file in done", "name"): NOBODY,
    ("exercise round", "applicant"): NOBODY,
}
# A member's page: the meetings whose minutes say that they came
CAME_TO = {"minuted": EVERYONE, "confirmed": EVERYONE, "briefed": ENTITLED}

# The directory: of each body its next meeting and its last papers; of one, what it has met of late
NEXT_AND_LAST = dict.fromkeys(("published", "drafting", "board out", "board read"), EVERYONE)
LATEST = dict.fromkeys(("published", "held", "drafting", "decided", "sent", "checked", "minuted"), EVERYONE)

# What pages show, and to whom: (thing, part) of the meeting at hand
MEETING_PAGE = {
    ("public", "title"): s.AGENDA_READ_BY,
    ("public", "purpose"): s.AGENDA_READ_BY,
    ("public", "paperaddress"): s.PAPERS_LISTED_BY,
    ("exempt", "title"): s.PRIVATELY_READ_BY,
    ("exempt", "purpose"): s.PRIVATELY_READ_BY,
    ("exempt", "reason"): s.AGENDA_READ_BY,
    ("exempt", "neutral"): s.AGENDA_READ_BY,
}
NOTICE = {
    ("public", "title"): EVERYONE,
    ("exempt", "neutral"): EVERYONE,
    ("exempt", "title"): NOBODY,
}
BUILDER = {(access, part): PREPARERS for access in s.ACCESSES for part in ("title", "papertitle")}


def at(thing: str) -> dict:
    """Shown at the address of one thing in any state, to all who find it, and at no other."""
    return {(state, thing): EVERYONE for state in s.STATES} | {"": NOBODY}


PAPER_TEXT = {
    ("public", "text"): at("public"),
    ("exempt", "text"): at("exempt"),
    ("withdrawn", "text"): NOBODY,
    ("exempt withdrawn", "text"): NOBODY,
}
PAPER_PAGE = PAPER_TEXT | {
    ("public", "asks"): at("public"),
    ("exempt", "asks"): at("exempt"),
    ("withdrawn", "tombstone"): at("withdrawn"),
    ("exempt withdrawn", "tombstone"): at("exempt withdrawn"),
}
# What is public is in both editions, but a private day has only one
PACK_PAGE = {
    ("public", "papertitle"): {state: s.PACKS_SEEN_BY[state, "public"] | s.PACKS_SEEN_BY[state, "members"] for state in s.STATES},
    ("exempt", "papertitle"): {state: s.PACKS_SEEN_BY[state, "members"] for state in s.STATES},
}
MANIFEST = {("public", "papertitle"): EVERYONE, ("exempt", "papertitle"): at("members")}
PACK_FILE = {("pack", "public"): at("public"), ("pack", "members"): at("members")}
# The first page, from the widest edition that somebody has, with what that edition holds; the public's face of the rest
READER = PACK_PAGE | {
    ("pack", "public"): {state: s.PACKS_SEEN_BY[state, "public"] - s.PACKS_SEEN_BY[state, "members"] for state in s.STATES},
    ("pack", "members"): {state: s.PACKS_SEEN_BY[state, "members"] for state in s.STATES},
}
PICTURES_SEEN_BY = {state: s.PACKS_SEEN_BY[state, "public"] | s.PACKS_SEEN_BY[state, "members"] for state in s.STATES}
ASKED = (("published", ""), ("draft", ""))
FORMATS_ASKED = {("format", "words"): {"published": EVERYONE, "draft": EVERYONE, "": NOBODY}}
ARCHIVE = {
    (access, part): {state: s.FILES_SEEN_BY[state, access] for state in s.STATES}
    for access in s.ACCESSES
    for part in ("title", "text")
}

POST_ONLY = 405
NO_POST = 405

PORTAL_ROWS = [
    #   route                    where    sign-in  found by  open to         GET  POST
    Row("home",                  PORTAL,  OPEN,    EVERYONE, EVERYONE,       200, NO_POST, lists={}),
    Row("health",                PORTAL,  OPEN,    EVERYONE, EVERYONE,       200, NO_POST),
    Row("accessibility",         PORTAL,  OPEN,    EVERYONE, EVERYONE,       200, NO_POST),
    Row("privacy",               PORTAL,  OPEN,    EVERYONE, EVERYONE,       200, NO_POST),
    Row("cookies",               PORTAL,  OPEN,    EVERYONE, EVERYONE,       200, NO_POST),
    Row("help",                  PORTAL,  OPEN,    EVERYONE, EVERYONE,       200, NO_POST),
    Row("signed-in",             PORTAL,  CLOSED,  EVERYONE, EVERYONE,       302, NO_POST),
    Row("portal-audit",          PORTAL,  CLOSED,  EVERYONE, ADMINISTRATORS, 200, NO_POST),
    Row("job-list",              PORTAL,  CLOSED,  EVERYONE, ADMINISTRATORS, 200, NO_POST),
    Row("job-retry",             PORTAL,  CLOSED,  EVERYONE, ADMINISTRATORS, POST_ONLY, 302),
    Row("job-cancel",            PORTAL,  CLOSED,  EVERYONE, ADMINISTRATORS, POST_ONLY, 302),
    Row("people-list",           PORTAL,  CLOSED,  EVERYONE, ADMINISTRATORS, 200, NO_POST),
    Row("person-create",         PORTAL,  CLOSED,  EVERYONE, ADMINISTRATORS, 200, 200),
    Row("person-detail",         PORTAL,  CLOSED,  EVERYONE, ADMINISTRATORS, 200, NO_POST),
    Row("person-appoint",        PORTAL,  CLOSED,  EVERYONE, ADMINISTRATORS, 200, 200),
    Row("person-close",          PORTAL,  CLOSED,  EVERYONE, ADMINISTRATORS, 200, 200),
    Row("appointment-end",       PORTAL,  CLOSED,  EVERYONE, ADMINISTRATORS, 200, 200),
]  # fmt: skip

AREA_ROWS = [
    Row("area-home",             HERE,    OPEN,    EVERYONE, EVERYONE,       200, NO_POST, lists=AT_THE_DOOR),
    Row("area-home",             (("elsewhere", ""),), OPEN, EVERYONE, EVERYONE, 200, NO_POST, lists=MEETINGS_ELSEWHERE),
    Row("desk",                  BOTH_AREAS, CLOSED, EVERYONE,
        {"here": APPOINTED_HERE, "elsewhere": frozenset({OTHER_AREA}) | ADMINISTRATORS}, 200, NO_POST),
    Row("desk",                  HERE,    CLOSED,  EVERYONE, APPOINTED_HERE, 200, NO_POST, lists=ON_THE_DESK,
        shows=AT_WORK_IN_THE_OFFICE),
    Row("audit-list",            BOTH_AREAS, CLOSED, EVERYONE,
        {"here": OVERSEERS, "elsewhere": ADMINISTRATORS}, 200, NO_POST),
    Row("audit-list",            HERE,    CLOSED,  EVERYONE, OVERSEERS,      200, NO_POST, query="?format=csv"),
    Row("panels:panel-detail",   BOTH_AREAS, OPEN, EVERYONE, EVERYONE,       200, NO_POST, lists={}),
    Row("panels:member-detail",  HERE,    OPEN,    EVERYONE, EVERYONE,       200, NO_POST, lists=CAME_TO),
    Row("panels:rule-list",      HERE,    OPEN,    EVERYONE, EVERYONE,       200, NO_POST, lists={}),
    Row("panels:host-list",      HERE,    OPEN,    EVERYONE, EVERYONE,       200, NO_POST, lists={}),
    Row("panels:body-list",      HERE,    OPEN,    EVERYONE, EVERYONE,       200, NO_POST, lists=NEXT_AND_LAST),
    Row("panels:body-detail",    HERE,    OPEN,    EVERYONE, EVERYONE,       200, NO_POST, lists=LATEST),
    Row("meetings:meeting-list", HERE,    OPEN,    EVERYONE, EVERYONE,       200, NO_POST, lists=ALL_MEETINGS),
    Row("meetings:meeting-list", (("elsewhere", ""),), OPEN, EVERYONE, EVERYONE, 200, NO_POST, lists=MEETINGS_ELSEWHERE),
    Row("meetings:meeting-list", HERE,    OPEN,    EVERYONE, EVERYONE,       200, NO_POST, query="?published=agenda",
        lists=MOVED_TO | MINUTED | {state: s.KNOWN_TO[state] for state in s.OUT if state != "elsewhere"}
        | {"development": ENTITLED} | {state: b.AGENDA_READ_BY[state] for state in (*b.AGENDA_OUT, *b.MINUTED)}),
    Row("meetings:meeting-list", HERE,    OPEN,    EVERYONE, EVERYONE,       200, NO_POST, query="?published=pack",
        lists=MOVED_TO | {"published": EVERYONE, "held": EVERYONE, "postponed": EVERYONE, "draft": PREPARERS}),
    Row("meetings:meeting-export", FORMATS, OPEN,  EVERYONE, EVERYONE,       200, NO_POST, lists=ALL_MEETINGS),
    Row("meetings:meeting-create", BOTH_AREAS, CLOSED, EVERYONE, m.BEGUN_BY, 200, 200),
]  # fmt: skip

MEETING_ROWS = [
    #   route                        where     sign-in  found by          open to        GET  POST
    Row("meetings:meeting-detail",   MEETINGS, OPEN,    s.KNOWN_TO,       EVERYONE,      200, NO_POST, shows=MEETING_PAGE),
    Row("meetings:meeting-history",  MEETINGS, OPEN,    s.KNOWN_TO,       EVERYONE,      200, NO_POST),
    Row("meetings:meeting-notice",   MEETINGS, OPEN,    s.NOTICE_READ_BY, EVERYONE,      200, NO_POST, shows=NOTICE),
    Row("meetings:meeting-update",   MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, 200),
    Row("meetings:meeting-announce", MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, {"": 409, "draft": 302}),
    Row("meetings:meeting-cancel",   MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, 200),
    Row("meetings:meeting-postpone", MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, 200),
    Row("meetings:agenda-detail",    MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, NO_POST, shows=BUILDER),
    Row("meetings:agenda-reorder",   MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, POST_ONLY, 302),
    Row("meetings:agenda-deferred",  MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, POST_ONLY, 302),
    Row("meetings:agenda-undo",      MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, POST_ONLY, 302),
    Row("meetings:agenda-publish",   MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, 200),
    Row("meetings:agenda-late",      MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, 200),
    Row("meetings:agenda-late",      MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, 200),
    Row("meetings:agenda-preview",   MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, NO_POST, shows=BUILDER),
    Row("meetings:item-create",      MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, 200),
    Row("meetings:item-update",      ITEMS,    CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, 200),
    Row("meetings:item-privacy",     ITEMS,    CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, 200),
    Row("meetings:item-move",        ITEMS,    CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, POST_ONLY, 302),
    Row("meetings:item-to-follow",   ITEMS,    CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, POST_ONLY, 302),
    Row("meetings:item-delete",      ITEMS,    CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, 302),
    Row("meetings:paper-add",        WAYS,     CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, 200),
    Row("meetings:paper-create",     MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, 200),
]  # fmt: skip

SUPPLEMENTS = (("published", ""), ("held", ""))
SUPPLEMENT_FILES = tuple(s.SUPPLEMENTS_SEEN_BY)
SUPPLEMENT_PAPERS = tuple(s.SUPPLEMENT_PAPERS_SEEN_BY)
ADDED = (("published", "how:upload"), ("held", "how:upload"), ("held", "how:write"), ("held", "how:register"))
OPEN_DRAFTS = {"published": NOBODY, "held": PREPARERS}
SUPPLEMENT_FILE = {("supplement", "public"): at("public"), ("supplement", "members"): at("members")}

SUPPLEMENT_ROWS = [
    #   route                            where              sign-in  found by          open to        GET  POST
    Row("meetings:supplement-create",    MEETINGS,          CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, 200),
    Row("meetings:supplement-detail",    SUPPLEMENTS,       CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, NO_POST),
    Row("meetings:supplement-update",    SUPPLEMENTS,       CLOSED,  s.KNOWN_TO,       OPEN_DRAFTS,   200, 200),
    Row("meetings:supplement-delete",    SUPPLEMENTS,       CLOSED,  s.KNOWN_TO,       OPEN_DRAFTS,   200, 302),
    Row("meetings:supplement-build",     SUPPLEMENTS,       CLOSED,  s.KNOWN_TO,       OPEN_DRAFTS,   POST_ONLY, 302),
    Row("meetings:supplement-publish",   SUPPLEMENTS,       CLOSED,  s.KNOWN_TO,       OPEN_DRAFTS,   POST_ONLY, 200),
    Row("meetings:supplement-paper-add", ADDED,             CLOSED,  s.KNOWN_TO,       OPEN_DRAFTS,   200, 200),
    Row("meetings:supplement-file",      SUPPLEMENT_FILES,  OPEN,    s.SUPPLEMENTS_SEEN_BY, EVERYONE, 200, NO_POST,
        shows=SUPPLEMENT_FILE),
    Row("meetings:supplement-screen",    SUPPLEMENT_FILES,  OPEN,    s.SUPPLEMENTS_SEEN_BY, EVERYONE, 200, NO_POST,
        shows=SUPPLEMENT_FILE),
    Row("meetings:supplement-manifest",  SUPPLEMENT_FILES,  OPEN,    s.SUPPLEMENTS_SEEN_BY, EVERYONE, 200, NO_POST),
    Row("meetings:paper-detail",         SUPPLEMENT_PAPERS, OPEN,    s.SUPPLEMENT_PAPERS_SEEN_BY, EVERYONE, 200, NO_POST),
    Row("meetings:paper-file",           SUPPLEMENT_PAPERS, OPEN,    s.SUPPLEMENT_PAPERS_SEEN_BY, EVERYONE, 200, NO_POST),
]  # fmt: skip

PAPER_ROWS = [
    #   route                        where     sign-in  found by              open to        GET  POST
    Row("meetings:paper-detail",     PAPERS,   OPEN,    s.PAPERS_SEEN_BY,     EVERYONE,      200, NO_POST, shows=PAPER_PAGE),
    Row("meetings:paper-file",       PAPERS,   OPEN,    s.FILES_SEEN_BY,      EVERYONE,      200, NO_POST, shows=PAPER_TEXT),
    Row("meetings:paper-large-print", PAPERS,  OPEN,    s.LARGE_PRINT_SEEN_BY, EVERYONE,     200, NO_POST, shows=PAPER_TEXT),
    Row("meetings:paper-update",     ACTED_ON, CLOSED,  s.PAPERS_SEEN_BY,     s.DRAFTS,      200, 200),
    Row("meetings:paper-delete",     ACTED_ON, CLOSED,  s.PAPERS_SEEN_BY,     s.DRAFTS,      200, 302),
    Row("meetings:paper-withdraw",   ACTED_ON, CLOSED,  s.PAPERS_SEEN_BY,     s.GONE_OUT,    200, 200),
    # Who sent a paper in reads what was found in it, but does not decide
    Row("meetings:finding-list",     FOUND_IN, CLOSED,  s.FINDINGS_KNOWN_TO,  s.FINDINGS_READ_BY, 200, 302,
        shows={("sent", "quote"): at("sent")}, acts=s.DECIDED_BY),
    Row("meetings:finding-picture",  PICTURED, CLOSED,  s.FINDINGS_KNOWN_TO,  s.FINDINGS_READ_BY, 200, NO_POST),
    Row("meetings:finding-decide",   KEPT,     CLOSED,  {"draft": s.SENT_IN["draft", "sent"], "published": EVERYONE},
        {"draft": PREPARERS, "published": NOBODY}, 200, 200, shows={("sent", "quote"): {"draft": PREPARERS, "": NOBODY}}),
    Row("meetings:finding-decide",   DECIDED,  CLOSED,  s.SENT_IN["draft", "sent"], PREPARERS, POST_ONLY, 302),
    Row("meetings:finding-work",     WORKED_ON, CLOSED, s.SENT_IN["draft", "sent"], PREPARERS, 302, 302),
    Row("meetings:finding-work-cancel", WORKED_ON, CLOSED, s.SENT_IN["draft", "sent"], PREPARERS, POST_ONLY, 302),
]  # fmt: skip

REPORT_ROWS = [
    # Who was asked for a report finds it and nothing else; they send it in, the clerk decides
    Row("meetings:request-create",   ITEMS,    CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, 200),
    Row("meetings:request-list",     MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, 200, NO_POST),
    Row("meetings:request-detail",   REPORTS,  CLOSED,  s.REPORTS,        EVERYONE,      200, NO_POST,
        shows={("report", "title"): EVERYONE, ("report", "asks"): EVERYONE}),
    Row("meetings:paper-detail",     SENT_IN,  OPEN,    s.SENT_IN,        EVERYONE,      200, NO_POST),
    Row("meetings:paper-file",       SENT_IN,  OPEN,    s.SENT_IN,        EVERYONE,      200, NO_POST),
    Row("meetings:request-submit",   REPORTS,  CLOSED,  s.REPORTS,        frozenset({SENDER}), 200, 200),
    Row("meetings:request-decide",   DECIDED_REPORTS, CLOSED, PREPARERS | {SENDER}, PREPARERS, 200, 200),
    # The Chair finds an agenda that was put before them or is out; those who prepare it do not approve it
    Row("meetings:approval-detail",  MEETINGS, CLOSED,  s.SHOWN_TO_CHAIR, EVERYONE,      200, 200, acts=frozenset({CHAIR})),
    Row("meetings:approval-create",  MEETINGS, CLOSED,  s.KNOWN_TO,       s.PREPARED_BY, POST_ONLY, 302),
    Row("meetings:approval-pack",    MEETINGS, CLOSED,  s.PACK_SHOWN_TO_CHAIR, EVERYONE, 200, NO_POST),
    Row("meetings:chair-notes",      MEETINGS, CLOSED,  s.SHOWN_TO_CHAIR, EVERYONE,      200, 200,
        shows={("exempt", "note"): EVERYONE}, acts=PREPARERS),
    Row("meetings:chair-edition",    MEETINGS, CLOSED,  s.SHOWN_TO_CHAIR, EVERYONE,      200, NO_POST,
        shows={("exempt", "note"): EVERYONE, ("exempt", "title"): EVERYONE}),
]  # fmt: skip

PACK_ROWS = [
    Row("meetings:pack-detail",      MEETINGS, OPEN,    s.PACK_PAGE_SEEN_BY,  EVERYONE,      200, NO_POST, shows=PACK_PAGE),
    Row("meetings:pack-file",        EDITIONS, OPEN,    s.PACKS_SEEN_BY,      EVERYONE,      200, NO_POST, shows=PACK_FILE),
    Row("meetings:pack-page",        MEETINGS, OPEN,    s.KNOWN_TO,           EVERYONE,      200, NO_POST, shows=READER),
    Row("meetings:pack-page",        MEETINGS, OPEN,    s.KNOWN_TO,           EVERYONE,      200, NO_POST, query="?find=canary"),
    Row("meetings:pack-picture",     MEETINGS, OPEN,    PICTURES_SEEN_BY,     EVERYONE,      200, NO_POST),
    Row("meetings:format-request-create", MEETINGS, OPEN, s.KNOWN_TO,         EVERYONE,      200, 200),
    # Whoever has the reference reads that it is kept, and nothing of what it says
    Row("meetings:format-request-detail", ASKED, OPEN,  s.KNOWN_TO,           EVERYONE,      200, NO_POST),
    Row("meetings:format-request-list", MEETINGS, CLOSED, s.KNOWN_TO,         s.PREPARED_BY, 200, NO_POST, shows=FORMATS_ASKED),
    Row("meetings:format-request-answer", ASKED, CLOSED, s.KNOWN_TO,          s.PREPARED_BY, POST_ONLY, 302),
    Row("meetings:pack-screen",      EDITIONS, OPEN,    s.PACKS_SEEN_BY,      EVERYONE,      200, NO_POST, shows=PACK_FILE),
    Row("meetings:pack-manifest",    EDITIONS, OPEN,    s.PACKS_SEEN_BY,      EVERYONE,      200, NO_POST, shows=MANIFEST),
    Row("meetings:pack-archive",     MEETINGS, OPEN,    s.ARCHIVE_SEEN_BY,    EVERYONE,      200, NO_POST, shows=ARCHIVE),
    Row("meetings:pack-build",       MEETINGS, CLOSED,  s.KNOWN_TO,           s.PREPARED_BY, POST_ONLY, 302),
    # A build is not there for those who do not prepare the meeting
    Row("meetings:build-detail",     BUILDS,   CLOSED,  s.PREPARED_BY,        EVERYONE,      200, NO_POST),
    Row("meetings:build-status",     BUILDS,   CLOSED,  s.PREPARED_BY,        EVERYONE,      200, NO_POST),
    Row("meetings:build-cancel",     BUILDS,   CLOSED,  s.PREPARED_BY,        EVERYONE,      POST_ONLY, 302),
]  # fmt: skip

# Sign-in belongs to the library: who is signed in already is sent on, and what guards an account asks for the password
ACCOUNT_ROWS = [
    Row("account_login",         PORTAL, OPEN,   EVERYONE, EVERYONE, By(200, 302), By(200, 302)),
    Row("account_logout",        PORTAL, OPEN,   EVERYONE, EVERYONE, By(302, 200), 302),
    Row("account_signup",        PORTAL, OPEN,   EVERYONE, EVERYONE, By(200, 302), By(200, 302)),
    Row("account_inactive",      PORTAL, OPEN,   EVERYONE, EVERYONE, 200, NO_POST),
    Row("account_reauthenticate", PORTAL, CLOSED, EVERYONE, EVERYONE, 200, 200),
    Row("account_change_password", PORTAL, CLOSED, EVERYONE, EVERYONE, 200, 200),
    Row("account_reset_password", PORTAL, OPEN,  EVERYONE, EVERYONE, 200, 200),
    Row("account_reset_password_done", PORTAL, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("account_reset_password_from_key", PORTAL, OPEN, EVERYONE, EVERYONE, 200, 200),
    Row("account_reset_password_from_key_done", PORTAL, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("mfa_index",             PORTAL, CLOSED, EVERYONE, EVERYONE, 200, NO_POST),
    Row("mfa_authenticate",      PORTAL, OPEN,   EVERYONE, EVERYONE, By(SIGN_IN, 302), By(SIGN_IN, 302)),
    Row("mfa_reauthenticate",    PORTAL, CLOSED, EVERYONE, EVERYONE, CONFIRM, CONFIRM),
    Row("mfa_activate_totp",     PORTAL, CLOSED, EVERYONE, EVERYONE, CONFIRM, CONFIRM),
    Row("mfa_deactivate_totp",   PORTAL, CLOSED, NOBODY,   EVERYONE, 200, 200),
    Row("mfa_view_recovery_codes", PORTAL, CLOSED, NOBODY, EVERYONE, 200, NO_POST),
    Row("mfa_generate_recovery_codes", PORTAL, CLOSED, EVERYONE, EVERYONE, CONFIRM, CONFIRM),
    Row("mfa_download_recovery_codes", PORTAL, CLOSED, NOBODY, EVERYONE, 200, 200),
]  # fmt: skip

TABLE = [
    *PORTAL_ROWS, *AREA_ROWS, *MEETING_ROWS, *PAPER_ROWS, *SUPPLEMENT_ROWS, *REPORT_ROWS, *PACK_ROWS, *MINUTES_ROWS,
    *YEARS_ROWS, *CASE_ROWS, *REVIEWS_ROWS, *ARRANGEMENT_ROWS, *COMPLAINT_ROWS, *BOARD_ROWS, *REGISTER_ROWS, *OFFICE_ROWS,
    *PERFORMANCE_ROWS, *REPORTS_ROWS, *EVIDENCE_ROWS, *COMMISSIONING_ROWS, *AWARDS_ROWS, *ACCOUNT_ROWS,
]  # fmt: skip
