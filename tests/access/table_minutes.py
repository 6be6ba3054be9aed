"""The rows of the access table for minutes, attendance, actions, recommendations and the register of interests."""

from tests.access import states_minutes as m
from tests.access.cast import CHAIR, ENTITLED, EVERYONE, MEMBER, NOBODY, PREPARERS, SENDER
from tests.access.check import Led, Row

OPEN, CLOSED = False, True
POST_ONLY = 405
NO_POST = 405

MINUTES = tuple((state, "") for state in m.MINUTED)
NOT_BEGUN = (("held", ""),)
NOT_OVER = (("published", ""),)
HERE = (("here", ""),)
BOTH_AREAS = (("here", ""), ("elsewhere", ""))
FORMATS = (("here", "csv"), ("here", "xlsx"), ("here", "ods"))
OF_ITEMS = tuple((state, access) for state in m.MINUTED for access in ("public", "exempt"))
# Where what is done to an entry begins with the minutes, which are asked in every state, two of them will do
WRITTEN = tuple((state, access) for state in ("drafting", "sent", "minuted elsewhere") for access in ("public", "exempt"))
CLOSED_TO_WRITING = (("minuted", "public"), ("confirmed", "exempt"))

KNOWN = m.MEETING_KNOWN_TO | {"held": EVERYONE, "published": EVERYONE}
WRITERS = m.WRITTEN_BY | {"held": PREPARERS, "published": PREPARERS}
PREVIEWED_BY = {
    state: m.WRITTEN_BY[state] | (m.MINUTES_SEEN_BY[state] & m.CHECKED_BY[state]) for state in m.MINUTED
}  # fmt: skip

# What pages show of minutes: (thing, part), and to whom
PUBLIC_FACE = {
    ("public", "note"): m.MINUTES_SEEN_BY,
    ("public", "answer"): m.MINUTES_SEEN_BY,
    ("public", "resolution"): m.MINUTES_SEEN_BY,
    ("public", "declared"): m.MINUTES_SEEN_BY,
    ("public", "action"): m.MINUTES_SEEN_BY,
    ("raised", "title"): m.MINUTES_SEEN_BY,
    ("attendance", "name"): m.MINUTES_SEEN_BY,
    ("public", "removed"): NOBODY,
    ("public", "earlier"): NOBODY,
}
PRIVATE_PART = {("exempt", part): m.PRIVATE_PART_SEEN_BY for part in ("note", "answer", "resolution", "action", "title")}
MINUTES_PAGE = (
    PUBLIC_FACE
    | PRIVATE_PART
    | {("exempt", "neutral"): {state: m.MINUTES_SEEN_BY[state] - m.PRIVATE_PART_SEEN_BY[state] for state in m.MINUTED}}
)
OUT = {state: readers if state in m.MINUTES_OUT else NOBODY for state, readers in m.MINUTES_SEEN_BY.items()}
MEMBERS_OUT = {state: readers if state in m.MINUTES_OUT else NOBODY for state, readers in m.PRIVATE_PART_SEEN_BY.items()}
SHEET_OUT = {state: EVERYONE if state == "decided" else NOBODY for state in m.MINUTED}
PRINTED = OUT | {"decided": EVERYONE}
THE_PUBLICS = {("print", "public"): EVERYONE}
# The page of the sheet is what was printed: the members' text for those entitled
SHEET = {("print", "public"): EVERYONE - ENTITLED, ("print", "members"): ENTITLED}
EXCERPTS = {
    (state, access): (OUT if access == "public" else MEMBERS_OUT)[state] for state in m.MINUTED for access in ("public", "exempt")
}
EXCERPT = {
    (access, part): {(state, access): EVERYONE for state in m.MINUTED} | {"": NOBODY}
    for access in ("public", "exempt") for part in ("note", "resolution", "answer")
}  # fmt: skip
TEXTS = {
    (access, "earlier"): {(state, access): EVERYONE for state in m.MINUTED} | {"": NOBODY} for access in ("public", "exempt")
}
ITEM_PAGE = {(access, part): {(state, access): EVERYONE for state in m.MINUTED} | {"": NOBODY}
             for access in ("public", "exempt") for part in ("note", "answer", "resolution")}  # fmt: skip

