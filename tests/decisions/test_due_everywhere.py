"""What is due in every kind of case, and of hosts and recommendations, stands on the page of what is due and in calendars."""

from datetime import date

import icalendar
import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.services import make_calendar_address
from decisions.choices import CaseKind
from decisions.services import cases as services
from panels.choices import DutyAccess, DutyOwner
from panels.models import Obligation
from panels.permissions import can_settle
from panels.services.due import refresh_duties
from tests.factories.arrangements import HostNoticeFactory
from tests.factories.decisions import (
    CandidateFactory,
    CaseFactory,
    NoticeFactory,
    PreceptFactory,
    SeniorAppointmentFactory,
)
from tests.factories.minutes import RecommendationFactory
from tests.factories.panels import AppointmentFactory, HostFactory, LocalRuleFactory
from tests.factories.register import DecisionFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook")

COMING = {"due_on": date(2022, 4, 1)}
OF_CASES = {
    CaseKind.PRECEPT: ["issue", "notice", "report", "response", "revised", "second-report"],
    CaseKind.APPOINTMENT: ["report"],
    CaseKind.REMOVAL: ["report"],
    CaseKind.PLAN: ["review"],
    CaseKind.ANNUAL_REPORT: ["meeting"],
    CaseKind.INFORMATION: ["answer"],
    CaseKind.ATTENDANCE: ["attendance"],
    CaseKind.SUSPENSION: ["end"],
    CaseKind.ACTING: ["end"],
    CaseKind.DECISION: ["review"],
}


@pytest.fixture
def owed(body):
    """A public case of every kind in which something is due, the same of the host and of a recommendation."""
    PreceptFactory(case=NoticeFactory(case__body=body).case)
    hearing = CaseFactory(body=body, hearing=True, notified=True)
    SeniorAppointmentFactory(case=hearing)
    CandidateFactory(notice=NoticeFactory(case=hearing))
    NoticeFactory(case=CaseFactory(body=body, removal=True, notified=True))
    for kind in ("plan", "annual_report", "information", "attendance"):
        NoticeFactory(case=CaseFactory(body=body, notified=True, **{kind: True} | COMING))
    for kind in ("suspension", "acting"):
        CaseFactory(body=body, reported=True, until_on=date(2022, 5, 1), **{kind: True})
    reviewed = {"decision": DecisionFactory(area=body.area, published=True), "title": "Review of decision 2022/701", "year": None}
    CaseFactory(body=body, kind=CaseKind.DECISION, notified=True, **reviewed | COMING)
    LocalRuleFactory(body=body, key="host-notice-months", number=6, unit="months")
    HostNoticeFactory(host=HostFactory(body=body))
    RecommendationFactory(body=body, response_due_on=date(2022, 4, 1))
    refresh_duties(area=body.area)
    return Obligation.objects.filter(area=body.area)


def addresses_in(content):
    calendar = icalendar.Calendar.from_ical(content)
    return {str(event["URL"]).rpartition("/due/")[2].strip("/") for event in calendar.walk("VEVENT")}


def test_every_kind_of_case_owes_what_it_should(owed):
    found: dict[str, set[str]] = {}
    for one in owed.filter(subject_kind="case"):
        found.setdefault(one.address.split("/")[2], set()).add(one.key.rstrip("-0123456789"))

    assert {kind: sorted(keys) for kind, keys in found.items()} == {str(kind): keys for kind, keys in OF_CASES.items()}
    assert sorted(owed.exclude(subject_kind="case").values_list("key", flat=True)) == [
        "host-notice-ends", "host-transfer", "recommendation",
    ]  # fmt: skip


def test_each_stands_on_the_page_of_what_is_due_with_its_provision(client, clerk, owed):
    client.force_login(clerk)

    shown = client.get(reverse("panels:obligation-list", args=["avon"]) + "?state=").content.decode()

    assert [one.reference for one in owed.open() if one.get_absolute_url() not in shown] == []
    assert [one.reference for one in owed if not one.provision] == []


def test_public_ones_are_in_the_panels_calendar_and_all_in_the_clerks_own(client, clerk, owed):
    public = set(owed.open().filter(access=DutyAccess.PUBLIC).values_list("reference", flat=True))
    _address, key = make_calendar_address(user=clerk, label="Phone", actor=clerk)

    panels = addresses_in(client.get(reverse("meetings:calendar-feed", args=["avon"])).content)
    own = addresses_in(client.get(reverse("calendar-file", args=[key])).content)

    assert public - panels == set()
    assert set(owed.open().values_list("reference", flat=True)) - own == set()
    assert len(public) > len(OF_CASES)


@pytest.mark.parametrize(("role", "knows"), [(Role.OFFICE_DECISIONS, True), (Role.OFFICE_COMPLAINTS, False)])
def test_of_the_office_decisions_staff_alone_know_what_is_due_before_the_public_does(body, role, knows):
    case = PreceptFactory(case=CaseFactory(body=body, unpublished=True)).case
    refresh_duties(area=body.area)
    person = AppointmentFactory(area=body.area, role=role).user
    owed = Obligation.objects.filter(owner=DutyOwner.COMMISSIONER)

    assert owed.exists()
    assert Obligation.objects.visible_to(person).exists() == knows
    assert {can_settle(person, one) for one in owed} == {knows}

    services.publish_case(case=case, version=case.version, actor=None)

    assert set(Obligation.objects.visible_to(person)) >= set(owed)
