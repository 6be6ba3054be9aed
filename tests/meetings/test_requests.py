"""Reports asked of people: when they are due, what is asked, what comes in, and the author's desk."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.choices import Role
from accounts.models import AuditEntry
from documents.choices import Access, PaperStatus
from documents.models import Paper
from interface import clock
from jobs.services import run_all
from meetings import services
from meetings.choices import RequestStatus
from meetings.models import AgendaItem, PaperRequest
from meetings.services import requests
from meetings.services.papers import Upload
from panels.choices import RuleUnit
from tests.factories.meetings import ON_TIME, AgendaItemFactory, PrivateItemFactory
from tests.factories.panels import AppointmentFactory, LocalRuleFactory, PoliceAreaFactory
from tests.meetings.reports_asked import IN_TIME, LATE, accept, actions, give_back, more_requests, send


@pytest.fixture(autouse=True)
def day():
    with clock.stand_on(IN_TIME):
        yield


@pytest.fixture
def rule(body):
    return LocalRuleFactory(
        body=body, key="paper-draft-working-days", number=5, unit=RuleUnit.WORKING_DAYS, provision="Rules of procedure"
    )


@pytest.fixture
def office(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_PERFORMANCE, user__name="Olive Office", user__email="o@x.example").user


@pytest.fixture
def colleague(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_DECISIONS).user


@pytest.fixture
def item(ready):
    return AgendaItemFactory(meeting=ready, title="Performance")


@pytest.fixture
def asked(item, office, clerk, rule):
    return requests.ask_report(item=item, asked_of=office, title="Quarterly report", asks="How are we doing?", actor=clerk)


# Deadlines -------------------------------------------------------------------------------------------------------


def test_draft_deadline_counts_back_from_the_last_day_to_publish(ready, rule):
    deadline = requests.draft_deadline(ready)

    assert (deadline.day, deadline.by_own_rule) == (date(2022, 3, 2), True)
    assert [(one.day.day, one.number) for one in deadline.counted] == [
        (9, None), (8, 1), (7, 2), (6, None), (5, None), (4, 3), (3, 4), (2, 5),
    ]  # fmt: skip
    assert deadline.provision.startswith("Rules of procedure, counted from the last day to publish: ")


def test_draft_deadline_without_a_rule_is_the_last_day_to_publish(ready):
    deadline = requests.draft_deadline(ready)

    assert (deadline.day, deadline.by_own_rule) == (ON_TIME, False)


def test_due_day_moves_with_the_meeting_until_the_report_comes(asked, ready, clerk):
    ready.refresh_from_db()
    services.update_meeting(meeting=ready, actor=clerk, version=ready.version, held_on=date(2022, 3, 24))

    asked.refresh_from_db()
    assert asked.due_on == date(2022, 3, 9)


# Asking ----------------------------------------------------------------------------------------------------------


def test_asking_writes_to_the_person_without_naming_the_report(asked, office):
    run_all()

    message = mail.outbox[0]
    assert (asked.number, asked.due_on, asked.status) == (1, date(2022, 3, 2), RequestStatus.ASKED)
    assert message.to == ["o@x.example"]
    assert message.subject == "Avon Police and Crime Panel: a report is asked of you by Wednesday 2 March 2022"
    assert "Quarterly" not in message.subject + message.body
    assert asked.get_absolute_url() in message.body
    assert actions() == ["meetings.report_asked"]
    assert "Quarterly" not in str(AuditEntry.objects.get(action="meetings.report_asked").detail)


def test_asking_refuses_a_heading_a_withdrawn_item_and_a_stranger(ready, office, clerk, item, rule):
    heading = AgendaItemFactory(meeting=ready, title="Reports", kind="heading")
    stranger = AppointmentFactory(area=PoliceAreaFactory(slug="far")).user
    services.withdraw_item(item=item, actor=clerk, version=item.version)
    live = AgendaItemFactory(meeting=ready, title="Other")

    for target, person in ((heading, office), (item, office), (live, stranger)):
        with pytest.raises(ValidationError):
            requests.ask_report(item=target, asked_of=person, title="T", actor=clerk)
    assert not PaperRequest.objects.exists()


def test_asking_refuses_a_meeting_that_is_off(item, office, clerk, rule):
    services.announce_meeting(meeting=item.meeting, actor=clerk)
    services.cancel_meeting(meeting=item.meeting, reason="Snow", actor=clerk)

    with pytest.raises(ValidationError, match="no more reports"):
        requests.ask_report(item=item, asked_of=office, title="T", actor=clerk)


def test_item_that_somebody_reports_on_is_not_deleted(asked, item, clerk):
    with pytest.raises(ValidationError, match="Keep its line"):
        services.delete_item(item=item, actor=clerk)

    assert AgendaItem.objects.filter(pk=item.pk).exists()


# Sending in ------------------------------------------------------------------------------------------------------


def test_report_comes_in_as_a_draft_of_its_author_on_no_item(asked, office):
    done = send(asked, office)

    paper = Paper.objects.get()
    assert (done.status, done.was_late, done.paper) == (RequestStatus.SUBMITTED, False, paper)
    assert (paper.author, paper.status, paper.collection) == (office, PaperStatus.DRAFT, asked.meeting.slug)
    assert not hasattr(paper, "item_paper")
    assert actions() == ["meetings.report_asked", "meetings.report_submitted"]


def test_report_for_a_private_item_is_private(ready, office, clerk, rule):
    private = PrivateItemFactory(meeting=ready)
    asked = requests.ask_report(item=private, asked_of=office, title="The figures", actor=clerk)

    send(asked, office)

    assert Paper.objects.get().access == Access.EXEMPT


def test_draft_follows_its_item_when_that_becomes_private(asked, office, item, clerk):
    send(asked, office)
    item.refresh_from_db()

    services.set_item_private(
        item=item, actor=clerk, version=item.version, neutral_title="Matter", exempt_paragraph=3, public_interest_reason="R"
    )

    assert Paper.objects.get().access == Access.EXEMPT


def test_report_may_be_replaced_until_the_deadline(asked, office):
    send(asked, office)
    send(PaperRequest.objects.get(), office, text="## Other")
    with clock.stand_on(LATE), pytest.raises(ValidationError, match="could be replaced until Wednesday 2 March 2022"):
        send(PaperRequest.objects.get(), office, text="## Third")

    assert Paper.objects.get().current.text == "## Other"


def test_first_report_after_the_deadline_is_taken_and_marked_late(asked, office):
    with clock.stand_on(LATE):
        done = send(asked, office)

    assert (done.was_late, done.due_on) == (True, date(2022, 3, 2))


def test_returned_report_comes_again_after_the_deadline_and_is_not_late_for_that(asked, office, clerk):
    send(asked, office)
    give_back(asked, clerk)
    with clock.stand_on(LATE):
        done = send(asked, office, text="## Better")

    assert (done.status, done.was_late) == (RequestStatus.SUBMITTED, False)


def test_refused_file_keeps_nothing(asked, office):
    with pytest.raises(ValidationError) as refused:
        send(asked, office, upload=Upload("a.pdf", b"no PDF"))

    asked.refresh_from_db()
    assert "file" in refused.value.message_dict
    assert (asked.status, asked.paper, Paper.objects.count()) == (RequestStatus.ASKED, None, 0)


def test_report_is_not_taken_once_accepted_or_cancelled(asked, office, clerk):
    send(asked, office)
    accept(asked, clerk)
    with pytest.raises(ValidationError, match="on the agenda"):
        send(asked, office, text="## Other")

    give_back(asked, clerk)
    asked.refresh_from_db()
    requests.cancel_report(request=asked, actor=clerk, version=asked.version)
    with pytest.raises(ValidationError, match="no longer wanted"):
        send(asked, office, text="## Other")


# The author's desk -----------------------------------------------------------------------------------------------


def test_desk_of_an_author_names_what_is_theirs(asked, office, colleague, area):
    (one,) = requests.requests_of(office, area)

    assert (one.title, one.due_words, one.is_yours_to_do, one.is_overdue) == ("Quarterly report", "Due tomorrow", True, False)
    assert one.url == asked.get_absolute_url()
    assert requests.requests_of(colleague, area) == []


def test_desk_is_empty_once_the_appointment_ended(asked, office, area):
    office.appointments.update(ended_on=date(2022, 2, 28))
    office.__dict__.pop("_appointments", None)

    assert requests.requests_of(office, area) == []


@pytest.mark.parametrize("count", [1, 3, 300])
def test_desk_of_an_author_asks_once_however_long(asked, office, area, count, django_assert_num_queries):
    more_requests(asked, count)
    list(office.appointments.all())
    requests.requests_of(office, area)

    with django_assert_num_queries(1):
        assert len(requests.requests_of(office, area)) == count
