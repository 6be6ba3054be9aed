from datetime import date, time

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from documents.models import Paper
from jobs.services import run_all
from meetings import services
from meetings.choices import MeetingKind, MeetingStatus, Publication
from meetings.models import Meeting
from tests.factories.documents import PaperFactory
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory, MeetingFactory, TemplateItemFactory
from tests.meetings.conftest import titles


def test_create_meeting_starts_with_the_standing_items_of_its_kind(body, clerk):
    TemplateItemFactory(body=body, position=2, title="Questions")
    TemplateItemFactory(body=body, position=1, title="Apologies", needs_paper=True)
    TemplateItemFactory(body=body, position=1, title="Hearing", kind=MeetingKind.HEARING)

    meeting = services.create_meeting(body=body, actor=clerk, held_on=date(2022, 6, 23), starts_at=time(10, 45))

    assert (meeting.slug, meeting.status, meeting.publication) == ("2022-06-23-panel", "draft", "public")
    assert titles(meeting) == [("1", "Apologies"), ("2", "Questions")]
    assert meeting.agenda_items.get(title="Apologies").needs_paper


def test_create_meeting_is_recorded_in_its_area(body, clerk):
    services.create_meeting(body=body, actor=clerk, held_on=date(2022, 6, 23), starts_at=time(10, 45))

    entry = AuditEntry.objects.get()
    assert (entry.chain, entry.action, entry.actor) == ("avon", "meetings.meeting_created", clerk)


def test_create_meeting_allows_several_kinds_on_a_day_and_one_of_each(body, clerk):
    day = {"body": body, "actor": clerk, "held_on": date(2022, 3, 17), "starts_at": time(10)}
    services.create_meeting(**day)
    services.create_meeting(**day, kind=MeetingKind.HEARING)

    with pytest.raises(ValidationError) as refused:
        services.create_meeting(**day)

    words = ["A meeting of this type on that date exists. Choose another day or type"]
    assert refused.value.message_dict == {"held_on": words}
    assert sorted(Meeting.objects.values_list("slug", flat=True)) == [
        "2022-03-17-panel",
        "2022-03-17-panel-confirmatory-hearing",
    ]