# What is open already needs no opening
OPENED = {(state, access): 200 if access == "exempt" else 302 for state, access in WRITTEN}

WRITING_ROWS = [
    #   route                            where      sign-in  found by  open to  GET  POST
    # Where they are begun, it leads to them
    Row("meetings:minutes-start",        (*NOT_BEGUN, *NOT_OVER, *MINUTES), CLOSED, KNOWN, WRITERS,
        {"": 302, "held": 200, "published": 200}, {"": 302, "held": 200, "published": 200}),
    Row("meetings:minutes-write",        (*MINUTES, *NOT_BEGUN), CLOSED, KNOWN, WRITERS, {"": 200, "held": 404}, NO_POST),
    Row("meetings:minute-item",          OF_ITEMS,  CLOSED,  KNOWN,    WRITERS, 200, 200, shows=ITEM_PAGE),
    Row("meetings:entry-create",         WRITTEN,   CLOSED,  KNOWN,    WRITERS, 200, 200),
    Row("meetings:entry-update",         WRITTEN,   CLOSED,  KNOWN,    WRITERS, 200, 200),
    Row("meetings:entry-move",           WRITTEN,   CLOSED,  KNOWN,    WRITERS, POST_ONLY, 302),
    Row("meetings:entry-remove",         WRITTEN,   CLOSED,  KNOWN,    WRITERS, POST_ONLY, 302),
    Row("meetings:entry-restore",        WRITTEN,   CLOSED,  KNOWN,    WRITERS, POST_ONLY, 302),
    Row("meetings:entry-texts",          WRITTEN,   CLOSED,  KNOWN,    WRITERS, 200, NO_POST, shows=TEXTS),
    # Asked without a kind of entry, it keeps nothing
    Row("meetings:entry-draft",          WRITTEN,   CLOSED,  KNOWN,    WRITERS, POST_ONLY, 404),
    Row("meetings:minute-room",          WRITTEN,   CLOSED,  KNOWN,    WRITERS, POST_ONLY, 302),
    Row("meetings:minute-item-open",     WRITTEN,   CLOSED,  KNOWN,    WRITERS, OPENED, OPENED),
    Row("meetings:minute-item-create",   MINUTES,   CLOSED,  KNOWN,    WRITERS, 200, 200),
]  # fmt: skip

# Once they are out nothing of them is changed here: a page says why
UNTIL_OUT = {"": 302} | dict.fromkeys(m.MINUTES_OUT, 200)
# Members say for themselves that they cannot come; who prepares the meeting says it for anybody, and takes it back
SITTING = {state: m.PRIVATELY_OPEN_TO[state] for state in m.MINUTED} | {"published": ENTITLED}
TAKEN_BACK_BY = {state: readers | {CHAIR} if readers else NOBODY for state, readers in m.WRITTEN_BY.items()}

ATTENDANCE_ROWS = [
    # Who came is in the minutes, and in the sheet of decisions before them: it is known when they are
    Row("meetings:attendance-detail",    MINUTES,   OPEN,    m.DECISIONS_SEEN_BY, EVERYONE, 200, NO_POST,
        shows={("attendance", "name"): m.DECISIONS_SEEN_BY}),
    Row("meetings:attendance-update",    MINUTES,   CLOSED,  KNOWN,    WRITERS, 200, 200),
    Row("meetings:attendance-times",     MINUTES,   CLOSED,  KNOWN,    WRITERS, 200, 200),
    Row("meetings:attendee-create",      MINUTES,   CLOSED,  KNOWN,    WRITERS, 200, 200),
    Row("meetings:attendee-remove",      MINUTES,   CLOSED,  KNOWN,    WRITERS, 200, UNTIL_OUT),
    Row("meetings:apologies-create",     (*MINUTES, *NOT_OVER), CLOSED, KNOWN, SITTING, 200, 200),
    # The apologies of the Chair
    Row("meetings:apologies-withdraw",   MINUTES,   CLOSED,  KNOWN,    TAKEN_BACK_BY, POST_ONLY, 302),
]  # fmt: skip

