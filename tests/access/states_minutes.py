"""The life of minutes: who reads them, and what came of them, in each of its states.

These meetings are over, and their agendas are out. "drafting" is being written, of "decided" the sheet of decisions is out,
"sent" lies with the Chair, "checked" came back from there; "minuted" is published as a draft, "confirmed" was agreed at a
later meeting. "briefed" are published minutes of a private briefing. "minuted elsewhere" are the other area's, published, at
the very address that "minuted" has in this one. Of "held" (see `states`) nobody has begun the minutes.
"""

from tests.access.cast import CHAIR, CLERK, ENTITLED, EVERYONE, MEMBER, NOBODY, OTHER_AREA, OVERSEERS, PREPARERS, SENDER, Audience
from tests.access.states import ACCESSES, Thing, word

WITH_CHAIR = PREPARERS | {CHAIR}
SEATED, ELSEWHERE = frozenset({MEMBER, CHAIR}), frozenset({OTHER_AREA})
MINUTED = ("drafting", "decided", "sent", "checked", "minuted", "confirmed", "briefed", "minuted elsewhere")
MINUTES_OUT = ("minuted", "confirmed", "briefed", "minuted elsewhere")
OPEN_OUT = ("minuted", "confirmed", "minuted elsewhere")


def in_each(audience: Audience, **but: Audience) -> dict[str, Audience]:
    """One audience for the minutes in every state but the named ones."""
    return dict.fromkeys(MINUTED, audience) | {name.replace("_", " "): other for name, other in but.items()}


# The meeting, its minutes as the public has them, and what in them is private
MEETING_KNOWN_TO = in_each(EVERYONE, briefed=ENTITLED)
WRITTEN_BY = in_each(PREPARERS, minuted_elsewhere=NOBODY)
CHECKED_BY = in_each(frozenset({CHAIR}), minuted_elsewhere=NOBODY)
PRIVATELY_OPEN_TO = in_each(ENTITLED, minuted_elsewhere=ELSEWHERE)
MINUTES_SEEN_BY = in_each(
    PREPARERS, sent=WITH_CHAIR, checked=WITH_CHAIR, minuted=EVERYONE, confirmed=EVERYONE, briefed=ENTITLED,
    minuted_elsewhere=EVERYONE,
)  # fmt: skip
PRIVATE_PART_SEEN_BY = {state: MINUTES_SEEN_BY[state] & PRIVATELY_OPEN_TO[state] for state in MINUTED}
DECISIONS_SEEN_BY = MINUTES_SEEN_BY | {"decided": EVERYONE}
DECISIONS_PRIVATELY_SEEN_BY = {state: DECISIONS_SEEN_BY[state] & PRIVATELY_OPEN_TO[state] for state in MINUTED}
CORRECTED_BY = in_each(NOBODY, minuted=SEATED | PREPARERS, briefed=SEATED | PREPARERS, minuted_elsewhere=ELSEWHERE)

# Actions and recommendations, wherever they were made. "owned" ones are answered for by an officer; "hidden" are not out;
# "closed" was closed at a private meeting, "replaced" was raised there and gave way to the exempt one
SEEN_OF_ACTIONS: dict[Thing, Audience] = {
    ("here", "public"): EVERYONE,
    ("here", "exempt"): ENTITLED,
    ("here", "owned"): ENTITLED | {SENDER},
    ("here", "hidden"): PREPARERS,
    ("here", "hidden owned"): PREPARERS,
    ("here", "closed"): EVERYONE,
    ("here", "replaced"): EVERYONE,
    ("elsewhere", "public"): EVERYONE,
    ("elsewhere", "exempt"): ELSEWHERE,
}
SEEN_OF_RECOMMENDATIONS: dict[Thing, Audience] = {
    ("here", "public"): EVERYONE,
    ("here", "exempt"): ENTITLED,
    ("here", "hidden"): PREPARERS,
    ("elsewhere", "public"): EVERYONE,
    ("elsewhere", "exempt"): ELSEWHERE,
}
KEPT_BY = {"here": PREPARERS, "elsewhere": NOBODY}
# The Commissioner's office calls meetings of its own board, and enters what is agreed there
BEGUN_BY = {"here": PREPARERS | {SENDER}, "elsewhere": NOBODY}
RESPONDED_BY = {"here": PREPARERS | {SENDER}, "elsewhere": NOBODY}


