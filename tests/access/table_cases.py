"""The rows of the access table for statutory cases."""

from tests.access import states_cases as c
from tests.access.cast import EVERYONE, NOBODY
from tests.access.check import Row

OPEN, CLOSED = False, True
POST_ONLY = 405
NO_POST = 405

HERE = (("here", ""),)
BOTH_AREAS = (("here", ""), ("elsewhere", ""))
FORMATS = (("here", "csv"), ("here", "xlsx"), ("here", "ods"))
CASES = tuple(c.SEEN_OF_CASES)
# Pages are asked of every case; for what is done with one, a case of each audience will do
ACTED_ON = (("here", "precept"), ("here", "told"), ("here", "suspension"), ("elsewhere", "precept"), ("elsewhere", "told"))
OPENED_HERE = {"here": c.KEPT_BY["here"], "elsewhere": NOBODY}


PRECEPTS = (("here", "precept"), ("here", "ahead"), ("elsewhere", "precept"))
HEARINGS = (("here", "hearing"), ("here", "told"), ("elsewhere", "told"))
REMOVALS = (("here", "removal"),)
TEXTS = (("here", "plan"), ("here", "annual"))
REQUESTS = (("here", "information"), ("here", "attendance"))
OWN_ACTS = (("here", "suspension"), ("here", "acting"))
REVIEWS = (("here", "reviewed"), ("here", "reviewing"))
TIED = (("here", "precept"), ("here", "removal"), ("elsewhere", "precept"))
VOTED = (("here", "precept"), ("here", "removal"))
ANSWERABLE = tuple(place for place in ACTED_ON if place[1] != "suspension")
NOTICES = tuple(place for place in c.NOTICES if place[1] in ("precept", "told"))

# What lists of cases hold, and for whom
LISTED = {(f"case {thing}", "title"): readers for (state, thing), readers in c.SEEN_OF_CASES.items() if state == "here"}
CASE_PAGE = {
    (f"case {thing}", part): {place: EVERYONE for place in CASES if place[1] == thing} | {"": NOBODY}
    for _, thing in CASES for part in ("title", "about")
}  # fmt: skip
CASE_PAGE |= {
    (f"candidate {thing}", part): {place: who for place, who in rows.items() if place[1] == thing} | {"": NOBODY}
    for part, rows in (("name", c.NAMES), ("why", c.PARTICULARS), ("terms", c.PARTICULARS)) for _, thing in c.NAMES
}  # fmt: skip
CASE_PAGE |= {
    (f"vote {thing} {where}", "question"): {(state, thing): readers, "": NOBODY}
    for (state, thing, where), readers in c.VOTES.items()
}
CASE_PAGE |= {
    (f"tie {thing} {where}", "note"): {(state, thing): readers, "": NOBODY} for (state, thing, where), readers in c.TIES.items()
}
REPORT_PAGE = {
    (f"report {thing}", "text"): {place: EVERYONE for place in c.DRAFT_REPORTS if place[1] == thing} | {"": NOBODY}
    for _, thing in c.DRAFT_REPORTS
} | {
    (f"report {thing}", "print"): {place: EVERYONE for place in c.SENT_REPORTS if place[1] == thing} | {"": NOBODY}
    for _, thing in c.SENT_REPORTS
}  # fmt: skip
RESPONSE_PAGE = {
    (f"response {thing}", "print"): {place: EVERYONE for place in c.RESPONSES if place[1] == thing} | {"": NOBODY}
    for _, thing in c.RESPONSES
}