LIFE_ROWS = [
    # Who may not read them yet is led to the sheet of decisions, where it is out
    Row("meetings:minutes-detail",       (*MINUTES, *NOT_BEGUN), OPEN, m.DECISIONS_SEEN_BY | {"held": NOBODY}, EVERYONE,
        {"": 200, "decided": Led(PREPARERS)}, NO_POST, shows=MINUTES_PAGE),
    Row("meetings:minutes-send",         MINUTES,   CLOSED,  m.MINUTES_SEEN_BY, m.WRITTEN_BY, 200, 200),
    # Who writes them records how the Chair agreed
    Row("meetings:minutes-check",        MINUTES,   CLOSED,  m.MINUTES_SEEN_BY, PREVIEWED_BY, 200, 200),
    Row("meetings:minutes-return",       MINUTES,   CLOSED,  m.MINUTES_SEEN_BY, m.CHECKED_BY, 200, 200),
    Row("meetings:minutes-publish",      MINUTES,   CLOSED,  m.MINUTES_SEEN_BY, m.WRITTEN_BY, 200, 200),
    Row("meetings:decisions-detail",     MINUTES,   OPEN,    SHEET_OUT, EVERYONE, 200, NO_POST, shows=SHEET),
    Row("meetings:decisions-publish",    MINUTES,   CLOSED,  m.MINUTES_SEEN_BY, m.WRITTEN_BY, 200, 200),
    Row("meetings:correction-list",      MINUTES,   CLOSED,  m.MINUTES_SEEN_BY, m.PRIVATELY_OPEN_TO,
        {"": 404} | dict.fromkeys(m.MINUTES_OUT, 200), NO_POST),
    Row("meetings:correction-create",    MINUTES,   CLOSED,  m.MINUTES_SEEN_BY, m.CORRECTED_BY, 200, 200),
    Row("meetings:correction-decide",    (("minuted", "act:accept"), ("minuted", "act:decline")), CLOSED,
        EVERYONE, PREPARERS, 200, 200),
    Row("meetings:correction-decide",    (("minuted", "act:withdraw"),), CLOSED, EVERYONE, frozenset({MEMBER}), 200, 302),
    Row("meetings:minutes-confirm",      MINUTES,   CLOSED,  m.MINUTES_SEEN_BY, m.WRITTEN_BY, 200, 200),
    Row("meetings:corrigendum-create",   MINUTES,   CLOSED,  m.MINUTES_SEEN_BY, m.WRITTEN_BY,
        {"": 404, "confirmed": 200}, {"": 404, "confirmed": 200}),
    Row("meetings:minutes-prints",       MINUTES,   OPEN,    PRINTED,  EVERYONE, 200, NO_POST),
]  # fmt: skip

