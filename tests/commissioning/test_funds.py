"""Funds: budget, what is awarded and left, and what of their rounds is told to whom."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commissioning.choices import ApplicationStatus
from commissioning.models import Fund
from commissioning.services import funds as services
from commissioning.services.fund_reading import Told, standings, told_of
from tests.commissioning.funding import office_of, round_of, token, url
from tests.factories.commissioning import (
    ApplicationFactory,
    AwardFactory,
    FundFactory,
    LineFactory,
    PriorityFactory,
    TotalFactory,
)
from tests.factories.panels import PoliceAreaFactory

pytestmark = pytest.mark.django_db
PUBLIC = AnonymousUser()
D = Decimal


def text(client, address, **query):
    return " ".join(client.get(address, query).content.decode().split())


def test_a_fund_tells_what_is_awarded_and_left(client):
    fund = FundFactory(budget=D("30000.00"))
    AwardFactory(area=fund.area, fund=fund, amount=D("29999.90"))

    page = text(client, url("fund-detail", fund.area, fund.slug))

    for words in ("£30,000.00", "£29,999.90", "£0.10", "The 1 grant makes £29,999.90", "Outside the scope of VAT"):
        assert words in page


def test_private_grants_count_for_the_office_alone(client):
    fund = FundFactory(budget=D("1000.00"))
    AwardFactory(area=fund.area, fund=fund, amount=D("100.00"))
    AwardFactory(area=fund.area, fund=fund, amount=D("70.00"), exempt=True)
    AwardFactory(area=fund.area, fund=fund, amount=D("7.00"), unpublished=True)
    AwardFactory(area=fund.area, fund=fund, amount=D("0.70"), draft=True)

    public, office = standings([fund], PUBLIC)[fund.pk], standings([fund], office_of(fund.area))[fund.pk]

    assert (public.awarded, public.left, public.count) == (D("100.00"), D("900.00"), 1)
    assert (office.awarded, office.left, office.count) == (D("177.00"), D("823.00"), 3)


def test_a_fund_that_papers_total_says_whether_they_agree(client):
    fund = FundFactory()
    total = TotalFactory(area=fund.area, fund=fund, title="In the update report", stated=D("30797.00"))
    LineFactory(total=total, value=D("30796.00"))

    page = text(client, url("fund-detail", fund.area, fund.slug))

    assert "In the update report" in page
    assert "Lines add up to £30,796.00, £1.00 less than the £30,797.00 typed" in page


def decided_round(**facts):
    """A round with two applications, one of them awarded."""
    exercise = round_of("300.00", "200.00", decided_on=date(2022, 2, 28))
    first, second = exercise.applications.all()
    award = AwardFactory(area=exercise.area, fund=exercise.fund, exercise=exercise, application=first, **facts)
    for row, status in ((first, ApplicationStatus.AWARDED), (second, ApplicationStatus.REFUSED)):
        row.status, row.decided_on, row.reason = status, date(2022, 2, 28), "Because"
        row.save()
    return exercise, award


def test_how_many_applied_is_told_once_all_is_decided_and_public(client):
    exercise, _award = decided_round()

    assert told_of([exercise], PUBLIC) == {exercise.pk: Told(2, 1)}
    assert "2 received, 1 awarded" in text(client, url("fund-detail", exercise.area, exercise.fund.slug))


@pytest.mark.parametrize("private", [{"exempt": True}, {"unpublished": True}], ids=["exempt", "unpublished"])
def test_how_many_applied_is_not_told_where_an_award_is_private(private):
    exercise, _award = decided_round(**private)

    assert told_of([exercise], PUBLIC) == {exercise.pk: None}
    assert told_of([exercise], office_of(exercise.area)) == {exercise.pk: Told(2, 1)}


@pytest.mark.parametrize("kept_back", ["open", "undecided", "draft"])
def test_how_many_applied_is_not_told_before_the_decision(kept_back):
    exercise, _award = decided_round()
    if kept_back == "open":
        ApplicationFactory(exercise=exercise)
    elif kept_back == "undecided":
        exercise.decided_on = None
    else:
        exercise.published_at = None

    assert told_of([exercise], PUBLIC) == {exercise.pk: None}


def test_a_fund_is_entered_and_published(client):
    area = PoliceAreaFactory()
    priority = PriorityFactory(area=area)
    client.force_login(office_of(area))
    data = {
        "title": "Community action fund", "kind": "community-action", "year": "2021", "budget": "£30,797.50", "vat": "outside",
        "decided_by": "panel", "decided_words": "Grants panel", "priority": priority.slug, "is_crime_and_disorder": "on",
        "spend_by-day": "31", "spend_by-month": "3", "spend_by-year": "2022", **token(),
    }  # fmt: skip

    client.post(url("fund-create", area), data)
    client.post(url("fund-publish", area, "community-action-fund"), {"version": 1})

    fund = Fund.objects.get()
    assert (fund.budget, fund.spend_by, fund.priority) == (D("30797.50"), date(2022, 3, 31), priority)
    client.logout()
    page = text(client, url("fund-detail", area, fund.slug))
    assert "2021/22" in page
    assert "<dd>Grants panel</dd>" in page


def test_a_fund_is_changed_at_the_version_that_was_read():
    fund = FundFactory()

    changed = services.change_fund(fund=fund, version=1, actor=office_of(fund.area), budget=D("5.00"))
    with pytest.raises(ValidationError) as refused:
        services.change_fund(fund=fund, version=1, actor=office_of(fund.area), budget=D("6.00"))

    assert (changed.budget, refused.value.code) == (D("5.00"), "stale")


def test_a_fund_with_public_grants_stays_public():
    fund = FundFactory()
    AwardFactory(area=fund.area, fund=fund)

    with pytest.raises(ValidationError) as refused:
        services.hide_fund(fund=fund, version=1, actor=office_of(fund.area))

    assert refused.value.code == "named"


def test_a_draft_is_the_offices_own(client):
    fund = FundFactory(draft=True, title="Canary fund")

    assert client.get(url("fund-detail", fund.area, fund.slug)).status_code == 404
    assert "Canary" not in text(client, url("fund-list", fund.area))
    assert b"Canary" not in client.get(url("fund-export", fund.area, "csv")).content


def test_who_does_not_commission_writes_nothing(client):
    fund = FundFactory()
    other = office_of(PoliceAreaFactory())
    client.force_login(other)

    for name in ("fund-update", "fund-publish", "fund-hide"):
        assert client.post(url(name, fund.area, fund.slug), {"version": 1}).status_code == 403


def test_the_list_is_narrowed_and_its_file_is_what_it_shows(client):
    area = PoliceAreaFactory()
    FundFactory(area=area, title="Old", year=2017)
    FundFactory(area=area, title="=New", year=2021, budget=None)

    csv = client.get(url("fund-export", area, "csv"), {"year": "2021"}).content.decode()

    assert "'=New" in csv
    assert "Old" not in csv
    assert "2021/22" in text(client, url("fund-list", area), year="2021")


@pytest.mark.parametrize("name", ["fund-list", "grant-list"])
def test_lists_take_the_same_queries_for_any_number(client, name):
    counts = []
    for number in (1, 3, 30):
        area = PoliceAreaFactory()
        for _one in range(number):
            fund = FundFactory(area=area)
            AwardFactory(area=area, fund=fund)
        client.get(url(name, area))
        with CaptureQueriesContext(connection) as asked:
            client.get(url(name, area))
        counts.append(len(asked))

    assert counts == [counts[0]] * 3
