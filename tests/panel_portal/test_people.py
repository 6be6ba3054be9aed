import json
import threading
from datetime import UTC, date, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import services as accounts
from accounts.choices import Role
from accounts.models import AuditEntry, User
from panels import services
from panels.models import Appointment
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PersonFactory, PoliceAreaFactory

pytestmark = pytest.mark.django_db
PAGE = "/settings/people/"
REFUSED = [403, 405, 403, 403, 403, 405, *[403] * 6]
NOBODY_LEFT = "Nobody else could administer the portal then. Appoint another administrator first"


@pytest.fixture
def administrator(client):
    """Of the whole portal, and signed in."""
    user = AppointmentFactory(area=None, role=Role.ADMINISTRATOR, user__name="Ada Admin").user
    client.force_login(user)
    return user


@pytest.fixture
def clerk(panel):
    return AppointmentFactory(area=panel.area, user__name="Cleo Clerk", user__email="cleo@panel.example")


def names(response) -> list[str]:
    return [person.name for person in response.context["table"].page]


def day(name: str, value: date | None) -> dict[str, str]:
    parts = (value.day, value.month, value.year) if value else ("", "", "")
    return dict(zip((f"{name}-day", f"{name}-month", f"{name}-year"), map(str, parts), strict=True))


def sent_from(response, **changes) -> dict[str, str]:
    """What a browser sends back: the hidden fields of the page, and what was typed."""
    form = response.context["form"]
    hidden = {field.html_name: str(field.value() or "") for field in form.hidden_fields()}
    return hidden | changes


def acts() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.filter(action__regex="account_|appoint").values_list("action", "target_reference"))


# The list


def test_people_list_names_everybody_with_what_they_hold_today(client, administrator, clerk, panel, text):
    AppointmentFactory(user=clerk.user, area=panel.area, body=panel, role=Role.CHAIR)
    AppointmentFactory(user=clerk.user, area=panel.area, role=Role.AUDITOR, ended_on=date(2022, 3, 9))
    UserFactory(name="Uma Unappointed")

    response = client.get(PAGE)

    assert names(response) == ["Ada Admin", "Cleo Clerk", "Uma Unappointed"]
    page = text(response)
    assert "3 people" in page
    assert "Administrator, the whole portal" in page
    assert "Clerk, Avonshire" in page
    assert "Chair, Avonshire Police and Crime Panel, Avonshire" in page
    assert "Auditor, Avonshire" not in page


@pytest.fixture
def everybody(administrator, clerk, panel):
    """One of each kind that the filters part."""
    elsewhere = PoliceAreaFactory(slug="elsewhere", name="Elsewhere")
    AppointmentFactory(area=elsewhere, role=Role.CHAIR, user__name="Elsa Elsewhere")
    AppointmentFactory(area=panel.area, ended_on=date(2022, 3, 9), user__name="Fred Former")
    AppointmentFactory(area=panel.area, started_on=date(2022, 3, 11), user__name="Nina Next")
    AppointmentFactory(area=panel.area, user__name="Clara Closed", user__is_active=False)
    UserFactory(name="Uma Unappointed")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({}, ["Ada", "Cleo", "Elsa", "Fred", "Nina", "Uma"], id="nothing"),
        pytest.param({"name": "former fred"}, ["Fred"], id="words in any order"),
        pytest.param({"role": "clerk"}, ["Cleo", "Fred", "Nina"], id="role at any time"),
        pytest.param({"role": "clerk", "state": "in-force"}, ["Cleo"], id="role in force"),
        pytest.param({"role": "clerk", "state": "ended"}, ["Fred"], id="role ended"),
        pytest.param({"role": "chair", "area": "avonshire"}, [], id="role held in another area"),
        pytest.param({"area": "elsewhere"}, ["Elsa"], id="area"),
        pytest.param({"area": "portal"}, ["Ada"], id="whole portal"),
        pytest.param({"state": "none"}, ["Fred", "Nina", "Uma"], id="nothing in force"),
        pytest.param({"state": "none", "role": "clerk"}, ["Fred", "Nina"], id="a role, and nothing in force"),
        pytest.param({"state": "closed"}, ["Clara"], id="closed"),
        pytest.param({"role": "king"}, [], id="no such role"),
    ],
)
def test_people_list_is_narrowed(client, everybody, asked, found):
    assert [name.split()[0] for name in names(client.get(PAGE, asked))] == found


