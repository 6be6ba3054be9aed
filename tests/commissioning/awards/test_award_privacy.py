"""What else an award that becomes private takes from the public, who read what is not for everybody, and who waits for whom."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import transaction

from accounts.models import AuditEntry
from commissioning.choices import AwardStatus, CameFrom
from commissioning.models import Award, Variation
from commissioning.services import awards as services
from commissioning.services.providers import change_provider, hide_provider
from commissioning.services.shares import ShareLine, set_shares
from documents.choices import StoreName
from documents.services.files import store_bytes
from documents.services.readings import RESTRICTED_READ
from panels.services.keeping import hold
from tests.beside import Beside
from tests.commissioning.awards.awarding import PRIVATE, TODAY, refusal, url
from tests.commissioning.awards.test_award_rows import ROW
from tests.factories.commissioning import AwardFactory, DocumentFactory, PaymentFactory, ProviderFactory
from tests.factories.panels import PoliceAreaFactory
from tests.factories.register import DecisionFactory


def test_payments_of_an_award_that_becomes_private_are_taken_from_the_public(entered, office):
    award = entered(public=True)
    payment = PaymentFactory(area=award.area, award=award)

    services.change_award(award=award, version=award.version, actor=office, **PRIVATE)

    payment.refresh_from_db()
    assert payment.published_at is None
    assert AuditEntry.objects.filter(action="commissioning.payment_hidden").count() == 1


def test_payments_that_are_published_after_that_stay(entered, office):
    award = entered(public=True, **PRIVATE)
    payment = PaymentFactory(area=award.area, award=award)

    services.change_award(award=award, version=award.version, actor=office, term="A year")

    payment.refresh_from_db()
    assert payment.published_at is not None


def test_a_private_file_is_read_with_a_line_in_the_trail(area, office, client):
    file = store_bytes(store=StoreName.RESTRICTED, data=b"%PDF-1.7", media_type="application/pdf")
    withheld = {"access": "exempt", "exempt_paragraph": 3, "public_interest_reason": "Prices."}
    award = AwardFactory(area=area)
    private, public = DocumentFactory(award=award, file=file, **withheld), DocumentFactory(award=award, file=file)
    client.force_login(office)

    for one in (private, public):
        assert client.get(url("document-detail", award, one.number)).status_code == 200

    assert AuditEntry.objects.get(action=RESTRICTED_READ).detail == {"document": private.number}


def test_a_variation_takes_no_decision_of_another_area(entered, office):
    decision = DecisionFactory(area=PoliceAreaFactory())
    facts = {"on": TODAY, "words": "More", "change": Decimal(1), "decision": decision}

    found = refusal(services.add_part, award=entered(), model=Variation, actor=office, **facts)

    assert found == {"decision": ["Choose a decision of this area"]}


def test_a_funder_has_one_share(entered, office):
    award = entered()
    lines = [ShareLine("Home Office", percent=Decimal(50)), ShareLine("HOME OFFICE", percent=Decimal(50))]

    found = refusal(set_shares, of=award, version=award.version, lines=lines, actor=office)

    assert found == {"shares": ["A funder stands on two lines. Put its shares together on one"]}


# Out of a table -------------------------------------------------------------------------------------------------------


def brought(area, office, *rows):
    return services.bring_in_awards(area=area, rows=rows, actor=office, came_from=CameFrom.TABLE)


def test_a_table_leaves_where_an_award_came_from(area, office):
    brought(area, office, replace(ROW, their_identifier="360G-x-1", source_url="https://other.example/grants"))
    award = Award.objects.get()

    brought(area, office, replace(ROW, reference=award.reference, title="Youth club, second year"))

    award.refresh_from_db()
    assert (award.title, award.their_identifier) == ("Youth club, second year", "360G-x-1")
    assert award.source_url == "https://other.example/grants"


def test_a_table_cannot_take_the_day_from_an_award_that_is_made(area, office):
    award = AwardFactory(area=area, status=AwardStatus.AWARDED, unpublished=True)
    row = replace(ROW, reference=award.reference, awarded_on=None, publish=False)

    assert refusal(lambda: brought(area, office, row)) == ["Row 1: Enter the day on which it was awarded"]


def test_a_table_publishes_nothing_that_a_page_would_not(area, office, entered):
    award = entered(purpose="")
    row = replace(ROW, reference=award.reference, title=award.title, provider_name=award.provider.name, charity_number="")

    assert refusal(lambda: brought(area, office, row)) == ["Row 1: Enter what it is for"]


# At the same time -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_an_award_and_its_provider_are_changed_without_waiting_for_each_other_for_ever():
    provider = ProviderFactory(draft=True)
    award = AwardFactory(area=provider.area, provider=provider, unpublished=True)
    beside = Beside(lambda: services.publish_award(award=award, version=award.version, actor=None))

    with transaction.atomic():
        hold(provider)
        beside.begin()
        change_provider(provider=provider, version=provider.version, actor=None, about="A charity.")
    result = beside.end()

    assert not isinstance(result, Exception), result
    provider.refresh_from_db()
    assert provider.published_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_provider_is_not_hidden_while_its_award_is_published():
    provider = ProviderFactory()
    award = AwardFactory(area=provider.area, provider=provider, unpublished=True)
    beside = Beside(lambda: hide_provider(provider=provider, version=provider.version, actor=None))

    with transaction.atomic():
        services.publish_award(award=award, version=award.version, actor=None)
        beside.begin()

    assert beside.end().code == "named"
