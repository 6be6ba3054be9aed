"""What the world holds of minutes: one set in each state of their life, actions, recommendations and interests.

All are plain rows, so that they are there whatever the services refuse; only what went out in print is in the stores.
"""

from datetime import date
from typing import Any

from documents.choices import Access, ExemptParagraph, PaperStatus, Relation, StoreName
from documents.models import Link, Paper, StoredFile
from documents.services.files import store_bytes
from interface import clock
from meetings.choices import AttendanceGroup, EntryKind, MeetingKind, MinutesEdition, Publication, RecommendationStatus
from meetings.models import AgendaItem, EntryText, Meeting, MinuteEntry, MinuteItem, Minutes
from panels.models import Body, Counter, Person
from tests.access.cast import CLERK, MEMBER, SENDER
from tests.access.states import ACCESSES, word
from tests.access.states_minutes import MINUTES_OUT, SEEN_OF_ACTIONS, SEEN_OF_RECOMMENDATIONS
from tests.documents.samples import plain_pdf
from tests.factories.minutes import (
    ActionFactory,
    ActionUpdateFactory,
    AttendanceFactory,
    CorrectionFactory,
    CorrigendumFactory,
    DeclarationFactory,
    EntryDraftFactory,
    HeldMeetingFactory,
    InterestFactory,
    MinuteEntryFactory,
    MinuteItemFactory,
    MinutesFactory,
    MinutesPrintFactory,
    QuestionFactory,
    RecommendationFactory,
    RecommendationResponseFactory,
    ResolutionFactory,
)

DAYS = {
    "drafting": date(2022, 2, 24),
    "decided": date(2022, 2, 22),
    "sent": date(2022, 2, 17),
    "checked": date(2022, 2, 15),
    "minuted": date(2022, 2, 3),
    "confirmed": date(2022, 1, 13),
    "briefed": date(2022, 1, 20),
    "minuted elsewhere": date(2022, 2, 3),
}
LIVES: dict[str, dict[str, Any]] = {
    "drafting": {},
    "decided": {"decided": True},
    "sent": {"sent": True},
    "checked": {"checked": True},
    "minuted": {"published": True},
    "confirmed": {"published": True, "confirmed": True},
    "briefed": {"published": True},
    "minuted elsewhere": {"published": True},
}
TYPED = (EntryKind.NARRATIVE, EntryKind.QUESTION, EntryKind.RESOLUTION, EntryKind.ACTION, EntryKind.RECOMMENDATION)
WORDS = {
    EntryKind.NARRATIVE: "note",
    EntryKind.QUESTION: "question",
    EntryKind.RESOLUTION: "resolution",
    EntryKind.ACTION: "action",
    EntryKind.RECOMMENDATION: "recommendation",
}


def add_minutes(world: Any, here: Body, there: Body) -> None:
    """Everything of this module, into a world whose people and meetings are there."""
    for state in DAYS:
        body = there if state == "minuted elsewhere" else here
        meeting = _meeting(world, state, body)
        minutes = _minutes(world, state, meeting)
        for access in ACCESSES:
            _item(world, minutes, state, access)
        _others(world, minutes, state)
    _corrections(world)
    for state, body in (("here", here), ("elsewhere", there)):
        _actions(world, state, body)
        _recommendations(world, state, body)
        _interests(world, state, body)
    _links(world, here)


def _meeting(world: Any, state: str, body: Body) -> Meeting:
    """A meeting that is over, with an agenda of a public and an exempt item."""
    kind = MeetingKind.PRIVATE_BRIEFING if state == "briefed" else MeetingKind.ORDINARY
    meeting = HeldMeetingFactory(
        body=body, held_on=DAYS[state], kind=kind, subject=word(state, "meeting", "subject"), venue=body.area.venues.get(),
        publication=Publication.MEMBERS if state == "briefed" else Publication.PUBLIC,
        published_at=clock.now().replace(month=1, day=2), announced_at=clock.now().replace(month=1, day=1),
    )  # fmt: skip
    for position, access in enumerate(ACCESSES, start=1):
        AgendaItem.objects.create(
            meeting=meeting, position=position, number=str(position), slug=word(state, access, "address"),
            title=word(state, access, "title"), **_private(state, access, public_interest_reason=word(state, access, "reason")),
        )  # fmt: skip
    world.meetings[state] = meeting
    return meeting


