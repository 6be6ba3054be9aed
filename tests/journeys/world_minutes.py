"""Minutes in every state of their life, with all that can stand in them, for the pages and the journeys to walk through."""

from datetime import date, time
from typing import Any

from documents.choices import Access, ExemptParagraph, Relation, StoreName
from documents.models import Link, Paper
from documents.services.files import store_bytes
from interface import clock
from meetings.choices import AttendanceGroup, EntryKind, MinutesEdition
from meetings.models import AgendaItem, Meeting, Minutes
from panels.choices import RuleUnit
from panels.models import Counter, Membership
from tests.access.cast import AUDITOR, CLERK, MEMBER
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
from tests.factories.panels import LocalRuleFactory, RuleFactory

DAYS = {
    "minuting": date(2022, 2, 10),
    "sent": date(2022, 2, 8),
    "checked": date(2022, 1, 27),
    "minuted": date(2022, 1, 20),
    "confirmed": date(2022, 1, 13),
}
LIVES: dict[str, dict[str, Any]] = {
    "minuting": {},
    "sent": {"sent": True},
    "checked": {"checked": True},
    "minuted": {"published": True},
    "confirmed": {"published": True, "confirmed": True},
}
AGENDA = ("Apologies for absence", "Police precept for Westhampton-under-Scarsdale and the coast", "Work programme")
PRIVATE_TITLE = "Grievance against Chief Officer Quince"
LONG = "the definition of serious violence and how it is applied in each district of the force area"
VOTES = {
    "votes_for": 2,
    "votes_against": 0,
    "abstained": 0,
    "not_voting": 0,
    "not_recorded": 1,
    "in_room": 3,
    "members_on_day": 3,
}
STATUSES = ("open", "open", "answered", "closed", "superseded")


def add_minutes(world: Any) -> None:
    """All of it, into a world whose panel, people and meetings are there."""
    LocalRuleFactory(
        body=world.body, key="quorum", title="Quorum", number=1, unit=RuleUnit.THIRDS, provision="Procedure rule 7.1"
    )
    RuleFactory(key="veto-majority", title="Votes for a veto", number=2, unit=RuleUnit.THIRDS, provision="Schedule 5, 4(4)")
    RuleFactory(key="decision-note-working-days", title="Note of decisions", number=7, unit=RuleUnit.WORKING_DAYS)
    for state in DAYS:
        _minutes(world, state)
    _changes(world)
    _actions(world)
    _recommendations(world)
    _interests(world)


def over(world: Any, state: str, held_on: date) -> Meeting:
    """A meeting that took place, with three public items and a private one on its agenda."""
    venue = world.body.area.venues.first()
    meeting = HeldMeetingFactory(body=world.body, held_on=held_on, starts_at=time(10, 45), venue=venue)
    for number, title in enumerate(AGENDA, start=1):
        facts = {"position": number, "number": str(number), "title": title, "slug": f"item-{number}"}
        AgendaItem.objects.create(meeting=meeting, **facts)
    AgendaItem.objects.create(
        meeting=meeting, position=4, number="4", title=PRIVATE_TITLE, slug="staffing-matter", **_PRIVATE,
        public_interest_reason="One person’s employment is discussed.",
    )  # fmt: skip
    world.meetings[state] = meeting
    return meeting


_PRIVATE = {"access": Access.EXEMPT, "neutral_title": "Staffing matter", "exempt_paragraph": ExemptParagraph.INDIVIDUAL}


def _minutes(world: Any, state: str) -> Minutes:
    meeting = over(world, state, DAYS[state])
    life = dict(LIVES[state])
    if state == "confirmed":
        life["confirmed_meeting"] = world.meetings["held"]
    if state == "minuted":
        life["decisions_published_at"] = clock.now()
    chair = Membership.objects.get(body=world.body, person__slug="ash").person
    minutes = MinutesFactory(meeting=meeting, chair=chair, **life)
    for item in AgendaItem.objects.filter(meeting=meeting).in_order():
        private = _PRIVATE | {"public_summary": "The panel considered a staffing matter."} if item.is_private else {}
        MinuteItemFactory(
            minutes=minutes, agenda_item=item, position=item.position, number=item.number, title=item.title, slug=item.slug,
            outcome="taken" if state != "minuting" else "", is_done=state != "minuting" or item.number == "1", **private,
        )  # fmt: skip
    people = _attendance(meeting)
    _entries(world, minutes, state, people)
    if minutes.is_out:
        _print(minutes)
    return minutes


