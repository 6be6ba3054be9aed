"""Every member's letter is a job of its own: it is tried again, and takes nobody else's with it."""

from datetime import date
from smtplib import SMTPServerDisconnected

from django.core import mail
from django.db.models.functions import Now
from django.utils import translation

from accounts.choices import Role
from interface import clock
from jobs.choices import JobState
from jobs.models import Job
from jobs.services import run_all
from meetings import emails, services
from meetings.choices import StandingContent
from meetings.models import AgendaVersion
from meetings.services.packs import build_packs
from tests.factories.meetings import ON_TIME, AgendaItemFactory, AnnouncedMeetingFactory, publish
from tests.factories.panels import AppointmentFactory


def _second_member(body):
    return AppointmentFactory(area=body.area, body=body, role=Role.CHAIR, user__email="chair@panel.example").user


def test_letter_that_the_mail_server_refused_goes_out_later(ready, clerk, member, body, monkeypatch):
    _second_member(body)
    publish(ready, clerk)
    send = emails.send

    def refuse_the_first(addresses, subject, text):
        if addresses == ["chair@panel.example"]:
            raise SMTPServerDisconnected("Connection unexpectedly closed")
        return send(addresses, subject, text)

    monkeypatch.setattr(emails, "send", refuse_the_first)
    run_all()
    first = [message.to for message in mail.outbox]
    monkeypatch.setattr(emails, "send", send)
    Job.objects.filter(state=JobState.WAITING).update(run_after=Now())
    run_all()

    assert first == [["member@panel.example"]]
    assert [message.to for message in mail.outbox] == [["member@panel.example"], ["chair@panel.example"]]
    assert not Job.objects.exclude(state=JobState.DONE).exists()


def test_letters_are_asked_for_with_the_act_or_not_at_all(body, clerk, member):
    meeting = AnnouncedMeetingFactory(body=body)

    services.cancel_meeting(meeting=meeting, reason="Storm", actor=clerk)

    job = Job.objects.get()
    assert (job.name, job.area_slug, job.requested_by, mail.outbox) == ("meetings.send_notice", "avon", clerk, [])
    assert job.payload == {"letter": "off", "meeting": meeting.pk, "user": member.pk}


def test_letter_to_an_account_closed_since_is_not_sent(body, clerk, member):
    services.cancel_meeting(meeting=AnnouncedMeetingFactory(body=body), reason="Storm", actor=clerk)
    member.is_active = False
    member.save()

    assert [job.result for job in run_all()] == [{"sent": 0}]
    assert mail.outbox == []


def test_language_of_whoever_publishes_changes_nothing_that_is_kept_or_sent(ready, clerk, member, body):
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 6, 23))
    AgendaItemFactory(meeting=ready, title="Next", content=StandingContent.NEXT_MEETING)
    ready.refresh_from_db()
    words = "Ordinary meeting, Thursday 23 June 2022, 10:45am."

    _publish_in_welsh(ready, clerk)

    version = AgendaVersion.objects.get()
    assert [item["purpose"] for item in version.snapshot["items"]] == ["", words]
    assert ready.agenda_items.get(title="Next").purpose == words
    assert mail.outbox[0].subject == "Avon Police and Crime Panel: notice of meeting on Thursday 17 March 2022"


def _publish_in_welsh(meeting, clerk):
    """As a clerk who reads Welsh does: the packs are built by the worker, the agenda is published by the request."""
    with clock.stand_on(ON_TIME):
        build_packs(meeting=meeting, actor=clerk)
        with translation.override("cy"):
            services.publish_agenda(meeting=meeting, actor=clerk)
            run_all()