PRINT_ROWS = [
    Row("meetings:minutes-file",         MINUTES,   OPEN,    OUT,      EVERYONE, 200, NO_POST, shows=THE_PUBLICS),
    Row("meetings:minutes-members-file", MINUTES,   OPEN,    MEMBERS_OUT, EVERYONE, 200, NO_POST,
        shows={("print", "members"): EVERYONE}),
    Row("meetings:decisions-file",       MINUTES,   OPEN,    SHEET_OUT, EVERYONE, 200, NO_POST, shows=THE_PUBLICS),
    Row("meetings:minutes-preview",      MINUTES,   CLOSED,  m.MINUTES_SEEN_BY, PREVIEWED_BY, 200, NO_POST),
    Row("meetings:minutes-excerpt",      OF_ITEMS,  OPEN,    EXCERPTS, EVERYONE, 200, NO_POST, shows=EXCERPT),
    Row("meetings:minutes-print",        MINUTES,   OPEN,    PRINTED,  EVERYONE, 200, NO_POST, shows=THE_PUBLICS),
    Row("meetings:minutes-print",        MINUTES,   OPEN,
        {state: readers & m.PRIVATELY_OPEN_TO[state] for state, readers in PRINTED.items()}, EVERYONE, 200, NO_POST,
        query="?edition=members", shows={("print", "members"): EVERYONE}),
]  # fmt: skip

ACTIONS = tuple(m.SEEN_OF_ACTIONS)
RECOMMENDATIONS = tuple(m.SEEN_OF_RECOMMENDATIONS)
# Who answers for an action says what has come of it; who keeps the log and the Chair close it
ANSWERED_BY = {
    "here": PREPARERS, ("here", "owned"): PREPARERS | {SENDER}, ("here", "hidden owned"): PREPARERS, "elsewhere": NOBODY,
}  # fmt: skip
CLOSED_BY = {"here": PREPARERS | {CHAIR}, "elsewhere": NOBODY}
LOG = {(f"action {thing}", "text"): readers for (state, thing), readers in m.SEEN_OF_ACTIONS.items() if state == "here"}
ACTION_PAGE = {
    (f"action {thing}", part): {place: EVERYONE for place in ACTIONS if place[1] == thing} | {"": NOBODY}
    for thing in dict.fromkeys(thing for _state, thing in ACTIONS) for part in ("text", "update")
}  # fmt: skip
# The public's action stands on the chain of the private one that answers it, and the other way round for those entitled
del ACTION_PAGE["action public", "text"]
del ACTION_PAGE["action exempt", "text"]
NO_ANSWER = {("action public", "text"): EVERYONE, ("action exempt", "text"): ENTITLED}
RECOMMENDED = {
    (f"recommendation {thing}", "text"): readers
    for (state, thing), readers in m.SEEN_OF_RECOMMENDATIONS.items()
    if state == "here"
}