def _attendance(meeting: Meeting) -> dict[str, Any]:
    """Two members came, one late; one sent apologies; guests of every other group, and one who said nothing."""
    found = {}
    for membership in Membership.objects.filter(body=meeting.body).select_related("person", "authority").order_by("pk"):
        slug = membership.person.slug
        organisation = membership.authority.name if membership.authority else ""
        facts = {"status": "apologies", "substitute_named": "Dora Dale"} if slug == "cedar" else {}
        found[slug] = AttendanceFactory(meeting=meeting, person=membership.person, organisation=organisation, **facts)
    for group in AttendanceGroup.values[1:]:
        name = f"Robin of {group}"
        AttendanceFactory(meeting=meeting, person=None, name=name, office="Chief Finance Officer", group=group)
    AttendanceFactory(meeting=meeting, person=None, name="Kim Vale", group=AttendanceGroup.OTHERS, status="expected")
    late = found["birch"]
    late.arrived_at, late.left_at = time(11, 5), time(12, 40)
    late.save()
    return found


def _entries(world: Any, minutes: Minutes, state: str, people: dict[str, Any]) -> None:
    """Every kind of entry; a removed one, and what the clerk was typing."""
    first, second, third, private = minutes.items.order_by("position")
    MinuteEntryFactory(item=first, kind=EntryKind.NONE_RECEIVED, text="")
    MinuteEntryFactory(item=first, text="The Chair welcomed [the new rules](https://www.legislation.gov.uk/) and all present.")
    declared = MinuteEntryFactory(item=first, kind=EntryKind.DECLARATION, text="Owns land beside the station.")
    DeclarationFactory(entry=declared, attendance=people["ash"], about=private, left_room=True)
    asked = MinuteEntryFactory(item=second, kind=EntryKind.QUESTION, text=f"What is {LONG}?")
    QuestionFactory(
        entry=asked, asked_by=people["birch"].person, answered_by="The Chief Constable", answer="It is set out on page 4."
    )
    voted = MinuteEntryFactory(item=second, kind=EntryKind.RESOLUTION, text="To support the proposed precept.")
    ResolutionFactory(entry=voted, moved_by=people["ash"].person, seconded_by=people["birch"].person, **VOTES)
    raised = MinuteEntryFactory(item=second, kind=EntryKind.ACTION, text=f"To report on {LONG}.")
    made = MinuteEntryFactory(item=second, kind=EntryKind.RECOMMENDATION, text="To publish the figures by district.")
    _raised(world, minutes, raised, made, state)
    MinuteEntryFactory(item=third, kind=EntryKind.TAKEN_AS_READ, text="")
    MinuteEntryFactory(item=third, kind=EntryKind.PROCEDURE, text="The meeting adjourned at 12 noon and resumed at 12:15pm.")
    MinuteEntryFactory(item=third, text="This was taken out.", removed_at=clock.now())
    shut = MinuteEntryFactory(item=private, kind=EntryKind.RESOLUTION, text="That the press and public be excluded.")
    ResolutionFactory(entry=shut, excludes_public=True, exempt_paragraph=ExemptParagraph.INDIVIDUAL)
    MinuteEntryFactory(item=private, text="The grievance of Chief Officer Quince was heard.")
    if state == "minuting":
        EntryDraftFactory(user=world.users[CLERK], item=second)


def _raised(world: Any, minutes: Minutes, raised: Any, made: Any, state: str) -> None:
    number = list(DAYS).index(state) + 1
    out = {"published_at": clock.now() if minutes.is_out else None}
    common = {"body": world.body, "raised_meeting": minutes.meeting, **out}
    ActionFactory(
        entry=raised, reference=f"A-2022-{number:03d}", text=raised.text, due_next_meeting=True,
        raised_on=minutes.meeting.held_on, **common,
    )  # fmt: skip
    RecommendationFactory(entry=made, reference=f"R-2022-{number:03d}", text=made.text, **common)


