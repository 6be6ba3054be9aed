"""What the world holds of the Commissioner's board: meetings in every state of their release, and minutes of two of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from documents.choices import Access, StoreName
from documents.services.files import store_bytes
from interface import clock
from meetings.choices import AttendanceGroup, EntryKind, MinutesEdition, Publication, ReleaseKind
from meetings.models import AgendaItem, EntryText, Minutes
from meetings.services.releases import Document, approve_releases, ask_release, documents_to_release
from panels.models import Body
from tests.access import states_boards as b
from tests.access.cast import SENDER
from tests.access.states import ACCESSES, word
from tests.documents.samples import plain_pdf
from tests.factories.minutes import (
    ActionFactory,
    AttendanceFactory,
    HeldMeetingFactory,
    MinuteEntryFactory,
    MinuteItemFactory,
    MinutesFactory,
    MinutesPrintFactory,
    QuestionFactory,
)
from tests.factories.panels import ContactOfficerFactory
from tests.factories.register import BoardDecisionFactory, BoardFactory, StandingAttendeeFactory

DAYS = {
    "board draft": date(2022, 5, 19),
    "board out": date(2022, 4, 26),
    "board open": date(2022, 3, 1),
    "board read": date(2022, 3, 8),
    "board minuted": date(2022, 2, 8),
    "board told": date(2022, 1, 11),
}


def board_of(area: Any) -> Body:
    """The board, with who attends it by office, and whom to ask."""
    board = BoardFactory(area=area, slug="board")
    StandingAttendeeFactory(body=board)
    ContactOfficerFactory(body=board)
    return board


def add_boards(world: Any, here: Body, prepare: Callable[[Any, str, Body], None]) -> None:
    """Everything of this module, into a world whose people and decisions are there. `prepare` makes a meeting by the services,
    with a public and an exempt item, a paper on each, and packs."""
    board = board_of(here.area)
    for state in b.PREPARED:
        prepare(world, state, board)
    for state in b.MINUTED:
        _minuted(world, state, board)
    _released(world)
    _decisions(world, board)


def _released(world: Any) -> None:
    """The board of "board read" has approved agendas, a paper and minutes for release, and was asked for more."""
    meeting, actor = world.meetings["board read"], world.users[SENDER]
    asked = [document for document in documents_to_release(meeting, older=True) if _is_asked(world, document)]
    rows = ask_release(meeting=meeting, documents=asked, actor=actor)
    held_back = next(row for row in rows if row.of_meeting == world.meetings["board minuted"])
    chosen = {row.number: row.version for row in rows if row != held_back}
    approve_releases(meeting=meeting, chosen=chosen.items(), actor=actor)
    for row in rows:
        world.numbers.setdefault(("release", "board read", "approved"), row.number)
    world.numbers["release", "board read", ""] = held_back.number
    for state in b.BOARDS:
        world.meetings[state].refresh_from_db()


def _is_asked(world: Any, document: Document) -> bool:
    """The agendas of "board open" and "board read", the paper of the latter, and minutes, of which one set is not approved."""
    named = {
        ReleaseKind.AGENDA: ("board open", "board read"), ReleaseKind.MINUTES: b.MINUTED, ReleaseKind.PAPER: ("board read",),
    }  # fmt: skip
    return document.of_meeting in [world.meetings[state] for state in named[ReleaseKind(document.kind)]]


def _decisions(world: Any, board: Body) -> None:
    """Decisions on the agenda of "board out", one of them exempt: the public knows of neither."""
    meeting = world.meetings["board out"]
    for thing in ("onboard", "secret"):
        decision = world.year["decision"]["here", thing]
        BoardDecisionFactory(meeting=meeting, decision=decision)
        world.numbers["board decision", "board out", thing] = decision.boards.get().number


# Minutes -----------------------------------------------------------------------------------------------------------


def _minuted(world: Any, state: str, board: Body) -> None:
    """A meeting that is over, its minutes published to those who attend, with a public and an exempt item."""
    meeting = HeldMeetingFactory(
        body=board, held_on=DAYS[state], publication=Publication.NOTICE, subject=word(state, "meeting", "subject"),
        venue=board.area.venues.get(), published_at=clock.now().replace(month=1, day=2),
        announced_at=clock.now().replace(month=1, day=1),
    )  # fmt: skip
    world.meetings[state] = meeting
    minutes = MinutesFactory(meeting=meeting, published=True)
    world.minutes[state] = minutes
    for position, access in enumerate(ACCESSES, start=1):
        _item(world, minutes, state, access, position)
    AttendanceFactory(
        meeting=meeting, person=None, name=word(state, "attendance", "name"), group=AttendanceGroup.COMMISSIONER
    )  # fmt: skip
    public = StoreName.PUBLIC if state == "board told" else StoreName.RESTRICTED
    words = {edition: word(state, "print", edition) for edition in ("public", "members")}
    MinutesPrintFactory(
        minutes=minutes, edition=MinutesEdition.DRAFT, public=_stored(public, words["public"]),
        members=_stored(StoreName.RESTRICTED, words["members"]), public_html=f"<p>{words['public']}</p>",
        members_html=f"<p>{words['members']}</p>",
    )  # fmt: skip


def _stored(store: str, words: str) -> Any:
    return store_bytes(store=store, data=plain_pdf(text=words), media_type="application/pdf")


def _item(world: Any, minutes: Minutes, state: str, access: str, position: int) -> None:
    """With words, a question and an action; of the public one, another action that stands on the exempt actions list."""
    meeting = minutes.meeting
    private = _private(state) if access == "exempt" else {}
    title, address = word(state, access, "title"), word(state, access, "address")
    facts: dict[str, Any] = {"slug": address, "title": title, **private}
    reason = {"public_interest_reason": word(state, access, "reason")} if private else {}
    on_agenda = AgendaItem.objects.create(meeting=meeting, position=position, number=str(position), **facts, **reason)
    summary = {"public_summary": word(state, access, "summary")} if private else {}
    item = MinuteItemFactory(minutes=minutes, agenda_item=on_agenda, outcome="taken", is_done=True, **facts, **summary)
    world.items[state, access] = item.slug
    note = MinuteEntryFactory(item=item, text=word(state, access, "note"))
    EntryText.objects.filter(entry=note).update(content={"text": word(state, access, "earlier")})
    world.numbers["entry", state, access] = note.number
    asked = MinuteEntryFactory(item=item, kind=EntryKind.QUESTION, text=word(state, access, "question"))
    QuestionFactory(entry=asked, answer=word(state, access, "answer"))
    MinuteEntryFactory(item=item, text=word(state, access, "removed"), removed_at=clock.now())
    told = Access.PUBLIC if state == "board told" else Access.MEMBERS  # as it is until the board has released them
    _action(minutes, item, word(state, access, "action"), Access.EXEMPT if private else told)
    if not private:
        _action(minutes, item, word(state, "listed", "action"), Access.EXEMPT)


def _private(state: str) -> dict[str, Any]:
    return {"access": Access.EXEMPT, "neutral_title": word(state, "exempt", "neutral"), "exempt_paragraph": 3}


def _action(minutes: Minutes, item: Any, words: str, access: str) -> None:
    meeting = minutes.meeting
    entry = MinuteEntryFactory(item=item, kind=EntryKind.ACTION, text=words)
    ActionFactory(
        body=meeting.body, entry=entry, text=words, raised_on=meeting.held_on, raised_meeting=meeting, published_at=clock.now(),
        access=access, reference=f"B-2022-{entry.pk}",
    )  # fmt: skip