def test_people_list_shows_the_filters_in_force_and_how_to_remove_them(client, administrator):
    response = client.get(PAGE, {"role": "clerk", "name": "zoe", "page": "2"})

    assert response.context["filters"] == [
        {"text": "Name: zoe", "url": "?role=clerk"}, {"text": "Role: Clerk", "url": "?name=zoe"},
    ]  # fmt: skip
    assert "Nobody matches. Remove a filter, or open an account." in response.content.decode()


def test_people_list_costs_the_same_for_any_number_of_people(client, administrator, panel):
    client.get(PAGE)
    costs, shown = [], []
    for count in (1, 2, 297):
        for _ in range(count):
            AppointmentFactory(area=panel.area, body=panel, person=PersonFactory(area=panel.area), role=Role.CHAIR)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(PAGE, {"state": "in-force"})
        costs.append(len(queries))
        shown.append(len(names(response)))

    assert (costs, shown) == ([7, 7, 7], [2, 4, 50])  # session, reader, reader's roles, areas, count, people, appointments


# Opening an account


def test_person_create_opens_an_account_and_sends_nothing(client, administrator):
    page = client.get(reverse("person-create"))

    response = client.post(reverse("person-create"), sent_from(page, name="New Clerk", email="New@Panel.example"), follow=True)

    person = User.objects.get(email="new@panel.example")
    assert response.redirect_chain == [(f"{PAGE}{person.reference}/", 302)]
    assert "Forgotten your password?" in page.content.decode()
    assert (person.name, person.has_usable_password(), mail.outbox) == ("New Clerk", False, [])
    entry = AuditEntry.objects.get(action="accounts.account_opened")
    assert (entry.actor, entry.target_reference, entry.detail) == (administrator, person.reference, {})


def test_a_new_person_sets_a_password_by_the_forgotten_password_page(client):
    person = accounts.open_account(email="new@panel.example", name="New", actor=None)

    client.post(reverse("account_reset_password"), {"email": person.email})

    assert [message.to for message in mail.outbox] == [["new@panel.example"]]
    assert "/account/password/new/" in mail.outbox[0].body


def test_person_create_sent_twice_opens_one_account(client, administrator):
    sent = sent_from(client.get(reverse("person-create")), name="New", email="new@panel.example")

    answers = [client.post(reverse("person-create"), sent)["Location"] for _ in range(2)]

    person = User.objects.get(email="new@panel.example")
    assert answers == [person.get_absolute_url()] * 2
    assert acts() == [("accounts.account_opened", person.reference)]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        pytest.param({"name": "", "email": ""}, {
            "name": "Enter the person’s full name", "email": "Enter the person’s email address"}, id="empty"),
        pytest.param({"email": "me"}, {"email": "Enter an email address like name@example.com"}, id="no address"),
        pytest.param({"email": "CLEO@panel.example"}, {"email": "Someone with this email address has an account already"},
                     id="taken"),
        pytest.param({"token": ""}, {"token": "Open this page again, then send the form"}, id="no token"),
    ],
)  # fmt: skip
def test_person_create_refuses_by_field_and_changes_nothing(client, administrator, clerk, typed, errors):
    sent = sent_from(client.get(reverse("person-create")), **{"name": "New", "email": "new@panel.example"} | typed)

    response = client.post(reverse("person-create"), sent)

    assert response.context["form"].errors == {name: [words] for name, words in errors.items()}
    assert (User.objects.count(), acts()) == (2, [])


# One person


