"""The rows of the access table for the Commissioner's board: its meetings before and after it has released them, and releases.

The panel's clerk, lead officer, Chair and members are strangers here. The routes are those of any meeting.
"""

from tests.access import states_boards as b
from tests.access.cast import EVERYONE, NOBODY, PREPARERS
from tests.access.check import Row
from tests.access.states import ACCESSES, Thing
from tests.access.states_register import OFFICE

OPEN, CLOSED = False, True
POST_ONLY = 405
NO_POST = 405

ALL = tuple((state, "") for state in b.BOARDS)
PREPARED = tuple((state, "") for state in b.PREPARED)
MINUTED = tuple((state, "") for state in b.MINUTED)
# Who prepares them is the same in every state: for what is done with one, a draft, one that is out and an open one will do
ACTED_ON = (("board draft", ""), ("board out", ""), ("board open", ""))
PAPERS = tuple((state, access) for state in b.PREPARED for access in ACCESSES)
ITEMS = tuple((state, access) for state in ("board draft", "board read") for access in ACCESSES)
PACKS: tuple[Thing, ...] = tuple(b.PACKS_SEEN_BY)
OF_MINUTES = tuple((state, access) for state in b.MINUTED for access in ACCESSES)

AGENDA = {
    ("public", "title"): b.AGENDA_READ_BY | {"board draft": NOBODY},
    ("exempt", "title"): {state: OFFICE if state != "board draft" else NOBODY for state in b.PREPARED},
    ("exempt", "neutral"): b.AGENDA_READ_BY | {"board draft": NOBODY},
    ("public", "papertitle"): {"board read": EVERYONE, "board draft": NOBODY, "": OFFICE},
}
BUILDER = {(access, part): OFFICE for access in ACCESSES for part in ("title", "papertitle")}


def at(thing: str) -> dict:
    """Shown at the address of one thing in any state, to all who find it, and at no other."""
    return {(state, thing): EVERYONE for state in b.PREPARED} | {"": NOBODY}


PAPER = {(access, "text"): at(access) for access in ACCESSES}
MINUTES = {("public", part): b.MINUTES_SEEN_BY for part in ("note", "answer")} | {
    ("exempt", "note"): dict.fromkeys(b.MINUTED, OFFICE),
    ("listed", "action"): dict.fromkeys(b.MINUTED, OFFICE),
}
MEMBERS_FILES = dict.fromkeys(b.MINUTED, OFFICE)
EXCERPTS = {(state, access): b.MINUTES_SEEN_BY[state] if access == "public" else OFFICE for state, access in OF_MINUTES}

ATTENDED = (("board draft", ""), ("board open", ""), ("board minuted", ""))
# Decisions before a board: for who keeps it, at boards alone
KEPT = (("board draft", ""), ("board out", ""), ("board minuted", ""))
NO_BOARD = (("published", ""),)
LINES = (("board out", "onboard"), ("board out", "secret"), ("board draft", "onboard"))
LINE: dict = {"": 200, ("board draft", "onboard"): 404}  # it is not before that one
RELEASING = (("board draft", ""), ("board out", ""), ("board read", ""))
RELEASES = (("board read", ""), ("board read", "approved"))

# The directory: who prepares a body's business keeps what is said of it
BODIES = (("here", "panel"), ("here", "board"), ("elsewhere", "panel"))
BOARD = (("here", "board"),)
BODIES_KEPT_BY = {("here", "panel"): PREPARERS, ("here", "board"): OFFICE, "elsewhere": NOBODY}
BODIES_MADE_BY = {"here": PREPARERS | OFFICE, "elsewhere": NOBODY}

BODY_ROWS = [
    Row("panels:body-create",         BODIES[::2], CLOSED, EVERYONE,       BODIES_MADE_BY, 200, 200),
    Row("panels:body-detail",         BOARD,    OPEN,    EVERYONE,         EVERYONE,     200, NO_POST),
    *(Row(f"panels:body-{act}",       BODIES,   CLOSED,  EVERYONE,         BODIES_KEPT_BY, 200, 200)
      for act in ("update", "end")),
    Row("attendees:attendee-create",  BODIES,   CLOSED,  EVERYONE,         BODIES_KEPT_BY, 200, 200),
    *(Row(f"attendees:attendee-{act}", BOARD,   CLOSED,  EVERYONE,         OFFICE,       200, 200)
      for act in ("update", "end")),
    *(Row(f"attendees:attendee-{act}", BOARD,   CLOSED,  EVERYONE,         OFFICE,       POST_ONLY, 302)
      for act in ("up", "down")),
    # Who came is entered until the minutes are out
    Row("meetings:attendee-names",    ATTENDED, CLOSED,  b.BOARD_KNOWN_TO, b.WRITTEN_BY, 200,
        {"": 200, "board open": 302}),  # nothing was typed, and nothing changed
]  # fmt: skip