def test_create_meeting_refuses_an_end_before_its_start(body, clerk):
    with pytest.raises(ValidationError) as refused:
        services.create_meeting(body=body, actor=clerk, held_on=date(2022, 3, 17), starts_at=time(10), ends_at=time(9))

    assert refused.value.message_dict == {"ends_at": ["The end must be after the start"]}
    assert (Meeting.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_update_meeting_moves_a_drafts_address_and_papers(body, clerk):
    meeting = MeetingFactory(body=body)
    PaperFactory(body=body, collection=meeting.slug)

    services.update_meeting(meeting=meeting, actor=clerk, version=1, held_on=date(2022, 3, 24))

    assert Meeting.objects.get().slug == "2022-03-24-panel"
    assert Paper.objects.get().collection == "2022-03-24-panel"


def test_update_meeting_of_another_kind_makes_its_papers_private(body, clerk):
    meeting = MeetingFactory(body=body)
    item = AgendaItemFactory(meeting=meeting)
    services.add_paper(item=item, actor=clerk, title="Slides", text="Words")
    meeting.refresh_from_db()

    services.update_meeting(meeting=meeting, actor=clerk, version=meeting.version, kind=MeetingKind.TRAINING)

    assert Meeting.objects.get().publication == Publication.MEMBERS
    assert Paper.objects.get().access == "members"


def test_update_meeting_refuses_to_move_an_announced_one(body, clerk):
    meeting = AnnouncedMeetingFactory(body=body)

    with pytest.raises(ValidationError) as refused:
        services.update_meeting(meeting=meeting, actor=clerk, version=meeting.version, held_on=date(2022, 3, 24))

    assert refused.value.message_dict == {
        "held_on": ["The meeting is announced. Postpone it to change its date, or cancel it to change its type"]
    }
    meeting.refresh_from_db()
    assert meeting.held_on == date(2022, 3, 17)


def test_update_meeting_refuses_a_stale_version(body, clerk):
    meeting = MeetingFactory(body=body)

    with pytest.raises(ValidationError) as refused:
        services.update_meeting(meeting=meeting, actor=clerk, version=7, subject="Budget")

    assert refused.value.code == "stale"


def test_announce_meeting_happens_once(body, clerk):
    meeting = AnnouncedMeetingFactory(body=body)

    with pytest.raises(ValidationError) as refused:
        services.announce_meeting(meeting=meeting, actor=clerk)

    assert refused.value.messages == ["The meeting is announced and cannot become announced"]


def test_cancel_meeting_says_why_and_tells_members(body, clerk, member):
    meeting = AnnouncedMeetingFactory(body=body)

    services.cancel_meeting(meeting=meeting, reason="Storm Eunice", actor=clerk)
    run_all()

    meeting.refresh_from_db()
    assert (meeting.status, meeting.status_reason) == (MeetingStatus.CANCELLED, "Storm Eunice")
    assert [message.to for message in mail.outbox] == [["member@panel.example"]]
    assert "Reason: Storm Eunice" in mail.outbox[0].body


def test_cancel_meeting_needs_a_reason(body, clerk):
    meeting = AnnouncedMeetingFactory(body=body)

    with pytest.raises(ValidationError) as refused:
        services.cancel_meeting(meeting=meeting, reason=" ", actor=clerk)

    assert refused.value.message_dict == {"reason": ["Say why the meeting does not take place"]}
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.ANNOUNCED


def test_cancelling_a_draft_tells_nobody(body, clerk, member):
    services.cancel_meeting(meeting=MeetingFactory(body=body), reason="A mistake", actor=clerk)

    assert (run_all(), mail.outbox) == ([], [])


def test_postpone_meeting_leads_to_a_new_one_with_the_same_agenda(body, clerk):
    meeting = AnnouncedMeetingFactory(body=body)
    item = AgendaItemFactory(meeting=meeting, title="Update")
    AgendaItemFactory(meeting=meeting, title="Scope", parent=item)
    services.add_paper(item=item, actor=clerk, title="Report", text="Words")

    target = services.postpone_meeting(
        meeting=meeting, reason="Storm", held_on=date(2022, 4, 26), starts_at=time(10, 30), actor=clerk
    )

    meeting.refresh_from_db()
    assert (meeting.status, meeting.status_reason, meeting.moved_to) == (MeetingStatus.POSTPONED, "Storm", target)
    assert (target.slug, target.status, titles(target)) == (
        "2022-04-26-panel",
        MeetingStatus.ANNOUNCED,
        [("1", "Update"), ("1.1", "Scope")],
    )
    assert titles(meeting) == [("1", "Update"), ("1.1", "Scope")]


def test_postpone_meeting_points_at_the_one_that_is_there(body, clerk):
    there = MeetingFactory(body=body, held_on=date(2022, 4, 26))

    target = services.postpone_meeting(
        meeting=AnnouncedMeetingFactory(body=body), reason="Storm", held_on=date(2022, 4, 26), starts_at=time(10), actor=clerk
    )

    assert (target.pk, target.status, Meeting.objects.count()) == (there.pk, MeetingStatus.ANNOUNCED, 2)


def test_postpone_meeting_needs_another_day(body, clerk):
    meeting = AnnouncedMeetingFactory(body=body)

    with pytest.raises(ValidationError) as refused:
        services.postpone_meeting(meeting=meeting, reason="Storm", held_on=meeting.held_on, starts_at=time(14), actor=clerk)

    assert refused.value.message_dict == {"held_on": ["Choose another day than the present one"]}
    assert Meeting.objects.count() == 1


def test_hold_meeting_waits_for_its_day(body, clerk):
    with pytest.raises(ValidationError) as refused:
        services.hold_meeting(meeting=AnnouncedMeetingFactory(body=body), actor=clerk)

    assert refused.value.messages == ["The day of the meeting has not come yet"]