def _private(state: str, access: str, **more: Any) -> dict[str, Any]:
    if access == "public":
        return {}
    neutral = word(state, access, "neutral")
    return {"access": Access.EXEMPT, "neutral_title": neutral, "exempt_paragraph": ExemptParagraph.INDIVIDUAL, **more}


def _minutes(world: Any, state: str, meeting: Meeting) -> Minutes:
    facts = dict(LIVES[state])
    if facts.pop("decided", False):
        facts["decisions_published_at"] = clock.now()
    if facts.get("confirmed"):
        facts["confirmed_meeting"] = world.meetings["held"]
    minutes = MinutesFactory(meeting=meeting, created_by=world.users[CLERK], **facts)
    world.minutes[state] = minutes
    return minutes


def _item(world: Any, minutes: Minutes, state: str, access: str) -> None:
    """An item with every record that may be private, a removed entry, an earlier text, and what the clerk is typing."""
    agenda_item = AgendaItem.objects.get(meeting=minutes.meeting, slug=word(state, access, "address"))
    summary = word(state, access, "summary") if access == "exempt" else ""
    item = MinuteItemFactory(
        minutes=minutes, agenda_item=agenda_item, slug=agenda_item.slug, title=agenda_item.title, public_summary=summary,
        **_private(state, access), **_outcome(world, state, access),
    )  # fmt: skip
    world.items[state, access] = item.slug
    entries = {kind: MinuteEntryFactory(item=item, kind=kind, text=word(state, access, WORDS[kind])) for kind in TYPED}
    QuestionFactory(entry=entries[EntryKind.QUESTION], answer=word(state, access, "answer"))
    ResolutionFactory(entry=entries[EntryKind.RESOLUTION])
    _raised(entries, minutes, state, access)
    note = entries[EntryKind.NARRATIVE]
    world.numbers["entry", state, access] = note.number
    world.entries[state, access] = note
    EntryText.objects.filter(entry=note).update(content={"text": word(state, access, "earlier")})
    MinuteEntry.objects.filter(pk=note.pk).update(version=2)
    EntryText.objects.create(entry=note, number=2, content={"text": note.text}, saved_at=clock.now())
    removed = MinuteEntryFactory(item=item, text=word(state, access, "removed"), removed_at=clock.now())
    world.numbers["removed", state, access] = removed.number
    content = {"text": word(state, access, "draft")}
    EntryDraftFactory(user=world.users[CLERK], item=item, kind=EntryKind.NARRATIVE, content=content)


def _outcome(world: Any, state: str, access: str) -> dict[str, Any]:
    """The public item of "minuted" is deferred to a meeting that only its clerk knows of."""
    if (state, access) == ("minuted", "public"):
        return {"outcome": "deferred", "deferred_to": world.meetings["draft"], "is_done": True}
    return {"outcome": "taken", "is_done": True}


def _raised(entries: dict, minutes: Minutes, state: str, access: str) -> None:
    """The action and the recommendation that the item's entries made."""
    meeting, area = minutes.meeting, minutes.meeting.area
    out = {"published_at": clock.now() if state in MINUTES_OUT or state == "decided" else None}
    private = access == "exempt" or state == "briefed"
    access_now = Access.EXEMPT if private else Access.PUBLIC
    common = {"body": meeting.body, "raised_meeting": meeting, "access": access_now, **out}
    ActionFactory(
        entry=entries[EntryKind.ACTION], text=word(state, access, "action"), raised_on=meeting.held_on,
        reference=_reference(area, "AX" if private else "A"), **common,
    )  # fmt: skip
    RecommendationFactory(
        entry=entries[EntryKind.RECOMMENDATION], text=word(state, access, "recommendation"), made_on=meeting.held_on,
        reference=_reference(area, "RX" if private else "R"), **common,
    )  # fmt: skip


