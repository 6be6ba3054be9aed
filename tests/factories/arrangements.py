"""What a panel arranges for itself, as plain rows: polls, notice of the host, contributions, delegations, representatives."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from django.db.models import Max
from factory.django import DjangoModelFactory

from panels.choices import ContributionStatus, Delegator, RepresentativeKind
from panels.models import Contribution, CoOptionConsent, Delegation, Election, HostNotice, Representative
from tests.factories.panels import AuthorityFactory, BodyFactory, HostFactory, PersonFactory, PoliceAreaFactory

AREA_OF_BODY = factory.SelfAttribute("..body.area")


def _next(rows: Any) -> int:
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


class ElectionFactory(DjangoModelFactory):
    """The poll of 6 May 2021; the office was accepted on 13 May. `open=True` is not accepted yet."""

    class Meta:
        model = Election

    area = factory.SubFactory(PoliceAreaFactory)
    poll_on = date(2021, 5, 6)
    accepted_on = date(2021, 5, 13)

    class Params:
        open = factory.Trait(accepted_on=None)
        by_election = factory.Trait(is_by_election=True)


class HostNoticeFactory(DjangoModelFactory):
    """Notice given on 17 March 2022, for another host from 1 October."""

    class Meta:
        model = HostNotice

    host = factory.SubFactory(HostFactory)
    given_on = date(2022, 3, 17)
    transfer_on = date(2022, 10, 1)
    reason = "Its officers are needed elsewhere."

    class Params:
        taken_back = factory.Trait(taken_back_on=date(2022, 3, 24))


class ContributionFactory(DjangoModelFactory):
    """What an authority gives in 2021/22, agreed; `pending=True` was asked for."""

    class Meta:
        model = Contribution

    body = factory.SubFactory(BodyFactory)
    authority = factory.SubFactory(AuthorityFactory, area=AREA_OF_BODY)
    year = 2021
    amount = Decimal("2500.00")
    status = ContributionStatus.AGREED
    agreed_on = date(2021, 6, 24)

    class Params:
        pending = factory.Trait(status=ContributionStatus.PENDING, agreed_on=None)


class CoOptionConsentFactory(DjangoModelFactory):
    """Consent to three co-opted members."""

    class Meta:
        model = CoOptionConsent

    body = factory.SubFactory(BodyFactory)
    number = 3
    started_on = date(2021, 6, 24)
    source = "Letter of the Home Office, 1 June 2021"


class DelegationFactory(DjangoModelFactory):
    """A power of the Commissioner that the chief executive uses; `of_panel=True` is the panel's own."""

    class Meta:
        model = Delegation

    area = factory.SubFactory(PoliceAreaFactory)
    number = factory.LazyAttribute(lambda one: _next(one.area.delegations))
    delegator = Delegator.COMMISSIONER
    power = factory.LazyAttribute(lambda one: f"To sign contracts {one.number}")
    to_whom = "Chief Executive"
    limits = "Up to £50,000"
    decided_by = "The Commissioner, decision 4 of 2021"
    started_on = date(2021, 6, 24)

    class Params:
        of_panel = factory.Trait(delegator=Delegator.PANEL, to_whom="Lead officer", decided_by="The panel, 24 June 2021")
        ended = factory.Trait(ended_on=date(2021, 12, 31))


class RepresentativeFactory(DjangoModelFactory):
    """A member who leads on a subject; `outside=True` sits on another body for the panel."""

    class Meta:
        model = Representative

    body = factory.SubFactory(BodyFactory)
    number = factory.LazyAttribute(lambda one: _next(one.body.representatives))
    person = factory.SubFactory(PersonFactory, area=AREA_OF_BODY)
    kind = RepresentativeKind.LINK_MEMBER
    subject = "Rural crime"
    started_on = date(2021, 6, 24)

    class Params:
        outside = factory.Trait(kind=RepresentativeKind.REPRESENTATIVE, subject="", on_name="Road safety partnership")
        ended = factory.Trait(ended_on=date(2021, 12, 31))
