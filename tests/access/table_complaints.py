"""The rows of the access table for complaints and office holders.

Who reads who complains has signed in again just before (`World.confirmed`); that the others are asked to is
`test_who_complains_is_read_after_signing_in_again`.
"""

from complaints.choices import Power, StepKind
from complaints.rules.machine import STEPS
from tests.access import states_complaints as s
from tests.access.cast import EVERYONE, MEMBER, NOBODY, PREPARERS, SENDER
from tests.access.check import Row
from tests.access.world_complaints import LAST_STEPS

OPEN, CLOSED = False, True
POST_ONLY = 405
NO_POST = 405

HERE = (("here", ""),)
BOTH_AREAS = (("here", ""), ("elsewhere", ""))
FORMATS = (("here", "csv"), ("here", "xlsx"), ("here", "ods"))
CASES = s.COMPLAINTS
# Pages are asked of every complaint; for what is done with one, a complaint of each audience will do
ACTED_ON = tuple(
    place for place in CASES
    if place in (("here", "received"), ("here", "kept"), ("here", "resolving"), ("here", "appointed"), ("elsewhere", "recorded"))
)  # fmt: skip
KEPT_HOLDERS = {"here": PREPARERS | {SENDER}, "elsewhere": NOBODY}

# What the register lists, and for whom: lines with no case page too
LISTED = {
    (f"cc {thing}", "line"): readers & s.REGISTER_READ_BY["here"]
    for (state, thing), readers in s.LISTED.items() if state == "here" and thing != "erased"
}  # fmt: skip
PUBLISHED = {(f"cc {thing}", "summary"): EVERYONE if ("here", thing) in s.TOLD else NOBODY for thing in s.HERE}
PUBLISHED |= {(f"cc {thing}", "publicoutcome"): EVERYONE if ("here", thing) in s.TOLD_THE_OUTCOME else NOBODY for thing in s.HERE}


def on_its_own(part: str, readers: dict[s.Thing, frozenset[str]]) -> dict[tuple[str, str], object]:
    """A word of a complaint on the pages of that complaint, and on no other's."""
    return {(f"cc {thing}", part): {("here", thing): readers["here", thing], "": NOBODY} for thing in s.HERE if thing != "erased"}


CASE_PAGE = on_its_own("alleged", s.SEEN)
FILES_PAGE = on_its_own("shared", s.SEEN) | on_its_own("filename", s.IDENTIFIED)
PEOPLE_PAGE = on_its_own("name", s.IDENTIFIED) | on_its_own("came", s.IDENTIFIED)


# A step for each of those who take any: the lead officer, the office, and whoever resolves; in every state
IN_EVERY_STATE = (StepKind.RECORD, StepKind.REFER, StepKind.CONCLUDE)


def stepped() -> list[Row]:
    """Every step: who may take it is told by its power; one that is not open now is explained, and not taken."""
    rows = []
    for kind in STEPS:
        asked = CASES if kind in IN_EVERY_STATE else ACTED_ON[:3]
        places = tuple((state, f"{thing} {kind}") for state, thing in asked)
        by = s.taken_by(STEPS[kind].power)
        # A page says why a step is not open; what is sent all the same is refused
        posts = {(state, f"{thing} {kind}"): 200 if is_open(kind, thing) else 409 for state, thing in asked}
        rows.append(Row("complaints:step-take", places, CLOSED, more(s.SEEN, places), more(by, places), 200, posts))
    return rows


def is_open(kind: str, thing: str) -> bool:
    """Whether a step begins where a complaint stands: nothing else is in its way here."""
    return s.STATUSES.get(thing, thing) in STEPS[StepKind(kind)].starts


def more(readers: dict, places: tuple) -> dict:
    """An audience of a complaint, for a thing of it."""
    return {(state, thing): readers[state, thing.partition(" ")[0]] for state, thing in places}


def last_step_taken_by() -> dict[s.Thing, frozenset[str]]:
    """Who takes the last step back: who may take it."""
    found = {}
    for place in CASES:
        kind = LAST_STEPS.get(place[1])
        found[place] = s.taken_by(STEPS[kind].power if kind else Power.RECORD)[place]
    return found


def things(*families: str, of: tuple[s.Thing, ...] = ACTED_ON) -> tuple[s.Thing, ...]:
    """Things of complaints: "resolving issued" is a letter of it that went out."""
    return tuple((state, f"{thing} {family}") for state, thing in of for family in families)


SHARED, LETTERS, ISSUED = things("shared"), things("draft", "issued"), things("issued")
OWNER = frozenset({MEMBER})
VIEWS_OWNED = EVERYONE - (s.REGISTER_READ_BY["here"] - OWNER)
COPIES = things("copy", "original")

