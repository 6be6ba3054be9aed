"""The rows of the access table for consultations, projects, the diary and the publication scheme."""

from tests.access import states_register as s
from tests.access.cast import EVERYONE, NOBODY
from tests.access.check import Row
from tests.access.states import Thing

OPEN, CLOSED = False, True
POST_ONLY = 405
NO_POST = 405

HERE = (("here", ""),)
BOTH_AREAS = (("here", ""), ("elsewhere", ""))
FORMATS = (("here", "csv"), ("here", "xlsx"), ("here", "ods"))
CONSULTATIONS = tuple(s.CONSULTATIONS)
# For what is done with one, a thing of each audience will do
ACTED_ON: tuple[Thing, ...] = (("here", "open"), ("here", "published"), ("elsewhere", "sent"))


def at_own(family: str, part: str, readers: dict[Thing, frozenset[str]]) -> dict:
    """A word of each thing on its own page, and on no other's."""
    things = dict.fromkeys(thing for _state, thing in readers)
    return {
        (f"{family} {thing}", part): {place: who for place, who in readers.items() if place[1] == thing} | {"": NOBODY}
        for thing in things
    }


def listed(family: str, part: str, readers: dict[Thing, frozenset[str]]) -> dict:
    """A word of each thing of the cast's own area in a list."""
    return {(f"{family} {thing}", part): who for (state, thing), who in readers.items() if state == "here"}


def more(readers: dict, places: tuple[Thing, ...]) -> dict:
    """An audience of a thing, for a part of it."""
    return {(state, thing): readers[state, thing.partition(" ")[0]] for state, thing in places}


COPIES = tuple((state, f"{thing} copy") for state, thing in CONSULTATIONS)
ORIGINALS = (("here", "published original"), ("here", "open original"))
ORIGINAL_READ_BY = {place: s.WORKED_ON_BY[place[0]] for place in ORIGINALS}
RESPONSES = listed("consultation", "title", s.CONSULTATIONS)

CONSULTATION_ROWS = [
    #   route                              where     sign-in  found by  open to  GET  POST
    Row("consultations:consultation-list", HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=RESPONSES),
    Row("consultations:consultation-list", BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("consultations:consultation-export", FORMATS, OPEN,  EVERYONE, EVERYONE, 200, NO_POST, shows=RESPONSES),
    Row("consultations:consultation-create", BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    Row("consultations:consultation-detail", CONSULTATIONS, OPEN, s.CONSULTATIONS, EVERYONE, 200, NO_POST,
        shows=at_own("consultation", "answer", s.CONSULTATIONS)),
    Row("consultations:answer-export",     CONSULTATIONS, OPEN, s.CONSULTATIONS, EVERYONE, 200, NO_POST,
        shows=at_own("consultation", "answer", s.CONSULTATIONS)),
    *(Row(f"consultations:{name}",         ACTED_ON, CLOSED, s.CONSULTATIONS, s.WORKED_ON_BY, 200, 200)
      for name in ("consultation-update", "consultation-send", "consultation-take-back", "consultation-publish",
                   "consultation-hide", "answer-create", "answer-paste", "answer-update", "answer-remove", "file-create",
                   "file-keep", "file-remove", "file-restore")),
    Row("consultations:answer-move",       ACTED_ON, CLOSED, s.CONSULTATIONS, s.WORKED_ON_BY, POST_ONLY, 302),
    Row("consultations:file-detail",       CONSULTATIONS, OPEN, s.CONSULTATIONS, EVERYONE, 200, NO_POST,
        shows=at_own("consultation", "file", s.CONSULTATIONS)),
    Row("consultations:file-download",     COPIES,   OPEN,   more(s.CONSULTATIONS, COPIES), EVERYONE, 200, NO_POST),
    Row("consultations:file-download",     ORIGINALS, OPEN,  ORIGINAL_READ_BY, EVERYONE, 200, NO_POST),
]  # fmt: skip

PROJECTS, DIARY = tuple(s.PROJECTS), tuple(s.DIARY)
PROJECT_LIST = listed("project", "title", s.PROJECTS)

PROJECT_ROWS = [
    Row("projects:project-list",           HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=PROJECT_LIST),
    Row("projects:project-list",           BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("projects:project-export",         FORMATS,  OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=PROJECT_LIST),
    Row("projects:project-create",         BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    Row("projects:project-detail",         PROJECTS, OPEN,   s.PROJECTS, EVERYONE, 200, NO_POST,
        shows=at_own("project", "update", s.PROJECTS) | at_own("project", "milestone", s.PROJECTS)),
    *(Row(f"projects:{name}",              PROJECTS, CLOSED, s.PROJECTS, s.WORKED_ON_BY, 200, 200)
      for name in ("project-update", "project-publish", "project-hide", "milestone-create", "milestone-update",
                   "milestone-remove", "milestone-restore", "update-create", "update-update", "update-remove",
                   "update-restore")),
]  # fmt: skip

DIARY_ROWS = [
    Row("diary:diary-list",                HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, query="?when=past"),
    Row("diary:diary-list",                BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("diary:diary-export",              FORMATS,  OPEN,   EVERYONE, EVERYONE, 200, NO_POST),
    Row("diary:diary-feed",                BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("diary:diary-create",              BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    Row("diary:diary-detail",              DIARY,    OPEN,   s.DIARY, EVERYONE, 200, NO_POST,
        shows=at_own("diary", "subject", s.DIARY)),
    *(Row(f"diary:diary-{act}",            DIARY,    CLOSED, s.DIARY, s.WORKED_ON_BY, 200, 200)
      for act in ("update", "cancel", "revive", "publish", "hide")),
]  # fmt: skip

PUBLICATIONS = tuple(s.PUBLICATIONS)
IN_STORE = (("here", "page"), ("here", "file"), ("here", "withdrawn"))
FILE_READ_BY = {("here", "page"): NOBODY, ("here", "file"): EVERYONE, ("here", "withdrawn"): s.OFFICE}
SCHEME = {("publication file", "title"): {"here": EVERYONE, "": NOBODY}}

SCHEME_ROWS = [
    Row("scheme:scheme-list",              BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("scheme:scheme-export",            FORMATS,  OPEN,   EVERYONE, EVERYONE, 200, NO_POST),
    Row("scheme:scheme-detail",            BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST, shows=SCHEME),
    *(Row(f"scheme:scheme-{act}",          BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200)
      for act in ("update", "publish")),
    # This item is no table: it leads to what it is
    Row("scheme:scheme-table",             BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 302, 302),
    Row("scheme:scheme-publication",       PUBLICATIONS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("scheme:scheme-file",              IN_STORE, OPEN,   FILE_READ_BY, EVERYONE, 200, NO_POST),
    Row("scheme:scheme-withdraw",          PUBLICATIONS, CLOSED, EVERYONE, s.WORKED_ON_BY,
        {"": 200, ("here", "withdrawn"): 302}, {"": 200, ("here", "withdrawn"): 302}),
]  # fmt: skip

OFFICE_ROWS = [*CONSULTATION_ROWS, *PROJECT_ROWS, *DIARY_ROWS, *SCHEME_ROWS]
