"""The rows of the access table for public questions, rules, what is due, calendars, the work programme and events."""

from tests.access import states_year as y
from tests.access.cast import ENTITLED, EVERYONE, MEMBER, NOBODY, PREPARERS
from tests.access.check import Row
from tests.access.states import KNOWN_TO, PREPARED_BY, STATES
from tests.access.states_minutes import BEGUN_BY

OPEN, CLOSED = False, True
POST_ONLY = 405
NO_POST = 405

PORTAL = (("portal", ""),)
HERE = (("here", ""),)
BOTH_AREAS = (("here", ""), ("elsewhere", ""))
FORMATS = (("here", "csv"), ("here", "xlsx"), ("here", "ods"))
QUESTIONS = tuple(y.SEEN_OF_QUESTIONS)
DUTIES = tuple(y.SEEN_OF_OBLIGATIONS)
PROGRAMMES = tuple(y.PROGRAMMES)
# Pages are asked of every thing; for what is done with one, a thing of each audience will do
QUESTIONS_DECIDED = (("here", "received"), ("here", "accepted"), ("here", "withheld"), ("elsewhere", "accepted"))
DUTIES_SETTLED = (("here", "public"), ("here", "staff"), ("here", "owned"), ("here", "office"), ("elsewhere", "office"))
ENTRIES_CHANGED = (("here", "public"), ("here", "private"), ("here", "removed"), ("here", "drafted"), ("elsewhere", "private"))
ENTRIES = tuple(y.SEEN_OF_ENTRIES)
THERE = tuple(place for place in ENTRIES if place[1] != "removed")
EVENTS = tuple(y.SEEN_OF_EVENTS)

# Nobody is shown on a list of questions what was not accepted, nor the words and names as they were sent
NEVER_LISTED = {
    (f"question {thing}", part): NOBODY for thing in ("received", "followed", "rejected", "withdrawn", "accepted", "withheld")
    for part in ("words", "name", "email")
}  # fmt: skip
LISTED = NEVER_LISTED | {
    ("question accepted", "published"): EVERYONE,
    ("question answered", "published"): EVERYONE,
    ("question answered", "answer"): EVERYONE,
    ("question withheld", "published"): ENTITLED,
}
QUESTION_PAGE = {
    (f"question {thing}", part): {place: EVERYONE for place in QUESTIONS if place[1] == thing} | {"": NOBODY}
    for thing in y.TAKEN for part in ("published", "called")
}  # fmt: skip
# How a sender is reached and what was sent stands on the clerk's part of the page alone
QUESTION_PAGE |= {
    (f"question {thing}", part): {("here", thing): PREPARERS, "": NOBODY}
    for thing in y.TAKEN for part in ("words", "name", "email")
}  # fmt: skip
FOLLOWED = {("question followed", "words"): EVERYONE}

QUESTION_ROWS = [
    #   route                          where     sign-in  found by  open to  GET  POST
    Row("questions:question-list",     HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=LISTED),
    Row("questions:question-list",     (("elsewhere", ""),), OPEN, EVERYONE, EVERYONE, 200, NO_POST,
        shows={("question accepted", "published"): EVERYONE, ("question withheld", "published"): y.ELSEWHERE}),
    Row("questions:question-export",   FORMATS,  OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=LISTED),
    Row("questions:question-queue",    BOTH_AREAS, CLOSED, EVERYONE, y.QUESTIONS_KEPT_BY, 200, NO_POST),
    Row("questions:question-create",   BOTH_AREAS, CLOSED, EVERYONE, y.QUESTIONS_KEPT_BY, 200, 200),
    Row("questions:question-detail",   QUESTIONS, OPEN,  y.SEEN_OF_QUESTIONS, EVERYONE, 200, NO_POST, shows=QUESTION_PAGE),
    Row("questions:question-decide",   QUESTIONS_DECIDED, CLOSED, y.SEEN_OF_QUESTIONS, y.QUESTIONS_KEPT_BY, 200, 200),
    Row("questions:question-reject",   QUESTIONS_DECIDED, CLOSED, y.SEEN_OF_QUESTIONS, y.QUESTIONS_KEPT_BY, 200, 200),
    Row("questions:question-carry",    QUESTIONS_DECIDED, CLOSED, y.SEEN_OF_QUESTIONS, y.QUESTIONS_KEPT_BY, 200, 200),
    Row("questions:question-answer",   QUESTIONS_DECIDED, CLOSED, y.SEEN_OF_QUESTIONS, y.QUESTIONS_KEPT_BY, 200, 200),
    Row("questions:question-publish",  QUESTIONS_DECIDED, CLOSED, y.SEEN_OF_QUESTIONS, y.QUESTIONS_KEPT_BY, 200, 200),
    Row("questions:question-reopen",   QUESTIONS_DECIDED, CLOSED, y.SEEN_OF_QUESTIONS, y.QUESTIONS_KEPT_BY, 200, 200),
]  # fmt: skip

