"""Needs, exercises, funds, awards, returns, money and bids as plain rows in any state."""

from datetime import date
from decimal import Decimal

import factory
from django.db.models import Max
from factory.django import DjangoModelFactory

from commissioning import choices
from commissioning import models as m
from documents.choices import Access, ExemptParagraph
from interface import clock
from tests.factories.minutes import StoredFileFactory
from tests.factories.panels import PoliceAreaFactory

NOW = factory.LazyFunction(clock.now)
OUT = factory.Trait(published_at=NOW)


def _next(model, *parents):
    """One more than the highest number of the rows under the same parents."""

    def number(one):
        rows = model.objects.filter(**{parent: getattr(one, parent) for parent in parents})
        return (rows.aggregate(last=Max("number"))["last"] or 0) + 1

    return factory.LazyAttribute(number)


class PriorityFactory(DjangoModelFactory):
    class Meta:
        model = m.Priority

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda n: f"priority-{n}")
    title = factory.Sequence(lambda n: f"Spending priority {n}")


class ProviderFactory(DjangoModelFactory):
    """A published charity; `draft=True` for one nobody else knows of."""

    class Meta:
        model = m.Provider

    class Params:
        draft = factory.Trait(published_at=None)

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda n: f"provider-{n}")
    name = factory.Sequence(lambda n: f"Provider {n}")
    kind = choices.ProviderKind.CHARITY
    charity_number = factory.Sequence(lambda n: f"{1000000 + n}")
    published_at = NOW
    created_at = NOW


class ServiceFactory(DjangoModelFactory):
    class Meta:
        model = m.Service

    class Params:
        draft = factory.Trait(published_at=None)

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda n: f"service-{n}")
    title = factory.Sequence(lambda n: f"Service {n}")
    published_at = NOW
    created_at = NOW


class PublisherFactory(DjangoModelFactory):
    class Meta:
        model = m.Publisher
        django_get_or_create = ("area",)

    area = factory.SubFactory(PoliceAreaFactory)
    name = factory.LazyAttribute(lambda one: f"Commissioner for {one.area.name}")
    organisation = factory.LazyAttribute(lambda one: f"XI-PORTAL-{one.area.slug}")
    grants_prefix = factory.LazyAttribute(lambda one: f"360G-{one.area.slug}")
    contracts_prefix = "ocds-portal"
    licence_url = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    licence_name = "Open Government Licence 3.0"
    address = "https://portal.example"


class NeedFactory(DjangoModelFactory):
    class Meta:
        model = m.Need

    class Params:
        draft = factory.Trait(published_at=None)

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda n: f"need-{n}")
    title = factory.Sequence(lambda n: f"Needs assessment {n}")
    published_at = NOW
    created_at = NOW


class FundFactory(DjangoModelFactory):
    class Meta:
        model = m.Fund

    class Params:
        draft = factory.Trait(published_at=None)

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda n: f"fund-{n}")
    title = factory.Sequence(lambda n: f"Fund {n}")
    year = 2021
    budget = Decimal("100000.00")
    published_at = NOW
    created_at = NOW


class ExerciseFactory(DjangoModelFactory):
    """A published procurement in hand; `draft=True` for one nobody else knows of; `of_grants=True` for a grant round."""

    class Meta:
        model = m.Exercise

    class Params:
        draft = factory.Trait(published_at=None)
        of_grants = factory.Trait(
            kind=choices.ExerciseKind.GRANT_ROUND, fund=factory.SubFactory(FundFactory, area=factory.SelfAttribute("..area"))
        )

    area = factory.SubFactory(PoliceAreaFactory)
    reference = factory.Sequence(lambda n: f"P-2021-{n:03d}")
    title = factory.Sequence(lambda n: f"Exercise {n}")
    published_at = NOW
    created_at = NOW


class LotFactory(DjangoModelFactory):
    class Meta:
        model = m.Lot

    number = _next(m.Lot, "exercise")
    exercise = factory.SubFactory(ExerciseFactory)
    title = factory.Sequence(lambda n: f"Lot {n}")


