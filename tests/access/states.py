"""Every publication state, and who knows of a meeting, reads its agenda, its papers and its packs in each.

A dictionary gives an audience by state ("published") or by thing in a state ("published", "exempt").
"""

from tests.access.cast import CHAIR, ENTITLED, EVERYONE, NOBODY, OTHER_AREA, OVERSEERS, PREPARERS, SENDER, Audience

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
# Large print: of what was written here and is out. The exempt paper of the published meeting is an upload
LARGE_PRINT_SEEN_BY = {
    thing: FILES_SEEN_BY[thing] if thing[0] in OUT and thing != ("published", "exempt") else NOBODY for thing in PAPERS_SEEN_BY
}
DRAFTS = {thing: PREPARED_BY[thing[0]] if thing[0] not in OUT else NOBODY for thing in PAPERS_SEEN_BY}
GONE_OUT = {thing: PREPARED_BY[thing[0]] if thing[0] in OUT and thing not in WITHDRAWN else NOBODY for thing in PAPERS_SEEN_BY}

# What was found in a file: of a draft that an officer sent in, and that is on no item, they see it too
SENT_IN: dict[Thing, Audience] = {("draft", "sent"): PREPARERS | {SENDER}}
FINDINGS_KNOWN_TO = FILES_SEEN_BY | SENT_IN
FINDINGS_READ_BY = {thing: PREPARED_BY[thing[0]] for thing in FILES_SEEN_BY} | SENT_IN
DECIDED_BY = DRAFTS | {("draft", "sent"): PREPARERS}

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

# A report was asked of an officer, and the Chair to approve the agenda: both of a draft that they do not know otherwise
PUT_BEFORE: dict[str, Audience] = {"draft": frozenset({CHAIR})}
TOLD_OF: dict[str, Audience] = {"draft": frozenset({CHAIR, SENDER})}
REPORTS: dict[Thing, Audience] = {("draft", "report"): PREPARERS | {SENDER}, ("published", "report"): PREPARERS | {SENDER}}
SHOWN_TO_CHAIR = {
    state: PREPARED_BY[state] | PUT_BEFORE.get(state, NOBODY) | (frozenset({CHAIR}) if state in OUT else NOBODY)
    for state in STATES if state != "elsewhere"
} | {"elsewhere": NOBODY}  # fmt: skip
HAS_PACK = (*OUT, "draft")
PACK_SHOWN_TO_CHAIR = {state: readers if state in HAS_PACK else NOBODY for state, readers in SHOWN_TO_CHAIR.items()}


def word(state: str, thing: str, part: str) -> str:
    """A word that stands in one field of one thing and nowhere else: a canary."""
    return f"canary{state}{thing}{part}yranac".replace(" ", "")


def _readers_of_what_was_sent_in() -> dict[str, Audience]:
    found = {}
    for (state, thing), readers in SENT_IN.items():
        found |= {word(state, thing, part): readers for part in ("title", "quote", "filename")}
        found[word(state, thing, "address")] = readers | OVERSEERS
    return found


def _readers() -> dict[str, Audience]:
    """Who may ever meet each word, on whatever page. What is not here is for nobody."""
    found = {}
    for state in STATES:
        prepared = PREPARED_BY[state] | PUT_BEFORE.get(state, NOBODY)
        found[word(state, "meeting", "subject")] = KNOWN_TO[state] | PUT_BEFORE.get(state, NOBODY)
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
        for edition in ("public", "members"):
            found[word(state, "pack", edition)] = PACKS_SEEN_BY[state, edition] | PUT_BEFORE.get(state, NOBODY)
        found[word(state, "exempt", "note")] = SHOWN_TO_CHAIR[state]
        found[word(state, "exempt", "filename")] = prepared
        found[word(state, "format", "words")] = prepared
    for (state, thing), readers in WITHDRAWN.items():
        found[word(state, thing, "title")] = readers
        found[word(state, thing, "tombstone")] = readers
        found[word(state, thing, "address")] = readers | OVERSEERS
    return found


def _readers_of_requests() -> dict[str, Audience]:
    return {word(state, thing, part): readers for (state, thing), readers in REPORTS.items() for part in ("title", "asks")}


# Supplements: one that is out, and a draft with previews; in each a public and an exempt paper
SUPPLEMENT_PAPERS_SEEN_BY: dict[Thing, Audience] = {
    ("published", "late public"): EVERYONE,
    ("published", "late exempt"): ENTITLED,
    ("held", "late public"): PREPARERS,
    ("held", "late exempt"): PREPARERS,
}
SUPPLEMENTS_SEEN_BY: dict[Thing, Audience] = {
    ("published", "public"): EVERYONE,
    ("published", "members"): ENTITLED,
    ("held", "public"): PREPARERS,
    ("held", "members"): PREPARERS,
}


def _readers_of_supplements() -> dict[str, Audience]:
    papers = {word(*thing, part): who for thing, who in SUPPLEMENT_PAPERS_SEEN_BY.items() for part in ("title", "text")}
    packs = {word(state, "supplement", edition): readers for (state, edition), readers in SUPPLEMENTS_SEEN_BY.items()}
    return papers | packs


READERS = _readers_of_supplements() | _readers() | _readers_of_what_was_sent_in() | _readers_of_requests()