ASKING_ROWS = [
    # Whoever has not begun is led to the beginning; whoever has sent nothing in this session finds nothing of it
    Row("questions:question-ask",      BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, 200),
    Row("questions:question-ask-kind", HERE,     OPEN,   EVERYONE, EVERYONE, 302, 302),
    Row("questions:question-ask-eligible", HERE, OPEN,   EVERYONE, EVERYONE, 302, 302),
    Row("questions:question-ask-words", HERE,    OPEN,   EVERYONE, EVERYONE, 302, 302),
    Row("questions:question-ask-you",  HERE,     OPEN,   EVERYONE, EVERYONE, 302, 302),
    Row("questions:question-ask-check", HERE,    OPEN,   EVERYONE, EVERYONE, 302, 302),
    Row("questions:question-sent",     HERE,     OPEN,   EVERYONE, EVERYONE, 302, NO_POST),
    Row("questions:question-late",     HERE,     OPEN,   EVERYONE, EVERYONE, 302, 302),
    # The whole cast holds the link of one; with another key it is as absent as with another reference
    Row("questions:question-follow",   (("here", "followed"), ("here", "rejected")), OPEN,
        {"here": NOBODY, ("here", "followed"): EVERYONE}, EVERYONE, 200, 200, shows=FOLLOWED),
]  # fmt: skip

RULE_ROWS = [
    Row("panels:rule-count",           HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST),
    Row("panels:local-rule-create",    BOTH_AREAS, CLOSED, EVERYONE, y.KEPT_BY, 200, 200),
    Row("panels:local-rule-update",    HERE,     CLOSED, EVERYONE, PREPARERS, 200, 200),
    Row("panels:local-rule-end",       HERE,     CLOSED, EVERYONE, PREPARERS, 200, 200),
]  # fmt: skip

DUE_LISTED = {
    (f"due {thing}", part): y.SEEN_OF_OBLIGATIONS["here", thing]
    for thing in ("public", "unverified", "staff", "owned", "office", "group") for part in ("title", "provision")
}  # fmt: skip
DUE_ROWS = [
    Row("panels:obligation-list",      BOTH_AREAS, CLOSED, EVERYONE, y.DUE_SEEN_BY, 200, NO_POST),
    Row("panels:obligation-list",      HERE,     CLOSED, EVERYONE, y.DUE_SEEN_BY["here"], 200, NO_POST, shows=DUE_LISTED),
    Row("panels:obligation-export",    FORMATS,  CLOSED, EVERYONE, y.DUE_SEEN_BY["here"], 200, NO_POST, shows=DUE_LISTED),
    Row("panels:obligation-detail",    DUTIES,   OPEN,   y.SEEN_OF_OBLIGATIONS, EVERYONE, 200, NO_POST),
    Row("panels:obligation-meet",      DUTIES_SETTLED,   CLOSED, y.SEEN_OF_OBLIGATIONS, y.SETTLED_BY, 200, 200),
    Row("panels:obligation-set-aside", DUTIES_SETTLED,   CLOSED, y.SEEN_OF_OBLIGATIONS, y.SETTLED_BY, 200, 200),
    Row("panels:obligation-reopen",    DUTIES_SETTLED,   CLOSED, y.SEEN_OF_OBLIGATIONS, y.SETTLED_BY, 200, 200),
    Row("panels:obligation-explain",   DUTIES_SETTLED,   CLOSED, y.SEEN_OF_OBLIGATIONS, y.SETTLED_BY, 200, 200),
]  # fmt: skip

CALENDARS = (("portal", "live"), ("portal", "revoked"), ("portal", "unknown"))
FEED = {
    ("event public", "title"): EVERYONE,
    ("event private", "title"): NOBODY,
    ("due public", "provision"): EVERYONE,
    ("due staff", "title"): NOBODY,
}
CALENDAR_ROWS = [
    Row("meetings:calendar-feed",      HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=FEED),
    Row("calendar-list",               PORTAL,   CLOSED, EVERYONE, EVERYONE, 200, NO_POST),
    Row("calendar-create",             PORTAL,   CLOSED, EVERYONE, EVERYONE, 200, 200),
    Row("calendar-revoke-all",         PORTAL,   CLOSED, EVERYONE, EVERYONE, 200, 302),
    Row("calendar-revoke",             (("portal", "live"),), CLOSED, frozenset({MEMBER}), EVERYONE, 200, 302),
    # Whoever holds the address reads what its owner may see, in words that tell nothing restricted
    Row("calendar-file",               CALENDARS, OPEN,  {"": NOBODY, ("portal", "live"): EVERYONE}, EVERYONE, 200, NO_POST,
        bearer=MEMBER),
]  # fmt: skip

