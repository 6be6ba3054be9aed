"""What the public asked, what is due, the year's work and its events: who may read which words of each.

"here" is in the area of the cast, "elsewhere" in the other one. Of what was sent in nobody reads the words as sent but who
prepares the meeting, whatever became of it.
"""

from tests.access.cast import ENTITLED, EVERYONE, NOBODY, OFFICE, OTHER_AREA, PREPARERS, SENDER, Audience
from tests.access.states import Thing, word

ELSEWHERE = frozenset({OTHER_AREA})

# "ahead" was accepted for a meeting that only its clerk knows of, and so nobody else reads it; "withheld" is circulated to
# members and not posted; "late" waits for a meeting; "followed" is the one whose link the whole cast holds, so that its words
# are read with it
SEEN_OF_QUESTIONS: dict[Thing, Audience] = {
    ("here", "received"): PREPARERS,
    ("here", "followed"): PREPARERS,
    ("here", "late"): PREPARERS,
    ("here", "accepted"): EVERYONE,
    ("here", "ahead"): PREPARERS,
    ("here", "withheld"): ENTITLED,
    ("here", "answered"): EVERYONE,
    ("here", "rejected"): PREPARERS,
    ("here", "withdrawn"): PREPARERS,
    ("elsewhere", "received"): NOBODY,
    ("elsewhere", "accepted"): EVERYONE,
    ("elsewhere", "withheld"): ELSEWHERE,
}
TAKEN = ("accepted", "ahead", "withheld", "answered")
QUESTIONS_KEPT_BY = {"here": PREPARERS, "elsewhere": NOBODY}

# "owned" was asked of an officer, "office" is owed by the Commissioner's office, "group" by a body of its own, "area" by none
SEEN_OF_OBLIGATIONS: dict[Thing, Audience] = {
    ("here", "public"): EVERYONE,
    ("here", "unverified"): EVERYONE,
    ("here", "closing"): EVERYONE,
    ("here", "staff"): PREPARERS,
    ("here", "owned"): PREPARERS | {SENDER},
    ("here", "office"): PREPARERS | OFFICE,
    ("here", "group"): PREPARERS,
    ("here", "late"): PREPARERS,
    ("here", "aside"): PREPARERS,
    ("elsewhere", "public"): EVERYONE,
    ("elsewhere", "staff"): NOBODY,
    ("elsewhere", "office"): NOBODY,
}
DUE_SEEN_BY = {"here": PREPARERS | OFFICE, "elsewhere": NOBODY}
SETTLED_BY = {
    "here": PREPARERS, ("here", "office"): PREPARERS | OFFICE, ("here", "owned"): PREPARERS | {SENDER}, "elsewhere": NOBODY,
}  # fmt: skip

# Programmes by state, and entries in them. "hidden" stands at a meeting that only members know of, "undated" at none;
# "ahead" at a draft meeting, which the public may not learn of
PROGRAMMES: dict[Thing, Audience] = {
    ("here", "published"): EVERYONE,
    ("here", "draft"): PREPARERS,
    ("elsewhere", "published"): EVERYONE,
}
SEEN_OF_ENTRIES: dict[Thing, Audience] = {
    ("here", "public"): EVERYONE,
    ("here", "undated"): EVERYONE,
    ("here", "ahead"): EVERYONE,
    ("here", "private"): ENTITLED,
    ("here", "hidden"): ENTITLED,
    ("here", "deferred"): EVERYONE,
    ("here", "deferred private"): ENTITLED,
    ("here", "cancelled"): EVERYONE,
    ("here", "done"): EVERYONE,
    ("here", "removed"): PREPARERS,
    ("here", "drafted"): PREPARERS,
    ("elsewhere", "public"): EVERYONE,
    ("elsewhere", "private"): ELSEWHERE,
}
# Who keeps the programme is refused nothing but what was taken out of it; to all others every number is as closed as the next
ENTRIES_ASKED_BY = {thing: PREPARERS if thing[1] == "drafted" else EVERYONE for thing in SEEN_OF_ENTRIES}
SEEN_OF_EVENTS: dict[Thing, Audience] = {
    ("here", "public"): EVERYONE,
    ("here", "dateless"): EVERYONE,
    ("here", "cancelled"): EVERYONE,
    ("here", "private"): ENTITLED,
    ("here", "private past"): ENTITLED,
    ("elsewhere", "public"): EVERYONE,
    ("elsewhere", "private"): ELSEWHERE,
}
KEPT_BY = {"here": PREPARERS, "elsewhere": NOBODY}


def _readers_of_questions() -> dict[str, Audience]:
    found: dict[str, Audience] = {}
    for (state, thing), readers in SEEN_OF_QUESTIONS.items():
        kept = QUESTIONS_KEPT_BY[state]
        sent = EVERYONE if thing == "followed" else kept
        found |= {word(state, f"question {thing}", part): sent for part in ("words", "name")}
        found |= {word(state, f"question {thing}", part): kept for part in ("email", "key", "why", "told")}
        found[word(state, f"question {thing}", "move")] = sent
        found[word(state, thing, "phone")] = kept
        found |= {word(state, f"question {thing}", part): readers for part in ("published", "called", "answer", "by")}
    return found


def _readers_of_due() -> dict[str, Audience]:
    return {
        word(state, f"due {thing}", part): readers
        for (state, thing), readers in SEEN_OF_OBLIGATIONS.items()
        for part in ("title", "met", "explained", "provision")
    }


def _readers_of_the_year() -> dict[str, Audience]:
    found: dict[str, Audience] = {}
    for (state, thing), readers in SEEN_OF_ENTRIES.items():
        found |= {word(state, f"entry {thing}", part): readers for part in ("title", "notes", "lead", "reason")}
    for (state, thing), readers in PROGRAMMES.items():
        found |= {word(state, f"programme {thing}", part): readers for part in ("introduction", "standing")}
    for (state, thing), readers in SEEN_OF_EVENTS.items():
        found |= {word(state, f"event {thing}", part): readers for part in ("title", "about", "place", "reason")}
    return found


YEAR_READERS = _readers_of_questions() | _readers_of_due() | _readers_of_the_year()
