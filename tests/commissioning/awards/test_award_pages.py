"""The lists and the page of awards: what everybody reads, what the office does there, files of exactly what is shown."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commissioning.choices import AwardKind, AwardStatus
from commissioning.models import Award
from commissioning.services import awards as services
from tests.commissioning.awards.awarding import DAY, PRIVATE, sent, url
from tests.factories.commissioning import (
    AwardFactory,
    DocumentFactory,
    ExtensionFactory,
    FundFactory,
    PartyFactory,
    PaymentFactory,
    ProviderFactory,
    ReviewFactory,
    ServiceFactory,
    ShareFactory,
    StageFactory,
    VariationFactory,
)

pytestmark = pytest.mark.django_db


def page_of(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def list_url(area, name="award-list", *args):
    return reverse(f"awards:{name}", args=[area.slug, *args])


def test_the_page_tells_what_the_order_asks_for(client, area, entered):
    one = entered(public=True, conditions="Twelve buses.", is_crime_and_disorder=True)

    page = page_of(client, one.get_absolute_url())

    for words in (
        one.provider.name,
        "£1,204.50",
        "Outside the scope of VAT",
        "A night bus.",
        "Twelve buses.",
        "It prevents crime.",
    ):
        assert words in page
    assert "For the office" not in page


def test_the_page_of_an_old_award_says_not_known(client, area):
    one = AwardFactory(area=area, reasons="", conditions="", came_from="table")

    assert page_of(client, one.get_absolute_url()).count("not known") == 2


def test_the_page_shows_value_shares_and_payments(client, area):
    one = AwardFactory(area=area, contract=True, amount=Decimal("1000.00"))
    VariationFactory(award=one, change=Decimal("250.05"))
    ShareFactory(award=one, funder="Ministry", percent=Decimal("95"))
    PaymentFactory(area=area, award=one, amount=Decimal("1204.50"))
    PaymentFactory(area=area, award=one, amount=Decimal("9.99"), unpublished=True)

    page = page_of(client, one.get_absolute_url())

    assert "£1,250.05" in page
    assert "Shares make 95%. They must make 100%" in page
    assert "1 payment, £1,204.50" in page


def test_a_draft_is_not_found(client, area, entered, member):
    one = entered()

    assert client.get(one.get_absolute_url()).status_code == 404
    client.force_login(member)
    assert client.get(one.get_absolute_url()).status_code == 404


def test_the_office_finds_each_next_act_first(client, area, entered, office):
    client.force_login(office)
    one = entered(made=False)
    told = []
    for _step in range(3):
        told.append(client.get(one.get_absolute_url()).context["acts"][0]["text"])
        one.refresh_from_db()
        service, facts = {
            AwardStatus.DRAFT: (services.make_award, {"awarded_on": DAY}), AwardStatus.AWARDED: (services.publish_award, {}),
        }[one.status]  # fmt: skip
        if one.is_out:
            break
        one = service(award=one, version=one.version, actor=office, **facts)

    assert told == ["Say that it is awarded", "Publish the award", "Say that it is live"]


def test_an_award_is_entered_and_published_on_its_pages(client, area, office):
    client.force_login(office)
    facts = {
        "kind": "grant", "title": "Night bus", "provider_name": "Bus Trust", "amount": "£1,204.50", "vat": "outside",
        "purpose": "A bus", "reasons": "Safe",
    }  # fmt: skip
    client.post(list_url(area, "award-create"), sent(**facts))
    one = Award.objects.get()
    client.post(url("award-make", one), sent(one, awarded_on=DAY))
    one.refresh_from_db()
    client.post(url("award-publish", one), sent(one))

    one.refresh_from_db()
    assert (one.is_out, one.amount, one.provider.name, one.status) == (True, Decimal("1204.50"), "Bus Trust", "awarded")


def test_a_provider_is_chosen_or_named(client, area, office):
    client.force_login(office)
    known = ProviderFactory(area=area)
    facts = {"kind": "grant", "title": "X", "amount": "1", "vat": "outside"}

    none = client.post(list_url(area, "award-create"), sent(**facts)).context["form"].errors
    both = client.post(list_url(area, "award-create"), sent(**facts, provider=known.pk, provider_name="Y")).context["form"].errors

    assert none["provider"] == ["Choose the provider, or enter its name"]
    assert both["provider_name"] == ["Leave this empty, or choose “Not in this list”"]


def test_an_award_is_changed_and_made_private_on_its_pages(client, area, office, entered):
    client.force_login(office)
    one = entered()
    client.post(url("award-update", one), sent(one, title="Bus", provider=one.provider_id, amount="2", vat="outside"))
    one.refresh_from_db()
    fund, service = FundFactory(area=area), ServiceFactory(area=area)
    told = {"fund": fund.pk, "services": [service.pk], "decided_by": "panel", "decided_words": "Grants panel"}
    client.post(url("award-place", one), sent(one, **told))
    one.refresh_from_db()
    client.post(url("award-private", one), sent(one, commercial_terms="£9 an hour", **PRIVATE))

    one.refresh_from_db()
    assert (one.title, one.amount, one.fund, one.is_private, one.commercial_terms) == ("Bus", 2, fund, True, "£9 an hour")
    assert list(one.services.all()) == [service]


@pytest.mark.parametrize(
    "name",
    ["award-update", "award-place", "award-private", "award-make", "award-take-back", "award-publish", "award-hide",
     "award-begin", "award-end", "award-cancel", "decision-propose", "decision-link", "decision-unlink", "share-update",
     "document-create"],
)  # fmt: skip
def test_every_page_of_the_office_opens_for_the_office_alone(client, entered, office, member, name):
    one = entered(public=True)
    assert client.get(url(name, one)).status_code == 302
    client.force_login(member)
    assert client.get(url(name, one)).status_code == 403
    client.force_login(office)
    assert client.get(url(name, one)).status_code == 200


def test_a_decision_to_be_signed_is_told_to_the_office(client, entered, office):
    one = entered(public=True)
    services.propose_decision(award=one, version=one.version, actor=office)

    assert "not published yet" in page_of(client, one.get_absolute_url())
    client.force_login(office)
    assert "To be signed" in page_of(client, one.get_absolute_url())


# Lists ----------------------------------------------------------------------------------------------------------------


def test_the_list_adds_up_what_was_awarded(client, area):
    for amount in ("0.10", "0.20"):
        AwardFactory(area=area, amount=Decimal(amount))
    AwardFactory(area=area, amount=Decimal("5.00"), status=AwardStatus.CANCELLED, cancelled_why="Given back")

    facts = client.get(list_url(area)).context["key_facts"]

    assert facts == [{"term": "Awarded together", "value": "£0.30", "note": "Outside the scope of VAT"}]


def test_amounts_with_and_without_vat_are_told_apart(client, area):
    AwardFactory(area=area)
    AwardFactory(area=area, contract=True)

    assert client.get(list_url(area)).context["key_facts"][0]["note"] == "VAT differs from line to line"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param({}, ["New", "Old"], id="all"),
        pytest.param({"kind": "contract"}, ["New"], id="kind"),
        pytest.param({"year": "2020"}, ["Old"], id="financial year"),
        pytest.param({"q": "helping"}, ["Old"], id="provider"),
        pytest.param({"fund": "bridge"}, ["Old"], id="fund"),
        pytest.param({"state": "live"}, [], id="state"),
        pytest.param({"kind": "wish"}, [], id="no such kind"),
        pytest.param({"sort": "amount"}, ["Old", "New"], id="sorted"),
    ],
)
def test_the_list_is_narrowed_and_exported(client, area, query, found):
    fund, provider = FundFactory(area=area, slug="bridge"), ProviderFactory(area=area, name="Helping Hands")
    AwardFactory(area=area, title="Old", awarded_on=date(2021, 3, 31), fund=fund, provider=provider)
    AwardFactory(area=area, title="New", contract=True, amount=Decimal("2000.00"))

    table = client.get(list_url(area), query).context["table"]
    file = client.get(list_url(area, "award-export", "csv"), query).content.decode()

    assert [one.title for one in table.page] == found
    assert [line["Title"] for line in csv.DictReader(io.StringIO(file))] == found


def test_contracts_over_the_value_of_the_rule_book(client, area, rulebook):
    for amount in ("10000.00", "10000.01"):
        AwardFactory(area=area, contract=True, title=amount, amount=Decimal(amount))
    AwardFactory(area=area, amount=Decimal("20000.00"))

    every = client.get(list_url(area, "contract-list"))
    over = client.get(list_url(area, "contract-list"), {"value": "over"})

    assert (every.context["table"].count, [one.title for one in over.context["table"].page]) == (2, ["10000.01"])
    assert "Contracts of more than £10,000 must be published" in every.content.decode()


def test_no_cell_of_a_file_becomes_a_formula(client, area):
    AwardFactory(area=area, title="=1+1")

    file = client.get(list_url(area, "award-export", "csv")).content.decode()

    assert next(csv.DictReader(io.StringIO(file)))["Title"] == "'=1+1"


def _queries(client, address):
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def test_the_lists_cost_the_same_however_long(client, area, office):
    client.force_login(office)
    counts = {}
    for more in (1, 2, 27):
        for _one in range(more):
            AwardFactory(area=area, contract=True, fund=FundFactory(area=area))
        for name in ("award-list", "contract-list"):
            counts.setdefault(name, set()).add(_queries(client, list_url(area, name)))

    assert [len(found) for found in counts.values()] == [1, 1]


def test_the_page_costs_the_same_however_much_belongs_to_it(client, area, office):
    client.force_login(office)
    one = AwardFactory(area=area, contract=True)
    counts = set()
    for more in (1, 2, 27):
        for _one in range(more):
            for factory in (ExtensionFactory, VariationFactory, ReviewFactory, PartyFactory, ShareFactory, DocumentFactory):
                factory(award=one)
        counts.add(_queries(client, one.get_absolute_url()))

    assert len(counts) == 1


def test_the_stages_of_the_exercise_stand_there(client, area):
    stage = StageFactory(exercise__area=area, planned_on=date(2022, 1, 10), actual_on=date(2022, 2, 1))
    one = AwardFactory(area=area, contract=True, exercise=stage.exercise)
    hidden = AwardFactory(area=area, contract=True, exercise=StageFactory(exercise__area=area, exercise__draft=True).exercise)

    assert "1 Feb 2022" in page_of(client, one.get_absolute_url())
    assert client.get(hidden.get_absolute_url()).context["stages"] == []
    assert hidden.exercise.title not in page_of(client, hidden.get_absolute_url())


def test_contracts_are_listed_without_grants(client, area):
    AwardFactory(area=area, kind=AwardKind.GRANT)

    assert client.get(list_url(area, "contract-list")).context["table"].count == 0
