"""What goes along when a meeting is put off, and how a report that was asked for stays in step with the agenda."""

from datetime import date, time

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from interface import clock
from jobs.services import run_all
from meetings import services
from meetings.choices import MeetingStatus, RequestStatus
from meetings.models import AgendaItem, PaperRequest
from meetings.services import approvals, requests
from meetings.services.undo import undo_agenda
from panels.choices import RuleUnit
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory, publish
from tests.factories.panels import AppointmentFactory, LocalRuleFactory

NEW_DAY = date(2022, 4, 28)


@pytest.fixture(autouse=True)
def day():
    with clock.stand_on(date(2022, 3, 1)):
        yield


@pytest.fixture
def rule(body):
    return LocalRuleFactory(
        body=body, key="paper-draft-working-days", number=5, unit=RuleUnit.WORKING_DAYS, provision="Rules of procedure"
    )


@pytest.fixture
def office(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_PERFORMANCE, user__name="Olive Office").user


@pytest.fixture
def item(ready):
    return AgendaItemFactory(meeting=ready, title="Performance")


@pytest.fixture
def asked(item, office, clerk, rule):
    return requests.ask_report(item=item, asked_of=office, title="Quarterly report", asks="How?", actor=clerk)


def send(asked, office):
    return requests.submit_report(request=asked, actor=office, text="## Words\n\n1.1 First.")


def accept(asked, clerk):
    asked.refresh_from_db()
    return requests.accept_report(request=asked, actor=clerk, version=asked.version)


def postpone(meeting, clerk, held_on=NEW_DAY):
    if meeting.status == MeetingStatus.DRAFT and not meeting.agenda_is_out:
        services.announce_meeting(meeting=meeting, actor=clerk)
    return services.postpone_meeting(meeting=meeting, reason="Storm", held_on=held_on, starts_at=time(14), actor=clerk)


# A meeting that is put off -----------------------------------------------------------------------------------------


def test_reports_asked_for_follow_to_the_new_day(asked, office, ready, clerk, area):
    approvals.save_chair_notes(meeting=ready, notes={asked.item.slug: "Ask why"}, actor=clerk, version=ready.version)
    services.print_to_follow(item=AgendaItem.objects.get(pk=asked.item_id), actor=clerk)
    publish(ready, clerk)
    run_all()
    mail.outbox.clear()

    target = postpone(ready, clerk)

    moved = PaperRequest.objects.get()
    assert (moved.meeting, moved.item.meeting, moved.number, moved.status) == (target, target, 1, "asked")
    assert moved.due_on == requests.due_day(target) > asked.due_on
    assert moved.item.chair_note == "Ask why"
    run_all()
    told = [message for message in mail.outbox if message.to == [office.email]]
    assert ["put off" in message.subject for message in told] == [True]
    assert moved.get_absolute_url() in told[0].body
    assert "Quarterly report" not in told[0].subject + told[0].body
    assert [one.held_on for one in requests.requests_of(office, area)] == [NEW_DAY]


def test_what_was_sent_in_goes_along_and_can_be_accepted(asked, office, ready, clerk):
    send(asked, office)

    target = postpone(ready, clerk)

    moved = PaperRequest.objects.get()
    assert (moved.paper.collection, moved.status) == (target.slug, "submitted")
    accept(moved, clerk)
    assert moved.paper.item_paper.item.meeting == target


def test_drafts_of_an_agenda_that_was_not_out_go_along(asked, office, ready, item, clerk):
    accept(send(asked, office), clerk)
    other = services.add_paper(item=item, actor=clerk, title="Figures", text="Words")

    target = postpone(ready, clerk)

    other.refresh_from_db()
    moved = PaperRequest.objects.get()
    assert (other.collection, other.item_paper.item.meeting) == (target.slug, target)
    assert (moved.meeting, moved.status, moved.paper.item_paper.item.meeting) == (target, "accepted", target)


