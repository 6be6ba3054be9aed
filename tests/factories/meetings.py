"""Meetings and agendas. States beyond draft are reached by the services, as in life."""

from datetime import date, time

import factory
from factory.django import DjangoModelFactory

from documents.choices import Access, ExemptParagraph
from interface import clock
from meetings import services
from meetings.choices import MeetingKind
from meetings.models import AgendaItem, Meeting, TemplateItem, Venue
from meetings.services.packs import build_packs
from panels.models import ContactOfficer, Membership, Rule
from tests.factories.accounts import UserFactory
from tests.factories.panels import BodyFactory, ContactOfficerFactory, MembershipFactory, RuleFactory

ON_TIME = date(2022, 3, 9)  # leaves five clear days before 17 March 2022


class VenueFactory(DjangoModelFactory):
    class Meta:
        model = Venue

    area = factory.SubFactory("tests.factories.panels.PoliceAreaFactory")
    name = factory.Sequence(lambda number: f"Hall {number}")
    address = "High Street"


class TemplateItemFactory(DjangoModelFactory):
    """A standing item of ordinary meetings."""

    class Meta:
        model = TemplateItem

    body = factory.SubFactory(BodyFactory)
    position = factory.Sequence(lambda number: number + 1)
    title = factory.Sequence(lambda number: f"Standing item {number}")


class MeetingFactory(DjangoModelFactory):
    """A draft of an ordinary meeting on 17 March 2022."""

    class Meta:
        model = Meeting

    body = factory.SubFactory(BodyFactory)
    held_on = date(2022, 3, 17)
    starts_at = time(10, 45)
    kind = MeetingKind.ORDINARY
    venue = factory.SubFactory(VenueFactory, area=factory.SelfAttribute("..body.area"))
    actor = None

    @classmethod
    def _create(cls, model_class, *args, **fields):
        return services.create_meeting(**fields)


class AnnouncedMeetingFactory(MeetingFactory):
    """A meeting whose date is known, without an agenda."""

    @classmethod
    def _create(cls, model_class, *args, **fields):
        meeting = super()._create(model_class, *args, **fields)
        return services.announce_meeting(meeting=meeting, actor=fields["actor"])


class AgendaItemFactory(DjangoModelFactory):
    """A public item of a draft agenda."""

    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    title = factory.Sequence(lambda number: f"Business {number}")
    actor = None

    @classmethod
    def _create(cls, model_class, *args, **fields):
        return services.add_item(**fields)


class PrivateItemFactory(AgendaItemFactory):
    """An exempt item, with its three parts."""

    title = "Dismissal of a named officer"
    access = Access.EXEMPT
    neutral_title = "Staffing matter"
    exempt_paragraph = ExemptParagraph.INDIVIDUAL
    public_interest_reason = "One person’s employment is discussed."


class ReadyMeetingFactory(MeetingFactory):
    """A draft with one item, of a body that has a member, a contact officer and a rule to count by. No pack yet."""

    @classmethod
    def _create(cls, model_class, *args, **fields):
        meeting = super()._create(model_class, *args, **fields)
        if not Rule.objects.filter(key="agenda-clear-days").exists():
            RuleFactory()
        if not ContactOfficer.objects.filter(body=meeting.body).exists():
            ContactOfficerFactory(body=meeting.body)
        if not Membership.objects.filter(body=meeting.body).exists():
            MembershipFactory(body=meeting.body)
        AgendaItemFactory(meeting=meeting, title="Apologies for absence")
        meeting.refresh_from_db()
        return meeting


def publish(meeting: Meeting, actor=None, on: date = ON_TIME) -> Meeting:
    """Build the packs of a meeting and publish its agenda, on a day that leaves enough notice."""
    with clock.stand_on(on):
        build_packs(meeting=meeting, actor=actor)
        services.publish_agenda(meeting=meeting, actor=actor or UserFactory())
    meeting.refresh_from_db()
    return meeting


class PublishedMeetingFactory(ReadyMeetingFactory):
    """A meeting whose agenda went out on Wednesday 9 March 2022. Renders its pack, so use it sparingly."""

    @classmethod
    def _create(cls, model_class, *args, **fields):
        return publish(super()._create(model_class, *args, **fields), actor=fields["actor"])
