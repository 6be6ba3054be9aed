"""Complaints in every state: whose page opens for whom, who reads its line, who reads who complains, and who acts in it.

"here" is in the area of the cast, "elsewhere" in the other one. Here the panel has given the referral to the IOPC to the
Commissioner's office, disapplication to its lead officer, and nothing else to anybody: so the office has what was made to it.
"""

from complaints.choices import Power
from tests.access.cast import (
    AUDITOR,
    CHAIR,
    CLERK,
    EVERYONE,
    LEAD,
    MEMBER,
    NOBODY,
    OTHER_AREA,
    OTHER_BODY,
    PREPARERS,
    Audience,
)
from tests.access.states import Thing, word

OFFICER = "complaints"  # who handles complaints in the Commissioner's office
OFFICE: Audience = frozenset({OFFICER})
KEEPERS = PREPARERS | {CHAIR}  # who opens every complaint of the panel
LEADS: Audience = frozenset({LEAD})
APPOINTED = MEMBER  # a member of the panel, whom it has appointed to resolve one complaint
RESOLVING = ("resolving", "concluded", "copied", "invited", "decided", "closed")  # by the panel itself, so its members read them

# Those made to the Commissioner's office, but "panel" (made to the panel), "kept" (from the office), "returned" (from the IOPC)
# and "appointed"; "group" is resolved by a sub-committee, "appointed" by a person
HERE = (
    "received", "panel", "kept", "transferred", "unrecorded", "recorded", "referred", "returned", "disapplied", "resolving",
    "group", "appointed", "concluded", "copied", "invited", "decided", "closed", "withdrawn", "erased",
)  # fmt: skip
ELSEWHERE = ("recorded", "resolving")
STATUSES = {
    "panel": "received", "kept": "recorded", "unrecorded": "not-recorded", "referred": "with-iopc", "returned": "referred-back",
    "resolving": "in-resolution", "group": "in-resolution", "appointed": "in-resolution", "invited": "representations",
    "erased": "closed",
}  # fmt: skip
COMPLAINTS: tuple[Thing, ...] = (*(("here", thing) for thing in HERE), *(("elsewhere", thing) for thing in ELSEWHERE))
CLOSED_TO_OFFICE = ("panel", "kept", "returned", "appointed")


def _of_office(place: Thing) -> Audience:
    return OFFICE if place[0] == "here" and place[1] not in CLOSED_TO_OFFICE else NOBODY


def _resolvers(thing: str) -> Audience:
    others = {"group": frozenset({OTHER_BODY}), "appointed": frozenset({APPOINTED})}
    return frozenset({MEMBER}) if thing in RESOLVING else others.get(thing, NOBODY)


def _seen(place: Thing) -> Audience:
    return NOBODY if place[0] == "elsewhere" else KEEPERS | _of_office(place) | _resolvers(place[1])


def _identified(place: Thing) -> Audience:
    appointed = frozenset({APPOINTED}) if place[1] == "appointed" else NOBODY
    return NOBODY if place[0] == "elsewhere" else LEADS | _of_office(place) | appointed


SEEN = {place: _seen(place) for place in COMPLAINTS}
IDENTIFIED = {place: _identified(place) for place in COMPLAINTS}
# Members read the lines of the register; a sub-committee's and who was appointed, of what they resolve
LISTED = {place: readers | {MEMBER} if place[0] == "here" else frozenset({OTHER_AREA}) for place, readers in SEEN.items()}
WORKED_ON_BY = {place: NOBODY if place[0] == "elsewhere" else LEADS | _of_office(place) for place in COMPLAINTS}
LED_BY = {"here": LEADS, "elsewhere": NOBODY}
SUMMARIES_WRITTEN_BY = {place: readers | {CLERK} if place[0] == "here" else NOBODY for place, readers in WORKED_ON_BY.items()}
SUMMARIES_APPROVED_BY = {"here": PREPARERS, "elsewhere": NOBODY}
REGISTER_READ_BY = {"here": PREPARERS | {MEMBER, CHAIR, OTHER_BODY, OFFICER}, "elsewhere": frozenset({OTHER_AREA})}
LOGGED_BY = {"here": PREPARERS | OFFICE, "elsewhere": NOBODY}
IMPORTED_BY = {"here": LEADS | OFFICE, "elsewhere": NOBODY}
IMPORTS_KNOWN_TO = {"here": PREPARERS | OFFICE, "elsewhere": NOBODY}
PREPARED_BY = {"here": PREPARERS, "elsewhere": NOBODY}
TEMPLATES_READ_BY = {"here": PREPARERS | OFFICE, "elsewhere": NOBODY}


