"""The rows of the access table for the register of decisions and the Commissioner's update report."""

from tests.access import states_register as s
from tests.access.cast import EVERYONE, NOBODY
from tests.access.check import Row
from tests.access.states import Thing

OPEN, CLOSED = False, True
POST_ONLY = 405
NO_POST = 405

HERE = (("here", ""),)
BOTH_AREAS = (("here", ""), ("elsewhere", ""))
# Pages are asked of every decision; for what is done with one, a decision of each audience will do
ACTED_ON: tuple[Thing, ...] = (
    ("here", "proposed"), ("here", "shared"), ("here", "signed"), ("here", "exempt"), ("elsewhere", "shared"),
)  # fmt: skip


def on_its_own(part: str, readers: dict[Thing, frozenset[str]], things: tuple[str, ...]) -> dict:
    """A word of a decision on the page of that decision, and on no other's."""
    return {
        (f"dec {thing}", part): {place: who for place, who in readers.items() if place[1] == thing} | {"": NOBODY}
        for thing in things
    }


def not_among(readers: dict[Thing, frozenset[str]]) -> dict[Thing, frozenset[str]]:
    """Who finds a decision, and not those."""
    return {place: s.FOUND[place] - who for place, who in readers.items()}


# One that rescinds another is named on its page, and the other way round
ALONE = tuple(dict.fromkeys(thing for _state, thing in s.DECISIONS if thing not in ("published", "rescinded")))
IN_PRINT: dict[Thing, frozenset[str]] = s.WHOLE | s.PRIVATE_PART
PAGE = on_its_own("title", s.WHOLE, ALONE) | on_its_own("neutral", not_among(s.WHOLE), ("exempt", "told"))
# The whole notice for those who read all of a decision, what the public reads for the others
NOTICE = on_its_own("print", IN_PRINT, s.SIGNED)
NOTICE |= on_its_own("publicprint", not_among(IN_PRINT), ("exempt", "told", "part"))


def more(readers: dict, places: tuple[Thing, ...]) -> dict:
    """An audience of a decision, for a step of it."""
    return {(state, thing): readers[state, thing.partition(" ")[0]] for state, thing in places}


# A step that is not open is explained, and what is sent all the same is refused
OPEN_STEPS = (("here", "proposed agree"), ("here", "shared defer"), ("here", "exempt implement"), ("elsewhere", "shared agree"))
CLOSED_STEPS = (("here", "proposed implement"), ("here", "signed agree"))
STEPS = (*OPEN_STEPS, *CLOSED_STEPS)
STEPPED = dict.fromkeys(OPEN_STEPS, 200) | dict.fromkeys(CLOSED_STEPS, 409)
SIGNING: dict = {"": 409, ("here", "agreed"): 200, ("here", "shared"): 200}

