"""Who is mailed what is due: before the day, on it, and once when it was missed; never twice, never what is not theirs."""

from datetime import date, time, timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from accounts.choices import Role
from interface import clock
from jobs.models import Job
from jobs.services import run_all
from panels.choices import DutyAccess, DutyOwner, DutyStatus, ReminderKind
from panels.models import Obligation, Reminder
from panels.services import reminders
from panels.services.reminders import ask_to_remind, kind_for, remind
from tests.factories.due import ObligationFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, LocalRuleFactory, PoliceAreaFactory

TODAY = date(2022, 3, 15)  # a Tuesday


@pytest.fixture
def area(db):
    return PoliceAreaFactory(slug="avon", name="Avon")


@pytest.fixture
def body(area):
    return BodyFactory(area=area, slug="panel", name="Avon Police and Crime Panel")


@pytest.fixture
def clerk(area):
    return AppointmentFactory(area=area, user__email="clerk@panel.example").user


@pytest.fixture
def today():
    with clock.stand_on(TODAY):
        yield


def run(day=TODAY):
    """The night's command of a day, and the worker after it. Gives the mails that left."""
    before = len(mail.outbox)
    with clock.stand_on(day):
        call_command("remind", verbosity=0)
        run_all()
    return mail.outbox[before:]


@pytest.mark.parametrize(
    ("due_on", "today", "expected"),
    [
        (date(2022, 3, 22), TODAY, ReminderKind.SOON),  # five working days ahead
        (date(2022, 3, 23), TODAY, None),
        (date(2022, 3, 16), TODAY, ReminderKind.SOON),
        (TODAY, TODAY, ReminderKind.TODAY),
        (date(2022, 3, 14), TODAY, ReminderKind.MISSED),
        (date(2022, 3, 11), date(2022, 3, 12), None),  # missed on Friday: not told on Saturday
        (date(2022, 3, 11), date(2022, 3, 14), ReminderKind.MISSED),
        (date(2022, 3, 4), date(2022, 3, 14), None),  # too long ago
        (date(2022, 4, 20), date(2022, 4, 11), ReminderKind.SOON),  # Easter lies between: 14, 13, 12, 11 and the 19th
        (date(2022, 4, 20), date(2022, 4, 8), None),
    ],
)
def test_the_kind_of_reminder_follows_working_days(due_on, today, expected):
    assert kind_for(due_on, today, days=5, nation="england") == expected


