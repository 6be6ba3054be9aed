import json
from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from documents.choices import PackStatus, PaperStatus
from documents.models import Pack, Paper
from interface import clock
from jobs.services import run_all
from meetings import services
from meetings.choices import MeetingStatus, StandingContent
from meetings.models import AgendaItem, AgendaUndo, AgendaVersion
from meetings.services.lateness import say_why_late
from meetings.services.packs import build_packs
from meetings.services.publishing import readiness
from meetings.services.reading import seen_agenda
from panels.models import ContactOfficer
from tests.factories.meetings import (
    ON_TIME,
    AgendaItemFactory,
    AnnouncedMeetingFactory,
    MeetingFactory,
    publish,
)
from tests.meetings.conftest import CANARIES


def test_publish_agenda_freezes_what_was_said_and_counts_the_days(ready, clerk):
    item = ready.agenda_items.get()
    paper = services.add_paper(item=item, actor=clerk, title="Report", text="Words")

    publish(ready, clerk)

    version = AgendaVersion.objects.get()
    paper.refresh_from_db()
    assert (ready.status, ready.published_at.date()) == (MeetingStatus.PUBLISHED, ON_TIME)
    assert (version.number, version.clear_days, version.clear_days_required, version.published_by) == (1, 5, 5, clerk)
    assert version.snapshot["items"][0]["papers"] == [{"slug": "report", "title": "Report"}]
    assert (paper.status, Pack.objects.get().status) == (PaperStatus.PUBLISHED, PackStatus.PUBLISHED)
    assert not AgendaUndo.objects.exists()


def test_publish_agenda_is_recorded_with_its_hash(ready, clerk):
    publish(ready, clerk)

    entry = AuditEntry.objects.get(action="meetings.agenda_published")
    version = AgendaVersion.objects.get()
    assert (entry.actor, entry.chain, entry.target_reference) == (clerk, "avon", ready.reference)
    assert entry.detail == {"version": 1, "sha256": version.sha256, "clear_days": 5}


def test_publish_agenda_says_all_that_is_wrong_and_changes_nothing(body, clerk, ready):
    bare = MeetingFactory(body=body, venue=None, kind="annual")
    entries = AuditEntry.objects.count()

    with clock.stand_on(ON_TIME), pytest.raises(ValidationError) as refused:
        services.publish_agenda(meeting=bare, actor=clerk)

    assert refused.value.messages == [
        "Say where the meeting is held",
        "Add at least one agenda item",
        "The public edition is not built",
    ]
    bare.refresh_from_db()
    assert (bare.status, bare.published_at, AgendaVersion.objects.count()) == (MeetingStatus.DRAFT, None, 0)
    assert AuditEntry.objects.count() == entries


def test_publish_agenda_refuses_a_pack_built_before_the_last_change(ready, clerk):
    with clock.stand_on(ON_TIME):
        build_packs(meeting=ready, actor=clerk)
        AgendaItemFactory(meeting=ready, title="Late business")

        with pytest.raises(ValidationError) as refused:
            services.publish_agenda(meeting=ready, actor=clerk)

    assert refused.value.messages == ["The pack was built before the last change. Build it again"]


def test_publish_agenda_late_needs_the_reason_in_its_pack(ready, clerk):
    build_packs(meeting=ready, actor=clerk)

    with pytest.raises(ValidationError, match="Say why the agenda opens late"):
        services.publish_agenda(meeting=ready, actor=clerk)
    say_why_late(meeting=ready, version=ready.version, ground="urgent", reason="Storm", agreed_by="A Chair", actor=clerk)
    with pytest.raises(ValidationError, match="built before the last change"):
        services.publish_agenda(meeting=ready, actor=clerk)
    build_packs(meeting=ready, actor=clerk)
    services.publish_agenda(meeting=ready, actor=clerk)

    version = AgendaVersion.objects.get()
    assert (version.clear_days, version.late_ground, version.late_reason, version.late_agreed_by) == (
        4, "urgent", "Storm", "A Chair"
    )  # fmt: skip


def test_publish_agenda_happens_once(ready, clerk):
    publish(ready, clerk)

    with pytest.raises(ValidationError) as refused:
        services.publish_agenda(meeting=ready, actor=clerk)

    assert refused.value.messages == ["The agenda is not open: the meeting is agenda published"]
    assert AgendaVersion.objects.count() == 1