DECISION_ROWS = [
    #   route                          where     sign-in  found by  open to  GET  POST
    Row("decisions:decision-create",   BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    Row("decisions:decision-pipeline", BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, NO_POST),
    Row("decisions:decision-detail",   s.DECISIONS, OPEN, s.FOUND, EVERYONE, 200, NO_POST, shows=PAGE),
    Row("decisions:decision-notice",   s.DECISIONS, OPEN, s.FOUND, EVERYONE, 200, NO_POST, shows=NOTICE),
    Row("decisions:decision-update",   ACTED_ON, CLOSED, s.FOUND, s.WORKED_ON_BY, 200,
        {"": 200, ("here", "signed"): 409, ("here", "exempt"): 409}),
    Row("decisions:decision-sign",     ACTED_ON, CLOSED, s.FOUND, s.WORKED_ON_BY, 200, SIGNING),
    Row("decisions:decision-publish",  ACTED_ON, CLOSED, s.FOUND, s.WORKED_ON_BY, 200, {"": 409, ("here", "signed"): 200}),
    Row("decisions:decision-step",     STEPS,    CLOSED, more(s.FOUND, STEPS), s.WORKED_ON_BY, 200, STEPPED),
    Row("decisions:decision-take-back", ACTED_ON, CLOSED, s.FOUND, s.WORKED_ON_BY, 200, {"": 200, ("here", "proposed"): 409}),
]  # fmt: skip

UPDATES, ITEMS = tuple(s.UPDATES), tuple(s.STANDING_ITEMS)
DRAFTED = (("here", "draft"), ("here", "out"), ("elsewhere", "draft"))
REPORT = {
    ("update out", "text"): {("here", "out"): EVERYONE, "": NOBODY},
    ("update draft", "text"): {("here", "draft"): s.OFFICE, "": NOBODY},
    ("update out", "frozen"): {("here", "out"): EVERYONE, "": NOBODY},
    ("update out", "late"): {("here", "out"): EVERYONE, "": NOBODY},
}
FILE = {("update out", "print"): {("here", "out"): EVERYONE, "": NOBODY}}
ADDED = (("here", "out"),)
LATE = {("update out", "lateprint"): {("here", "out"): EVERYONE, "": NOBODY}}
UNTIL_OUT = {"": 200, ("here", "out"): 302}
ONCE_OUT = {"": 302, ("here", "out"): 200}
REPORTS = {("update out", "title"): EVERYONE, ("update draft", "title"): s.OFFICE}
CARRIED = {(f"standing {thing}", "title"): readers for (state, thing), readers in s.STANDING_ITEMS.items() if state == "here"}

UPDATE_ROWS = [
    Row("updates:update-list",         HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=REPORTS),
    Row("updates:update-list",         BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("updates:update-create",       BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    Row("updates:standing-item-list",  HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=CARRIED),
    Row("updates:standing-item-list",  BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("updates:standing-item-create", BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    *(Row(f"updates:standing-item-{act}", ITEMS, CLOSED, s.STANDING_ITEMS, s.WORKED_ON_BY, 200, 200)
      for act in ("update", "close")),
    Row("updates:standing-item-reopen", ITEMS,   CLOSED, s.STANDING_ITEMS, s.WORKED_ON_BY, POST_ONLY, 302),
    # Asked without a direction, nothing moves
    Row("updates:standing-item-move",  ITEMS,    CLOSED, s.STANDING_ITEMS, s.WORKED_ON_BY, POST_ONLY, 404),
    Row("updates:section-move",        DRAFTED,  CLOSED, s.UPDATES, s.WORKED_ON_BY, POST_ONLY, 404),
    Row("updates:update-detail",       UPDATES,  OPEN,   s.UPDATES, EVERYONE, 200, NO_POST, shows=REPORT),
    Row("updates:update-file",         UPDATES,  OPEN,   s.UPDATES, EVERYONE, 200, NO_POST, shows=FILE),
    # What is published leads to what can still be done with it
    *(Row(f"updates:{name}",           DRAFTED,  CLOSED, s.UPDATES, s.WORKED_ON_BY, UNTIL_OUT, UNTIL_OUT)
      for name in ("section-list", "update-update", "section-create", "section-update", "update-check", "update-publish",
                   "update-delete")),
    Row("updates:addendum-create",     DRAFTED,  CLOSED, s.UPDATES, s.WORKED_ON_BY, ONCE_OUT, ONCE_OUT),
    *(Row(f"updates:section-{act}",    DRAFTED,  CLOSED, s.UPDATES, s.WORKED_ON_BY, POST_ONLY, 302)
      for act in ("remove", "restore")),
    Row("updates:addendum-file",       ADDED,    OPEN,   s.UPDATES, EVERYONE, 200, NO_POST, shows=LATE),
]  # fmt: skip

# The register: of what is not public each reads what they know of; an exempt one by its neutral line
FORMATS = (("here", "csv"), ("here", "xlsx"), ("here", "ods"), ("here", "json"))
PUBLISHED = tuple(thing for state, thing in s.FOUND if state == "here" and s.FOUND[state, thing] == EVERYONE)
LISTED = {(f"dec {thing}", "title"): readers for (state, thing), readers in s.WHOLE.items() if state == "here"}
LISTED |= {(f"dec {thing}", "neutral"): s.FOUND["here", thing] - s.WHOLE["here", thing] for thing in ("exempt", "told", "secret")}
# The office's file holds every column, so that it can be brought in again
FILED = LISTED | {(thing, part): who | s.OFFICE for (thing, part), who in LISTED.items() if part == "neutral"}
# One feed for everybody, kept by readers of feeds: no more of a decision than the public reads
FED = {(f"dec {thing}", "title"): EVERYONE if thing in PUBLISHED and thing not in s.EXEMPT else NOBODY for thing in ALONE}
FED |= {(f"dec {thing}", "neutral"): EVERYONE for thing in ("exempt", "told")}
NILS = {("nil return", "note"): EVERYONE}
UPLOADS = {state: s.WORKED_ON_BY[state] for state in ("here", "elsewhere")}

LIST_ROWS = [
    Row("decisions:decision-list",     HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=LISTED | NILS),
    Row("decisions:decision-list",     BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("decisions:decision-feed",     HERE,     OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=FED),
    Row("decisions:decision-export",   FORMATS,  OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=FILED),
    Row("decisions:register-import",   BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    Row("decisions:register-upload",   BOTH_AREAS, CLOSED, UPLOADS, EVERYONE, 200, NO_POST),
    Row("decisions:register-upload-problems", BOTH_AREAS, CLOSED, UPLOADS, EVERYONE, 200, NO_POST),
    # The job that read it is gone: there is nothing to stop
    Row("decisions:register-upload-cancel", BOTH_AREAS, CLOSED, UPLOADS, EVERYONE, POST_ONLY, 404),
    Row("decisions:nil-return-list",   BOTH_AREAS, OPEN, EVERYONE, EVERYONE, 200, NO_POST, shows=NILS),
    Row("decisions:nil-return-create", BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
    Row("decisions:nil-return-take-back", BOTH_AREAS, CLOSED, EVERYONE, s.WORKED_ON_BY, 200, 200),
]  # fmt: skip

REGISTER_ROWS = [*DECISION_ROWS, *LIST_ROWS, *UPDATE_ROWS]
