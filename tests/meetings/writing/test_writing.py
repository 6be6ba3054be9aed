"""The page on which a clerk minutes a meeting: begun once, keeping what is typed, until the minutes are out."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from interface import clock
from meetings.choices import EntryKind, MinutesStatus
from meetings.models import Attendance, EntryDraft, MinuteEntry, MinuteItem, Minutes, NamedVote, Resolution
from tests.factories.minutes import (
    AttendanceFactory,
    DeclarationFactory,
    EntryDraftFactory,
    HeldMeetingFactory,
    InterestFactory,
    MinuteEntryFactory,
    MinuteItemFactory,
)
from tests.meetings.writing.minuting_pages import add, at, change, form_on, of

pytestmark = pytest.mark.django_db
CANARY = "CANARY-PRIVATE-WORDS"


def draft(client, item, kind="narrative", entry=None, **typed):
    sent = {"kind": kind, "entry": entry.number if entry else "", "version": entry.version if entry else "", **typed}
    return client.post(at("entry-draft", item), sent)


def test_what_is_typed_is_kept_as_it_is_typed(writer, item, clerk):
    answer = draft(writer, item, text="Half a sen")

    assert answer.json() == {"saved": "12:41pm", "stale": False}
    kept = EntryDraft.objects.get(user=clerk, item=item)
    assert kept.content == {"text": "Half a sen"}


def test_the_writer_is_told_while_typing_that_somebody_saved_the_entry(writer, item):
    entry = MinuteEntryFactory(item=item)
    before = MinuteEntry.objects.get(pk=entry.pk)
    change(writer, entry, text="Theirs")

    assert draft(writer, item, entry=before, text="Mine").json()["stale"] is True


def test_a_draft_is_taken_up_at_the_version_it_was_written_over(writer, item):
    entry = MinuteEntryFactory(item=item, text="As it was")
    draft(writer, item, entry=entry, text="Mine")
    MinuteEntry.objects.filter(pk=entry.pk).update(text="Theirs", version=entry.version + 1)

    offered = writer.get(at("minute-item", item)).content.decode()
    assert "you were writing this at 12:41pm" in offered
    assert "Take it up" in offered
    url = at("entry-update", item, entry.number)
    page = writer.post(url, {"then": "take-up"})
    assert page.context["opened"].form["text"].value() == "Mine"
    assert "Saved by someone else" in writer.post(url, {**form_on(page), "then": "stay"}).content.decode()


def test_a_draft_goes_once_it_is_saved_or_dropped(writer, item, clerk):
    draft(writer, item, text="Half")
    add(writer, item, "narrative", text="Whole")
    assert not EntryDraft.objects.filter(user=clerk).exists()

    draft(writer, item, text="Half")
    assert writer.post(at("entry-draft", item), {"kind": "narrative", "entry": "", "then": "drop"}).status_code == 302
    assert not EntryDraft.objects.filter(user=clerk).exists()


def test_nobody_reads_the_draft_of_another(writer, item):
    EntryDraftFactory(item=item, content={"text": CANARY})

    assert CANARY not in writer.get(at("minute-item", item)).content.decode()
    assert CANARY not in writer.post(at("entry-create", item, "narrative"), {"then": "take-up"}).content.decode()


def test_a_draft_that_no_form_could_send_is_refused(writer, item):
    assert draft(writer, item, kind="nonsense", text="x").status_code == 404
    assert draft(writer, item, text="x" * 200_000).status_code == 409
    assert writer.post(at("entry-draft", item), {"kind": "narrative", "entry": "9" * 30}).status_code == 404


def test_the_page_of_a_private_item_tells_the_browser_to_keep_nothing(writer, minutes, item):
    private = MinuteItemFactory(minutes=minutes, private=True)

    assert "data-private" in writer.get(at("entry-create", private, "narrative")).content.decode()
    assert "data-private" not in writer.get(at("entry-create", item, "narrative")).content.decode()


@pytest.fixture
def announced(agenda):
    agenda.status = "announced"
    agenda.save()
    return agenda


def test_minutes_begin_once_and_lead_to_the_first_item(writer, announced):
    agenda = announced
    url = reverse("meetings:minutes-start", args=[agenda.area.slug, agenda.slug])
    with clock.stand_on(agenda.held_on):
        token = writer.get(url).context["form"]["token"].value()
        assert writer.post(url, {"token": token}).url == of("minutes-write", Minutes.objects.get())
        assert writer.post(url, {"token": token}).url == of("minutes-write", Minutes.objects.get())
        assert "/minutes/write/apologies-for-absence/" in writer.get(url, follow=True).redirect_chain[-1][0]


def test_minutes_do_not_begin_before_the_day(writer, announced):
    agenda = announced
    url = reverse("meetings:minutes-start", args=[agenda.area.slug, agenda.slug])
    with clock.stand_on(agenda.held_on - timedelta(days=1)):
        token = writer.get(url).context["form"]["token"].value()
        page = writer.post(url, {"token": token})

    assert "The day of the meeting has not come yet" in page.content.decode()
    assert not Minutes.objects.exists()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (MinutesStatus.PUBLISHED, "published as a draft. To change them, propose a correction"),
        (MinutesStatus.CONFIRMED, "The minutes are confirmed. An error is met by a corrigendum"),
    ],
)
def test_minutes_that_are_out_are_not_written_on(writer, minutes, item, status, words):
    entry = MinuteEntryFactory(item=item, text="As it was read")
    form = {**form_on(writer.get(at("entry-update", item, entry.number))), "then": "stay", "text": "Changed"}
    later = HeldMeetingFactory(body=minutes.meeting.body, held_on=date(2022, 3, 17))
    Minutes.objects.filter(pk=minutes.pk).update(status=status, confirmed_meeting=later)

    page = writer.post(at("entry-update", item, entry.number), form)
    assert words in page.content.decode()
    assert "Changed" in page.content.decode()
    assert draft(writer, item, text="x").status_code == 409
    for url, sent in (
        (at("entry-remove", item, entry.number), {}),
        (at("entry-move", item, entry.number), {"position": "1"}),
        (at("minute-item", item), {"item-outcome": "lapsed", "item-version": item.version, "then": "item"}),
        (at("entry-create", item, "taken-as-read"), {"token": "0d6c2a4e-0b0f-4f55-9f6c-5a8b8a3d9b12"}),
    ):
        writer.post(url, sent)
    kept = MinuteEntry.objects.get()
    assert (kept.text, kept.removed_at, kept.version) == ("As it was read", None, entry.version)
    assert MinuteItem.objects.get().outcome == ""
    assert writer.get(at("entry-update", item, entry.number)).status_code == 302
    shown = writer.get(at("minute-item", item)).content.decode()
    assert "As it was read" in shown
    assert "<textarea" not in shown
    assert "The minutes are out" in writer.get(of("minutes-write", minutes)).content.decode()


def test_only_those_who_prepare_the_meeting_write(client, member, item):
    entry = MinuteEntryFactory(item=item, text=CANARY)
    pages = [at("minute-item", item), at("entry-update", item, entry.number), at("entry-texts", item, entry.number)]
    for url in pages:
        assert client.get(url).status_code == 302
    client.force_login(member)
    for url in [*pages, of("minutes-write", item.minutes)]:
        assert client.get(url).status_code == 403


def test_the_tools_of_a_declaration_do_not_show_the_words_of_a_sensitive_interest(writer, item, members):
    InterestFactory(body=item.minutes.meeting.body, person=members[0].person, text=CANARY, is_sensitive=True)

    assert CANARY not in writer.get(at("entry-create", item, "declaration")).content.decode()


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_questions_do_not_grow_with_entries_items_or_members(writer, minutes, item, rows, django_assert_max_num_queries):
    people = [AttendanceFactory(meeting=minutes.meeting) for _one in range(3)]
    MinuteItem.objects.bulk_create(
        [MinuteItem(minutes=minutes, slug=f"more-{n}", position=n + 10, number=str(n + 10), title="More") for n in range(rows)]
    )
    Attendance.objects.bulk_create(
        [Attendance(meeting=minutes.meeting, number=n + 100, name=f"Member {n}", status="present") for n in range(rows)]
    )
    kinds = [EntryKind.NARRATIVE, EntryKind.RESOLUTION, EntryKind.QUESTION]
    entries = MinuteEntry.objects.bulk_create(
        [
            MinuteEntry(minutes=minutes, item=item, number=n, position=n, kind=kinds[n % 3], text="x", created_at=clock.now())
            for n in range(1, rows + 1)
        ]
    )
    shut = [one for one in entries if one.kind == EntryKind.RESOLUTION]
    made = Resolution.objects.bulk_create([Resolution(entry=one, moved_by=people[0].person) for one in shut])
    NamedVote.objects.bulk_create([NamedVote(resolution=one, attendance=people[1], vote="for") for one in made])
    if rows > 1:
        DeclarationFactory(entry__item=item, attendance=people[2])
    EntryDraft.objects.bulk_create(
        [
            EntryDraft(user_id=writer.session["_auth_user_id"], item=one, kind="narrative", content={}, saved_at=clock.now())
            for one in MinuteItem.objects.filter(slug__startswith="more-")
        ]
    )

    writer.get(at("minute-item", item))
    with django_assert_max_num_queries(22):
        assert writer.get(at("minute-item", item)).status_code == 200
    with django_assert_max_num_queries(26):
        assert writer.get(at("entry-create", item, "resolution")).status_code == 200
    with django_assert_max_num_queries(30):
        assert writer.get(at("entry-update", item, 1)).status_code == 200