def test_everything_refuses_once_the_agenda_is_published(ready, clerk):
    item = ready.agenda_items.select_related("meeting").get()
    paper = services.add_paper(item=item, actor=clerk, title="Report", text="Words")
    item.refresh_from_db()
    publish(ready, clerk)
    before = list(AgendaItem.objects.values())

    acts = [
        lambda: services.add_item(meeting=ready, actor=clerk, title="More"),
        lambda: services.update_item(item=item, actor=clerk, version=item.version, title="Other"),
        lambda: services.set_item_private(item=item, actor=clerk, version=item.version, neutral_title="X"),
        lambda: services.move_item(item=item, actor=clerk, step=1),
        lambda: services.reorder(meeting=ready, actor=clerk, slugs=[item.slug], version=ready.version),
        lambda: services.withdraw_item(item=item, actor=clerk, version=item.version),
        lambda: services.delete_item(item=item, actor=clerk),
        lambda: services.detach_paper(item=item, paper=paper, actor=clerk),
        lambda: services.add_paper(item=item, actor=clerk, title="More", text="Words"),
        lambda: services.discard_paper(paper=paper, actor=clerk),
        lambda: services.undo_agenda(meeting=ready, actor=clerk),
        lambda: services.update_meeting(meeting=ready, actor=clerk, version=ready.version, subject="Other"),
    ]
    for act in acts:
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.messages == ["The agenda is published. Nothing on it can be changed"]
    assert list(AgendaItem.objects.values()) == before
    assert Paper.objects.count() == 1


def test_notice_goes_to_members_without_private_words(with_private, clerk, member):
    publish(with_private, clerk)
    run_all()

    assert [message.to for message in mail.outbox] == [["member@panel.example"]]
    message = mail.outbox[0]
    assert message.subject == "Avon Police and Crime Panel: notice of meeting on Thursday 17 March 2022"
    assert "2. Staffing matter (private)" in message.body
    assert not [word for word in CANARIES if word in message.body + message.subject]


def test_snapshot_and_audit_hold_no_private_words(with_private, clerk):
    publish(with_private, clerk)

    kept = json.dumps([AgendaVersion.objects.get().snapshot, list(AuditEntry.objects.values("detail", "target_reference"))])

    assert "Staffing matter" in kept
    assert not [word for word in CANARIES if word in kept]


def test_private_papers_go_out_to_members_alone(with_private, clerk, member):
    publish(with_private, clerk)

    assert Paper.objects.get().status == PaperStatus.PUBLISHED
    assert [paper.title for paper in Paper.objects.visible_to(member)] == ["CANARY-PAPER"]
    editions = {pack.edition: pack for pack in Pack.objects.all()}
    assert sorted(editions) == ["members", "public"]


def test_publishing_freezes_the_date_of_the_next_meeting(ready, clerk):
    AgendaItemFactory(meeting=ready, title="Date of next meeting", content=StandingContent.NEXT_MEETING)
    AnnouncedMeetingFactory(body=ready.body, held_on=date(2022, 6, 23))
    publish(ready, clerk)
    AnnouncedMeetingFactory(body=ready.body, held_on=date(2022, 4, 26))

    item = ready.agenda_items.get(title="Date of next meeting")

    assert item.purpose == "Ordinary meeting, Thursday 23 June 2022, 10:45am."


def test_publishing_freezes_the_words_that_the_preview_showed_however_many_days_follow(ready, clerk):
    AgendaItemFactory(meeting=ready, title="Date of next meeting", content=StandingContent.NEXT_MEETING)
    for day in range(1, 13):
        AnnouncedMeetingFactory(body=ready.body, held_on=date(2022, 4, day), kind="development-day")
    shown = seen_agenda(ready, entitled=False)[-1].purpose

    publish(ready, clerk)

    frozen = ready.agenda_items.get(title="Date of next meeting").purpose
    ending = "And others in the calendar. No other meeting open to the public is announced."
    assert (frozen, frozen.endswith(f"not open to the public. {ending}"), len(frozen) <= 400) == (shown, True, True)


def test_readiness_asks_for_the_contact_officer_whom_the_front_sheet_names(ready, clerk):
    ContactOfficer.objects.update(ended_on=ON_TIME)

    with clock.stand_on(ON_TIME):
        on_the_day = readiness(ready).has_contact
    after = readiness(ready).has_contact

    assert (on_the_day, after) == (True, False)