class StageFactory(DjangoModelFactory):
    class Meta:
        model = m.Stage

    number = _next(m.Stage, "exercise")
    exercise = factory.SubFactory(ExerciseFactory)
    kind = choices.StageKind.NOTICE
    planned_on = date(2022, 1, 10)


class ApplicationFactory(DjangoModelFactory):
    class Meta:
        model = m.Application

    number = _next(m.Application, "exercise")
    exercise = factory.SubFactory(ExerciseFactory)
    applicant = factory.Sequence(lambda n: f"Applicant {n}")
    received_on = date(2022, 1, 20)


class AwardFactory(DjangoModelFactory):
    """A published grant; `contract=True`, `draft=True` for one being prepared, `exempt=True` for one that is private."""

    class Meta:
        model = m.Award

    class Params:
        contract = factory.Trait(
            kind=choices.AwardKind.CONTRACT, reference=factory.Sequence(lambda n: f"C-2022-{n:03d}"),
            vat=choices.Vat.EXCLUDING, is_crime_and_disorder=False,
        )  # fmt: skip
        draft = factory.Trait(status=choices.AwardStatus.DRAFT, awarded_on=None, published_at=None)
        unpublished = factory.Trait(published_at=None)
        exempt = factory.Trait(
            access=Access.EXEMPT, neutral_title="An award", exempt_paragraph=ExemptParagraph.AFFAIRS,
            public_interest_reason="It would tell bidders each other’s prices.",
        )  # fmt: skip

    area = factory.SubFactory(PoliceAreaFactory)
    kind = choices.AwardKind.GRANT
    reference = factory.Sequence(lambda n: f"G-2022-{n:03d}")
    title = factory.Sequence(lambda n: f"Award {n}")
    purpose = "Support for people who were hurt by crime."
    reasons = "It helps to reduce crime and disorder."
    is_crime_and_disorder = True
    provider = factory.SubFactory(ProviderFactory, area=factory.SelfAttribute("..area"))
    amount = Decimal("1000.00")
    vat = choices.Vat.OUTSIDE
    awarded_on = date(2022, 1, 31)
    status = choices.AwardStatus.AWARDED
    published_at = NOW
    changed_at = NOW
    created_at = NOW


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = m.Party

    number = _next(m.Party, "award")
    award = factory.SubFactory(AwardFactory)
    provider = factory.SubFactory(ProviderFactory, area=factory.SelfAttribute("..award.area"))


class ShareFactory(DjangoModelFactory):
    class Meta:
        model = m.Share

    number = _next(m.Share, "award", "exercise")
    exercise = None
    award = factory.SubFactory(AwardFactory)
    funder = factory.Sequence(lambda n: f"Funder {n}")
    percent = Decimal("50")


class ExtensionFactory(DjangoModelFactory):
    class Meta:
        model = m.Extension

    number = _next(m.Extension, "award")
    award = factory.SubFactory(AwardFactory, contract=True)
    words = "One more year"
    until_on = date(2023, 3, 31)
    decide_by = date(2022, 9, 30)


class VariationFactory(DjangoModelFactory):
    class Meta:
        model = m.Variation

    number = _next(m.Variation, "award")
    award = factory.SubFactory(AwardFactory, contract=True)
    on = date(2022, 2, 10)
    words = "One more worker"
    change = Decimal("250.00")


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = m.Document

    number = _next(m.Document, "award", "exercise")
    exercise = None
    award = factory.SubFactory(AwardFactory)
    title = factory.Sequence(lambda n: f"Document {n}")
    file = factory.SubFactory(StoredFileFactory)
    name = "document.pdf"
    added_at = NOW


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = m.Review

    number = _next(m.Review, "award")
    award = factory.SubFactory(AwardFactory)
    on = date(2022, 2, 20)
    findings = "It works."


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = m.Indicator

    number = _next(m.Indicator, "award")
    award = factory.SubFactory(AwardFactory)
    title = factory.Sequence(lambda n: f"Indicator {n}")