def taken_by(power: Power) -> dict[Thing, Audience]:
    """Who takes the steps of a power in each complaint."""
    found: dict[Thing, Audience] = {}
    for place in COMPLAINTS:
        chair = frozenset({CHAIR}) if place[1] in RESOLVING and power in (Power.RESOLVE, Power.PUBLISH) else NOBODY
        appointed = frozenset({APPOINTED}) if place[1] == "appointed" and power in (Power.RESOLVE, Power.PUBLISH) else NOBODY
        who = _of_office(place) or LEADS if power == Power.REFER else LEADS | chair | appointed
        found[place] = NOBODY if place[0] == "elsewhere" else who
    return found


# What the public reads: of these there is a summary that a second person approved, and of these the outcome too
TOLD = (("here", "recorded"), ("here", "copied"), ("here", "decided"), ("here", "closed"), ("elsewhere", "resolving"))
TOLD_THE_OUTCOME = (("here", "decided"), ("here", "closed"))
DRAFTED = (("here", "received"), ("here", "resolving"), ("here", "kept"))
TAKEN_DOWN = (("here", "disapplied"),)
STANDING = tuple(place for place in COMPLAINTS if place[1] != "erased")
WITH_OUTCOME = ("concluded", "copied", "invited", "decided", "closed")

IDENTITY = ("name", "email", "phone", "address", "contact", "came", "speaker", "interested", "filename", "file", "print", "risk",
            "measures", "removed", "original")  # fmt: skip
PRIVATE = ("alleged", "serious", "reason", "taken", "comment", "subject", "letter", "shared", "hold", "takenout", "unneeded")


def _readers() -> dict[str, Audience]:
    """Who may ever meet each word, on whatever page. What is not here is for nobody."""
    found: dict[str, Audience] = {}
    for place in STANDING:
        state, said = place[0], f"cc {place[1]}"
        found |= {word(state, said, part): IDENTIFIED[place] for part in IDENTITY}
        found |= {word(state, said, part): SEEN[place] for part in PRIVATE}
        found |= {word(state, said, part): LISTED[place] for part in ("line", "handler", "outcome", "decider")}
        found[word(state, said, "kept")] = SEEN[place]
        found[word(state, said, "outcometext")] = SEEN[place]
        found[word(state, said, "summary")] = EVERYONE if place in TOLD else SEEN[place]
        found[word(state, said, "publicoutcome")] = EVERYONE if place in TOLD_THE_OUTCOME else SEEN[place]
        found[word(state, said, "withdrawnwhy")] = SEEN[place]
    for state in ("here", "elsewhere"):
        found[word(state, "cc template", "text")] = TEMPLATES_READ_BY[state]
        found[word(state, "cc import", "name")] = IMPORTED_BY[state] | PREPARED_BY[state]
        found[word(state, "cc holder", "name")] = EVERYONE
        found[word(state, "cc power", "title")] = EVERYONE
    found[word("here", "cc view", "name")] = frozenset({MEMBER})
    found[word("here", "cc view", "query")] = frozenset({MEMBER})
    return found


COMPLAINT_READERS = _readers()
assert AUDITOR not in {who for word_, readers in COMPLAINT_READERS.items() if readers != EVERYONE for who in readers}