def _reference(area: Any, series: str) -> str:
    """The next of a series, from the counter that the portal goes on counting with."""
    counter = Counter.objects.get_or_create(area=area, series=series, year=2022)[0]
    counter.last += 1
    counter.save()
    return f"{series}-2022-{counter.last:03d}"


def _others(world: Any, minutes: Minutes, state: str) -> None:
    """An item raised at the meeting with a declaration about the private one; who came, who did not; what was printed."""
    meeting = minutes.meeting
    raised = MinuteItemFactory(minutes=minutes, slug=f"raised-{state}".replace(" ", "-"), title=word(state, "raised", "title"),
                               outcome="taken", is_done=True)  # fmt: skip
    exempt = MinuteItem.objects.get(minutes=minutes, slug=world.items[state, "exempt"])
    person = Person.objects.get(area=meeting.area, slug=f"member-of-{meeting.area.slug}")
    member = AttendanceFactory(meeting=meeting, person=person)
    declared = MinuteEntryFactory(item=raised, kind=EntryKind.DECLARATION, text=word(state, "public", "declared"))
    DeclarationFactory(entry=declared, attendance=member, about=exempt)
    guest = AttendanceFactory(
        meeting=meeting, person=None, name=word(state, "attendance", "name"), group=AttendanceGroup.OTHERS,
    )  # fmt: skip
    world.numbers["attendee", state, ""] = guest.number
    if state != "minuted elsewhere":
        _apologies(world, meeting, state)
    if state in MINUTES_OUT or state == "decided":
        _print(world, minutes, state)


def _apologies(world: Any, meeting: Meeting, state: str) -> None:
    away = Person.objects.get(area=meeting.area, slug=f"chair-of-{meeting.area.slug}")
    row = AttendanceFactory(
        meeting=meeting, person=away, status="apologies", substitute_named=word(state, "attendance", "substitute"),
        sent_at=clock.now(), sent_by=world.users[CLERK],
    )  # fmt: skip
    world.numbers["apologies", state, ""] = row.number


def _print(world: Any, minutes: Minutes, state: str) -> None:
    public = _stored(StoreName.RESTRICTED if state == "briefed" else StoreName.PUBLIC, word(state, "print", "public"))
    members = _stored(StoreName.RESTRICTED, word(state, "print", "members"))
    edition = MinutesEdition.DECISIONS if state == "decided" else MinutesEdition.DRAFT
    editions = [edition, *([MinutesEdition.CONFIRMED] if state == "confirmed" else [])]
    for one in editions:
        MinutesPrintFactory(
            minutes=minutes, edition=one, public=public, members=members, public_html=f"<p>{word(state, 'print', 'public')}</p>",
            members_html=f"<p>{word(state, 'print', 'members')}</p>",
        )  # fmt: skip


def _stored(store: str, words: str) -> StoredFile:
    return store_bytes(store=store, data=plain_pdf(text=words), media_type="application/pdf")


def _corrections(world: Any) -> None:
    """Proposed by a member to the public and to the private text; an error found in confirmed minutes, of each too."""
    for state, accesses in (("minuted", ACCESSES), ("minuted elsewhere", ("public",))):
        for access in accesses:
            thing = f"correction {access}"
            made = CorrectionFactory(
                entry=world.entries[state, access], quoted=word(state, thing, "quoted"), why=word(state, thing, "why"),
                proposed=word(state, thing, "proposed"), proposed_by=world.users[MEMBER],
            )  # fmt: skip
            world.numbers["correction", state, access] = made.number
    for access in ACCESSES:
        thing = f"corrigendum {access}"
        CorrigendumFactory(
            entry=world.entries["confirmed", access], made_by=world.users[CLERK], text=word("confirmed", thing, "text"),
            reason=word("confirmed", thing, "reason"),
        )  # fmt: skip