IN_PROGRAMME = ("public", "undated", "private", "deferred", "cancelled", "done")
YEAR_PAGE = {
    (f"entry {thing}", "title"):
    {(state, "published"): readers for (state, one), readers in y.SEEN_OF_ENTRIES.items() if one == thing} | {"": NOBODY}
    for thing in IN_PROGRAMME
} | {("entry drafted", "title"): {("here", "draft"): EVERYONE, "": NOBODY}}  # fmt: skip
ENTRY_PAGE = {
    (f"entry {thing}", "notes"): {place: EVERYONE for place in ENTRIES if place[1] == thing} | {"": NOBODY}
    for thing in ("public", "private", "hidden", "drafted")
}
IF_THERE = {"": 200, ("here", "removed"): 404}
PROGRAMME_ROWS = [
    Row("programme:programme-list",    BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("programme:programme-create",  BOTH_AREAS, CLOSED, EVERYONE, BEGUN_BY, 200, 200),
    Row("programme:programme-detail",  PROGRAMMES, OPEN, y.PROGRAMMES, EVERYONE, 200, NO_POST, shows=YEAR_PAGE),
    Row("programme:programme-update",  PROGRAMMES, CLOSED, y.PROGRAMMES, y.KEPT_BY, 200, 200),
    Row("programme:programme-publish", PROGRAMMES, CLOSED, y.PROGRAMMES, y.KEPT_BY, 200, 200),
    Row("programme:programme-standing",   PROGRAMMES, CLOSED, y.PROGRAMMES, y.KEPT_BY, 200, 200),
    Row("programme:programme-export",  FORMATS,  OPEN,   EVERYONE, EVERYONE, 200, NO_POST),
    Row("programme:entry-create",      PROGRAMMES, CLOSED, y.PROGRAMMES, y.KEPT_BY, 200, 200),
    Row("programme:entry-detail",      THERE,  OPEN,   y.SEEN_OF_ENTRIES, EVERYONE, 200, NO_POST, shows=ENTRY_PAGE),
    *(Row(f"programme:entry-{act}",    ENTRIES_CHANGED, CLOSED, y.ENTRIES_ASKED_BY, y.KEPT_BY, IF_THERE, IF_THERE)
      for act in ("update", "move", "defer", "cancel", "done", "reopen")),
    *(Row(f"programme:entry-{act}",    ENTRIES_CHANGED, CLOSED, y.ENTRIES_ASKED_BY, y.KEPT_BY, POST_ONLY, 302)
      for act in ("remove", "restore")),
    Row("programme:programme-paper",   PROGRAMMES, CLOSED, y.PROGRAMMES, y.KEPT_BY, 200, 200),
]  # fmt: skip

EVENTS_LISTED = {(f"event {thing}", "title"): y.SEEN_OF_EVENTS["here", thing] for thing in ("public", "dateless", "private")}
EVENT_PAGE = {
    (f"event {thing}", part): {place: EVERYONE for place in EVENTS if place[1] == thing} | {"": NOBODY}
    for thing in ("public", "private") for part in ("title", "about")
}  # fmt: skip
# Only of private days is it said who must attend
OF_PRIVATE_DAYS = {"": 404} | dict.fromkeys(("briefing", "briefing out", "development"), 200)
YEAR_ROWS = [
    Row("programme:year-create",       BOTH_AREAS, CLOSED, EVERYONE, BEGUN_BY, 200, 200),
    Row("programme:year-drafts",       BOTH_AREAS, CLOSED, EVERYONE, BEGUN_BY, 200, 200),
    Row("programme:month-current",     HERE,     OPEN,   EVERYONE, EVERYONE, 302, NO_POST),
    Row("programme:month-detail",      BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("events:event-list",           HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=EVENTS_LISTED),
    Row("events:event-create",         BOTH_AREAS, CLOSED, EVERYONE, BEGUN_BY, 200, 200),
    Row("events:event-detail",         EVENTS,   OPEN,   y.SEEN_OF_EVENTS, EVERYONE, 200, NO_POST, shows=EVENT_PAGE),
    *(Row(f"events:event-{act}",       EVENTS,   CLOSED, y.SEEN_OF_EVENTS, y.KEPT_BY, 200, 200)
      for act in ("update", "confirm", "cancel", "held", "reopen")),
    Row("meetings:required-update",    tuple((state, "") for state in STATES), CLOSED, KNOWN_TO,
        PREPARED_BY, OF_PRIVATE_DAYS, OF_PRIVATE_DAYS),
]  # fmt: skip

YEARS_ROWS = [
    *QUESTION_ROWS, *ASKING_ROWS, *RULE_ROWS, *DUE_ROWS, *CALENDAR_ROWS, *PROGRAMME_ROWS, *YEAR_ROWS,
]  # fmt: skip
