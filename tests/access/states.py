"""Every publication state, and who knows of a meeting, reads its agenda, its papers and its packs in each.

A dictionary gives an audience by state ("published") or by thing in a state ("published", "exempt").
"""

from tests.access.cast import ENTITLED, EVERYONE, NOBODY, OTHER_AREA, OVERSEERS, PREPARERS, Audience

Thing = tuple[str, str]

# "briefing" and "briefing out" are private briefings before and after their agenda went to members; "development" is a
# development day, of which only the date is public; "cancelled" was announced, "postponed" was published.
# "elsewhere" is the other area's meeting, published, at the very address that "published" has in this one.
AT_HOME = (
    "draft", "announced", "published", "held", "postponed", "cancelled", "briefing", "briefing out", "development",
)  # fmt: skip
STATES = (*AT_HOME, "elsewhere")
OUT = ("published", "held", "postponed", "briefing out", "development", "elsewhere")
OPEN = ("published", "held", "postponed", "elsewhere")
ACCESSES = ("public", "exempt")


def in_every(audience: Audience, **but: Audience) -> dict[str, Audience]:
    """One audience in every state but the named ones."""
    return dict.fromkeys(STATES, audience) | {name.replace("_", " "): other for name, other in but.items()}


# The meeting itself, its agenda, and what on it is private
PREPARED_BY = in_every(PREPARERS, elsewhere=NOBODY)
ENTITLED_TO = in_every(ENTITLED, elsewhere=frozenset({OTHER_AREA}))
KNOWN_TO = in_every(EVERYONE, draft=PREPARERS, briefing=ENTITLED, briefing_out=ENTITLED)
AGENDA_READ_BY = in_every(
    NOBODY,
    published=EVERYONE,
    held=EVERYONE,
    postponed=EVERYONE,
    elsewhere=EVERYONE,
    briefing_out=ENTITLED,
    development=ENTITLED,
)
PRIVATELY_READ_BY = {state: AGENDA_READ_BY[state] & ENTITLED_TO[state] for state in STATES}
PAPERS_LISTED_BY = {state: EVERYONE if state in OPEN else NOBODY for state in STATES}
NOTICE_READ_BY = {state: EVERYONE if state in OPEN else NOBODY for state in STATES}

# Papers: one on the public item, one on the exempt item of every meeting; two withdrawn ones where the agenda is published
WITHDRAWN: dict[Thing, Audience] = {("published", "withdrawn"): EVERYONE, ("published", "exempt withdrawn"): ENTITLED}
PAPERS_SEEN_BY: dict[Thing, Audience] = {
    **{(state, "public"): AGENDA_READ_BY[state] | PREPARED_BY[state] for state in STATES},
    **{(state, "exempt"): PRIVATELY_READ_BY[state] | PREPARED_BY[state] for state in STATES},
    **WITHDRAWN,
}
FILES_SEEN_BY = PAPERS_SEEN_BY | dict.fromkeys(WITHDRAWN, NOBODY)
ARCHIVE_SEEN_BY = {state: PAPERS_SEEN_BY[state, "public"] | PAPERS_SEEN_BY[state, "exempt"] for state in STATES}
DRAFTS = {thing: PREPARED_BY[thing[0]] if thing[0] not in OUT else NOBODY for thing in PAPERS_SEEN_BY}
GONE_OUT = {thing: PREPARED_BY[thing[0]] if thing[0] in OUT and thing not in WITHDRAWN else NOBODY for thing in PAPERS_SEEN_BY}

# Packs: both editions of an open meeting, previews of the draft; only members have one of a private day
PACKS_SEEN_BY: dict[Thing, Audience] = {
    **{(state, edition): NOBODY for state in STATES for edition in ("public", "members")},
    **{(state, "public"): EVERYONE for state in OPEN},
    **{(state, "members"): ENTITLED_TO[state] for state in OUT},
    ("draft", "public"): PREPARERS,
    ("draft", "members"): PREPARERS,
}
PACK_PAGE_SEEN_BY = {
    state: PACKS_SEEN_BY[state, "public"] | PACKS_SEEN_BY[state, "members"] | (PREPARED_BY[state] & KNOWN_TO[state])
    for state in STATES
}


def word(state: str, thing: str, part: str) -> str:
    """A word that stands in one field of one thing and nowhere else: a canary."""
    return f"canary{state}{thing}{part}yranac".replace(" ", "")


def _readers() -> dict[str, Audience]:
    """Who may ever meet each word, on whatever page. What is not here is for nobody."""
    found = {}
    for state in STATES:
        prepared = PREPARED_BY[state]
        found[word(state, "meeting", "subject")] = KNOWN_TO[state]
        for thing, readers in (("public", AGENDA_READ_BY[state]), ("exempt", PRIVATELY_READ_BY[state])):
            for part in ("title", "purpose", "lead", "papertitle", "text", "asks"):
                found[word(state, thing, part)] = readers | prepared
        # The public reads why something is private, not what it is
        for part in ("neutral", "reason"):
            found[word(state, "exempt", part)] = AGENDA_READ_BY[state] | prepared
        # The audit trail names things by their address
        for part in ("address", "paperaddress"):
            found[word(state, "public", part)] = AGENDA_READ_BY[state] | prepared | OVERSEERS
        found[word(state, "exempt", "address")] = AGENDA_READ_BY[state] | prepared | OVERSEERS
        found[word(state, "pack", "public")] = PACKS_SEEN_BY[state, "public"]
        found[word(state, "pack", "members")] = PACKS_SEEN_BY[state, "members"]
        found[word(state, "exempt", "filename")] = prepared
    for (state, thing), readers in WITHDRAWN.items():
        found[word(state, thing, "title")] = readers
        found[word(state, thing, "tombstone")] = readers
        found[word(state, thing, "address")] = readers | OVERSEERS
    return found


READERS = _readers()
