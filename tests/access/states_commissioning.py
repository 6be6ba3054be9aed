"""What is commissioned, in every state: who finds each thing, and who reads which words of it.

"here" is in the area of the cast, "elsewhere" in the other one. Who commissions in the Commissioner's office works on all of it.
Of an exempt award everybody reads the neutral line, the panel's own people all but its commercial terms; nobody else reads a
draft, the other area's people no more than the public.
"""

from tests.access.cast import EVERYONE, NOBODY, OTHER_AREA, Audience
from tests.access.states import Thing, word
from tests.access.states_register import PANEL

COMMISSIONER = "commissioning"
OFFICE: Audience = frozenset({COMMISSIONER})  # who commissions in the Commissioner's office
WORKED_ON_BY = {"here": OFFICE, "elsewhere": NOBODY}


def known(*public: str, own: tuple[str, ...] = (), there: str = "", there_own: str = "") -> dict[Thing, Audience]:
    """Things that everybody knows of, those that only the office does, and one of each in the other area."""
    found: dict[Thing, Audience] = {("here", thing): EVERYONE for thing in public}
    found |= {("here", thing): OFFICE for thing in own}
    found |= {("elsewhere", there): EVERYONE} if there else {}
    return found | ({("elsewhere", there_own): NOBODY} if there_own else {})


PRIORITIES = known("kept", own=("gone",), there="kept", there_own="gone")
PROVIDERS = known("public", own=("draft",), there="public", there_own="draft")
SERVICES = known("public", own=("draft",), there="public", there_own="draft")
NEEDS = known("public", own=("draft",), there="public", there_own="draft")
FUNDS = known("public", own=("draft",), there="public", there_own="draft")
# A procurement, a grant round and a call for expressions of interest; "planned" is a procurement that nobody else knows of
EXERCISES = known("tender", "round", "call", own=("planned",), there="tender", there_own="planned")
# "granted" is a grant of the round, "contract" came of the procurement; "made" is not published, "sealed" exempt and a draft
AWARDS = known("granted", "contract", "exempt", own=("draft", "made", "sealed"), there="granted", there_own="draft")
AWARDS |= {("elsewhere", "exempt"): EVERYONE}
PAYMENTS = known("public", "withheld", own=("waiting",), there="public", there_own="waiting")
TOTALS = known("public", own=("draft", "gone", "veiled"), there="public", there_own="draft")
UPLOADS = known(own=("sent", "read", "refused", "done", "dropped"), there_own="read")
BIDS = known("public", own=("draft",), there="public", there_own="draft")
ADVOCATES = known("kept", own=("gone",), there="kept", there_own="gone")
MEETINGS = known("held", own=("undone",), there="held", there_own="undone")  # of the advocates

# Who reads all of an award but its commercial terms; the others that find it read its neutral line
WHOLE: dict[Thing, Audience] = AWARDS | {
    ("here", "exempt"): PANEL | OFFICE, ("elsewhere", "exempt"): frozenset({OTHER_AREA}),
}  # fmt: skip
EXEMPT = ("exempt", "sealed")


def _parts() -> dict[str, dict[Thing, Audience]]:
    """Who opens the returns and the files of awards and exercises: "granted accepted", "tender exempt"."""
    returns, files = {}, {}
    for (state, thing), who in WHOLE.items():
        returns |= {(state, f"{thing} accepted"): who, (state, f"{thing} waiting"): WORKED_ON_BY[state]}
    for (state, thing), who in (WHOLE | EXERCISES).items():
        own = WORKED_ON_BY[state]
        files |= {(state, f"{thing} open"): who, (state, f"{thing} kept"): own, (state, f"{thing} gone"): own}
    return {"returns": returns, "files": files}


RETURNS, FILES = _parts()["returns"], _parts()["files"]


def _office(place: Thing) -> Audience:
    return WORKED_ON_BY[place[0]]


def _words(family: str, things: dict[Thing, Audience], public: tuple[str, ...], own: tuple[str, ...] = ()) -> dict[str, Audience]:
    """Words of things: those that whoever finds the thing reads, and those that are the office's own all the same."""
    found = {word(state, f"{family} {thing}", part): who for (state, thing), who in things.items() for part in public}
    return found | {word(place[0], f"{family} {place[1]}", part): _office(place) for place in things for part in own}


FILE_PARTS = ("fileopen", "filekept", "filegone")


def _readers() -> dict[str, Audience]:
    found = _words("priority", PRIORITIES, ("title", "where"))
    found |= _words("provider", PROVIDERS, ("name", "about"), ("note",))
    found |= _words("service", SERVICES, ("title", "about", "reach"))
    found |= _words("need", NEEDS, ("title", "about", "findings"))
    found |= _words("fund", FUNDS, ("title", "about", "funder"))
    found |= _words(
        "exercise", EXERCISES, ("title", "about", "specification", "lot", "stage", "share", "fileopen"),
        ("private", "applicant", "summary", "score", "reason", "applicantgone", "lotgone", "stagegone", "sharegone", "filekept",
         "filekeptname", "filekeptreason", "filegone"),
    )  # fmt: skip
    found |= _words(
        "award", WHOLE, ("title", "purpose", "conditions", "why", "provider", "party", "share", "extension", "variation",
                         "review", "indicator", "reading", "narrative", "fileopen"),
        ("terms", "providernote", "partygone", "sharegone", "extensiongone", "variationgone", "variationnote", "reviewown",
         "reviewgone", "indicatorown", "indicatorgone", "readingown", "returnnote", "waiting", "waitingnote", "chase", "filekept",
         "filekeptname", "filekeptreason", "filegone"),
    )  # fmt: skip
    # The public reads why something is private, not what it is
    found |= _words("award", AWARDS, ("reason",))
    found |= _words("award", {place: who for place, who in AWARDS.items() if place[1] in EXEMPT}, ("neutral",))
    found |= _words("payment", PAYMENTS, ("purpose", "recipient"))
    found[word("here", "payment withheld", "recipient")] = OFFICE
    found |= _words("total", TOTALS, ("title", "source", "line"), ("linegone",))
    found |= _words("file in", UPLOADS, (), ("name", "problem", "notice", "unmapped"))
    found |= _words("bid", BIDS, ("title", "about", "fund", "partner"), ("partnergone",))
    found |= _words("advocate", ADVOCATES, ("name", "council"))
    return found | _words("advocates", MEETINGS, ("place", "subjects"))


COMMISSIONING_READERS = _readers()
