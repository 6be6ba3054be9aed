"""The list of grants by month: what the Order asks for, nil months, files; nothing private in any of them."""

from datetime import date
from decimal import Decimal

import pytest

from tests.commissioning.funding import office_of, url
from tests.factories.commissioning import AwardFactory, FundFactory
from tests.factories.panels import PoliceAreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return PoliceAreaFactory()


def text(client, area, **query):
    return " ".join(client.get(url("grant-list", area), query).content.decode().split())


def test_a_grant_tells_all_that_the_order_asks_for(client, area):
    AwardFactory(area=area, provider__name="Bright House", provider__area=area, amount=Decimal("30797.00"), conditions="")

    page = text(client, area)

    for words in ("Bright House", "£30,797.00", "Support for people who were hurt by crime.", "none",
                  "It helps to reduce crime and disorder.", "31 Jan 2022", "Outside the scope of VAT"):  # fmt: skip
        assert words in page
    assert "Grants, the newest first: Outside the scope of VAT" in page
    assert "The 1 grant makes £30,797.00" in page


def test_amounts_of_several_kinds_each_say_how_they_stand_to_vat(client, area):
    AwardFactory(area=area)
    AwardFactory(area=area, vat="including")

    page = text(client, area)

    assert "VAT differs from line to line" in page
    assert page.count("Outside the scope of VAT</span>") == page.count("With VAT</span>") == 1


def test_the_list_is_of_a_month(client, area):
    AwardFactory(area=area, title="In January")
    AwardFactory(area=area, title="In December", awarded_on=date(2021, 12, 31))

    page = text(client, area, month="2022-01")

    assert "In January" in page
    assert "In December" not in page
    assert "Grants of January 2022" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"month": "2022-02"}, "No grant is published for February 2022."),
        ({"month": "2022-02", "purpose": "crime"}, "No crime and disorder reduction grant is published for February 2022."),
        ({"purpose": "other"}, "No grants match. Remove a filter."),
    ],
)
def test_a_month_without_a_grant_says_so(client, area, query, words):
    AwardFactory(area=area)

    assert words in text(client, area, **query)


def test_months_stand_with_their_sums_and_those_without_a_grant(client, area):
    AwardFactory.create_batch(2, area=area, amount=Decimal("0.10"))

    months = {one["words"]: one for one in client.get(url("grant-list", area)).context["months"]}

    assert (months["January 2022"]["count"], months["January 2022"]["total"]) == ("2", "£0.20")
    assert months["February 2022"]["count"] == "0"


def test_drafts_contracts_and_other_areas_are_not_there(client, area):
    AwardFactory(area=area, title="Canary draft", draft=True)
    AwardFactory(area=area, title="Canary contract", contract=True)
    AwardFactory(title="Canary of another area")

    assert "Canary" not in text(client, area)


@pytest.mark.parametrize("fmt", ["", "csv", "xlsx", "ods"])
def test_a_private_grant_leaves_by_no_page_file_sum_filter_or_order(client, area, fmt):
    fund = FundFactory(area=area, draft=True, title="Canary fund")
    AwardFactory(area=area, amount=Decimal("1.00"))
    AwardFactory(area=area, title="Canary", provider__name="Canary", amount=Decimal("777.77"), exempt=True, fund=fund)
    AwardFactory(area=area, title="Canary", provider__name="Canary", amount=Decimal("777.77"), unpublished=True, fund=fund)
    address = url("grant-export", area, fmt) if fmt else url("grant-list", area)

    for query in ({}, {"sort": "-amount"}, {"fund": fund.slug}, {"month": "2022-01"}):
        body = client.get(address, query).content
        assert b"Canary" not in body
        assert b"777.77" not in body
        assert b"778.77" not in body


def test_the_office_sees_what_is_not_public_marked_as_private(client, area):
    AwardFactory(area=area, title="Not out yet", unpublished=True)
    client.force_login(office_of(area))

    page = text(client, area)

    assert "Not out yet" in page
    assert 'govuk-tag--purple">Private' in page


def test_a_file_is_exactly_what_the_list_shows(client, area):
    AwardFactory(area=area, title="=SUM(A1)", conditions="@once")
    AwardFactory(area=area, title="Other", is_crime_and_disorder=False)

    csv = client.get(url("grant-export", area, "csv"), {"purpose": "crime"}).content.decode()

    assert "'=SUM(A1)" in csv
    assert "'@once" in csv
    assert "Other" not in csv
    assert "1000.00" in csv
    assert client.get(url("grant-export", area, "pdf")).status_code == 404