BOARD_ROWS = [
    *BODY_ROWS,
    #   route                        where     sign-in  found by          open to       GET  POST
    Row("meetings:meeting-detail",   ALL,      OPEN,    b.BOARD_KNOWN_TO, EVERYONE,     200, NO_POST),
    Row("meetings:meeting-detail",   PREPARED, OPEN,    b.BOARD_KNOWN_TO, EVERYONE,     200, NO_POST, shows=AGENDA),
    Row("meetings:meeting-history",  ALL,      OPEN,    b.BOARD_KNOWN_TO, EVERYONE,     200, NO_POST),
    *(Row(f"meetings:{name}",        ACTED_ON, CLOSED,  b.BOARD_KNOWN_TO, b.WRITTEN_BY, 200, 200)
      for name in ("meeting-update", "item-create", "agenda-publish", "supplement-create", "meeting-cancel")),
    Row("meetings:agenda-detail",    PREPARED, CLOSED,  b.BOARD_KNOWN_TO, b.WRITTEN_BY, 200, NO_POST, shows=BUILDER),
    Row("meetings:agenda-preview",   ACTED_ON, CLOSED,  b.BOARD_KNOWN_TO, b.WRITTEN_BY, 200, NO_POST, shows=BUILDER),
    Row("meetings:item-update",      ITEMS,    CLOSED,  b.BOARD_KNOWN_TO, b.WRITTEN_BY, 200, 200),
    Row("meetings:request-list",     ACTED_ON, CLOSED,  b.BOARD_KNOWN_TO, b.WRITTEN_BY, 200, NO_POST),
    Row("meetings:paper-detail",     PAPERS,   OPEN,    b.PAPERS_SEEN_BY, EVERYONE,     200, NO_POST, shows=PAPER),
    Row("meetings:paper-file",       PAPERS,   OPEN,    b.FILES_SEEN_BY,  EVERYONE,     200, NO_POST, shows=PAPER),
    Row("meetings:pack-file",        PACKS,    OPEN,    b.PACKS_SEEN_BY,  EVERYONE,     200, NO_POST),
    Row("meetings:pack-manifest",    PACKS,    OPEN,    b.PACKS_SEEN_BY,  EVERYONE,     200, NO_POST),
    Row("meetings:minutes-detail",   MINUTED,  OPEN,    b.MINUTES_SEEN_BY, EVERYONE,    200, NO_POST, shows=MINUTES),
    Row("meetings:minutes-file",     MINUTED,  OPEN,    b.MINUTES_SEEN_BY, EVERYONE,    200, NO_POST),
    Row("meetings:minutes-members-file", MINUTED, OPEN, MEMBERS_FILES,    EVERYONE,     200, NO_POST),
    Row("meetings:minutes-prints",   MINUTED,  OPEN,    b.MINUTES_SEEN_BY, EVERYONE,    200, NO_POST),
    Row("meetings:minutes-excerpt",  OF_MINUTES, OPEN,  EXCERPTS,         EVERYONE,     200, NO_POST),
    Row("meetings:attendance-detail", MINUTED, OPEN,    b.MINUTES_SEEN_BY, EVERYONE,    200, NO_POST),
    Row("meetings:minutes-write",    MINUTED,  CLOSED,  b.BOARD_KNOWN_TO, b.WRITTEN_BY, 200, NO_POST),
    Row("meetings:attendance-update", MINUTED, CLOSED,  b.BOARD_KNOWN_TO, b.WRITTEN_BY, 200, 200),
    Row("meetings:minute-item",      OF_MINUTES, CLOSED, b.BOARD_KNOWN_TO, b.WRITTEN_BY, 200, 200),
    Row("meetings:release-list",     ALL,      OPEN,    b.BOARD_KNOWN_TO, EVERYONE,     200, NO_POST),
    *(Row(f"meetings:release-{act}", RELEASING, CLOSED, b.BOARD_KNOWN_TO, b.WRITTEN_BY, 200, 200)
      for act in ("create", "approve")),
    *(Row(f"meetings:release-{act}", RELEASES, CLOSED,  b.BOARD_KNOWN_TO, b.WRITTEN_BY, 200, 200)
      for act in ("hold-back", "ask-again", "remove")),
    Row("meetings:release-list",     NO_BOARD, OPEN,    NOBODY,           EVERYONE,     200, NO_POST),
    Row("boards:board-decision-list", KEPT,    CLOSED,  b.BOARD_KNOWN_TO, b.WRITTEN_BY, 200, 200),
    Row("boards:board-decision-list", NO_BOARD, CLOSED, NOBODY,           EVERYONE,     200, 200),
    *(Row(f"boards:board-{act}",     LINES,    CLOSED,  b.BOARD_KNOWN_TO, b.WRITTEN_BY, LINE, LINE)
      for act in ("outcome", "take-back", "take-off", "restore")),
    Row("boards:reconciliation",     KEPT,     CLOSED,  b.BOARD_KNOWN_TO, b.WRITTEN_BY, 200, NO_POST),
    # What is not there is told to nobody else
    *(Row(f"boards:reading-{act}",   KEPT,     CLOSED,  b.BOARD_KNOWN_TO, b.WRITTEN_BY, 404, 404) for act in ("correct", "undo")),
]  # fmt: skip
