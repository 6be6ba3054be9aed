"""Appointing people, and ending their appointments."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from panels import services
from panels.models import Appointment
from tests.factories.accounts import UserFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PersonFactory, PoliceAreaFactory
from tests.panel_portal.account_pages import NOBODY_LEFT, acts, sent_from

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    """Of the whole portal, and signed in."""
    user = AppointmentFactory(area=None, role=Role.ADMINISTRATOR, user__name="Ada Admin").user
    client.force_login(user)
    return user


@pytest.fixture
def clerk(panel):
    return AppointmentFactory(area=panel.area, user__name="Cleo Clerk", user__email="cleo@panel.example")


def day(name: str, value: date | None) -> dict[str, str]:
    parts = (value.day, value.month, value.year) if value else ("", "", "")
    return dict(zip((f"{name}-day", f"{name}-month", f"{name}-year"), map(str, parts), strict=True))


# Appointing


def appoint_page(person, area="avonshire") -> str:
    return f"{reverse('person-appoint', args=[person.reference])}?area={area}"


def appoint(client, somebody, area="avonshire", **typed):
    """Send the second step of the form, whole unless told otherwise."""
    address = appoint_page(somebody, area)
    whole = {"role": "panel-member", "approved_by": "Full council", **day("started_on", date(2022, 3, 14))}
    return client.post(address, sent_from(client.get(address), **whole | typed), follow=True)


def test_person_appoint_asks_where_first(client, administrator, clerk, text):
    PoliceAreaFactory(name="Gone", ended_on=date(2022, 3, 9))

    response = client.get(reverse("person-appoint", args=[clerk.user.reference]))

    choices = response.context["form"].fields["area"].choices
    assert choices == [("", "Choose where"), ("avonshire", "Avonshire"), ("portal", "The whole portal")]
    assert "Appoint Cleo Clerk to a role" in text(response)


@pytest.mark.parametrize(
    ("area", "words"),
    [
        pytest.param("", "Choose the police area", id="none"),
        pytest.param("nowhere", "Choose a police area from the list", id="no such area"),
    ],
)
def test_person_appoint_refuses_an_area_that_is_none(client, administrator, clerk, area, words):
    response = client.get(appoint_page(clerk.user, area))

    assert response.context["form"].errors == {"area": [words]}


def test_person_appoint_offers_bodies_and_people_of_the_area(client, administrator, clerk, panel):
    BodyFactory(area=panel.area, slug="ended", name="Ended", ended_on=date(2022, 3, 9))
    BodyFactory(slug="other")
    PersonFactory()
    councillor = PersonFactory(area=panel.area)

    fields = client.get(appoint_page(clerk.user)).context["form"].fields

    assert (list(fields["body"].queryset), list(fields["person"].queryset)) == ([panel], [councillor])
    assert next(iter(fields["body"].choices)) == ("", "Every body of the area")


def test_person_appoint_gives_the_role(client, administrator, clerk, panel):
    councillor = PersonFactory(area=panel.area)

    response = appoint(client, clerk.user, body="panel", person=councillor.slug, **day("ended_on", date(2023, 5, 4)))

    made = Appointment.objects.latest("pk")
    assert response.redirect_chain == [(clerk.user.get_absolute_url(), 302)]
    assert (made.user, made.role, made.area, made.body, made.person) == (
        clerk.user, "panel-member", panel.area, panel, councillor,
    )  # fmt: skip
    assert (made.started_on, made.ended_on, made.approved_by) == (date(2022, 3, 14), date(2023, 5, 4), "Full council")
    entry = AuditEntry.objects.get(action="panels.appointed")
    assert (entry.chain, entry.actor, entry.target_reference) == ("avonshire", administrator, made.reference)
    assert entry.detail == {"role": "panel-member", "body": "panel", "from": "2022-03-14", "until": "2023-05-04"}


def test_person_appoint_makes_another_administrator(client, administrator, clerk):
    fields = client.get(appoint_page(clerk.user, "portal")).context["form"].fields

    appoint(client, clerk.user, "portal", role="administrator")

    made = Appointment.objects.latest("pk")
    assert (made.role, made.area, made.body) == ("administrator", None, None)
    assert fields["role"].choices == [("", "Choose a role"), ("administrator", "Administrator")]
    assert {"body", "person"} & set(fields) == set()


def test_person_appoint_sent_twice_appoints_once(client, administrator, clerk):
    address = appoint_page(clerk.user)
    sent = sent_from(client.get(address), role="chair", approved_by="Council", **day("started_on", date(2022, 3, 14)))

    answers = [client.post(address, sent)["Location"] for _ in range(2)]

    assert answers == [clerk.user.get_absolute_url()] * 2
    assert clerk.user.appointments.filter(role="chair").count() == 1
    assert [act for act, _ in acts()] == ["panels.appointed"]


NO_DAY = day("started_on", None)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        pytest.param({"role": "", "approved_by": " ", **NO_DAY}, {
            "role": "Choose the role", "approved_by": "Enter who approved the appointment", "started_on": "Enter the first day",
        }, id="empty"),
        pytest.param({"role": "king"}, {"role": "Choose a role from the list"}, id="no such role"),
        pytest.param({"body": "other"}, {"body": "Choose a body of this police area"}, id="body of another area"),
        pytest.param({"person": "other"}, {"person": "Choose a person of this police area"}, id="person of another area"),
        pytest.param({"role": "clerk", "person": "own", "body": "panel"}, {
            "person": "Only a panel member or the chair is one of the panel’s people. Choose nobody"}, id="person as clerk"),
        pytest.param(day("ended_on", date(2022, 3, 1)), {"ended_on": "The end date must not be before the start date"},
                     id="ends early"),
        pytest.param(day("ended_on", date(2022, 3, 1)) | {"ended_on-day": "40"}, {
            "ended_on": "Last day must be a real date"}, id="no date"),
        pytest.param({"role": "clerk"}, {
            "started_on": "This person already holds that role then. End the earlier appointment first"}, id="held already"),
        pytest.param({"token": ""}, {"token": "Open this page again, then send the form"}, id="no token"),
    ],
)  # fmt: skip
def test_person_appoint_refuses_by_field_and_changes_nothing(client, administrator, clerk, panel, typed, errors):
    BodyFactory(slug="other")
    PersonFactory(slug="other")
    PersonFactory(area=panel.area, slug="own")

    response = appoint(client, clerk.user, **typed)

    assert response.context["form"].errors == {name: [words] for name, words in errors.items()}
    assert (list(clerk.user.appointments.all()), acts()) == ([clerk], [])


def test_person_appoint_refuses_any_other_role_over_the_whole_portal(client, administrator, clerk):
    response = appoint(client, clerk.user, "portal", role="clerk")

    assert response.context["form"].errors == {"role": ["Choose a role from the list"]}


def test_person_appoint_refuses_a_closed_account(client, administrator, panel):
    response = appoint(client, UserFactory(is_active=False))

    assert response.context["form"].errors == {"role": ["This account is closed. Nobody can be appointed to it"]}
    assert acts() == []


# Ending an appointment


def end(client, held, last_day, **changes):
    address = reverse("appointment-end", args=[held.reference])
    return client.post(address, sent_from(client.get(address), **day("ended_on", last_day), **changes), follow=True)


def test_appointment_end_names_the_last_day(client, administrator, clerk, text):
    page = client.get(reverse("appointment-end", args=[clerk.reference]))

    response = end(client, clerk, date(2022, 3, 31))

    assert "End the appointment as Clerk, Avonshire" in text(page)
    assert page.context["form"]["ended_on"].value() == date(2022, 3, 10)
    assert response.redirect_chain == [(clerk.user.get_absolute_url(), 302)]
    assert "The appointment ends on 31 Mar 2022" in response.content.decode()
    clerk.refresh_from_db()
    assert clerk.ended_on == date(2022, 3, 31)
    entry = AuditEntry.objects.get(action="panels.appointment_ended")
    assert (entry.chain, entry.actor, entry.target_reference) == ("avonshire", administrator, clerk.reference)
    assert entry.detail == {"role": "clerk", "until": "2022-03-31"}


def test_appointment_end_sent_twice_ends_once(client, administrator, clerk):
    address = reverse("appointment-end", args=[clerk.reference])
    sent = sent_from(client.get(address), **day("ended_on", date(2022, 3, 31)))

    answers = [client.post(address, sent)["Location"] for _ in range(2)]

    assert answers == [clerk.user.get_absolute_url()] * 2
    assert acts() == [("panels.appointment_ended", clerk.reference)]


def test_appointment_end_shows_what_somebody_else_saved_meanwhile(client, administrator, clerk):
    sent = sent_from(client.get(reverse("appointment-end", args=[clerk.reference])), **day("ended_on", date(2022, 3, 20)))
    services.end_appointment(appointment=clerk, ended_on=date(2022, 3, 31), actor=None)

    response = client.post(reverse("appointment-end", args=[clerk.reference]), sent)

    assert len(response.context["form"].stale) == 1
    clerk.refresh_from_db()
    assert clerk.ended_on == date(2022, 3, 31)


@pytest.mark.parametrize(
    ("stands", "typed", "words"),
    [
        pytest.param(None, None, "Enter the last day", id="none"),
        pytest.param(None, date(2021, 6, 23), "The end date must not be before the start date", id="before it began"),
        pytest.param(date(2022, 3, 9), date(2022, 3, 31), "This appointment is over. Its last day stays as it is", id="over"),
        pytest.param(date(2022, 3, 31), date(2022, 4, 1),
                     "This is later than was approved. Make a new appointment from the day after the last one", id="longer"),
    ],
)  # fmt: skip
def test_appointment_end_refuses_by_field_and_changes_nothing(client, administrator, panel, stands, typed, words):
    held = AppointmentFactory(area=panel.area, ended_on=stands)

    response = end(client, held, typed)

    assert response.context["form"].errors == {"ended_on": [words]}
    held.refresh_from_db()
    assert (held.ended_on, held.version, acts()) == (stands, 1, [])


def test_appointment_end_refuses_the_last_administrator(client, administrator):
    held = administrator.appointments.get()
    AppointmentFactory(area=None, role=Role.ADMINISTRATOR, ended_on=date(2022, 3, 31))

    response = end(client, held, date(2022, 3, 31))

    assert response.context["form"].non_field_errors() == [NOBODY_LEFT]
    end(client, held, date(2022, 3, 30))
    held.refresh_from_db()
    assert held.ended_on == date(2022, 3, 30)


def test_a_role_opens_nothing_on_the_day_after_its_last(client, clerk):
    services.end_appointment(appointment=clerk, ended_on=date(2022, 3, 9), actor=None)
    client.force_login(clerk.user)

    assert client.get("/avonshire/desk/").status_code == 403