def test_person_detail_shows_the_account_and_every_appointment(client, administrator, clerk, panel, text):
    AppointmentFactory(user=clerk.user, area=panel.area, role=Role.CHAIR, started_on=date(2022, 4, 1), approved_by="Council")
    AppointmentFactory(user=clerk.user, area=panel.area, role=Role.AUDITOR, ended_on=date(2022, 3, 9))
    User.objects.filter(pk=clerk.user.pk).update(created_at=datetime(2021, 6, 1, tzinfo=UTC))

    response = client.get(clerk.user.get_absolute_url())

    assert [held.role for held in response.context["table"].page] == ["chair", "auditor", "clerk"]
    facts = {fact["term"]: str(fact["value"]) for fact in response.context["facts"]}
    assert facts == {
        "Email": "cleo@panel.example", "Account": "Open", "Opened": "1 Jun 2021", "Password": "Set",
        "Second factor": "Not set up", "Last signed in": "Never",
    }  # fmt: skip
    page = text(response)
    assert "Chair Avonshire 1 Apr 2022 Not set Council Upcoming End" in page
    assert "Auditor Avonshire 24 Jun 2021 9 Mar 2022 Monitoring Officer Ended" in page
    assert "Clerk Avonshire 24 Jun 2021 Not set Monitoring Officer In force End" in page
    assert page.count(": Auditor, Avonshire") == 0


def test_person_detail_says_whether_a_second_factor_is_set_up(client, administrator, clerk):
    Authenticator.objects.create(user=clerk.user, type=Authenticator.Type.RECOVERY_CODES, data={})
    before = {fact["term"]: fact["value"] for fact in client.get(clerk.user.get_absolute_url()).context["facts"]}
    Authenticator.objects.create(user=clerk.user, type=Authenticator.Type.TOTP, data={})

    after = {fact["term"]: fact["value"] for fact in client.get(clerk.user.get_absolute_url()).context["facts"]}

    assert (before["Second factor"], after["Second factor"]) == ("Not set up", "Set up")


def test_person_detail_costs_the_same_for_any_number_of_appointments(client, administrator, clerk, panel):
    costs = []
    for count in (0, 2, 297):
        for _ in range(count):
            AppointmentFactory(user=clerk.user, area=panel.area, body=panel, person=PersonFactory(area=panel.area))
        with CaptureQueriesContext(connection) as queries:
            client.get(clerk.user.get_absolute_url())
        costs.append(len(queries))

    assert costs == [7, 7, 7]  # session, reader, reader's roles, person, second factor, count, appointments


def test_people_and_appointments_keep_their_row_numbers_to_themselves(client, administrator, clerk):
    pages = [client.get(address) for address in (PAGE, clerk.user.get_absolute_url())]

    assert all(len(row.reference) == 12 for row in (clerk, clerk.user))
    for row in (clerk, clerk.user):
        assert client.get(f"{PAGE}{row.pk}/").status_code == 404
        assert client.get(f"{PAGE}appointments/{row.pk}/end/").status_code == 404
    assert [page.status_code for page in pages] == [200, 200]


# Closing an account


def close(client, person, **changes):
    address = reverse("person-close", args=[person.reference])
    return client.post(address, sent_from(client.get(address), **changes), follow=True)


def test_person_close_ends_sessions_and_keeps_the_record(client, administrator, clerk):
    theirs = Client()
    theirs.force_login(clerk.user)

    response = close(client, clerk.user)

    clerk.user.refresh_from_db()
    assert response.redirect_chain == [(clerk.user.get_absolute_url(), 302)]
    assert "Account closed. Its sessions have ended" in response.content.decode()
    assert (clerk.user.is_active, clerk.user.check_password(PASSWORD)) == (False, False)
    assert theirs.get("/avonshire/desk/").status_code == 302
    assert not theirs.login(email=clerk.user.email, password=PASSWORD)
    assert list(clerk.user.appointments.all()) == [clerk]
    entry = AuditEntry.objects.get(action="accounts.account_closed")
    assert (entry.actor, entry.target_reference, entry.detail) == (administrator, clerk.user.reference, {})


def test_a_session_stays_ended_if_the_account_is_opened_again_by_hand(client, clerk):
    client.force_login(clerk.user)
    accounts.close_account(user=clerk.user, actor=None)

    User.objects.filter(pk=clerk.user.pk).update(is_active=True)

    assert client.get("/avonshire/desk/").status_code == 302


