from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.choices import Role
from accounts.models import User
from interface import clock
from panels import permissions
from tests.factories.accounts import UserFactory
from tests.factories.panels import AppointmentFactory, BodyFactory

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2022, 3, 1), date(2022, 3, 31)


@pytest.mark.parametrize(
    ("day", "may"),
    [
        pytest.param(date(2022, 2, 28), False, id="the day before"),
        pytest.param(FIRST, True, id="the first day"),
        pytest.param(date(2022, 3, 10), True, id="between"),
        pytest.param(LAST, True, id="the last day"),
        pytest.param(date(2022, 4, 1), False, id="the day after"),
    ],
)
def test_an_appointment_holds_from_its_first_day_to_its_last(day, may):
    body = BodyFactory()
    user = AppointmentFactory(area=body.area, started_on=FIRST, ended_on=LAST).user

    with clock.stand_on(day):
        assert permissions.can_write_agendas(user, body) is may
        assert permissions.can_read_restricted(user, body) is may
        assert list(permissions.bodies_open_to(user)) == ([body] if may else [])


@pytest.mark.parametrize(
    ("role", "reads", "writes", "audits", "administers"),
    [
        pytest.param(Role.PANEL_MEMBER, True, False, False, False, id="member"),
        pytest.param(Role.CHAIR, True, False, False, False, id="chair"),
        pytest.param(Role.CLERK, True, True, False, False, id="clerk"),
        pytest.param(Role.LEAD_OFFICER, True, True, False, False, id="lead officer"),
        pytest.param(Role.OFFICE_DECISIONS, False, False, False, False, id="office: decisions"),
        pytest.param(Role.OFFICE_COMPLAINTS, False, False, False, False, id="office: complaints"),
        pytest.param(Role.OFFICE_PERFORMANCE, False, False, False, False, id="office: performance"),
        pytest.param(Role.OFFICE_COMMISSIONING, False, False, False, False, id="office: commissioning"),
        pytest.param(Role.AUDITOR, False, False, True, False, id="auditor"),
        pytest.param(Role.ADMINISTRATOR, False, False, True, False, id="administrator of one area"),
    ],
)
def test_each_role_opens_its_own_doors_and_no_other(role, reads, writes, audits, administers):
    body = BodyFactory()
    user = AppointmentFactory(area=body.area, role=role).user

    held = [
        permissions.can_read_restricted(user, body), permissions.can_write_agendas(user, body),
        permissions.can_audit(user, body.area), permissions.can_administer(user),
    ]  # fmt: skip
    assert held == [reads, writes, audits, administers]
    assert not permissions.can_audit(user, BodyFactory().area)


def test_an_auditor_of_one_body_does_not_read_the_trail_of_every_body():
    body = BodyFactory()
    auditor = AppointmentFactory(area=body.area, body=body, role=Role.AUDITOR).user
    administrator = AppointmentFactory(area=body.area, body=body, role=Role.ADMINISTRATOR).user

    assert not permissions.can_audit(auditor, body.area)
    assert permissions.can_audit(administrator, body.area)


def test_an_administrator_without_an_area_looks_after_the_whole_portal_and_reads_no_papers():
    body = BodyFactory()
    user = AppointmentFactory(area=None, role=Role.ADMINISTRATOR).user

    assert permissions.can_administer(user)
    assert permissions.can_audit(user, body.area)
    assert not permissions.can_read_restricted(user, body)


def test_an_appointment_to_one_body_opens_no_other_of_the_area():
    body = BodyFactory()
    other = BodyFactory(area=body.area)
    user = AppointmentFactory(area=body.area, body=body).user

    assert list(permissions.bodies_open_to(user)) == [body]
    assert not permissions.can_write_agendas(user, other)


def test_an_appointment_to_one_area_opens_no_other():
    user = AppointmentFactory(area=BodyFactory().area).user

    assert not permissions.can_read_restricted(user, BodyFactory())


@pytest.mark.parametrize(
    "somebody",
    [
        pytest.param(AnonymousUser, id="the public"),
        pytest.param(UserFactory, id="signed in without an appointment"),
        pytest.param(lambda: AppointmentFactory(user__is_active=False).user, id="an account that was closed"),
    ],
)
def test_nobody_else_reads_or_writes(somebody):
    body = BodyFactory()
    user = somebody()

    assert not permissions.can_read_restricted(user, body)
    assert not permissions.can_write_agendas(user, body)
    assert not permissions.bodies_open_to(user).exists()


def test_appointments_are_read_once_for_a_user(django_assert_num_queries):
    held = AppointmentFactory()
    user = User.objects.get(pk=held.user.pk)

    with django_assert_num_queries(1):
        assert permissions.appointments_of(user) == [held]
        assert permissions.appointments_of(user) == [held]