def _actions(world: Any, state: str, body: Body) -> None:
    """In the other area the same references stand for other actions."""
    for thing in [thing for where, thing in SEEN_OF_ACTIONS if where == state]:
        private = thing in ("exempt", "owned")
        facts: dict[str, Any] = {"access": Access.EXEMPT} if private else {}
        facts |= {"owner_user": world.users[SENDER]} if "owned" in thing else {}
        facts |= {"published_at": None} if "hidden" in thing else {}
        if thing == "closed":
            reason = word(state, f"action {thing}", "reason")
            facts |= {"status": "closed", "closed_how": "meeting", "closed_on": date(2022, 3, 1), "closed_reason": reason}
            facts |= {"closed_meeting": world.meetings["briefed"]}
        if thing == "replaced":
            facts |= {"status": "superseded", "superseded_by": world.actions[state, "exempt"]}
            facts |= {"raised_meeting": world.meetings["briefed"]}
        made = ActionFactory(
            body=body, reference=_reference(body.area, "AX" if private else "A"), text=word(state, f"action {thing}", "text"),
            owner_name=word(state, f"action {thing}", "owner"), due_on=date(2022, 3, 1), **facts,
        )  # fmt: skip
        ActionUpdateFactory(action=made, text=word(state, f"action {thing}", "update"))
        world.actions[state, thing] = made
    if state == "elsewhere":
        for thing in ("public", "exempt"):
            world.actions[state, thing].reference = world.actions["here", thing].reference
            world.actions[state, thing].save(update_fields=["reference"])


def _recommendations(world: Any, state: str, body: Body) -> None:
    for thing in [thing for where, thing in SEEN_OF_RECOMMENDATIONS if where == state]:
        private = thing == "exempt"
        out: dict[str, Any] = {"published_at": None} if thing == "hidden" else {}
        if (state, thing) == ("here", "public"):
            out["raised_meeting"] = world.meetings["briefed"]
        to, text = (word(state, f"recommendation {thing}", part) for part in ("to", "text"))
        made = RecommendationFactory(
            body=body, reference=_reference(body.area, "RX" if private else "R"), made_to=to, text=text, **out,
            status=RecommendationStatus.ACCEPTED, access=Access.EXEMPT if private else Access.PUBLIC,
        )  # fmt: skip
        RecommendationResponseFactory(recommendation=made, text=word(state, f"recommendation {thing}", "response"))
        world.recommendations[state, thing] = made


def _links(world: Any, here: Body) -> None:
    """The public action is tied to what its readers may not see: each link says what it shows."""
    area, action = here.area, world.actions["here", "public"]
    meeting = world.meetings["published"]
    paper = Paper.objects.get(area=area, collection=meeting.slug, slug=world.papers["published", "exempt"])
    assert (paper.status, paper.access) == (PaperStatus.PUBLISHED, Access.EXEMPT)
    ends = [
        ("paper", paper.pk, "paper", None),
        ("minute", world.entries["minuted", "exempt"].pk, "minute", None),
        ("action", world.actions["here", "exempt"].pk, "action", None),
        ("minute", world.entries["minuted", "public"].pk, "removed", clock.now()),
    ]
    for number, (kind, key, part, removed) in enumerate(ends, start=1):
        Link.objects.create(
            area=area, number=number, source_kind=kind, source_key=key, relation=Relation.ANSWERS, target_kind="action",
            target_key=action.pk, note=word("here", "link", part), on=date(2022, 3, 1), made_at=clock.now(), removed_at=removed,
        )  # fmt: skip
    world.numbers["link", "here", "public"] = 1
    Counter.objects.create(area=area, series="LINK", year=0, last=len(ends))


def _interests(world: Any, state: str, body: Body) -> None:
    person = Person.objects.get(area=body.area, slug=f"member-of-{body.area.slug}")
    kinds = ("public", "sensitive", "removed") if state == "here" else ("public", "sensitive")
    for thing in kinds:
        facts = {"removed_at": clock.now(), "removed_reason": "In error"} if thing == "removed" else {}
        made = InterestFactory(
            body=body, person=person, text=word(state, f"interest {thing}", "text"), is_sensitive=thing == "sensitive", **facts
        )
        world.numbers["interest", state, thing] = made.number