ACTION_ROWS = [
    Row("actions:action-list",           HERE,      OPEN,    EVERYONE, EVERYONE, 200, NO_POST, shows=LOG),
    Row("actions:action-list",           (("elsewhere", ""),), OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("actions:action-export",         FORMATS,   OPEN,    EVERYONE, EVERYONE, 200, NO_POST, shows=LOG),
    Row("actions:action-import",         BOTH_AREAS, CLOSED, EVERYONE, m.BEGUN_BY, 200, 200),
    Row("actions:action-columns",        FORMATS,   CLOSED,  EVERYONE, m.BEGUN_BY, 200, NO_POST),
    Row("actions:action-create",         BOTH_AREAS, CLOSED, EVERYONE, m.BEGUN_BY, 200, 200),
    Row("actions:no-answer-list",        HERE,      OPEN,    EVERYONE, EVERYONE, 200, NO_POST, shows=NO_ANSWER),
    Row("actions:action-detail",         ACTIONS,   OPEN,    m.SEEN_OF_ACTIONS, EVERYONE, 200, NO_POST, shows=ACTION_PAGE),
    Row("actions:action-update",         ACTIONS,   CLOSED,  m.SEEN_OF_ACTIONS, m.KEPT_BY, 200, 200),
    Row("actions:action-say",            ACTIONS,   CLOSED,  m.SEEN_OF_ACTIONS, ANSWERED_BY, 200, 200),
    Row("actions:action-close",          ACTIONS,   CLOSED,  m.SEEN_OF_ACTIONS, CLOSED_BY, 200, 200),
    Row("actions:action-reopen",         ACTIONS,   CLOSED,  m.SEEN_OF_ACTIONS, CLOSED_BY, 200, 200),
    Row("actions:action-supersede",      ACTIONS,   CLOSED,  m.SEEN_OF_ACTIONS, m.KEPT_BY, 200, 200),
    Row("actions:link-create",           ACTIONS,   CLOSED,  m.SEEN_OF_ACTIONS, m.KEPT_BY, 200, 200),
    # Measures are offered that everybody knows of, to the office that has others too
    Row("actions:link-create",           (("here", "public"),), CLOSED, EVERYONE, m.KEPT_BY, 200, 200, query="?what=measure",
        shows={("measure released", "title"): EVERYONE, ("measure draft", "title"): NOBODY,
               ("measure hidden", "title"): NOBODY}),
    Row("actions:link-change",           (("here", "act:remove"), ("here", "act:restore")), CLOSED,
        EVERYONE, PREPARERS, POST_ONLY, 302),
    Row("meetings:matters-arising-add",  (("draft", ""), ("announced", ""), ("published", ""), ("briefing", "")), CLOSED,
        {"draft": PREPARERS, "briefing": ENTITLED, "": EVERYONE}, PREPARERS, 200, 200),
]  # fmt: skip

RECOMMENDATION_ROWS = [
    Row("recommendations:recommendation-list",    HERE, OPEN, EVERYONE, EVERYONE, 200, NO_POST, shows=RECOMMENDED),
    Row("recommendations:recommendation-list",    (("elsewhere", ""),), OPEN, EVERYONE, EVERYONE, 200, NO_POST),
    Row("recommendations:recommendation-export",  FORMATS, OPEN, EVERYONE, EVERYONE, 200, NO_POST, shows=RECOMMENDED),
    Row("recommendations:recommendation-create",  BOTH_AREAS, CLOSED, EVERYONE, m.BEGUN_BY, 200, 200),
    Row("recommendations:recommendation-detail",  RECOMMENDATIONS, OPEN, m.SEEN_OF_RECOMMENDATIONS, EVERYONE, 200, NO_POST),
    # The Commissioner's office responds for itself
    Row("recommendations:recommendation-respond", RECOMMENDATIONS, CLOSED, m.SEEN_OF_RECOMMENDATIONS, m.RESPONDED_BY, 200, 200),
    Row("recommendations:recommendation-due",     RECOMMENDATIONS, CLOSED, m.SEEN_OF_RECOMMENDATIONS, m.KEPT_BY, 200, 200),
]  # fmt: skip

INTERESTS = (("here", "public"), ("here", "sensitive"), ("elsewhere", "public"))
REGISTER = {
    ("interest public", "text"): EVERYONE,
    ("interest sensitive", "text"): {"here": m.SENSITIVE_READ_BY, "elsewhere": NOBODY},
    ("interest removed", "text"): NOBODY,
}
INTEREST_ROWS = [
    Row("panels:interest-list",          BOTH_AREAS, OPEN,   EVERYONE, EVERYONE, 200, NO_POST, shows=REGISTER),
    Row("panels:interest-export",        FORMATS, OPEN,      EVERYONE, EVERYONE, 200, NO_POST, shows=REGISTER),
    Row("panels:interest-create",        BOTH_AREAS, CLOSED, EVERYONE, m.KEPT_BY, 200, 200),
    Row("panels:interest-update",        INTERESTS, CLOSED,  EVERYONE, m.KEPT_BY, 200, 200),
    Row("panels:interest-remove",        INTERESTS, CLOSED,  EVERYONE, m.KEPT_BY, 200, 200),
]  # fmt: skip

MINUTES_ROWS = [
    *WRITING_ROWS, *ATTENDANCE_ROWS, *LIFE_ROWS, *PRINT_ROWS, *ACTION_ROWS, *RECOMMENDATION_ROWS, *INTEREST_ROWS,
]  # fmt: skip
