"""Minutes and what comes of them, as plain rows in any state: how they come about is for the tests of the services."""

from datetime import date, time
from typing import Any

import factory
from django.db.models import Max
from factory.django import DjangoModelFactory

from documents.choices import Access, ExemptParagraph, StoreName
from documents.models import StoredFile
from interface import clock
from meetings.choices import (
    ActionStatus,
    AttendanceGroup,
    AttendanceStatus,
    CorrectionStatus,
    EntryKind,
    MinutesEdition,
    MinutesStatus,
    OwnerKind,
    Publication,
    RecommendationStatus,
)
from meetings.models import (
    Absence,
    Action,
    ActionUpdate,
    Attendance,
    Correction,
    Corrigendum,
    Declaration,
    EntryDraft,
    EntryText,
    Meeting,
    MinuteEntry,
    MinuteItem,
    Minutes,
    MinutesPrint,
    NamedVote,
    Question,
    Recommendation,
    RecommendationResponse,
    Resolution,
)
from panels.choices import InterestCategory
from panels.models import Interest
from tests.factories.accounts import UserFactory
from tests.factories.panels import BodyFactory, PersonFactory

HELD_ON = date(2022, 2, 1)
NOW = factory.LazyFunction(clock.now)


def _next(rows: Any, field: str = "number") -> int:
    """One more than the highest number among some rows."""
    return (rows.aggregate(last=Max(field))["last"] or 0) + 1


class HeldMeetingFactory(DjangoModelFactory):
    """A meeting that took place on 1 February 2022, its agenda out, as a row: no pack, no template, no venue."""

    class Meta:
        model = Meeting

    body = factory.SubFactory(BodyFactory)
    area = factory.SelfAttribute("body.area")
    held_on = HELD_ON
    slug = factory.LazyAttribute(lambda one: f"{one.held_on:%Y-%m-%d}-{one.body.slug}")
    starts_at = time(10, 30)
    publication = Publication.PUBLIC
    status = "held"
    announced_at = NOW
    published_at = NOW
    created_at = NOW


class MinutesFactory(DjangoModelFactory):
    """Minutes being written, of a meeting that is over."""

    class Meta:
        model = Minutes

    meeting = factory.SubFactory(HeldMeetingFactory)
    status = MinutesStatus.DRAFTING
    started_at = time(10, 35)
    created_at = NOW

    class Params:
        sent = factory.Trait(sent_to_chair_at=NOW)
        checked = factory.Trait(
            status=MinutesStatus.CHECKED, ended_at=time(13, 50), sent_to_chair_at=NOW, checked_at=NOW,
            checked_by=factory.SubFactory(UserFactory),
        )  # fmt: skip
        published = factory.Trait(
            status=MinutesStatus.PUBLISHED, ended_at=time(13, 50), sent_to_chair_at=NOW, checked_at=NOW, published_at=NOW,
        )  # fmt: skip
        confirmed = factory.Trait(
            status=MinutesStatus.CONFIRMED, ended_at=time(13, 50), sent_to_chair_at=NOW, checked_at=NOW, published_at=NOW,
            confirmed_at=NOW, signed_by="Anna Ash",
            confirmed_meeting=factory.SubFactory(
                HeldMeetingFactory, body=factory.SelfAttribute("..meeting.body"), held_on=date(2022, 3, 3)
            ),
        )  # fmt: skip


class MinuteItemFactory(DjangoModelFactory):
    """A public item, after those that are there."""

    class Meta:
        model = MinuteItem

    minutes = factory.SubFactory(MinutesFactory)
    position = factory.LazyAttribute(lambda one: _next(one.minutes.items, "position"))
    number = factory.LazyAttribute(lambda one: str(one.position))
    slug = factory.LazyAttribute(lambda one: f"item-{one.position}")
    title = factory.LazyAttribute(lambda one: f"Business {one.position}")

    class Params:
        private = factory.Trait(
            access=Access.EXEMPT, title="Dismissal of a named officer", neutral_title="Staffing matter",
            exempt_paragraph=ExemptParagraph.INDIVIDUAL,
        )  # fmt: skip


