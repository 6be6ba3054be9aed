"""A police area, its councils and bodies, and who sits and serves there. Parts made together share one area."""

from datetime import date, time

import factory
from django.db.models import Max
from factory.django import DjangoModelFactory

from accounts.choices import Role
from panels.choices import AuthorityKind, BodyKind, HeldOfficeKind, Jurisdiction, Nation, OfficeKind, RuleUnit
from panels.models import (
    Appointment,
    Authority,
    Body,
    ContactOfficer,
    HeldOffice,
    Host,
    InformationSheet,
    LocalRule,
    Membership,
    OfficeHolder,
    Person,
    PoliceArea,
    Rule,
)
from tests.factories.accounts import UserFactory

AREA_OF_BODY = factory.SelfAttribute("..body.area")


class PoliceAreaFactory(DjangoModelFactory):
    class Meta:
        model = PoliceArea

    slug = factory.Sequence(lambda number: f"area-{number}")
    name = factory.Sequence(lambda number: f"Area {number}")
    nation = Nation.ENGLAND
    started_on = date(2012, 11, 22)


class AuthorityFactory(DjangoModelFactory):
    class Meta:
        model = Authority

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda number: f"council-{number}")
    name = factory.Sequence(lambda number: f"Council {number}")
    kind = AuthorityKind.UNITARY
    started_on = date(2012, 11, 22)


class BodyFactory(DjangoModelFactory):
    """A panel, unless told otherwise."""

    class Meta:
        model = Body

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda number: f"panel-{number}")
    name = factory.LazyAttribute(lambda body: f"{body.area.name} Police and Crime Panel")
    kind = BodyKind.PANEL
    started_on = date(2012, 11, 22)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda number: f"member-{number}")
    name = factory.Sequence(lambda number: f"Member {number}")


class MembershipFactory(DjangoModelFactory):
    """A councillor's seat; `co_opted=True, authority=None` makes an independent member."""

    class Meta:
        model = Membership

    body = factory.SubFactory(BodyFactory)
    person = factory.SubFactory(PersonFactory, area=AREA_OF_BODY)
    authority = factory.SubFactory(AuthorityFactory, area=AREA_OF_BODY)
    started_on = date(2021, 6, 24)


class HeldOfficeFactory(DjangoModelFactory):
    class Meta:
        model = HeldOffice

    membership = factory.SubFactory(MembershipFactory)
    kind = HeldOfficeKind.CHAIR
    started_on = date(2021, 6, 24)


class OfficeHolderFactory(DjangoModelFactory):
    """The Commissioner since 13 May 2021. `former=True` held the office before; `deputy=True` is the Deputy."""

    class Meta:
        model = OfficeHolder

    area = factory.SubFactory(PoliceAreaFactory)
    number = factory.LazyAttribute(lambda one: (one.area.office_holders.aggregate(last=Max("number"))["last"] or 0) + 1)
    kind = OfficeKind.COMMISSIONER
    name = factory.Sequence(lambda number: f"Holder {number}")
    started_on = date(2021, 5, 13)

    class Params:
        former = factory.Trait(started_on=date(2016, 5, 12), ended_on=date(2021, 5, 12))
        deputy = factory.Trait(kind=OfficeKind.DEPUTY)


class HostFactory(DjangoModelFactory):
    class Meta:
        model = Host

    body = factory.SubFactory(BodyFactory)
    authority = factory.SubFactory(AuthorityFactory, area=AREA_OF_BODY)
    started_on = date(2017, 6, 1)


class ContactOfficerFactory(DjangoModelFactory):
    class Meta:
        model = ContactOfficer

    body = factory.SubFactory(BodyFactory)
    title = "Clerk to the panel"
    email = "clerk@panel.example"
    started_on = date(2017, 6, 1)


class AppointmentFactory(DjangoModelFactory):
    """A clerk of every body of an area, unless told otherwise."""

    class Meta:
        model = Appointment

    user = factory.SubFactory(UserFactory)
    role = Role.CLERK
    area = factory.SubFactory(PoliceAreaFactory)
    started_on = date(2021, 6, 24)
    approved_by = "Monitoring Officer"


class RuleFactory(DjangoModelFactory):
    class Meta:
        model = Rule

    key = "agenda-clear-days"
    jurisdiction = Jurisdiction.ENGLAND
    title = "Notice of a meeting, its agenda and reports"
    number = 5
    unit = RuleUnit.CLEAR_DAYS
    provision = "Local Government Act 1972, s.100A(6) and s.100B(3)-(4)"
    source = "legislation.gov.uk/uksi/2002/715/note"
    is_verified = True
    in_force_from = date(2012, 11, 22)


class LocalRuleFactory(DjangoModelFactory):
    class Meta:
        model = LocalRule

    body = factory.SubFactory(BodyFactory)
    key = "question-clear-days"
    title = "Public questions"
    number = 3
    unit = RuleUnit.CLEAR_DAYS
    closes_at = time(17)
    provision = "Public information sheet"
    in_force_from = date(2021, 6, 24)


class InformationSheetFactory(DjangoModelFactory):
    class Meta:
        model = InformationSheet

    body = factory.SubFactory(BodyFactory)
    number = 1
    text = "## Coming to a meeting\n\nAnyone may come."
    started_on = date(2021, 6, 24)