def action(thing: str, part: str) -> str:
    return word("here", f"action {thing}", part)


def _readers_of_minutes() -> dict[str, Audience]:
    found: dict[str, Audience] = {}
    for state in MINUTED:
        read, private, wrote = MINUTES_SEEN_BY[state], PRIVATE_PART_SEEN_BY[state], WRITTEN_BY[state]
        decided, decided_privately = DECISIONS_SEEN_BY[state], DECISIONS_PRIVATELY_SEEN_BY[state]
        known = MEETING_KNOWN_TO[state]
        found |= {word(state, "meeting", "subject"): known, word(state, "public", "title"): known}
        found |= {word(state, "exempt", part): known for part in ("neutral", "reason")}
        found[word(state, "exempt", "title")] = known & PRIVATELY_OPEN_TO[state]
        found[word(state, "raised", "title")] = decided
        found |= {word(state, "public", part): read for part in ("note", "question", "answer")}
        found |= {word(state, "public", part): decided for part in ("resolution", "declared")}
        found |= {word(state, "exempt", part): private for part in ("note", "question", "answer")}
        found |= {word(state, "exempt", part): decided_privately for part in ("resolution", "action", "recommendation")}
        found |= {word(state, "public", part): decided for part in ("action", "recommendation")}
        found[word(state, "exempt", "summary")] = read | decided
        found[word(state, "attendance", "name")] = decided
        # Whoever sent apologies reads who was to come instead
        found[word(state, "attendance", "substitute")] = wrote | read | decided | {CHAIR}
        # Earlier texts and what was taken out are for those who write; what one person is typing, for them alone
        for access in ACCESSES:
            found |= {word(state, access, part): wrote for part in ("earlier", "removed")}
            found[word(state, access, "draft")] = frozenset({CLERK})
        # Addresses of items are made of the public's title; the audit trail may name them
        found |= {word(state, access, "address"): known | OVERSEERS for access in ACCESSES}
        if state in MINUTES_OUT:
            open_to = read if state in OPEN_OUT else PRIVATELY_OPEN_TO[state]
            found |= {word(state, "print", "public"): open_to, word(state, "print", "members"): private}
    found[word("decided", "print", "public")] = EVERYONE
    found[word("decided", "print", "members")] = ENTITLED
    return found


def _readers_of_corrections() -> dict[str, Audience]:
    """Corrections are between members and those who write; a corrigendum stands beside the words that it corrects."""
    parts = ("quoted", "proposed", "why")
    found = {word("minuted", f"correction {access}", part): ENTITLED for access in ACCESSES for part in parts}
    found |= {word("minuted elsewhere", "correction public", part): ELSEWHERE for part in parts}
    for part in ("text", "reason"):
        found |= {word("confirmed", "corrigendum public", part): EVERYONE}
        found |= {word("confirmed", "corrigendum exempt", part): ENTITLED}
    return found


def _readers_of_records() -> dict[str, Audience]:
    found: dict[str, Audience] = {}
    for (state, thing), readers in SEEN_OF_ACTIONS.items():
        found |= {word(state, f"action {thing}", part): readers for part in ("text", "owner", "update", "reason")}
    for (state, thing), readers in SEEN_OF_RECOMMENDATIONS.items():
        found |= {word(state, f"recommendation {thing}", part): readers for part in ("text", "to", "response")}
    # Links from the public action: to a private paper, a private minute, a private action; and one that was untied
    found |= {word("here", "link", part): ENTITLED for part in ("paper", "minute", "action")}
    found[word("here", "link", "removed")] = PREPARERS
    return found


# The register of interests: of a sensitive one the public learns that it is there
SENSITIVE_READ_BY = PREPARERS
_INTERESTS = {
    word("here", "interest public", "text"): EVERYONE,
    word("here", "interest sensitive", "text"): SENSITIVE_READ_BY,
    word("here", "interest removed", "text"): PREPARERS,
    word("elsewhere", "interest public", "text"): EVERYONE,
    word("elsewhere", "interest sensitive", "text"): NOBODY,
}

MINUTES_READERS = _readers_of_minutes() | _readers_of_corrections() | _readers_of_records() | _INTERESTS
