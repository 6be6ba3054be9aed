"""The rows of the access table for inspections, super-complaints, scrutiny panels, assurance and casework."""

from tests.access import states_performance as s
from tests.access.cast import EVERYONE
from tests.access.check import Row
from tests.access.states import Thing
from tests.access.table_office import at_own, listed, more
from tests.access.table_performance import (
    BOTH_AREAS,
    CLOSED,
    FORMATS,
    HERE,
    NO_POST,
    OPEN,
    in_files,
)

INSPECTIONS = tuple(s.INSPECTIONS)
# What is done with one: one that all know of, one that others do not, and one of the other area
ACTED_ON: tuple[Thing, ...] = (("here", "waiting"), ("here", "unknown"), ("elsewhere", "waiting"))
PART_OF: tuple[Thing, ...] = (("here", "waiting"), ("elsewhere", "unknown"))
TITLES = listed("inspection", "title", s.INSPECTIONS)
ASKS = listed("inspection", "ask", s.INSPECTIONS)
ONE = at_own("inspection", "ask", s.INSPECTIONS) | at_own("inspection", "gradegone", {
    place: s.WORKED_ON_BY[place[0]] for place in INSPECTIONS
})  # fmt: skip
RESPONSE = at_own("inspection", "response", s.RESPONSES) | at_own("inspection", "comments", s.RESPONSES)

INSPECTION_ROWS = [
    #   route                          where     sign-in  found by  open to  GET  POST
    Row("inspections:inspection-list", HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=TITLES),
    Row("inspections:inspection-list", BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("inspections:inspection-export", FORMATS, OPEN,  EVERYONE, EVERYONE, 200, NO_POST, shows=TITLES),
    Row("inspections:ask-list",        HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=ASKS),
    Row("inspections:ask-list",        BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("inspections:ask-export",      FORMATS,  OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=ASKS),
    Row("inspections:grade-list",      HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST,
        shows=listed("inspection", "grade", s.INSPECTIONS)),
    Row("inspections:grade-list",      BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("inspections:inspection-create", BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    Row("inspections:inspection-detail", INSPECTIONS, OPEN, s.INSPECTIONS, EVERYONE, 200, NO_POST, shows=ONE),
    Row("inspections:inspection-response", INSPECTIONS, OPEN, s.RESPONSES, EVERYONE, 200, NO_POST, shows=RESPONSE),
    *(Row(f"inspections:{name}",       ACTED_ON, CLOSED, s.INSPECTIONS, s.WORKED_ON_BY, 200, 200)
      for name in ("inspection-update", "inspection-publish", "inspection-hide", "inspection-close", "inspection-reopen",
                   "inspection-report", "report-take-back", "force-comments", "response-write", "response-publish",
                   "response-take-back")),
    *(Row(f"inspections:{part}-{act}", PART_OF,  CLOSED, s.INSPECTIONS, s.WORKED_ON_BY, 200, 200)
      for part in ("grade", "ask") for act in ("create", "update", "remove", "restore")),
    Row("inspections:ask-note",        PART_OF,  CLOSED, s.INSPECTIONS, s.WORKED_ON_BY, 200, 200),
]  # fmt: skip

SUPER_COMPLAINTS = tuple(s.SUPER_COMPLAINTS)
MADE = listed("supercomplaint", "title", s.SUPER_COMPLAINTS)
ANSWERED = {place: readers for place, readers in s.SUPER_COMPLAINTS.items() if place[1] == "answered"}

SUPER_COMPLAINT_ROWS = [
    Row("inspections:complaint-list",  HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=MADE),
    Row("inspections:complaint-list",  BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("inspections:complaint-export", FORMATS, OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=MADE),
    Row("inspections:complaint-create", BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    Row("inspections:complaint-detail", SUPER_COMPLAINTS, OPEN, s.SUPER_COMPLAINTS, EVERYONE, 200, NO_POST,
        shows=at_own("supercomplaint", "note", s.SUPER_COMPLAINTS) | at_own("supercomplaint", "response", ANSWERED)),
    *(Row(f"inspections:complaint-{act}", SUPER_COMPLAINTS, CLOSED, s.SUPER_COMPLAINTS, s.WORKED_ON_BY, 200, 200)
      for act in ("update", "publish", "hide", "respond", "take-back")),
]  # fmt: skip

SESSIONS, ASSURANCE = tuple(s.SESSIONS), tuple(s.ASSURANCE)
HELD: tuple[Thing, ...] = (("here", "public"), ("here", "draft"), ("elsewhere", "public"))
THEMES, TOPICS = listed("session", "theme", s.SESSIONS), listed("assurance", "topic", s.ASSURANCE)
SESSION = at_own("session", "finding", s.SESSIONS) | at_own("session", "learning", s.SESSIONS)

SCRUTINY_ROWS = [
    Row("scrutiny:panel-list",         HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=THEMES),
    Row("scrutiny:panel-list",         BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("scrutiny:session-export",     FORMATS,  OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=THEMES),
    Row("scrutiny:session-create",     BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    Row("scrutiny:session-detail",     SESSIONS, OPEN,   s.SESSIONS, EVERYONE, 200, NO_POST, shows=SESSION),
    *(Row(f"scrutiny:{name}",          HELD,     CLOSED, s.SESSIONS, s.WORKED_ON_BY, 200, 200)
      for name in ("session-update", "findings-update", "answer-update", "session-publish", "session-hide")),
    Row("scrutiny:assurance-list",     HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=TOPICS),
    Row("scrutiny:assurance-list",     BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("scrutiny:assurance-export",   FORMATS,  OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=TOPICS),
    Row("scrutiny:assurance-create",   BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    Row("scrutiny:assurance-detail",   ASSURANCE, OPEN,  s.ASSURANCE, EVERYONE, 200, NO_POST,
        shows=at_own("assurance", "about", s.ASSURANCE)),
    *(Row(f"scrutiny:assurance-{act}", ASSURANCE, CLOSED, s.ASSURANCE, s.WORKED_ON_BY, 200, 200)
      for act in ("update", "publish", "hide")),
]  # fmt: skip

WATCHED = tuple(s.STATED)
OFFICES = {place: s.WORKED_ON_BY[place[0]] for place in WATCHED}
SHEETS = in_files(s.STATED, "csv")

CASEWORK_ROWS = [
    Row("scrutiny:casework",           HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows={
        ("objective watched", "title"): EVERYONE, ("objective hidden", "title"): s.OFFICE,
    }),
    Row("scrutiny:casework",           BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("scrutiny:casework-detail",    WATCHED,  OPEN,   s.STATED, EVERYONE, 200, NO_POST,
        shows=at_own("stated", "title", s.STATED) | at_own("stated", "late", OFFICES) | at_own("stated", "gone", OFFICES)),
    Row("scrutiny:casework-export",    SHEETS,   OPEN,   more(s.STATED, SHEETS), EVERYONE, 200, NO_POST),
    *(Row(f"scrutiny:stated-{act}",    WATCHED,  CLOSED, s.STATED, s.WORKED_ON_BY, 200, 200)
      for act in ("create", "update", "remove", "restore")),
]  # fmt: skip

EVIDENCE_ROWS = [*INSPECTION_ROWS, *SUPER_COMPLAINT_ROWS, *SCRUTINY_ROWS, *CASEWORK_ROWS]
