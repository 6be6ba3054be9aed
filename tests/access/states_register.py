"""What the Commissioner's office keeps, in every state: who finds each thing, and who reads which words of it.

"here" is in the area of the cast, "elsewhere" in the other one. Who decides in the office works on all of it. The panel's own
people read what was shared with them; of an exempt decision the others read its neutral line, whatever else is public.
"""

from tests.access.cast import ENTITLED, EVERYONE, NOBODY, OTHER_AREA, OTHER_BODY, SENDER, Audience
from tests.access.states import Thing, word

OFFICE: Audience = frozenset({SENDER})  # who decides in the Commissioner's office
PANEL = ENTITLED | {OTHER_BODY}  # the members and officers of bodies of the area
SHARED = OFFICE | PANEL
ELSEWHERE: Audience = frozenset({OTHER_AREA})
WORKED_ON_BY = {"here": OFFICE, "elsewhere": NOBODY}

# Decisions. "shared" and the exempt "told" were shared with the panel; "part" is public but for a private part
FOUND: dict[Thing, Audience] = {
    ("here", "proposed"): OFFICE,
    ("here", "secret"): OFFICE,
    ("here", "onboard"): OFFICE,
    ("here", "agreed"): OFFICE,
    ("here", "shared"): SHARED,
    ("here", "deferred"): OFFICE,
    ("here", "rejected"): OFFICE,
    ("here", "signed"): OFFICE,
    ("here", "published"): EVERYONE,
    ("here", "exempt"): EVERYONE,
    ("here", "told"): EVERYONE,
    ("here", "part"): EVERYONE,
    ("here", "implemented"): EVERYONE,
    ("here", "rescinded"): EVERYONE,
    ("elsewhere", "proposed"): NOBODY,
    ("elsewhere", "shared"): ELSEWHERE,
    ("elsewhere", "published"): EVERYONE,
    ("elsewhere", "exempt"): EVERYONE,
}
DECISIONS = tuple(FOUND)
EXEMPT = ("secret", "exempt", "told")  # wholly private
PRIVATE = (*EXEMPT, "part")
SIGNED = ("signed", "published", "exempt", "told", "part", "implemented", "rescinded")
WHOLE: dict[Thing, Audience] = {
    place: WORKED_ON_BY[place[0]] if place[1] in EXEMPT else readers for place, readers in FOUND.items()
} | {("here", "told"): SHARED}  # fmt: skip
PRIVATE_PART = {("here", "part"): OFFICE}
# A signed notice is in print: the whole one for those who read all of it, and the public's where anything is private
NOTICES = {place: FOUND[place] if place[1] in SIGNED else NOBODY for place in DECISIONS}
TEXTS = (
    "title", "summary", "reasons", "options", "legal", "money", "equality", "term", "officer", "maker", "label", "background",
)  # fmt: skip

# The update report, what it carries from one to the next, and what came after it. "out" is published
UPDATES: dict[Thing, Audience] = {
    ("here", "out"): EVERYONE,
    ("here", "draft"): OFFICE,
    ("elsewhere", "draft"): NOBODY,
}
STANDING_ITEMS: dict[Thing, Audience] = {
    ("here", "told"): EVERYONE,
    ("here", "closed"): EVERYONE,
    ("here", "new"): OFFICE,
    ("elsewhere", "new"): NOBODY,
}

# The office's other registers
CONSULTATIONS: dict[Thing, Audience] = {
    ("here", "open"): OFFICE,
    ("here", "sent"): SHARED,
    ("here", "published"): EVERYONE,
    ("elsewhere", "open"): NOBODY,
    ("elsewhere", "sent"): ELSEWHERE,
}
PROJECTS: dict[Thing, Audience] = {
    ("here", "own"): OFFICE,
    ("here", "public"): EVERYONE,
    ("elsewhere", "own"): NOBODY,
}
DIARY: dict[Thing, Audience] = {
    ("here", "own"): OFFICE,
    ("here", "public"): EVERYONE,
    ("elsewhere", "own"): NOBODY,
}
# A publication with a file: of a withdrawn one the public reads why, and has the file no more, the office still has it
PUBLICATIONS: dict[Thing, Audience] = {
    ("here", "page"): EVERYONE,
    ("here", "file"): EVERYONE,
    ("here", "withdrawn"): OFFICE,
    ("elsewhere", "page"): EVERYONE,
}


def _readers_of_decisions() -> dict[str, Audience]:
    found: dict[str, Audience] = {}
    for place, readers in FOUND.items():
        state, said = place[0], f"dec {place[1]}"
        found |= {word(state, said, part): WHOLE[place] for part in TEXTS}
        found |= {word(state, said, part): readers for part in ("neutral", "interest")}
        found |= {word(state, said, "private"): PRIVATE_PART.get(place, NOBODY)}
        found |= {word(state, said, part): WORKED_ON_BY[state] for part in ("reason", "condition")}
        found[word(state, said, "print")] = PRIVATE_PART.get(place, WHOLE[place])
        found[word(state, said, "publicprint")] = readers
    for state in ("here", "elsewhere"):
        found[word(state, "nil return", "note")] = EVERYONE
        found[word(state, "nil return", "taken")] = EVERYONE
        found |= {word(state, "upload", part): WORKED_ON_BY[state] for part in ("name", "problem")}
    return found


def _readers_of_reports() -> dict[str, Audience]:
    found: dict[str, Audience] = {}
    for (state, thing), readers in UPDATES.items():
        said = f"update {thing}"
        found |= {word(state, said, part): readers for part in ("title", "summary", "contact", "heading", "text", "standing")}
        found[word(state, said, "removed")] = WORKED_ON_BY[state]
        found |= {word(state, said, part): readers for part in ("frozen", "print", "late", "lateprint", "why")}
    for (state, thing), readers in STANDING_ITEMS.items():
        found[word(state, f"standing {thing}", "title")] = readers
        found[word(state, f"standing {thing}", "why")] = readers
    return found


def _readers_of_the_office() -> dict[str, Audience]:
    found: dict[str, Audience] = {}
    for (state, thing), readers in CONSULTATIONS.items():
        said = f"consultation {thing}"
        found |= {word(state, said, part): readers for part in ("title", "by", "text", "asked", "answer", "file", "filetitle")}
        found |= {word(state, said, part): WORKED_ON_BY[state] for part in ("removed", "original", "kept", "filename")}
    for (state, thing), readers in PROJECTS.items():
        said = f"project {thing}"
        found |= {word(state, said, part): readers for part in ("title", "about", "lead", "milestone", "update", "source")}
        found[word(state, said, "removed")] = WORKED_ON_BY[state]
    for (state, thing), readers in DIARY.items():
        found |= {word(state, f"diary {thing}", part): readers for part in ("whom", "subject", "place", "cancelled")}
    for (state, thing), readers in PUBLICATIONS.items():
        found |= {word(state, f"publication {thing}", part): EVERYONE for part in ("title", "why", "name")}
        found[word(state, f"publication {thing}", "file")] = readers
        found[word(state, f"publication {thing}", "original")] = WORKED_ON_BY[state]
    for state in ("here", "elsewhere"):
        found |= {word(state, "duty", part): EVERYONE for part in ("owner", "note", "not")}
    return found


REGISTER_READERS = _readers_of_decisions() | _readers_of_reports() | _readers_of_the_office()
