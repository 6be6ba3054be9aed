"""Pages of monitoring returns: what everybody reads, what the office does, the late ones, and what stays with the office."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from commissioning.models import Indicator, MonitoringReturn
from interface import clock
from tests.factories.commissioning import AwardFactory, ChaseFactory, IndicatorFactory, ReadingFactory, ReturnFactory
from tests.factories.panels import AppointmentFactory, PoliceAreaFactory

pytestmark = pytest.mark.django_db
SECRET = "SECRET-CANARY"
QUARTERS = [
    (date(2021, 4, 1), date(2021, 6, 30), "224"), (date(2021, 7, 1), date(2021, 9, 30), "154"),
    (date(2021, 10, 1), date(2021, 12, 31), "161"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(date(2022, 3, 10)):
        yield


@pytest.fixture
def area():
    return PoliceAreaFactory(slug="northshire", name="Northshire")


@pytest.fixture
def award(area):
    return AwardFactory(area=area, started_on=date(2021, 4, 1), ended_on=date(2022, 3, 31))


@pytest.fixture
def office(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_COMMISSIONING).user


def url(name, award, *args):
    return reverse(f"returns:{name}", args=[award.area.slug, award.reference, *args])


def late_url(*args):
    return reverse(f"services:{'late-return-export' if args else 'late-returns'}", args=["northshire", *args])


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def three_quarters(award, **facts):
    indicator = IndicatorFactory(award=award, title="Referrals", target=Decimal(160), **facts)
    for started, ended, value in QUARTERS:
        row = ReturnFactory(award=award, accepted=True, started_on=started, ended_on=ended)
        ReadingFactory(monitoring_return=row, indicator=indicator, value=Decimal(value))
    return indicator


# Read by everybody --------------------------------------------------------------------------------------------------


def test_everybody_reads_the_table_the_chart_and_the_returns(client, award):
    three_quarters(award)
    page = text_of(client, url("return-list", award))
    for words in ("224", "154", "161", "Oct to Dec 2021", "at least 160", "misses the target", "<svg",
                  "Referrals: 161 in October to December 2021, which meets the target"):  # fmt: skip
        assert words in page


def test_the_file_has_every_reading_with_its_target(client, award):
    three_quarters(award)
    rows = list(csv.reader(io.StringIO(client.get(url("reading-export", award, "csv")).content.decode())))
    assert [row[6] for row in rows[1:]] == ["224.00", "154.00", "161.00"]
    assert [row[9] for row in rows[1:]] == ["Yes", "No", "Yes"]


def test_what_is_not_public_is_told_to_nobody_else(client, area, award):
    three_quarters(award)
    row = ReturnFactory(award=award, accepted=True, started_on=date(2021, 1, 1), ended_on=date(2021, 3, 31), private_note=SECRET)
    ChaseFactory(monitoring_return=row, words=SECRET)
    hidden = IndicatorFactory(award=award, title=SECRET, is_public=False)
    ReadingFactory(monitoring_return=row, indicator=hidden, value=Decimal("98765"), note=SECRET)
    unpublished = ReturnFactory(award=award, narrative=SECRET, started_on=date(2022, 1, 1), ended_on=date(2022, 3, 31))
    ReadingFactory(monitoring_return=unpublished, indicator=award.indicators.first(), value=Decimal("98765"))
    member = AppointmentFactory(area=area, role=Role.PANEL_MEMBER).user
    for user in (None, member, AppointmentFactory(area=area, role=Role.OFFICE_PERFORMANCE).user):
        if user:
            client.force_login(user)
        pages = [url("return-list", award), url("return-detail", award, row.number), url("reading-export", award, "csv")]
        for address in pages:
            page = text_of(client, address)
            assert SECRET not in page
            assert "98,765" not in page
            assert "98765" not in page
        assert client.get(url("return-detail", award, unpublished.number)).status_code == 404


def test_the_office_reads_all_of_it(client, award, office):
    row = ReturnFactory(award=award, private_note=SECRET)
    ChaseFactory(monitoring_return=row, words="By telephone")
    client.force_login(office)
    page = text_of(client, url("return-detail", award, row.number))
    assert SECRET in page
    assert "By telephone" in page
    assert "38 days late" in page


@pytest.mark.parametrize("kind", ["exempt", "draft", "unpublished"])
def test_returns_of_an_award_that_is_not_read_are_not_found(client, area, kind):
    award = AwardFactory(area=area, **{kind: True})
    row = ReturnFactory(award=award, accepted=True)
    for address in (url("return-list", award), url("return-detail", award, row.number), url("reading-export", award, "csv")):
        assert client.get(address).status_code == 404


def test_the_page_asks_as_often_for_many_returns_as_for_one(client, award, area):
    many = AwardFactory(area=area)
    ReadingFactory(monitoring_return=ReturnFactory(award=award, accepted=True))
    for _number in range(4):
        three_quarters_of(many)
    counts = []
    for one in (award, many):
        with CaptureQueriesContext(connection) as found:
            text_of(client, url("return-list", one))
        counts.append(len(found))
    assert counts[0] == counts[1], counts


def three_quarters_of(award):
    indicator = IndicatorFactory(award=award)
    for started, ended, value in QUARTERS:
        row = MonitoringReturn.objects.filter(award=award, started_on=started).first()
        row = row or ReturnFactory(award=award, accepted=True, started_on=started, ended_on=ended)
        ReadingFactory(monitoring_return=row, indicator=indicator, value=Decimal(value))


# Kept by the office -------------------------------------------------------------------------------------------------


def act(client, name, row, **sent):
    address = url(f"return-{name}", row.award, row.number)
    row.refresh_from_db()
    form = client.get(address).context["form"]
    token = {"token": str(form["token"].value())} if "token" in form.fields else {}
    response = client.post(address, {"version": row.version, **token, **sent})
    assert response.status_code == 302, response.content.decode()
    row.refresh_from_db()


def day(name, value):
    return {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}


def test_an_officer_plans_receives_asks_accepts_and_publishes(client, award, office):
    client.force_login(office)
    token = client.get(url("indicator-create", award)).context["form"]["token"].value()
    client.post(url("indicator-create", award), {"title": "Referrals", "unit": "count", "is_public": "on", "token": str(token)})
    form = client.get(url("return-plan", award)).context["form"]
    sent = {**day("started_on", award.started_on), **day("ended_on", award.ended_on), "months": "3", "due_after": "31"}
    client.post(url("return-plan", award), {**sent, "token": str(form["token"].value())})
    assert MonitoringReturn.objects.count() == 4
    row = MonitoringReturn.objects.get(number=1)
    act(client, "chase", row, words="By email", **day("on", date(2022, 3, 1)))
    act(client, "receive", row, value_1="224", note_1="", spent="1,204.50", narrative="", **day("received_on", date(2022, 3, 2)))
    assert row.spent == Decimal("1204.50")
    act(client, "query", row, words="How many?", **day("on", date(2022, 3, 3)))
    act(client, "receive", row, value_1="225", note_1="", spent="", narrative="", **day("received_on", date(2022, 3, 4)))
    act(client, "accept", row)
    act(client, "publish", row)
    client.logout()
    assert "225" in text_of(client, row.get_absolute_url())


def test_a_wrong_reading_is_shown_beside_its_box(client, award, office):
    client.force_login(office)
    indicator, row = IndicatorFactory(award=award), ReturnFactory(award=award)
    sent = {f"value_{indicator.number}": "2.5", "version": row.version, **day("received_on", date(2022, 3, 1))}
    page = client.post(url("return-receive", award, row.number), sent).content.decode()
    assert "Enter a whole number" in page
    assert f'href="#id_value_{indicator.number}"' in page
    assert 'value="2.5"' in page
    assert page.count("There is a problem") == 1
    assert "Error: Error" not in page


def test_an_indicator_is_taken_out_and_put_back(client, award, office):
    client.force_login(office)
    row = IndicatorFactory(award=award)
    for name in ("remove", "restore"):
        row.refresh_from_db()
        client.post(url(f"indicator-{name}", award, row.number), {"version": row.version})
        is_out = Indicator.objects.get(pk=row.pk).removed_at is not None
        assert is_out == (name == "remove")
    row.refresh_from_db()
    client.post(
        url("indicator-update", award, row.number), {"title": "New", "unit": "count", "position": 1, "version": row.version}
    )
    assert Indicator.objects.get(pk=row.pk).title == "New"


@pytest.mark.parametrize("role", [Role.OFFICE_DECISIONS, Role.PANEL_MEMBER, Role.CLERK])
def test_nobody_else_writes(client, area, award, role):
    row, indicator = ReturnFactory(award=award, accepted=True), IndicatorFactory(award=award)
    names = ("edit", "receive", "accept", "query", "chase", "not-needed", "reopen", "publish", "hide")
    addresses = [url(f"return-{name}", award, row.number) for name in names]
    addresses += [url(f"indicator-{name}", award, indicator.number) for name in ("update", "remove", "restore")]
    addresses += [url(name, award) for name in ("return-plan", "return-create", "indicator-create")]
    assert {client.get(one).status_code for one in addresses} == {302}
    client.force_login(AppointmentFactory(area=area, role=role).user)
    assert {client.post(one).status_code for one in addresses} == {403}


# Late ones ----------------------------------------------------------------------------------------------------------


def test_the_office_sees_who_is_to_be_reminded(client, area, award, office):
    row = ReturnFactory(award=award)
    ChaseFactory(monitoring_return=row, on=date(2022, 2, 10))
    ReturnFactory(award=AwardFactory(area=area, title="Not due"), due_on=date(2022, 3, 20))
    ReturnFactory(award=AwardFactory(area=area, title="Gone", status="cancelled", cancelled_why="x"))
    ReturnFactory(award=AwardFactory(title="Elsewhere"))
    client.force_login(office)
    page = text_of(client, late_url())
    for words in (award.title, "38", "once, on 10 Feb 2022", "1 return<"):
        assert words in page
    for words in ("Not due", "Gone", "Elsewhere"):
        assert words not in page
    assert "Not due" in text_of(client, late_url() + "?state=next")
    assert award.reference in text_of(client, late_url("csv"))


def test_the_list_of_late_ones_asks_as_often_for_many_as_for_one(client, area, office):
    client.force_login(office)
    counts = []
    for more in (1, 2, 27):
        for _number in range(more):
            ChaseFactory(monitoring_return=ReturnFactory(award=AwardFactory(area=area)))
        with CaptureQueriesContext(connection) as found:
            text_of(client, late_url())
        counts.append(len(found))
    assert counts[0] == counts[1] == counts[2], counts
