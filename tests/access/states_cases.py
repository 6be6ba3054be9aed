"""Statutory cases, reviews, yearly business and the panel's own annual report: who may read which words of each.

"here" is in the area of the cast, "elsewhere" in the other one. What the Commissioner's office is told of a case, it reads;
what the panel deliberates it does not.
"""

from tests.access.cast import CHAIR, ENTITLED, EVERYONE, NOBODY, OTHER_AREA, OVERSEERS, PREPARERS, SENDER, Audience
from tests.access.states import Thing, word

ELSEWHERE = frozenset({OTHER_AREA})
DECIDING: Audience = frozenset({SENDER})  # who works on decisions in the Commissioner's office
SHARED = ENTITLED | DECIDING
WRITERS = PREPARERS | {CHAIR}  # who reads what a panel is writing

# A case is of everybody once it is published; before, of the panel, and of the office once it is shared with it
SEEN_OF_CASES: dict[Thing, Audience] = {
    ("here", "precept"): EVERYONE,
    ("here", "ahead"): ENTITLED,
    ("here", "withdrawn"): EVERYONE,
    ("here", "hearing"): EVERYONE,
    ("here", "named"): EVERYONE,
    ("here", "told"): SHARED,
    ("here", "removal"): SHARED,
    ("here", "plan"): EVERYONE,
    ("here", "annual"): EVERYONE,
    ("here", "information"): ENTITLED,
    ("here", "attendance"): EVERYONE,
    ("here", "suspension"): ENTITLED,
    ("here", "acting"): EVERYONE,
    # Reviews of decisions: a public one of an exempt decision, and one of a decision that only the panel was told of
    ("here", "reviewed"): EVERYONE,
    ("here", "reviewing"): SHARED,
    ("elsewhere", "precept"): EVERYONE,
    ("elsewhere", "told"): ELSEWHERE,
}
KINDS = {
    "precept": "precept", "ahead": "precept", "withdrawn": "precept", "hearing": "hearings", "named": "hearings",
    "told": "hearings", "removal": "removals", "plan": "plans", "annual": "annual-reports", "information": "information",
    "attendance": "attendance", "suspension": "suspensions", "acting": "acting-commissioners",
    "reviewed": "decision-reviews", "reviewing": "decision-reviews",
}  # fmt: skip
KEPT_BY = {"here": PREPARERS, "elsewhere": NOBODY}
# The office acts in what was shared with it
_UNSHARED = {("here", "ahead"): PREPARERS, ("here", "information"): PREPARERS, ("here", "suspension"): PREPARERS}
NOTIFIED_BY = {"here": PREPARERS | DECIDING, "elsewhere": NOBODY} | _UNSHARED

# What stands in a case. "taken back" was entered in error and "removed" taken out: for those who keep the case, if for anybody
NOTICES: dict[Thing, Audience] = {
    ("here", "precept"): EVERYONE,
    ("here", "hearing"): EVERYONE,
    ("here", "named"): EVERYONE,
    ("here", "told"): SHARED,
    ("here", "removal"): SHARED,
    ("here", "plan"): EVERYONE,
    ("here", "annual"): SHARED,  # a draft that was sent to the panel and that nobody has made public
    ("elsewhere", "precept"): EVERYONE,
    ("elsewhere", "told"): ELSEWHERE,
}
NAMES: dict[Thing, Audience] = {
    ("here", "hearing"): SHARED,
    ("here", "named"): EVERYONE,
    ("here", "told"): SHARED,
    ("elsewhere", "told"): ELSEWHERE,
}
PARTICULARS: dict[Thing, Audience] = {thing: ELSEWHERE if thing[0] == "elsewhere" else SHARED for thing in NAMES}
REPORTS: dict[Thing, Audience] = {
    ("here", "precept"): EVERYONE,
    ("here", "hearing"): WRITERS,
    ("here", "named"): SHARED,
    ("here", "removal"): WRITERS,
    ("here", "plan"): WRITERS,
    ("elsewhere", "precept"): EVERYONE,
    ("elsewhere", "told"): NOBODY,
}
DRAFT_REPORTS = (("here", "hearing"), ("here", "removal"), ("here", "plan"), ("elsewhere", "told"))
SENT_REPORTS = (("here", "precept"), ("here", "named"), ("elsewhere", "precept"))
RESPONSES: dict[Thing, Audience] = {
    ("here", "precept"): EVERYONE,
    ("here", "named"): SHARED,
    ("here", "attendance"): EVERYONE,
    ("elsewhere", "precept"): EVERYONE,
}
# Where a case was taken: at a meeting that is over, at one that is being prepared, and at one that only members know of
TIES: dict[tuple[str, str, str], Audience] = {
    ("here", "precept", "held"): EVERYONE,
    ("here", "precept", "draft"): PREPARERS,
    ("here", "hearing", "held"): EVERYONE,
    ("here", "hearing", "briefing out"): ENTITLED,
    ("here", "removal", "briefing out"): ENTITLED,
    ("elsewhere", "precept", "elsewhere"): EVERYONE,
}
VOTES: dict[tuple[str, str, str], Audience] = {
    ("here", "precept", "held"): EVERYONE,
    ("here", "hearing", "briefing out"): ENTITLED,
    ("here", "removal", "briefing out"): ENTITLED,
}