REGISTER_ROWS = [
    #   route                          where     sign-in  found by  open to  GET  POST
    Row("complaints:public-register",  BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("complaints:public-register",  HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=PUBLISHED),
    Row("complaints:public-export",    FORMATS[:1], OPEN, EVERYONE, EVERYONE, 200, NO_POST, shows=PUBLISHED),
    Row("complaints:complaint-list",   BOTH_AREAS, CLOSED, EVERYONE, s.REGISTER_READ_BY, 200, NO_POST),
    Row("complaints:complaint-list",   HERE,     CLOSED, EVERYONE, s.REGISTER_READ_BY, 200, NO_POST, shows=LISTED),
    Row("complaints:complaint-export", FORMATS,  CLOSED, EVERYONE, s.REGISTER_READ_BY, 200, NO_POST, shows=LISTED),
    Row("complaints:view-list",        BOTH_AREAS, CLOSED, EVERYONE, s.REGISTER_READ_BY, 200, NO_POST),
    Row("complaints:view-create",      BOTH_AREAS, CLOSED, EVERYONE, s.REGISTER_READ_BY, 200, 200),
    # Somebody's own; the others who read the register find none
    Row("complaints:view-remove",      HERE,     CLOSED, VIEWS_OWNED, OWNER, 200, 302),
    Row("complaints:intake-create",    BOTH_AREAS, CLOSED, EVERYONE, s.LOGGED_BY, 200, 200),
    Row("complaints:register-import",  BOTH_AREAS, CLOSED, EVERYONE, s.IMPORTED_BY, 200, 200),
    Row("complaints:register-detail",  BOTH_AREAS, CLOSED, s.IMPORTS_KNOWN_TO, s.IMPORTED_BY, 200, NO_POST),
    Row("complaints:register-undo",    BOTH_AREAS, CLOSED, s.IMPORTS_KNOWN_TO, s.IMPORTED_BY, 200, 200),
    Row("complaints:template-list",    BOTH_AREAS, CLOSED, EVERYONE, s.TEMPLATES_READ_BY, 200, NO_POST),
    Row("complaints:template-update",  BOTH_AREAS, CLOSED, EVERYONE, s.TEMPLATES_READ_BY, 200, 200, acts=s.PREPARED_BY),
    Row("complaints:template-history", BOTH_AREAS, CLOSED, EVERYONE, s.TEMPLATES_READ_BY, 200, NO_POST),
    Row("complaints:power-list",       BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    *(Row(f"complaints:power-{act}",   BOTH_AREAS, CLOSED, EVERYONE, s.PREPARED_BY, 200, 200)
      for act in ("create", "update", "end")),
    Row("panels:office-holder-list",   BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    *(Row(f"panels:office-holder-{act}", BOTH_AREAS, CLOSED, EVERYONE, KEPT_HOLDERS, 200, 200)
      for act in ("create", "update", "end")),
]  # fmt: skip

# Making one is for everybody; a page further on leads back to the start, where nothing was answered yet
MAKE_ROWS = [
    *(Row(f"complaints:{name}",        HERE,     OPEN,   EVERYONE, EVERYONE, 200, post)
      for name, post in (("make-start", 200), ("make-privacy", NO_POST), ("make-elsewhere", NO_POST))),
    *(Row(f"complaints:make-{name}",   HERE,     OPEN,   EVERYONE, EVERYONE, 302, 302)
      for name in ("whom", "what", "who", "you", "check")),
    Row("complaints:make-sent",        HERE,     OPEN,   EVERYONE, EVERYONE, 302, NO_POST),
    Row("complaints:make-forget",      HERE,     OPEN,   EVERYONE, EVERYONE, POST_ONLY, 302),
]  # fmt: skip

CASE_ROWS = [
    Row("complaints:complaint-detail", CASES,    CLOSED, s.SEEN, EVERYONE, 200, NO_POST, shows=on_its_own("line", s.SEEN)),
    Row("complaints:complaint-history", ACTED_ON,CLOSED, s.SEEN, EVERYONE, 200, NO_POST),
    Row("complaints:complaint-update", ACTED_ON, CLOSED, s.SEEN, s.WORKED_ON_BY, 200, 200),
    Row("complaints:complaint-keep",   ACTED_ON, CLOSED, s.SEEN, s.LED_BY, 200, 200),
    Row("complaints:intake-done",      ACTED_ON, CLOSED, s.SEEN, EVERYONE, 200, NO_POST),
    Row("complaints:allegation-list",  CASES,    CLOSED, s.SEEN, EVERYONE, 200, NO_POST, shows=CASE_PAGE),
    *(Row(f"complaints:allegation-{act}", ACTED_ON, CLOSED, s.SEEN, s.WORKED_ON_BY, 200, 200)
      for act in ("create", "update", "remove", "judge")),
    Row("complaints:allegation-restore", ACTED_ON, CLOSED, s.SEEN, s.WORKED_ON_BY, POST_ONLY, 302),
    Row("complaints:comment-list",     ACTED_ON, CLOSED, s.SEEN, EVERYONE, 200, NO_POST),
    Row("complaints:comment-update",   ACTED_ON, CLOSED, s.SEEN, s.WORKED_ON_BY, 200, 200),
]  # fmt: skip

IDENTITY_ROWS = [
    Row("complaints:people-list",      CASES,    CLOSED, s.SEEN, s.IDENTIFIED, 200, NO_POST, shows=PEOPLE_PAGE),
    *(Row(f"complaints:{name}",        ACTED_ON, CLOSED, s.SEEN, s.WORKED_ON_BY, 200, 200)
      for name in ("person-create", "words-create", "person-update", "person-remove", "person-restore")),
    Row("complaints:risk-list",        ACTED_ON, CLOSED, s.SEEN, s.IDENTIFIED, 200, NO_POST),
    Row("complaints:risk-create",      ACTED_ON, CLOSED, s.SEEN, s.WORKED_ON_BY, 200, 200),
    Row("complaints:file-list",        CASES,    CLOSED, s.SEEN, EVERYONE, 200, NO_POST, shows=FILES_PAGE),
    Row("complaints:file-detail",      ACTED_ON, CLOSED, s.IDENTIFIED, EVERYONE, 200, NO_POST),
    Row("complaints:file-detail",      SHARED,   CLOSED, more(s.SEEN, SHARED), EVERYONE, 200, NO_POST),
    Row("complaints:file-download",    COPIES,   CLOSED, more(s.IDENTIFIED, COPIES), EVERYONE, 200, NO_POST),
    Row("complaints:file-download",    SHARED,   CLOSED, more(s.SEEN, SHARED), EVERYONE, 200, NO_POST),
    Row("complaints:file-create",      ACTED_ON, CLOSED, s.SEEN, s.WORKED_ON_BY, 200, 200),
    *(Row(f"complaints:file-{act}",    ACTED_ON, CLOSED, s.SEEN, s.WORKED_ON_BY, 200, 200)
      for act in ("share", "remove", "restore")),
]  # fmt: skip

# A draft has a preview, and what was sent the file that went out
LETTER_ROWS = [
    Row("complaints:letter-list",      ACTED_ON, CLOSED, s.SEEN, EVERYONE, 200, NO_POST),
    Row("complaints:letter-create",    ACTED_ON, CLOSED, s.SEEN, s.WORKED_ON_BY, 200, 200),
    Row("complaints:letter-detail",    LETTERS,  CLOSED, more(s.SEEN, LETTERS), EVERYONE, 200, NO_POST),
    *(Row(f"complaints:letter-{act}",  ACTED_ON, CLOSED, s.SEEN, s.WORKED_ON_BY, 200, 200)
      for act in ("update", "not-needed", "issue")),
    Row("complaints:letter-preview",   ACTED_ON, CLOSED, s.SEEN, s.IDENTIFIED, 200, NO_POST),
    Row("complaints:letter-file",      ISSUED,   CLOSED, more(s.SEEN, ISSUED), more(s.IDENTIFIED, ISSUED), 200, NO_POST),
    *(Row(f"complaints:letter-{act}",  ISSUED,   CLOSED, more(s.SEEN, ISSUED), more(s.IDENTIFIED, ISSUED), 200, NO_POST)
      for act in ("email", "text")),
]  # fmt: skip

STAYS = {"": 200} | {("here", thing): 409 for thing in ("received", "panel", "erased")}
STEP_ROWS = [
    *stepped(),
    # The receipt is no step of a person, and nothing is changed in what was erased
    Row("complaints:step-take-back",   CASES,    CLOSED, s.SEEN, last_step_taken_by(), 200, STAYS),
]  # fmt: skip

SUMMARY_ROWS = [
    Row("complaints:summary-detail",   CASES,    CLOSED, s.SEEN, EVERYONE, 200, NO_POST),
    Row("complaints:summary-write",    ACTED_ON, CLOSED, s.SEEN, s.SUMMARIES_WRITTEN_BY, 200, 200),
    Row("complaints:summary-approve",  s.DRAFTED, CLOSED, s.SEEN, s.SUMMARIES_APPROVED_BY, 200, 200),
    Row("complaints:summary-withdraw", s.TOLD,   CLOSED, s.SEEN, s.SUMMARIES_WRITTEN_BY, 200, 200),
    Row("complaints:summary-restore",  s.TAKEN_DOWN, CLOSED, s.SEEN, s.SUMMARIES_WRITTEN_BY, 200, 200),
]  # fmt: skip

RECORD_ROWS = [
    Row("complaints:retention-list",   BOTH_AREAS, CLOSED, EVERYONE, s.LED_BY, 200, NO_POST),
    Row("complaints:retention-erase",  BOTH_AREAS, CLOSED, EVERYONE, s.LED_BY, 200, 200),
    Row("complaints:complaint-hold",   ACTED_ON, CLOSED, s.SEEN, s.LED_BY, 200, 200),
]  # fmt: skip

COMPLAINT_ROWS = [
    *REGISTER_ROWS, *MAKE_ROWS, *CASE_ROWS, *IDENTITY_ROWS, *LETTER_ROWS, *STEP_ROWS, *SUMMARY_ROWS, *RECORD_ROWS,
]  # fmt: skip