class AttendanceFactory(DjangoModelFactory):
    """A member of the body who came."""

    class Meta:
        model = Attendance

    meeting = factory.SubFactory(HeldMeetingFactory)
    number = factory.LazyAttribute(lambda one: _next(one.meeting.attendances))
    group = AttendanceGroup.MEMBERS
    person = factory.SubFactory(PersonFactory, area=factory.SelfAttribute("..meeting.area"))
    status = AttendanceStatus.PRESENT


class AbsenceFactory(DjangoModelFactory):
    """Somebody who was out of the room for an item."""

    class Meta:
        model = Absence

    item = factory.SubFactory(MinuteItemFactory)
    attendance = factory.SubFactory(AttendanceFactory, meeting=factory.SelfAttribute("..item.minutes.meeting"))


class MinuteEntryFactory(DjangoModelFactory):
    """A note under an item, numbered as the minutes number their entries, with its first text kept."""

    class Meta:
        model = MinuteEntry

    item = factory.SubFactory(MinuteItemFactory)
    minutes = factory.SelfAttribute("item.minutes")
    number = factory.LazyAttribute(lambda one: _next(one.minutes.entries))
    position = factory.LazyAttribute(lambda one: _next(one.item.entries, "position"))
    kind = EntryKind.NARRATIVE
    text = factory.LazyAttribute(lambda one: f"Note {one.number} of the meeting.")
    created_at = NOW

    @classmethod
    def _create(cls, model_class, *args, **fields):
        entry = super()._create(model_class, *args, **fields)
        Minutes.objects.filter(pk=entry.minutes_id).update(entries_made=entry.number)
        entry.minutes.entries_made = entry.number
        EntryText.objects.create(entry=entry, number=entry.version, content={"text": entry.text}, saved_at=clock.now())
        return entry


def _entry(kind: EntryKind, text: str) -> Any:
    return factory.SubFactory(MinuteEntryFactory, kind=kind, text=text)


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    entry = _entry(EntryKind.QUESTION, "What became of the figures?")
    answered_by = "The Commissioner"
    answer = "They come in March."


class ResolutionFactory(DjangoModelFactory):
    """Carried without a vote; with `votes_for` and the others give `in_room` too."""

    class Meta:
        model = Resolution

    entry = _entry(EntryKind.RESOLUTION, "To note the report.")


class NamedVoteFactory(DjangoModelFactory):
    class Meta:
        model = NamedVote

    resolution = factory.SubFactory(ResolutionFactory)
    attendance = factory.SubFactory(AttendanceFactory, meeting=factory.SelfAttribute("..resolution.entry.minutes.meeting"))
    vote = "for"


class DeclarationFactory(DjangoModelFactory):
    class Meta:
        model = Declaration

    entry = _entry(EntryKind.DECLARATION, "Owns land beside the station.")
    about = factory.SelfAttribute("entry.item")
    attendance = factory.SubFactory(AttendanceFactory, meeting=factory.SelfAttribute("..entry.minutes.meeting"))


class EntryDraftFactory(DjangoModelFactory):
    """What somebody was typing for a new note."""

    class Meta:
        model = EntryDraft

    user = factory.SubFactory(UserFactory)
    item = factory.SubFactory(MinuteItemFactory)
    kind = EntryKind.NARRATIVE
    content = factory.LazyFunction(lambda: {"text": "Half a sen"})
    saved_at = NOW


class CorrectionFactory(DjangoModelFactory):
    """A correction that a member proposed to published minutes."""

    class Meta:
        model = Correction

    entry = factory.SubFactory(MinuteEntryFactory, item__minutes__published=True)
    minutes = factory.SelfAttribute("entry.minutes")
    number = factory.LazyAttribute(lambda one: _next(one.minutes.corrections))
    quoted = factory.LazyAttribute(lambda one: one.entry.text)
    proposed = "Other words."
    why = "That is what was said."
    status = CorrectionStatus.PROPOSED
    proposed_at = NOW
    proposed_by = factory.SubFactory(UserFactory)