LIST_ROWS = [
    #   route                          where     sign-in  found by  open to  GET  POST
    Row("cases:case-list",             BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("cases:case-list",             HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=LISTED),
    Row("cases:case-export",           FORMATS,  OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=LISTED),
    Row("cases:case-kind-list",        HERE,     OPEN,   EVERYONE, EVERYONE, 302, NO_POST),
    Row("cases:case-create",           BOTH_AREAS, CLOSED, EVERYONE, OPENED_HERE, 200, 200),
    Row("cases:precept-calculator",    HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST),
]  # fmt: skip

CASE_PAGES = [
    Row("cases:case-detail",           CASES,    OPEN,   c.SEEN_OF_CASES, EVERYONE, 200, NO_POST, shows=CASE_PAGE),
    *(Row(f"cases:case-{act}",         ACTED_ON, CLOSED, c.SEEN_OF_CASES, c.KEPT_BY, 200, 200)
      for act in ("update", "publish", "withdraw", "reopen", "meeting-create", "vote-create")),
    Row("cases:case-meeting-update",   TIED,     CLOSED, c.SEEN_OF_CASES, c.KEPT_BY, 200, 200),
    Row("cases:case-meeting-remove",   TIED,     CLOSED, c.SEEN_OF_CASES, c.KEPT_BY, 200, 200),
    Row("cases:case-vote-take-back",   VOTED,    CLOSED, c.SEEN_OF_CASES, c.KEPT_BY, 200, 200),
    Row("cases:notice-take-back",      NOTICES,  CLOSED, c.SEEN_OF_CASES, c.NOTIFIED_BY, 200, 200),
]  # fmt: skip

# What was sent stands, and is led to
UNTIL_SENT = {"": 200} | dict.fromkeys(c.SENT_REPORTS, 302)
# The office takes its own response back before it is public
TAKEN_BACK_BY = c.KEPT_BY | {("here", "named"): c.NOTIFIED_BY["here"]}
# The letter of a request is there once it was sent
LETTERS = {("here", "information"): NOBODY, ("here", "attendance"): EVERYONE}
REPORTED = tuple(c.REPORTS)
RESPONDED = tuple(c.RESPONSES)
REPORT_ROWS = [
    Row("cases:report-detail",         REPORTED, OPEN,   c.REPORTS, EVERYONE, 200, NO_POST, shows=REPORT_PAGE),
    Row("cases:report-update",         REPORTED, CLOSED, c.SEEN_OF_CASES, c.KEPT_BY, UNTIL_SENT, UNTIL_SENT),
    Row("cases:report-issue",          REPORTED, CLOSED, c.SEEN_OF_CASES, c.KEPT_BY, 200, 200),
    Row("cases:report-publish",        REPORTED, CLOSED, c.SEEN_OF_CASES, c.KEPT_BY, 200, 200),
    # Of a draft there is a preview for those who write it
    Row("cases:report-file",           REPORTED, OPEN,   c.REPORTS, EVERYONE, 200, NO_POST),
    Row("cases:response-create",       ANSWERABLE, CLOSED, c.SEEN_OF_CASES, c.NOTIFIED_BY, 200, 200),
    Row("cases:response-detail",       RESPONDED, OPEN,  c.RESPONSES, EVERYONE, 200, NO_POST, shows=RESPONSE_PAGE),
    Row("cases:response-publish",      RESPONDED, CLOSED, c.SEEN_OF_CASES, c.KEPT_BY, 200, 200),
    Row("cases:response-take-back",    RESPONDED, CLOSED, c.SEEN_OF_CASES, TAKEN_BACK_BY, 200, 200),
    Row("cases:response-file",         RESPONDED, OPEN,  c.RESPONSES, EVERYONE, 200, NO_POST),
]  # fmt: skip

KIND_ROWS = [
    *(Row(f"cases:{name}",             PRECEPTS, CLOSED, c.SEEN_OF_CASES, c.NOTIFIED_BY, 200, 200)
      for name in ("precept-facts", "precept-figures", "precept-notice-create", "precept-issue")),
    Row("cases:precept-notice-update", TIED[::2], CLOSED, c.SEEN_OF_CASES, c.NOTIFIED_BY, 200, 200),
    *(Row(f"cases:{name}",             HEARINGS, CLOSED, c.SEEN_OF_CASES, c.NOTIFIED_BY, 200, 200)
      for name in ("candidate-notify", "candidate-update", "appointment-decide", "post-update", "stage-list", "observer-list")),
    *(Row(f"cases:{name}",             REMOVALS, CLOSED, c.SEEN_OF_CASES, c.NOTIFIED_BY, 200, 200)
      for name in ("removal-notify", "removal-update", "removal-decide")),
    *(Row(f"cases:{name}",             TEXTS,    CLOSED, c.SEEN_OF_CASES, c.NOTIFIED_BY, 200, 200)
      for name in ("text-receive", "text-issue")),
    *(Row(f"cases:{name}",             REQUESTS, CLOSED, c.SEEN_OF_CASES, c.KEPT_BY, 200, 200)
      for name in ("request-send", "request-close")),
    Row("cases:request-file",          REQUESTS, OPEN,   LETTERS, EVERYONE, 200, NO_POST),
    *(Row(f"cases:{name}",             OWN_ACTS, CLOSED, c.SEEN_OF_CASES, c.KEPT_BY, 200, 200)
      for name in ("act-decide", "act-end")),
    Row("cases:review-close",          REVIEWS,  CLOSED, c.SEEN_OF_CASES, c.KEPT_BY, 200, 200),
]  # fmt: skip

CASE_ROWS = [*LIST_ROWS, *CASE_PAGES, *REPORT_ROWS, *KIND_ROWS]
