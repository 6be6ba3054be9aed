"""The rows of the access table for reviews, what was asked, annual reports, yearly business and what a panel arranges."""

from tests.access import states_cases as c
from tests.access.cast import EVERYONE, NOBODY, PREPARERS
from tests.access.check import Row
from tests.access.states_minutes import BEGUN_BY

OPEN, CLOSED = False, True
POST_ONLY = 405
NO_POST = 405

HERE = (("here", ""),)
BOTH_AREAS = (("here", ""), ("elsewhere", ""))
FORMATS = (("here", "csv"), ("here", "xlsx"), ("here", "ods"))
REVIEWS = tuple(c.SEEN_OF_REVIEWS)
ACTED_ON = (("here", "gathering"), ("here", "planned"), ("elsewhere", "planned"))
# A piece of evidence or a witness; what was removed is there for those who keep the review alone
PARTS = (
    ("here", "gathering public"), ("here", "gathering private"), ("here", "gathering removed"), ("elsewhere", "planned public"),
)  # fmt: skip
SEEN_OF_PARTS = {place: c.SEEN_OF_REVIEWS[place[0], place[1].partition(" ")[0]] for place in PARTS}
REPORTED = {place: readers if place[1] == "reported" else NOBODY for place, readers in c.SEEN_OF_REVIEWS.items()}
ANNUALS = tuple(c.ANNUALS)
CYCLES = (("here", "public"), ("here", "private"), ("elsewhere", "public"), ("elsewhere", "private"))
PROGRAMMES = (("here", "published"), ("here", "draft"), ("elsewhere", "published"))
SEEN_OF_PROGRAMMES = {"": EVERYONE, ("here", "draft"): PREPARERS}

LISTED = {(f"review {thing}", "title"): readers for (state, thing), readers in c.SEEN_OF_REVIEWS.items() if state == "here"}


REVIEW_PAGE = {
    (f"review {thing}{kind}", part): {place: who & c.ENTITLED_TO[place[0]] if kind == " private" else who
                                      for place, who in c.SEEN_OF_REVIEWS.items() if place[1] == thing} | {"": NOBODY}
    for _, thing in REVIEWS for kind, part in (("", "scope"), ("", "witness"), (" public", "title"), (" private", "title"))
}  # fmt: skip
REVIEW_PAGE |= {
    (f"review {thing}", part): {("here", "reported"): EVERYONE, "": NOBODY} for thing in ("reported",)
    for part in ("findings", "conclusions")
}  # fmt: skip

REVIEW_ROWS = [
    #   route                          where     sign-in  found by  open to  GET  POST
    Row("reviews:review-list",         HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=LISTED),
    Row("reviews:review-create",       BOTH_AREAS, CLOSED, EVERYONE, c.KEPT_BY, 200, 200),
    Row("reviews:review-detail",       REVIEWS,  OPEN,   c.SEEN_OF_REVIEWS, EVERYONE, 200, NO_POST, shows=REVIEW_PAGE),
    Row("reviews:review-export",       FORMATS,  OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=LISTED),
    *(Row(f"reviews:{act}",            ACTED_ON, CLOSED, c.SEEN_OF_REVIEWS, c.KEPT_BY, 200, 200)
      for act in ("review-update", "review-publish", "review-hide", "review-close", "review-reopen", "meeting-create",
                  "evidence-create", "witness-create", "report-update", "report-issue", "draft-create")),
    Row("reviews:report-preview",      ACTED_ON, CLOSED, c.SEEN_OF_REVIEWS, c.KEPT_BY, 200, NO_POST),
    Row("reviews:meeting-remove",      ACTED_ON, CLOSED, c.SEEN_OF_REVIEWS, c.KEPT_BY, 200, 302),
    *(Row(f"reviews:{part}-update",    PARTS,    CLOSED, SEEN_OF_PARTS, c.KEPT_BY, 200, 200)
      for part in ("evidence", "witness")),
    *(Row(f"reviews:{part}-{act}",     PARTS,    CLOSED, SEEN_OF_PARTS, c.KEPT_BY, POST_ONLY, 302)
      for part in ("evidence", "witness") for act in ("remove", "restore")),
    Row("reviews:draft-update",        ACTED_ON, CLOSED, c.SEEN_OF_REVIEWS, c.KEPT_BY, 200, 200),
    *(Row(f"reviews:draft-{act}",      ACTED_ON, CLOSED, c.SEEN_OF_REVIEWS, c.KEPT_BY, POST_ONLY, 302)
      for act in ("remove", "restore")),
    Row("reviews:report-file",         REVIEWS,  OPEN,   REPORTED, EVERYONE, 200, NO_POST),
]  # fmt: skip

ASKED_ROWS = [
    Row("asked:asked-list",            BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("asked:asked-export",          FORMATS,  OPEN,   EVERYONE, EVERYONE, 200, NO_POST),
]  # fmt: skip

ANNUAL_PAGE = {
    (f"annual {thing}", "foreword"): {place: EVERYONE for place in ANNUALS if place[1] == thing} | {"": NOBODY}
    for thing in ("drafted",)
} | {("annual out", "print"): {("here", "out"): EVERYONE, "": NOBODY}}  # fmt: skip
# What is out stands, and is led to
UNTIL_OUT = {"": 200, ("here", "out"): 302}
ANNUAL_ROWS = [
    Row("annual:annual-list",          BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("annual:annual-create",        BOTH_AREAS, CLOSED, EVERYONE, c.KEPT_BY, 200, 200),
    Row("annual:annual-detail",        ANNUALS,  OPEN,   c.ANNUALS, EVERYONE, 200, NO_POST, shows=ANNUAL_PAGE),
    Row("annual:annual-update",        ANNUALS,  CLOSED, c.ANNUALS, c.KEPT_BY, UNTIL_OUT, UNTIL_OUT),
    Row("annual:annual-publish",       ANNUALS,  CLOSED, c.ANNUALS, c.KEPT_BY, 200, 200),
    # Of a draft there is a preview for those who write it
    Row("annual:annual-file",          ANNUALS,  OPEN,   c.ANNUALS, EVERYONE, 200, NO_POST),
]  # fmt: skip

CYCLE_ROWS = [
    Row("programme:cycle-list",        HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST,
        shows={(f"cycle {thing}", "title"): readers for (state, thing), readers in c.CYCLE.items() if state == "here"}),
    Row("programme:cycle-create",      BOTH_AREAS, CLOSED, EVERYONE, BEGUN_BY, 200, 200),
    Row("programme:cycle-update",      CYCLES,   CLOSED, c.CYCLE, c.KEPT_BY, 200, 200),
    Row("programme:cycle-end",         CYCLES,   CLOSED, c.CYCLE, c.KEPT_BY, 200, 200),
    Row("programme:cycle-take",        PROGRAMMES, CLOSED, SEEN_OF_PROGRAMMES, c.KEPT_BY, 200, 200),
]  # fmt: skip

REVIEWS_ROWS = [*REVIEW_ROWS, *ASKED_ROWS, *ANNUAL_ROWS, *CYCLE_ROWS]