class ReturnFactory(DjangoModelFactory):
    """An expected return of the third quarter; `accepted=True` for one that everybody reads."""

    class Meta:
        model = m.MonitoringReturn

    class Params:
        accepted = factory.Trait(
            status=choices.ReturnStatus.ACCEPTED, received_on=date(2022, 1, 20), published_at=NOW
        )  # fmt: skip

    number = _next(m.MonitoringReturn, "award")
    award = factory.SubFactory(AwardFactory)
    started_on = date(2021, 10, 1)
    ended_on = date(2021, 12, 31)
    due_on = date(2022, 1, 31)


class ReadingFactory(DjangoModelFactory):
    class Meta:
        model = m.Reading

    monitoring_return = factory.SubFactory(ReturnFactory, accepted=True)
    indicator = factory.SubFactory(IndicatorFactory, award=factory.SelfAttribute("..monitoring_return.award"))
    value = Decimal("224")


class ChaseFactory(DjangoModelFactory):
    class Meta:
        model = m.Chase

    number = _next(m.Chase, "monitoring_return")
    monitoring_return = factory.SubFactory(ReturnFactory)
    on = date(2022, 2, 10)
    words = "By email"
    made_at = NOW


class PaymentFactory(DjangoModelFactory):
    """A published payment; `unpublished=True` for one that only the office knows."""

    class Meta:
        model = m.Payment

    class Params:
        unpublished = factory.Trait(published_at=None)

    area = factory.SubFactory(PoliceAreaFactory)
    reference = factory.Sequence(lambda n: f"P-{n:06d}")
    paid_on = date(2022, 2, 17)
    recipient = factory.Sequence(lambda n: f"Recipient {n}")
    purpose = "Support sessions"
    amount = Decimal("1204.50")
    published_at = NOW
    created_at = NOW


class TotalFactory(DjangoModelFactory):
    class Meta:
        model = m.StatedTotal

    number = _next(m.StatedTotal, "area")
    area = factory.SubFactory(PoliceAreaFactory)
    title = factory.Sequence(lambda n: f"Total {n}")
    stated = Decimal("1000.00")
    published_at = NOW


class LineFactory(DjangoModelFactory):
    class Meta:
        model = m.StatedLine

    number = _next(m.StatedLine, "total")
    total = factory.SubFactory(TotalFactory)
    label = factory.Sequence(lambda n: f"Line {n}")
    value = Decimal("1000.00")


class BidFactory(DjangoModelFactory):
    class Meta:
        model = m.FundingBid

    class Params:
        draft = factory.Trait(published_at=None)

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda n: f"bid-{n}")
    title = factory.Sequence(lambda n: f"Bid {n}")
    fund = "Innovation fund"
    status = choices.BidStatus.SUBMITTED
    submitted_on = date(2022, 1, 14)
    asked = Decimal("3150000.00")
    published_at = NOW
    created_at = NOW


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = m.BidPartner

    number = _next(m.BidPartner, "bid")
    bid = factory.SubFactory(BidFactory)
    name = factory.Sequence(lambda n: f"Partner {n}")


class AdvocateFactory(DjangoModelFactory):
    class Meta:
        model = m.Advocate

    number = _next(m.Advocate, "area")
    area = factory.SubFactory(PoliceAreaFactory)
    council = factory.Sequence(lambda n: f"Council {n}")
    councillor = factory.Sequence(lambda n: f"Councillor {n}")
    started_on = date(2021, 5, 20)


class AdvocateMeetingFactory(DjangoModelFactory):
    class Meta:
        model = m.AdvocateMeeting

    number = _next(m.AdvocateMeeting, "area")
    area = factory.SubFactory(PoliceAreaFactory)
    held_on = factory.Sequence(lambda n: date.fromordinal(date(2021, 6, 1).toordinal() + n))
