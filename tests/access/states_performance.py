"""What is held of the performance of a force, in every state: who finds each thing, and who reads which words of it.

"here" is in the area of the cast, "elsewhere" in the other one. Who reports on performance in the Commissioner's office works on
all of it; nobody else reads a draft, the other area's people no more than the public.
"""

from tests.access.cast import ADMINISTRATORS, ENTITLED, EVERYONE, NOBODY, Audience
from tests.access.states import Thing, word

REPORTER = "performance"
OFFICE: Audience = frozenset({REPORTER})  # who reports on performance in the Commissioner's office
WORKED_ON_BY = {"here": OFFICE, "elsewhere": NOBODY}


def known(*public: str, own: tuple[str, ...] = (), there: str = "", there_own: str = "") -> dict[Thing, Audience]:
    """Things that everybody knows of, those that only the office does, and one of each in the other area."""
    found: dict[Thing, Audience] = {("here", thing): EVERYONE for thing in public}
    found |= {("here", thing): OFFICE for thing in own}
    found |= {("elsewhere", there): EVERYONE} if there else {}
    return found | ({("elsewhere", there_own): NOBODY} if there_own else {})


# Measures. Of each the figures until the end of 2021 are released. "hidden" is published, its objective is not; "share" is set
# beside "draft"; "counted" is of "watched", one of the objectives that the office watches, as "hidden" is
MEASURES = known("released", "share", "counted", own=("draft", "hidden"), there="released", there_own="draft")
OBJECTIVES = known("public", "watched", own=("hidden",), there="public", there_own="hidden")
OBJECTIVE_OF = {"counted": "watched", "hidden": "hidden"}  # of all others "public"
PLANS = known("public", own=("draft",), there_own="draft")
TERMS = known("kept", own=("removed",), there_own="removed")

# Figures in files, and how files are read: nobody else even knows of them
UPLOADS = known(own=("sent", "read", "refused", "done"), there_own="read")
LAYOUTS = known(own=("kept", "removed"), there_own="kept")

# Reports and evidence. "waiting" is public and its response a draft, "unknown" is not public
REPORTS = known("frozen", own=("draft",), there_own="draft")
INSPECTIONS = known("waiting", "responded", own=("planned", "unknown"), there="waiting", there_own="unknown")
RESPONSES: dict[Thing, Audience] = {
    place: EVERYONE if place[1] == "responded" else NOBODY if place[1] == "planned" else WORKED_ON_BY[place[0]]
    for place in INSPECTIONS
}
SUPER_COMPLAINTS = known("open", "answered", own=("unknown",), there_own="unknown")
SESSIONS = known("public", own=("draft",), there="public", there_own="draft")
ASSURANCE = known("public", own=("draft",), there_own="draft")
STATED = known("watched", own=("hidden",), there_own="hidden")


def _office(place: Thing) -> Audience:
    return WORKED_ON_BY[place[0]]


def _words(family: str, things: dict[Thing, Audience], public: tuple[str, ...], own: tuple[str, ...] = ()) -> dict[str, Audience]:
    """Words of things: those that whoever finds the thing reads, and those that are the office's own all the same."""
    found = {word(state, f"{family} {thing}", part): who for (state, thing), who in things.items() for part in public}
    return found | {word(*_said(family, place), part): _office(place) for place in things for part in own}


def _said(family: str, place: Thing) -> Thing:
    return place[0], f"{family} {place[1]}"


def _readers() -> dict[str, Audience]:
    """Figures of periods that are not released take their words with them: what was said of them, and what they were before."""
    found = _words(
        "measure", MEASURES, ("title", "definition", "source", "owner", "break", "target", "place", "trend", "why"),
        ("breakgone", "targetgone", "placelate", "trendlate", "whylate"),
    )  # fmt: skip
    # Who revised a figure is somebody with an account, whom administrators know as such
    found |= {
        word(*_said("measure", place), part): _office(place) | ADMINISTRATORS for place in MEASURES for part in ("who", "wholate")
    }
    found |= _words("objective", OBJECTIVES, ("title", "about", "benchmark"))
    found |= _words("plan", PLANS, ("title", "priority", "focus", "about"), ("prioritygone", "focusgone"))
    found |= _words("term", TERMS, ("term", "text", "alias"))
    found |= _words("upload", UPLOADS, (), ("name", "problem", "notice", "why", "heading"))
    found |= _words("layout", LAYOUTS, (), ("title",))
    found |= _words(
        "quarterly", REPORTS, ("title", "contact", "frozen", "print", "action", "note"),
        ("introduction", "text", "comment", "commentgone", "actiongone", "actionleft"),
    )  # fmt: skip
    found |= _words(
        "inspection", INSPECTIONS, ("title", "inspectorate", "planned", "note", "ask", "answer", "asknote", "grade"),
        ("askgone", "gradegone"),
    )  # fmt: skip
    for place, readers in RESPONSES.items():
        found |= {word(*_said("inspection", place), part): readers for part in ("response", "comments")}
    found |= _words("supercomplaint", SUPER_COMPLAINTS, ("title", "by", "note"))
    for place, readers in SUPER_COMPLAINTS.items():
        found[word(*_said("supercomplaint", place), "response")] = readers if place[1] == "answered" else _office(place)
    found |= _words("session", SESSIONS, ("theme", "about", "finding", "learning", "action"), ("findinggone",))
    found |= _words("assurance", ASSURANCE, ("topic", "about"))
    found |= _words("stated", STATED, ("title", "source"), ("late", "gone"))
    # A link says what it shows to who reads both its ends
    ends = {"public": EVERYONE, "exempt": ENTITLED, "draft": OFFICE, "removed": OFFICE}
    return found | {word("here", "measure link", part): readers for part, readers in ends.items()}


PERFORMANCE_READERS = _readers()
