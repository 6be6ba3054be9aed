"""Statutory cases on the desk and on the home page."""

import re
from datetime import date

import pytest

from decisions.choices import CaseKind, CaseStatus, Outcome
from decisions.models import Case
from decisions.services import cases as services
from interface import clock
from tests.panel_portal.makers import make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    with clock.stand_on(date(2022, 3, 10)):
        yield


def opened(panel, year, **facts):
    day = {"opened_on": date(2022, 1, 10), "actor": None}
    return services.open_case(body=panel, kind=CaseKind.PRECEPT, year=year, **day, **facts)


@pytest.mark.parametrize("role", ["clerk", "lead-officer", "panel-member", "chair", "office-decisions"])
def test_desk_names_open_cases_and_for_whom_they_wait(client, panel, sign_in, text, role):
    case = opened(panel, 2022)
    sign_in(role)

    shown = text(client.get("/avonshire/desk/"))

    assert case.title in shown
    assert "Waits for: The Commissioner." in shown


@pytest.mark.parametrize("role", ["office-complaints", "auditor"])
def test_desk_of_others_has_no_cases(client, panel, sign_in, text, role):
    opened(panel, 2022)
    sign_in(role)

    assert "Waits for:" not in text(client.get("/avonshire/desk/"))


def test_desk_leaves_out_what_has_ended(client, panel, sign_in, text):
    ended, running = opened(panel, 2021), opened(panel, 2022)
    Case.objects.filter(pk=ended.pk).update(
        status=CaseStatus.CLOSED, outcome=Outcome.AS_PROPOSED, outcome_on=date(2021, 3, 1), closed_at=clock.now()
    )
    sign_in("clerk")

    shown = text(client.get("/avonshire/desk/"))

    assert (running.title in shown, ended.title in shown) == (True, False)


def test_home_counts_the_cases_that_everybody_may_know_of(client, panel, text):
    known = opened(panel, 2022)
    opened(panel, 2021)
    services.publish_case(case=known, version=known.version, actor=None)

    response = client.get("/avonshire/")

    assert response.context["open_cases"] == 1
    assert "Precept, hearings, plan and annual report , 1 open" in text(response)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_desk_asks_the_same_however_many_cases_are_open(client, panel, sign_in, django_assert_num_queries, count):
    now = clock.now()
    Case.objects.bulk_create(
        Case(area=panel.area, body=panel, kind=CaseKind.INFORMATION, slug=f"request-{number}", title=f"Request {number}",
             status=CaseStatus.NOTIFIED, opened_on=date(2022, 3, 1), opened_at=now, shared_at=now)
        for number in range(count)
    )  # fmt: skip
    sign_in("office-decisions")
    client.get("/avonshire/desk/")

    with django_assert_num_queries(12):
        client.get("/avonshire/desk/")


@pytest.mark.parametrize(
    ("role", "first"),
    [pytest.param("clerk", "Ordinary meeting", id="clerk"), pytest.param("lead-officer", "Statutory cases", id="lead officer")],
)
def test_cases_stand_where_the_reader_works(client, panel, sign_in, role, first):
    """A clerk's desk begins with the coming meeting, a lead officer's with the cases."""
    opened(panel, 2022)
    make_meeting(panel, published=True)
    sign_in(role)

    headings = re.findall(r"<h2[^>]*>\s*([^<]+?)\s*(?:,[^<]*)?</h2>", client.get("/avonshire/desk/").content.decode())

    shown = [one for one in headings if one in ("Ordinary meeting", "Statutory cases", "Due in the next six weeks")]
    assert shown[0] == first
    assert shown.index("Ordinary meeting") < shown.index("Due in the next six weeks")