def _print(minutes: Minutes) -> None:
    public = store_bytes(store=StoreName.PUBLIC, data=plain_pdf(text=f"Minutes {minutes.pk}"), media_type="application/pdf")
    members = store_bytes(store=StoreName.RESTRICTED, data=plain_pdf(text=f"All {minutes.pk}"), media_type="application/pdf")
    facts = {"public": public, "members": members, "public_html": "<p>The panel supported the precept.</p>"}
    if minutes.decisions_published_at:
        MinutesPrintFactory(minutes=minutes, edition=MinutesEdition.DECISIONS, **facts)
    MinutesPrintFactory(minutes=minutes, **facts)
    if minutes.is_confirmed:
        facts["public_html"] = "<p>The panel unanimously supported the precept.</p>"
        MinutesPrintFactory(minutes=minutes, edition=MinutesEdition.CONFIRMED, **facts)


def _changes(world: Any) -> None:
    """Corrections in every state; a corrigendum to an entry and one to the whole."""
    minutes = world.meetings["minuted"].minutes
    clerk, member = world.users[CLERK], world.users[MEMBER]
    notes = list(minutes.entries.filter(kind=EntryKind.NARRATIVE, removed_at=None).order_by("number"))
    decided = {"decided_at": clock.now(), "decided_by": clerk, "reason": "The recording says so."}
    for status in ("proposed", "accepted", "declined", "withdrawn"):
        CorrectionFactory(entry=notes[0], proposed_by=member, status=status, **(decided if status != "proposed" else {}))
    CorrectionFactory(entry=notes[-1], proposed_by=member)
    confirmed = world.meetings["confirmed"].minutes
    note = confirmed.entries.filter(kind=EntryKind.NARRATIVE).first()
    CorrigendumFactory(entry=note, made_by=clerk)
    CorrigendumFactory(entry=None, minutes=confirmed, made_by=clerk)


def _actions(world: Any) -> None:
    """Actions in every status, one that is overdue, one private; answered by a page of the pack that is out."""
    body = world.body
    made: dict[str, Any] = {}
    for number, status in enumerate(STATUSES, start=11):
        facts: dict[str, Any] = {"status": status, "reference": f"A-2022-{number:03d}"}
        if status == "closed":
            facts |= {"closed_how": "chair", "closed_on": date(2022, 3, 1), "closed_reason": "The report was read."}
        if number == 11:
            facts |= {"due_on": date(2022, 2, 20), "owner_user": world.users[AUDITOR]}
        made[facts["reference"]] = ActionFactory(body=body, raised_meeting=world.meetings["minuted"], **facts)
    ActionFactory(body=body, access=Access.EXEMPT, reference="AX-2022-001", text="To write to Chief Officer Quince.")
    answered, out = made["A-2022-013"], world.meetings["out"]
    ActionUpdateFactory(action=answered, status="answered", text="It is in the report of the quarter.")
    paper = Paper.objects.get(area=body.area, collection=out.slug, slug="figures-of-the-quarter")
    Link.objects.create(
        area=body.area, number=1, source_kind="paper", source_key=paper.pk, relation=Relation.ANSWERS, target_kind="action",
        target_key=answered.pk, page=7, note="The table by district", on=date(2022, 3, 9), made_at=clock.now(),
    )  # fmt: skip
    Counter.objects.create(area=body.area, series="LINK", year=0, last=1)
    for series, last in (("A", 20), ("AX", 1), ("R", 10)):
        Counter.objects.create(area=body.area, series=series, year=2022, last=last)


def _recommendations(world: Any) -> None:
    answered = RecommendationFactory(body=world.body, reference="R-2022-006", status="partly")
    RecommendationResponseFactory(recommendation=answered, position="partly")


def _interests(world: Any) -> None:
    person = Membership.objects.get(body=world.body, person__slug="ash").person
    InterestFactory(body=world.body, person=person)
    InterestFactory(body=world.body, person=person, is_sensitive=True, text="A house whose address is nobody’s business")