def test_the_owner_is_reminded_once_of_each_kind(body, clerk):
    ObligationFactory(body=body, due_on=date(2022, 3, 18))
    days = [date(2022, 3, 10) + timedelta(days=step) for step in range(25)]

    told = {day: len(run(day)) for day in days}

    assert [day for day, count in told.items() if count] == [date(2022, 3, 11), date(2022, 3, 18), date(2022, 3, 21)]
    kinds = list(Reminder.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == [ReminderKind.SOON, ReminderKind.TODAY, ReminderKind.MISSED]


def test_one_mail_lists_all_of_a_person_with_date_provision_and_link(body, clerk):
    first = ObligationFactory(body=body, due_on=TODAY, due_at=time(17), title="Publish the papers")
    ObligationFactory(body=body, due_on=date(2022, 3, 14), unverified=True, title="Send the notice", provision="An Act, s.2")

    (sent,) = run()

    assert sent.to == ["clerk@panel.example"]
    assert sent.subject == "Panel Portal: 2 things are due"
    assert "Due by 5pm on Tuesday 15 March 2022" in sent.body
    assert first.get_absolute_url() in sent.body
    assert "Laid down in: An Act, s.2. Not yet verified" in sent.body
    assert f"Laid down in: {first.provision}\n" in sent.body
    assert sent.body.index("Missed") < sent.body.index("Due today")


def test_every_thing_in_the_mail_names_its_provision(body, clerk):
    ObligationFactory.create_batch(4, body=body, due_on=TODAY)

    (sent,) = run()

    assert sent.body.count("Laid down in: ") == 4


def test_running_twice_a_day_sends_nothing_more(body, clerk):
    ObligationFactory(body=body, due_on=TODAY)

    assert (len(run()), len(run())) == (1, 0)


def test_a_run_that_is_killed_half_way_and_begun_again_sends_each_mail_once(body, clerk, area, today, monkeypatch):
    other = AppointmentFactory(area=area, user__email="second@panel.example")
    ObligationFactory(body=body, due_on=TODAY)
    real, asked = reminders.enqueue, []

    def dies(*arguments, **facts):
        asked.append(facts)
        if len(asked) == 2:
            raise KeyboardInterrupt  # no error that a worker would catch
        return real(*arguments, **facts)

    monkeypatch.setattr(reminders, "enqueue", dies)
    with pytest.raises(KeyboardInterrupt):
        remind(day=TODAY)
    monkeypatch.setattr(reminders, "enqueue", real)

    assert remind(day=TODAY) == 1
    run_all()
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted([clerk.email, other.user.email])
    assert Reminder.objects.count() == 2


def test_asking_twice_gives_one_job(db, today):
    assert ask_to_remind() == ask_to_remind()


@pytest.mark.parametrize(
    ("owner", "role"),
    [
        (DutyOwner.CLERK, Role.CLERK),
        (DutyOwner.MEMBERS, Role.CLERK),
        (DutyOwner.HOST, Role.LEAD_OFFICER),
        (DutyOwner.COMMISSIONER, Role.OFFICE_DECISIONS),
    ],
)
def test_a_role_is_reminded_through_who_holds_it(area, body, owner, role):
    person = AppointmentFactory(area=area, role=role).user
    AppointmentFactory(role=role)  # elsewhere
    ObligationFactory(body=body, owner=owner, due_on=TODAY)

    assert [sent.to for sent in run()] == [[person.email]]


def test_the_chair_is_reminded_of_what_everybody_may_know(area, body, clerk):
    chair = AppointmentFactory(area=area, role=Role.CHAIR).user
    ObligationFactory(body=body, owner=DutyOwner.CHAIR, access=DutyAccess.PUBLIC, due_on=TODAY)

    assert [sent.to for sent in run()] == [[chair.email]]


def test_the_person_named_is_reminded_and_nobody_else(area, body, clerk):
    person = AppointmentFactory(area=area, role=Role.OFFICE_DECISIONS).user
    ObligationFactory(body=body, owner_user=person, due_on=TODAY)

    assert [sent.to for sent in run()] == [[person.email]]


def test_the_clerk_hears_of_what_somebody_owes_who_has_left(area, body, clerk):
    gone = AppointmentFactory(area=area, role=Role.OFFICE_DECISIONS, ended_on=date(2022, 2, 1)).user
    ObligationFactory(body=body, owner=DutyOwner.COMMISSIONER, owner_user=gone, due_on=TODAY)

    assert [sent.to for sent in run()] == [[clerk.email]]


@pytest.mark.parametrize("change", ["closed account", "appointment over", "met meanwhile"])
def test_who_is_no_longer_concerned_when_the_mail_leaves_gets_none(body, clerk, today, change):
    row = ObligationFactory(body=body, access=DutyAccess.PUBLIC, due_on=TODAY)
    remind(day=TODAY)
    if change == "closed account":
        clerk.is_active = False
        clerk.save()
    elif change == "appointment over":
        clerk.appointments.update(ended_on=date(2022, 3, 14))
    else:
        Obligation.objects.update(status=DutyStatus.MET, met_at=clock.now())

    run_all()

    assert not mail.outbox
    assert not row.reminders.exists()


def test_what_merely_closes_is_settled_or_explained_reminds_nobody(body, clerk):
    ObligationFactory(body=body, closing=True, due_on=TODAY)
    ObligationFactory(body=body, met=True, due_on=TODAY)
    ObligationFactory(body=body, set_aside=True, due_on=TODAY)
    ObligationFactory(body=body, due_on=date(2022, 3, 14), explanation="The clerk was ill")

    assert run() == []


def test_a_body_may_choose_its_own_days(body, clerk):
    LocalRuleFactory(body=body, key="reminder-working-days", number=10, unit="working-days", closes_at=None)
    ObligationFactory(body=body, due_on=date(2022, 3, 29))
    other = BodyFactory()
    AppointmentFactory(area=other.area)
    ObligationFactory(body=other, due_on=date(2022, 3, 29))

    assert [sent.to for sent in run()] == [[clerk.email]]


def test_a_new_day_is_a_new_reminder(body, clerk):
    row = ObligationFactory(body=body, due_on=date(2022, 3, 16))
    run()
    Obligation.objects.filter(pk=row.pk).update(due_on=date(2022, 3, 18))

    assert len(run(date(2022, 3, 16))) == 1


def test_no_title_stands_in_a_subject_or_a_job(body, clerk):
    ObligationFactory(body=body, due_on=TODAY, title="CANARY-TITLE", about="CANARY-ABOUT")

    (sent,) = run()

    assert "CANARY" not in sent.subject
    assert "CANARY" not in str(list(Job.objects.values_list("name", "key", "payload", "result")))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_run_asks_the_same_however_much_one_person_owes(body, clerk, today, count, django_assert_num_queries):
    ObligationFactory.create_batch(count, body=body, due_on=TODAY)

    with django_assert_num_queries(11):
        remind(day=TODAY)
    assert Reminder.objects.count() == count