def test_person_close_sent_twice_closes_once(client, administrator, clerk):
    address = reverse("person-close", args=[clerk.user.reference])
    sent = sent_from(client.get(address))

    answers = [client.post(address, sent)["Location"] for _ in range(2)]

    assert answers == [clerk.user.get_absolute_url()] * 2
    assert acts() == [("accounts.account_closed", clerk.user.reference)]


def test_person_close_refuses_ones_own_account(client, administrator):
    response = close(client, administrator)

    assert response.context["form"].non_field_errors() == ["You cannot close your own account. Ask another administrator"]
    assert (User.objects.get().is_active, acts()) == (True, [])
    assert "Close the account" not in client.get(administrator.get_absolute_url()).content.decode()


def test_person_close_refuses_a_closed_account(client, administrator):
    person = UserFactory(is_active=False)

    response = close(client, person)

    assert response.context["form"].non_field_errors() == ["This account is closed already"]
    assert acts() == []
    page = client.get(person.get_absolute_url()).content.decode()
    assert [words in page for words in ("This account is closed.", "Appoint to a role")] == [True, False]


def test_close_account_refuses_the_last_administrator(administrator):
    AppointmentFactory(role=Role.ADMINISTRATOR)  # of one area
    AppointmentFactory(area=None, role=Role.ADMINISTRATOR, user__is_active=False)
    AppointmentFactory(area=None, role=Role.ADMINISTRATOR, ended_on=date(2022, 3, 9))
    AppointmentFactory(area=None, role=Role.ADMINISTRATOR, started_on=date(2022, 3, 11))

    with pytest.raises(ValidationError, match=NOBODY_LEFT):
        services.close_account(user=administrator, actor=None)

    administrator.refresh_from_db()
    assert (administrator.is_active, acts()) == (True, [])


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_close_each_other_at_once():
    first, second = (AppointmentFactory(area=None, role=Role.ADMINISTRATOR).user for _ in range(2))
    outcomes, ready = [], threading.Barrier(2)

    def act(person, actor):
        ready.wait()
        try:
            services.close_account(user=person, actor=actor)
            outcomes.append("closed")
        except ValidationError as refusal:
            outcomes.append(refusal.messages[0])
        connection.close()

    threads = [threading.Thread(target=act, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [NOBODY_LEFT, "closed"]


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


# Who may


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_people_are_for_administrators(client, clerk, panel, role):
    client.force_login(AppointmentFactory(role=role, area=panel.area).user)

    assert asked_of_all(client, clerk) == REFUSED
    assert (clerk.user.appointments.count(), acts()) == (1, [])


def test_people_are_not_for_an_administrator_of_one_area(client, clerk, panel):
    client.force_login(AppointmentFactory(role=Role.ADMINISTRATOR, area=panel.area).user)

    assert asked_of_all(client, clerk) == REFUSED


def test_the_public_is_sent_to_sign_in(client, clerk):
    assert asked_of_all(client, clerk) == [302] * 12


def test_an_administrator_may_and_finds_nobody_under_a_made_up_reference(client, administrator, clerk):
    assert asked_of_all(client, clerk) == [200, 405, 200, 200, 200, 405, 200, 200, 200, 200, 200, 200]
    clerk.reference = clerk.user.reference = "nothing"
    assert asked_of_all(client, clerk) == [200, 405, 200, 200, 404, 405, *[404] * 6]


def asked_of_all(client, held: Appointment) -> list[int]:
    """What every page answers to a reader, and to an empty form."""
    person = [held.user.reference]
    pages = [
        PAGE, reverse("person-create"), reverse("person-detail", args=person), reverse("person-appoint", args=person),
        reverse("person-close", args=person), reverse("appointment-end", args=[held.reference]),
    ]  # fmt: skip
    return [answer.status_code for page in pages for answer in (client.get(page), client.post(page, {}))]


def test_no_act_writes_a_name_or_an_address_into_the_audit_trail(client, administrator, clerk):
    accounts.open_account(email="zz-canary@panel.example", name="Zz Canary", actor=administrator)
    close(client, clerk.user)

    kept = json.dumps(list(AuditEntry.objects.values("action", "target_reference", "detail")))
    assert [word for word in ("canary", "Canary", "cleo", "Cleo", "@") if word in kept] == []