def test_what_was_published_and_what_has_no_item_there_stays(asked, office, ready, item, clerk, body):
    there = AnnouncedMeetingFactory(body=body, held_on=NEW_DAY)
    AgendaItemFactory(meeting=there, title="Something else")

    assert postpone(ready, clerk) == there

    asked.refresh_from_db()
    assert (asked.meeting, PaperRequest.objects.filter(meeting=there).count()) == (ready, 0)


def test_a_meeting_that_is_there_keeps_its_notes_and_numbers(asked, office, ready, item, clerk, body):
    there = AnnouncedMeetingFactory(body=body, held_on=NEW_DAY)
    same = AgendaItemFactory(meeting=there, title="Performance", chair_note="Theirs")
    requests.ask_report(item=same, asked_of=office, title="Another", actor=clerk)
    AgendaItem.objects.filter(pk=item.pk).update(chair_note="Ours")

    postpone(ready, clerk)

    same.refresh_from_db()
    assert same.slug == item.slug
    assert same.chair_note == "Theirs"
    assert list(there.paper_requests.order_by("number").values_list("number", "title")) == [
        (1, "Another"), (2, "Quarterly report"),
    ]  # fmt: skip


# In step with the agenda -------------------------------------------------------------------------------------------


def test_clerk_is_told_that_a_report_came(asked, office, clerk):
    run_all()
    mail.outbox.clear()

    send(asked, office)
    run_all()

    (message,) = mail.outbox
    assert (message.to, "has come in" in message.subject) == ([clerk.email], True)
    assert asked.get_absolute_url() in message.body
    assert "Quarterly report" not in message.body


def test_all_who_prepare_are_told_when_the_asker_no_longer_does(asked, office, clerk, area):
    other = AppointmentFactory(area=area, role=Role.CLERK).user
    PaperRequest.objects.update(asked_by=None)
    run_all()
    mail.outbox.clear()

    send(asked, office)
    run_all()

    assert {message.to[0] for message in mail.outbox} == {clerk.email, other.email}


def test_a_report_is_put_on_its_item_by_accepting_it(client, asked, office, item, clerk):
    paper = send(asked, office).paper

    with pytest.raises(ValidationError) as refused:
        services.attach_paper(item=item, paper=paper, actor=clerk)

    assert refused.value.code == "asked"
    client.force_login(clerk)
    page = client.get(reverse("meetings:paper-update", args=[asked.meeting.area.slug, asked.meeting.slug, paper.slug]))
    assert asked.get_absolute_url() in page.content.decode()
    assert page.context["moving"] is None


def test_a_report_that_comes_off_its_item_waits_again_until_that_is_undone(asked, office, item, ready, clerk):
    paper = accept(send(asked, office), clerk).paper

    services.detach_paper(item=item, paper=paper, actor=clerk)

    asked.refresh_from_db()
    assert (asked.status, asked.decided_by) == (RequestStatus.SUBMITTED, None)
    assert AuditEntry.objects.filter(action="meetings.report_reopened").count() == 1
    undo_agenda(meeting=ready, actor=clerk)
    asked.refresh_from_db()
    assert (asked.status, asked.decided_by) == (RequestStatus.ACCEPTED, clerk)


def test_undoing_an_acceptance_opens_the_report_again(asked, office, ready, clerk):
    accept(send(asked, office), clerk)

    undo_agenda(meeting=ready, actor=clerk)

    asked.refresh_from_db()
    assert asked.status == RequestStatus.SUBMITTED
    assert accept(asked, clerk).status == RequestStatus.ACCEPTED


def test_an_accepted_report_that_moves_takes_its_request_along(asked, office, ready, clerk):
    paper = accept(send(asked, office), clerk).paper
    other = AgendaItemFactory(meeting=ready, title="Other")

    services.attach_paper(item=other, paper=paper, actor=clerk)

    asked.refresh_from_db()
    assert (asked.item, asked.status) == (other, RequestStatus.ACCEPTED)