# The panel's own annual report
ANNUALS: dict[Thing, Audience] = {
    ("here", "out"): EVERYONE,
    ("here", "drafted"): WRITERS,
    ("elsewhere", "drafted"): NOBODY,
}

# Reviews: findings are known to others once they are reported
SEEN_OF_REVIEWS: dict[Thing, Audience] = {
    ("here", "gathering"): EVERYONE,
    ("here", "reported"): EVERYONE,
    ("here", "planned"): ENTITLED,
    ("elsewhere", "gathering"): EVERYONE,
    ("elsewhere", "planned"): ELSEWHERE,
}
FINDINGS = {thing: KEPT_BY[thing[0]] for thing in SEEN_OF_REVIEWS} | {("here", "reported"): EVERYONE}
ENTITLED_TO = {"here": ENTITLED, "elsewhere": ELSEWHERE}
CYCLE: dict[Thing, Audience] = {
    ("here", "public"): EVERYONE,
    ("here", "private"): ENTITLED,
    ("elsewhere", "public"): EVERYONE,
    ("elsewhere", "private"): ELSEWHERE,
}


def _readers_of_cases() -> dict[str, Audience]:
    found: dict[str, Audience] = {}
    for (state, thing), readers in SEEN_OF_CASES.items():
        found |= {word(state, f"case {thing}", part): readers for part in ("title", "about", "concerns", "outcome")}
        found |= {word(state, f"case {thing}", part): KEPT_BY[state] for part in ("takenback", "why", "removed")}
    for family, rows, parts in (
        ("notice", NOTICES, ("text",)),
        ("candidate", NAMES, ("name",)),
        ("candidate", PARTICULARS, ("why", "terms")),
        ("candidate", {thing: NOTICES[thing] for thing in NAMES}, ("criteria",)),
        ("report", REPORTS, ("text", "asks", "print")),
        ("response", RESPONSES, ("text", "print")),
        ("annual", ANNUALS, ("foreword", "back", "ahead", "print")),
    ):
        found |= {word(state, f"{family} {thing}", part): who for (state, thing), who in rows.items() for part in parts}
    for (state, thing, where), readers in TIES.items():
        found[word(state, f"tie {thing} {where}", "note")] = readers
    for (state, thing, where), readers in VOTES.items():
        found[word(state, f"vote {thing} {where}", "question")] = readers
    return found


def _readers_of_reviews() -> dict[str, Audience]:
    found: dict[str, Audience] = {}
    for (state, thing), readers in SEEN_OF_REVIEWS.items():
        said, entitled, kept = f"review {thing}", ENTITLED_TO[state], KEPT_BY[state]
        found |= {word(state, said, part): readers for part in ("title", "why", "scope", "witness", "heard")}
        found |= {word(state, said, part): FINDINGS[state, thing] for part in ("findings", "conclusions")}
        found[word(state, said, "print")] = FINDINGS[state, thing]
        found |= {word(state, f"{said} public", part): readers for part in ("title", "from", "text")}
        found |= {word(state, f"{said} private", part): readers & entitled for part in ("title", "from", "text")}
        found |= {word(state, f"{said} removed", part): kept for part in ("title", "from", "text", "witness", "heard")}
        found |= {word(state, said, part): kept for part in ("ahead", "asks")}
    found |= {word(state, f"cycle {thing}", part): who for (state, thing), who in CYCLE.items() for part in ("title", "notes")}
    found[word("here", "request attendance", "print")] = EVERYONE
    # The audit trail names reviews by their address
    return found | {word("here", "review planned", "address"): ENTITLED | OVERSEERS}


CASE_READERS = _readers_of_cases() | _readers_of_reviews()
