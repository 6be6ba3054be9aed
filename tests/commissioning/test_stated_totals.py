"""Stated totals on their pages: kept by the office, read by everybody, flagged where they do not add up."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from commissioning.models import StatedTotal
from commissioning.services import stated_totals as services
from interface import clock
from tests.commissioning.funding import office_of, token, url
from tests.factories.commissioning import AwardFactory, FundFactory, LineFactory, TotalFactory
from tests.factories.panels import PoliceAreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    """A signed-in person of the office, and the area."""
    area = PoliceAreaFactory()
    client.force_login(office_of(area))
    return area


def fifty(**facts):
    """The 50 responses that are 51."""
    total = TotalFactory(title="Responses", unit="number", stated=Decimal(50), **facts)
    for label, value in (("Unitary councils", 3), ("Parish councils", 24), ("Town councils", 24)):
        LineFactory(total=total, label=label, value=value)
    return total


def test_a_table_that_does_not_add_up_is_flagged(client):
    total = fifty()

    page = client.get(url("total-detail", total.area, total.number)).content.decode()
    rows = client.get(url("total-list", total.area)).content.decode()

    assert "Lines add up to 51, 1 more than the 50 typed." in page
    assert "1 of these totals does not add up." in rows


def test_a_table_that_adds_up_is_not_flagged(client):
    total = TotalFactory(stated=Decimal("30797.00"))
    LineFactory(total=total, value=Decimal("30797.00"))

    page = client.get(url("total-detail", total.area, total.number)).content.decode()

    assert "Lines add up to £30,797.00, as typed" in page
    assert "app-flag" not in page


def test_the_office_enters_lines_and_publishes(client, office):
    client.post(url("total-create", office), {"title": "Fund", "unit": "pounds", "stated": "70,000", **token()})
    for label, value in (("First", "69,999.90"), ("Second", "0.10")):
        client.post(url("line-create", office, 1), {"label": label, "value": value, **token()})
    response = client.post(url("total-publish", office, 1), {"version": 1})

    assert response.status_code == 302
    total = StatedTotal.objects.get()
    assert (total.number, total.published_at is not None, total.lines.count()) == (1, True, 2)
    client.logout()
    assert "£70,000.00, as typed" in client.get(url("total-detail", office, 1)).content.decode()


def test_an_empty_total_is_not_published():
    total = TotalFactory(published_at=None)

    with pytest.raises(ValidationError) as refused:
        services.publish_total(total=total, version=1, actor=office_of(total.area))

    assert refused.value.code == "empty"


def test_the_last_line_of_a_public_total_stays():
    line = LineFactory()

    with pytest.raises(ValidationError) as refused:
        services.remove_line(line=line, version=1, actor=office_of(line.total.area))

    assert refused.value.code == "last"


def test_a_total_goes_out_of_the_public_and_comes_back(client, office):
    total = fifty(area=office)

    client.post(url("total-remove", office, total.number), {"version": 1})
    page = client.get(url("total-list", office)).content.decode()
    client.post(url("total-restore", office, total.number), {"version": 2})

    assert "Put back" in page
    total.refresh_from_db()
    assert (total.removed_at, total.published_at) == (None, None)


def test_what_was_taken_out_or_is_a_draft_is_nobody_elses(client):
    area = PoliceAreaFactory()
    rows = [TotalFactory(area=area, removed_at=clock.now(), title="Canary one"), TotalFactory(area=area, published_at=None)]

    assert [client.get(url("total-detail", area, one.number)).status_code for one in rows] == [404, 404]
    assert "Canary" not in client.get(url("total-list", area)).content.decode()


def test_a_total_over_private_awards_is_in_no_list_or_file(client):
    fund = FundFactory()
    AwardFactory(area=fund.area, fund=fund, exempt=True)
    total = TotalFactory(area=fund.area, fund=fund, title="Canary")

    assert client.get(url("total-detail", fund.area, total.number)).status_code == 404
    for address in (
        url("total-list", fund.area),
        url("total-export", fund.area, "csv"),
        url("fund-detail", fund.area, fund.slug),
    ):
        assert b"Canary" not in client.get(address).content


@pytest.mark.parametrize(("result", "titles"), [("yes", ["Right"]), ("no", ["Wrong"])])
def test_totals_are_narrowed_by_whether_they_add_up(client, result, titles):
    area = PoliceAreaFactory()
    for title, value in (("Right", "1000.00"), ("Wrong", "1000.01")):
        LineFactory(total=TotalFactory(area=area, title=title), value=Decimal(value))

    table = client.get(url("total-list", area), {"result": result}).context["table"]

    assert [one.total.title for one in table.page] == titles


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_list_takes_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    area = PoliceAreaFactory()
    for _number in range(count):
        LineFactory(total=TotalFactory(area=area))

    client.get(url("total-list", area))
    with django_assert_num_queries(4):
        client.get(url("total-list", area))


def test_a_line_is_changed_taken_out_and_put_back(client, office):
    total = fifty(area=office)

    client.post(url("line-update", office, total.number, 1), {"label": "Unitary councils", "value": "2", "version": 1})
    client.post(url("line-remove", office, total.number, 2), {"version": 1})
    client.post(url("line-restore", office, total.number, 2), {"version": 2})

    page = client.get(url("total-detail", office, total.number)).content.decode()
    assert "Lines add up to 50, as typed" in page


@pytest.mark.parametrize(("text", "words"), [("fifty", "Enter a number, like 50"), ("1.234", "Enter a number, like 50")])
def test_a_figure_that_is_none_is_refused(client, office, text, words):
    data = {"title": "A", "unit": "number", "stated": text, **token()}

    response = client.post(url("total-create", office), data)

    assert response.context["form"].errors["stated"] == [f"{words} or 30,797.00"]
