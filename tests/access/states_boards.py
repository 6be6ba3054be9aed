"""Meetings of the Commissioner's board in every state: the office that decides prepares them, and nobody else by their role.

The board approves for release what of its meetings is public. Of "board draft" nobody outside knows; of "board out" the agenda
is out to those who attend, and the public has the date alone; of "board open" the agenda is released and no paper, of "board
read" the paper on the public item too. "board minuted" are published minutes that are not released, "board told" are released.
The panel's members, Chair, clerk and lead officer are to all of them as the public is.
"""

from tests.access.cast import EVERYONE, NOBODY, OVERSEERS, Audience
from tests.access.states import ACCESSES, Thing, word
from tests.access.states_register import OFFICE

PREPARED = ("board draft", "board out", "board open", "board read")  # with an agenda that the services made
MINUTED = ("board minuted", "board told")
BOARDS = (*PREPARED, *MINUTED)


def only(*states: str, of: tuple[str, ...] = BOARDS) -> dict[str, Audience]:
    """Everybody in the named states, the office alone in the others."""
    return {state: EVERYONE if state in states else OFFICE for state in of}


BOARD_KNOWN_TO = only(*(state for state in BOARDS if state != "board draft"))
AGENDA_READ_BY = only("board open", "board read")
AGENDA_OUT = ("board out", "board open", "board read")
WRITTEN_BY = dict.fromkeys(BOARDS, OFFICE)
PAPERS_SEEN_BY: dict[Thing, Audience] = {(state, access): OFFICE for state in PREPARED for access in ACCESSES}
PAPERS_SEEN_BY["board read", "public"] = EVERYONE
FILES_SEEN_BY = PAPERS_SEEN_BY
PACKS_SEEN_BY: dict[Thing, Audience] = {
    (state, edition): OFFICE if edition == "members" and state != "board draft" else NOBODY
    for state in PREPARED for edition in ("public", "members")
}  # fmt: skip
MINUTES_SEEN_BY = only("board told", of=MINUTED)


def _readers_of_agendas() -> dict[str, Audience]:
    found: dict[str, Audience] = {}
    for state in PREPARED:
        found[word(state, "meeting", "subject")] = BOARD_KNOWN_TO[state]
        for access in ACCESSES:
            agenda = AGENDA_READ_BY[state] if access == "public" else OFFICE
            found |= {word(state, access, part): agenda for part in ("title", "purpose", "lead")}
            papers = PAPERS_SEEN_BY[state, access]
            found |= {word(state, access, part): papers for part in ("papertitle", "text", "asks")}
            found[word(state, access, "paperaddress")] = papers | OVERSEERS
            found[word(state, access, "address")] = AGENDA_READ_BY[state] | OVERSEERS
        found |= {word(state, "exempt", part): AGENDA_READ_BY[state] for part in ("neutral", "reason")}
        found |= {word(state, "exempt", part): OFFICE for part in ("filename", "note")}
        found |= {word(state, "pack", edition): PACKS_SEEN_BY[state, edition] for edition in ("public", "members")}
    return found


def _readers_of_minutes() -> dict[str, Audience]:
    found: dict[str, Audience] = {}
    for state in MINUTED:
        read, known = MINUTES_SEEN_BY[state], BOARD_KNOWN_TO[state]
        found[word(state, "meeting", "subject")] = known
        found |= {word(state, "public", part): read for part in ("title", "note", "question", "answer", "resolution", "action")}
        found |= {word(state, "public", part): read for part in ("declared", "recommendation")}
        found |= {word(state, "exempt", part): read for part in ("neutral", "reason", "summary")}
        parts = ("title", "note", "question", "answer", "resolution", "action", "recommendation", "declared")
        found |= {word(state, "exempt", part): OFFICE for part in parts}
        found |= {word(state, access, part): OFFICE for access in ACCESSES for part in ("earlier", "removed")}
        found |= {word(state, access, "address"): read | OVERSEERS for access in ACCESSES}
        found[word(state, "listed", "action")] = OFFICE
        found |= {word(state, "attendance", part): read for part in ("name", "substitute")}
        found[word(state, "raised", "title")] = read
        found |= {word(state, "print", "public"): read, word(state, "print", "members"): OFFICE}
    return found


BOARD_READERS = _readers_of_agendas() | _readers_of_minutes()