class CorrigendumFactory(DjangoModelFactory):
    """An error found in confirmed minutes."""

    class Meta:
        model = Corrigendum

    entry = factory.SubFactory(MinuteEntryFactory, item__minutes__confirmed=True)
    minutes = factory.SelfAttribute("entry.minutes")
    number = factory.LazyAttribute(lambda one: _next(one.minutes.corrigenda))
    text = "The figure is 12."
    reason = "It was copied wrongly."
    made_at = NOW
    made_by = factory.SubFactory(UserFactory)


class StoredFileFactory(DjangoModelFactory):
    """A row that names a file; the file itself is not there."""

    class Meta:
        model = StoredFile

    store = StoreName.PUBLIC
    sha256 = factory.Sequence(lambda number: f"{number:064x}")
    size = 1000
    media_type = "application/pdf"
    created_at = NOW


class MinutesPrintFactory(DjangoModelFactory):
    """The draft minutes as they went out, without the file's bytes."""

    class Meta:
        model = MinutesPrint

    minutes = factory.SubFactory(MinutesFactory, published=True)
    number = factory.LazyAttribute(lambda one: _next(one.minutes.prints))
    edition = MinutesEdition.DRAFT
    public_html = "<p>Words</p>"
    public = factory.SubFactory(StoredFileFactory)
    sha256 = factory.SelfAttribute("public.sha256")
    made_at = NOW


class ActionFactory(DjangoModelFactory):
    """A public action of an office that is out and open. `exempt=True` belongs to the exempt series, `unpublished=True`
    is still in the clerk's hands. References are made up: `A-2022-901` and on, so that they meet none of the counter's."""

    class Meta:
        model = Action

    body = factory.SubFactory(BodyFactory)
    area = factory.SelfAttribute("body.area")
    access = Access.PUBLIC
    reference = factory.Sequence(lambda number: f"A-2022-{901 + number}")
    text = factory.LazyAttribute(lambda one: f"To report on {one.reference}.")
    owner_kind = OwnerKind.OFFICE
    owner_name = "Chief Finance Officer"
    status = ActionStatus.OPEN
    raised_on = HELD_ON
    created_at = NOW
    published_at = NOW

    class Params:
        exempt = factory.Trait(access=Access.EXEMPT, reference=factory.Sequence(lambda number: f"AX-2022-{901 + number}"))
        unpublished = factory.Trait(published_at=None)


class ActionUpdateFactory(DjangoModelFactory):
    class Meta:
        model = ActionUpdate

    action = factory.SubFactory(ActionFactory)
    number = factory.LazyAttribute(lambda one: _next(one.action.updates))
    on = date(2022, 3, 1)
    text = "The figures were sent."
    status = ActionStatus.OPEN
    made_at = NOW


class RecommendationFactory(DjangoModelFactory):
    """A public recommendation that is out and has no response."""

    class Meta:
        model = Recommendation

    body = factory.SubFactory(BodyFactory)
    area = factory.SelfAttribute("body.area")
    access = Access.PUBLIC
    reference = factory.Sequence(lambda number: f"R-2022-{901 + number}")
    text = "To publish the figures by district."
    made_to = "The Police and Crime Commissioner"
    made_on = HELD_ON
    created_at = NOW
    published_at = NOW

    class Params:
        exempt = factory.Trait(access=Access.EXEMPT, reference=factory.Sequence(lambda number: f"RX-2022-{901 + number}"))
        unpublished = factory.Trait(published_at=None)


class RecommendationResponseFactory(DjangoModelFactory):
    class Meta:
        model = RecommendationResponse

    recommendation = factory.SubFactory(RecommendationFactory)
    number = factory.LazyAttribute(lambda one: _next(one.recommendation.responses))
    responded_on = date(2022, 3, 1)
    position = RecommendationStatus.ACCEPTED
    text = "They will be published."
    made_at = NOW


class InterestFactory(DjangoModelFactory):
    """An interest in the register, which everybody reads; of a sensitive one only that it is there."""

    class Meta:
        model = Interest

    body = factory.SubFactory(BodyFactory)
    person = factory.SubFactory(PersonFactory, area=factory.SelfAttribute("..body.area"))
    number = factory.LazyAttribute(lambda one: _next(one.person.interests))
    category = InterestCategory.LAND
    text = "Land beside the station"
    declared_on = date(2021, 7, 1)
