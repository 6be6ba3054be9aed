"""The Commissioner has 56 days for the response, the day of the report counted; who knows of it, and who is reminded."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.management import call_command

from accounts.choices import Role
from interface import clock
from jobs.services import run_all
from panels.choices import DutyAccess, DutyOwner, DutyStatus, Reckoning
from panels.models import Obligation, Rule
from panels.permissions import can_settle
from performance.services import inspections as services
from tests.factories.panels import AppointmentFactory
from tests.performance.inspections.conftest import DUE, REPORT


def duty():
    return Obligation.objects.get()


def test_the_response_is_due_on_the_56th_day_beginning_with_that_of_the_report(inspected):
    one = inspected()

    row = duty()

    assert (row.due_on, row.counted_from, row.number, row.reckoning) == (DUE, REPORT, 56, Reckoning.DAYS_BEGINNING)
    assert (row.owner, row.access, row.is_verified) == (DutyOwner.COMMISSIONER, DutyAccess.PUBLIC, True)
    assert row.provision.startswith("Police Act 1996, s.55(5)-(5B)")
    assert (row.about, row.address) == (one.title, one.get_absolute_url())


@pytest.mark.parametrize(
    ("report_on", "due_on"),
    [
        (date(2022, 2, 25), date(2022, 4, 21)),
        (date(2021, 11, 17), date(2022, 1, 11)),  # over the new year
        (date(2020, 1, 10), date(2020, 3, 5)),  # over 29 February
        (date(2021, 3, 1), date(2021, 4, 25)),  # over the change of the clocks; a Sunday stays one
    ],
)
def test_days_are_counted_by_the_calendar(inspected, report_on, due_on):
    inspected(report_on=report_on)

    assert duty().due_on == due_on


def test_no_clock_runs_before_the_report_or_without_a_rule(inspected):
    inspected(report_on=None)
    Rule.objects.all().delete()
    inspected()

    assert not Obligation.objects.exists()


def test_publishing_the_response_meets_it_and_taking_it_back_opens_it_again(answered):
    one = answered()
    met = duty()

    services.take_back_response(inspection=one, version=one.version, actor=None)

    assert (met.status, met.was_late, duty().status) == (DutyStatus.MET, False, DutyStatus.OPEN)


def test_a_response_after_its_day_is_late(answered):
    with clock.stand_on(date(2022, 4, 22)):
        answered(responded_on=date(2022, 4, 22))

    assert (duty().status, duty().was_late) == (DutyStatus.MET, True)


def test_correcting_the_day_of_the_report_moves_it_and_taking_the_report_back_ends_it(inspected):
    one = inspected()

    one = services.report_published(inspection=one, version=one.version, actor=None, report_on=date(2022, 2, 24))
    assert duty().due_on == date(2022, 4, 20)
    one = services.take_back_report(inspection=one, version=one.version, actor=None)
    assert duty().status == DutyStatus.NOT_APPLICABLE
    services.report_published(inspection=one, version=one.version, actor=None, report_on=REPORT)

    assert (duty().status, duty().due_on) == (DutyStatus.OPEN, DUE)


def test_a_report_that_asks_for_no_response_is_due_on_no_day(inspected):
    one = inspected(report_on=None)

    services.report_published(inspection=one, version=one.version, actor=None, report_on=REPORT, needs_response=False)

    assert not Obligation.objects.exists()


def test_what_is_due_for_a_private_inspection_names_no_title_and_is_the_performance_staffs(inspected, area, office, clerk):
    inspected(title="CANARY", public=False)
    others = [Role.OFFICE_DECISIONS, Role.OFFICE_COMPLAINTS, Role.OFFICE_COMMISSIONING, Role.PANEL_MEMBER]
    users = [AppointmentFactory(area=area, role=role).user for role in others]

    row = duty()

    assert (row.access, row.about) == (
        DutyAccess.PERFORMANCE, "A report of Friday 25 February 2022 that is not on the portal yet",
    )  # fmt: skip
    assert "canary" not in f"{row.title} {row.about} {row.address}".lower()
    seen = [user for user in [AnonymousUser(), office, clerk, *users] if Obligation.objects.visible_to(user).exists()]
    assert seen == [office, clerk]
    assert [can_settle(user, row) for user in (office, *users)] == [True, False, False, False, False]


def test_publishing_and_hiding_moves_who_knows_of_it(inspected):
    one = inspected(public=False)

    one = services.publish_inspection(inspection=one, version=one.version, actor=None)
    public = duty()
    services.hide_inspection(inspection=one, version=one.version, actor=None)

    assert (public.access, public.about) == (DutyAccess.PUBLIC, one.title)
    assert (duty().access, one.title in duty().about) == (DutyAccess.PERFORMANCE, False)


def test_the_performance_staff_are_reminded_of_a_private_one_and_nobody_else_of_the_office(inspected, area, office):
    inspected(public=False)
    AppointmentFactory(area=area, role=Role.OFFICE_COMPLAINTS, user__email="other@opcc.example")

    with clock.stand_on(DUE):
        call_command("remind", verbosity=0)
        run_all()

    assert [one.to for one in mail.outbox] == [[office.email]]
