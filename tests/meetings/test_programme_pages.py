"""The pages of the work programme: what each reader sees, what the clerk does, and how many queries that takes."""

import re
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.models import AuditEntry
from interface import clock
from meetings.choices import EntryState, MeetingKind, MeetingStatus, Publication
from meetings.models import AgendaItem, Meeting, ProgrammeEntry, WorkProgramme
from panels.models import LocalRule
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory, MeetingFactory
from tests.factories.programme import ProgrammeEntryFactory, StandingReportFactory

TODAY = date(2022, 2, 10)
FIRST, LAST = date(2021, 6, 24), date(2022, 6, 23)


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def february(body):
    return AnnouncedMeetingFactory(body=body, held_on=date(2022, 2, 1), venue=None)


@pytest.fixture
def march(body):
    return AnnouncedMeetingFactory(body=body, held_on=date(2022, 3, 17), venue=None, ends_at=time(12, 45))


def _url(name, *more):
    return reverse(f"programme:{name}", args=["avon", *more])


def _year(client, **sent):
    return client.get(_url("programme-detail", "2021-22"), sent).content.decode()


def _post(client, act, entry, **sent):
    sent.setdefault("version", ProgrammeEntry.objects.get(pk=entry.pk).version)
    return client.post(_url(f"entry-{act}", "2021-22", entry.number), sent)


def _token(client, url):
    return str(client.get(url).context["form"].fields["token"].initial())


# What is read


def test_year_reads_by_meeting_with_its_mismatch_and_what_stands_at_its_end(client, programme, february, march):
    ProgrammeEntryFactory(programme=programme, title="The precept", planned_for=date(2022, 2, 3))
    ProgrammeEntryFactory(programme=programme, title="Offender management", meeting=march)
    StandingReportFactory(programme=programme, title="Complaints", note="Monitoring")
    page = _year(client)
    assert "3 February 2022 is not a meeting of the panel. The nearest is 1 February." in page
    assert page.index("The precept") < page.index("Offender management") < page.index("Complaints: Monitoring")
    assert "As at Thursday 10 February 2022." in page
    assert "minutes planned" not in page


def test_year_leads_to_what_comes_next_and_to_what_stands_at_its_end(client, programme, february, march):
    Meeting.objects.filter(pk=february.pk).update(held_on=TODAY - timedelta(days=1))
    StandingReportFactory(programme=programme, title="Complaints")
    page = _year(client)
    assert re.search(r'href="#group-2">What comes next: Thursday 17 March 2022</a>', page)
    assert 'id="group-2"' in page
    assert 'href="#standing"' in page


def test_public_sees_no_private_entry_and_no_draft_meeting(client, member, clerk, programme, body, march):
    draft = MeetingFactory(body=body, held_on=date(2022, 4, 26), venue=None)
    briefing = AnnouncedMeetingFactory(body=body, kind=MeetingKind.PRIVATE_BRIEFING, held_on=date(2022, 3, 1), venue=None)
    ProgrammeEntryFactory(programme=programme, title="CANARY-PRIVATE", private=True, meeting=march)
    ProgrammeEntryFactory(programme=programme, title="CANARY-BRIEFING", meeting=briefing)
    ProgrammeEntryFactory(programme=programme, title="Open business", meeting=draft)
    ProgrammeEntryFactory(programme=programme, title="CANARY-REMOVED", removed=True)
    public = _year(client)
    assert "Open business" in public
    assert "No meeting yet" in public
    assert "CANARY" not in public
    assert "26 April" not in public
    for number in (1, 2, 4):
        assert client.get(_url("entry-detail", "2021-22", number)).status_code == 404

    client.force_login(member)
    read = _year(client)
    assert ("CANARY-PRIVATE" in read, "CANARY-BRIEFING" in read, "CANARY-REMOVED" in read) == (True, True, False)
    assert "26 April" not in read
    client.force_login(clerk)
    kept = _year(client)
    assert "26 April" in kept
    assert "CANARY-REMOVED" in kept
    assert "CANARY" not in _year(client, **{"as": "public"})


def test_draft_programme_is_its_clerks_alone(client, member, clerk, programme):
    WorkProgramme.objects.update(published_at=None)
    listed = _url("programme-list")
    assert "No work programme is published yet." in client.get(listed).content.decode()
    for user in (None, member):
        if user:
            client.force_login(user)
        assert client.get(_url("programme-detail", "2021-22")).status_code == 404
    client.force_login(clerk)
    assert "Draft" in _year(client)


def test_overloaded_meeting_is_shown_to_members_by_its_own_time_or_the_rule(client, member, programme, body, february, march):
    ProgrammeEntryFactory(programme=programme, meeting=march, minutes_planned=121)
    ProgrammeEntryFactory(programme=programme, meeting=february, minutes_planned=150)
    LocalRule.objects.create(
        body=body, key="meeting-minutes", title="Time", number=150, unit="minutes", provision="Rule 1", in_force_from=FIRST
    )
    client.force_login(member)
    page = _year(client)
    assert "121 of 120 minutes planned" in page
    assert "150 of 150 minutes planned" in page
    assert page.count("Overloaded") == 1
    assert "1 meeting has more planned than it has time for." in page


def test_deferral_and_its_history_read_without_a_draft(client, clerk, programme, february, march, body):
    entry = ProgrammeEntryFactory(programme=programme, meeting=february, title="Offender management")
    client.force_login(clerk)
    url = _url("entry-defer", "2021-22", entry.number)
    sent = {"meeting": march.slug, "reason": "The review is not ready", "token": _token(client, url)}
    for _turn in range(2):  # sent twice, made once
        assert _post(client, "defer", entry, version=1, **sent).status_code == 302
    assert ProgrammeEntry.objects.count() == 2
    client.logout()
    assert "Deferred to Thursday 17 March 2022" in " ".join(strip_tags(_year(client)).split())
    page = client.get(_url("entry-detail", "2021-22", 1)).content.decode()
    assert "The review is not ready" in page
    assert "The entry it became" in page
    assert clerk.name not in page
    Meeting.objects.filter(pk=march.pk).update(status=MeetingStatus.DRAFT)
    hidden = _year(client) + client.get(_url("entry-detail", "2021-22", 1)).content.decode()
    assert "17 March" not in hidden


def test_stale_deferral_is_refused_once_and_then_a_decision(client, clerk, programme, february, march):
    entry = ProgrammeEntryFactory(programme=programme, meeting=february)
    client.force_login(clerk)
    url = _url("entry-defer", "2021-22", entry.number)
    ProgrammeEntry.objects.update(version=4)
    sent = {"meeting": march.slug, "reason": "Not ready", "token": _token(client, url), "version": 1}
    page = client.post(url, sent).content.decode()
    assert "Someone else saved this" in page
    assert 'name="version" value="4"' in page
    assert client.post(url, sent | {"version": 4}).status_code == 302


def test_reading_a_private_entry_is_kept_without_its_words(client, member, programme):
    ProgrammeEntryFactory(programme=programme, title="SECRET", private=True)
    ProgrammeEntryFactory(programme=programme)
    client.force_login(member)
    for number in (1, 2):
        client.get(_url("entry-detail", "2021-22", number))
        client.head(_url("entry-detail", "2021-22", number))
    kept = AuditEntry.objects.filter(action="documents.restricted_read")
    assert [(one.target_reference, one.detail) for one in kept] == [("2021-22", {"entry": 1})]


def test_item_under_which_it_was_taken_is_named_only_where_it_is_known(client, member, programme, february):
    item = AgendaItemFactory(meeting=february, title="CANARY-ITEM")
    entry = ProgrammeEntryFactory(programme=programme, meeting=february, done=True, item=item)
    page = _url("entry-detail", "2021-22", entry.number)
    assert "of the agenda" not in client.get(page).content.decode()
    client.force_login(member)
    assert "Item 1 of the agenda" in client.get(page).content.decode()


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods"])
def test_file_holds_what_the_page_shows(client, programme, march, fmt):
    ProgrammeEntryFactory(programme=programme, title="=SUM(A1)", meeting=march)
    ProgrammeEntryFactory(programme=programme, title="CANARY", private=True)
    response = client.get(_url("programme-export", "2021-22", fmt))
    assert response.status_code == 200
    if fmt == "csv":
        text = response.content.decode()
        assert "'=SUM(A1)" in text
        assert "17 Mar 2022,Ordinary meeting" in text
        assert "CANARY" not in text


def test_unknown_year_format_and_entry_are_not_found(client, clerk, programme):
    client.force_login(clerk)
    wanted = [_url("programme-detail", "1999-00"), _url("programme-export", "2021-22", "exe"), _url("entry-detail", "2021-22", 7)]
    assert [client.get(url).status_code for url in wanted] == [404, 404, 404]


# What is done


def test_year_is_begun_and_published(client, clerk, body):
    client.force_login(clerk)
    url = _url("programme-create")
    sent = {
        "body": body.slug, "started_on-day": 24, "started_on-month": 6, "started_on-year": 2021, "ended_on-day": 23,
        "ended_on-month": 6, "ended_on-year": 2022, "introduction": "It is fluid", "token": _token(client, url),
    }  # fmt: skip
    assert client.post(url, sent).url == _url("programme-detail", "2021-22")
    assert client.post(_url("programme-publish", "2021-22"), {"version": 1}).status_code == 302
    client.logout()
    assert "It is fluid" in _year(client)


def test_entry_is_added_where_the_link_of_a_meeting_leads(client, clerk, programme, march):
    client.force_login(clerk)
    url = _url("entry-create", "2021-22")
    assert f'value="{march.slug}" selected' in client.get(url, {"meeting": march.slug}).content.decode()
    refused = client.post(url, {"token": _token(client, url), "meeting": march.slug, "minutes_planned": "-5"})
    page = refused.content.decode()
    assert "Enter the business" in page
    assert "Enter the minutes as a whole number, like 20" in page
    client.post(url, {"token": _token(client, url), "title": "<b>Precept</b>", "meeting": march.slug})
    assert ProgrammeEntry.objects.get().meeting == march
    assert "&lt;b&gt;Precept" in _year(client)


def test_move_asks_why_and_shows_where_it_stood(client, clerk, programme, february, march):
    entry = ProgrammeEntryFactory(programme=programme, meeting=february)
    client.force_login(clerk)
    assert "Say why it is moved" in _post(client, "move", entry, meeting=march.slug).content.decode()
    _post(client, "move", entry, meeting=march.slug, reason="No room")
    page = client.get(_url("entry-detail", "2021-22", entry.number)).content.decode()
    assert "Moved from Tuesday 1 February 2022 to Thursday 17 March 2022" in page


def test_stale_move_and_shift_are_refused_and_say_so(client, clerk, programme, march):
    entry = ProgrammeEntryFactory(programme=programme)
    client.force_login(clerk)
    ProgrammeEntry.objects.update(version=5)
    page = _post(client, "move", entry, version=1, meeting=march.slug, reason="No room").content.decode()
    assert "Someone else saved this" in page
    follow = client.post(_url("entry-move", "2021-22", entry.number), {"step": "up", "version": 1}, follow=True)
    assert "Someone else saved this" in follow.content.decode()
    assert _post(client, "move", entry, step="sideways").status_code == 404
    assert ProgrammeEntry.objects.get().version == 5


def test_done_is_offered_and_never_done_silently(client, clerk, programme, february):
    item = AgendaItemFactory(meeting=february, title="Formal  review of the BUDGET")
    entry = ProgrammeEntryFactory(programme=programme, title="Formal review of the budget", meeting=february)
    client.force_login(clerk)
    assert "Mark “Formal review of the budget” of 1 Feb 2022 as done" in _year(client)
    entry.refresh_from_db()
    assert entry.state == EntryState.PLANNED
    url = _url("entry-done", "2021-22", entry.number)
    assert client.get(url).context["form"]["item"].initial == item.slug
    _post(client, "done", entry, item=item.slug)
    entry.refresh_from_db()
    assert (entry.state, entry.item) == (EntryState.DONE, item)
    assert "Mark “Formal" not in _year(client)


def test_every_act_is_undone_on_its_page(client, clerk, programme, february):
    entry = ProgrammeEntryFactory(programme=programme, meeting=february)
    client.force_login(clerk)
    for act, sent, state in (
        ("cancel", {"reason": "Not wanted"}, EntryState.CANCELLED),
        ("reopen", {"reason": "A slip"}, EntryState.PLANNED),
        ("done", {}, EntryState.DONE),
        ("reopen", {"reason": "A slip"}, EntryState.PLANNED),
    ):
        assert _post(client, act, entry, **sent).status_code == 302
        assert ProgrammeEntry.objects.get().state == state
    _post(client, "remove", entry)
    assert ProgrammeEntry.objects.get().removed_at
    again = client.post(_url("entry-remove", "2021-22", entry.number), {"version": 1}, follow=True)
    assert "Someone else saved this" in again.content.decode()
    assert "Bring it back" in _year(client)
    _post(client, "restore", entry)
    assert ProgrammeEntry.objects.get().removed_at is None
    assert _post(client, "remove", entry, version="x").status_code == 302
    assert ProgrammeEntry.objects.get().removed_at is None


def test_act_that_is_not_open_says_what_to_undo(client, clerk, programme, march):
    settled = ProgrammeEntryFactory(programme=programme, meeting=march, cancelled=True)
    planned = ProgrammeEntryFactory(programme=programme, meeting=march)
    client.force_login(clerk)
    said = {
        ("move", settled.number): "This entry is cancelled. Undo that on its page first.",
        ("reopen", planned.number): "This entry is planned. There is nothing to undo.",
        ("done", planned.number): "has not come yet",
        ("defer", planned.number): "No later meeting is called yet",
    }
    for (act, number), words in said.items():
        assert words in client.get(_url(f"entry-{act}", "2021-22", number)).content.decode()


def test_standing_reports_are_typed_line_by_line(client, clerk, programme):
    StandingReportFactory(programme=programme, title="Update")
    client.force_login(clerk)
    url = _url("programme-standing", "2021-22")
    page = client.post(url, {"version": 1, "title_1": "Update", "note_2": "Monitoring"}).content.decode()
    assert "Enter the title of the report, or take out what it tells" in page
    client.post(url, {"version": 1, "title_1": "Update", "title_2": "Complaints", "note_2": "Monitoring"})
    assert list(programme.standing_reports.values_list("title", "note")) == [("Update", ""), ("Complaints", "Monitoring")]


def test_member_reads_and_changes_nothing(client, member, programme, march):
    entry = ProgrammeEntryFactory(programme=programme, meeting=march)
    client.force_login(member)
    acts = ("update", "move", "defer", "cancel", "done", "reopen", "remove", "restore")
    asked = [client.post(_url(f"entry-{act}", "2021-22", entry.number), {"version": 1}).status_code for act in acts]
    asked += [client.get(_url(f"programme-{page}", "2021-22")).status_code for page in ("update", "publish", "standing", "paper")]
    assert set(asked) == {403}
    assert "app-staff" not in _year(client)


# How much it takes


def _grow(programme, count):
    """So many meetings, each with planned business, an item of its title, and a deferral; all over, so all is offered."""
    area, body = programme.area, programme.body
    days = [FIRST + timedelta(days=number) for number in range(count)]
    meetings = Meeting.objects.bulk_create(
        Meeting(area=area, body=body, slug=f"{day}-x{number}", held_on=day, starts_at=time(10), created_at=clock.now(),
                status=MeetingStatus.HELD, publication=Publication.PUBLIC, announced_at=clock.now())
        for number, day in enumerate(days)
    )  # fmt: skip
    usual = {"programme": programme, "created_at": clock.now()}
    ProgrammeEntry.objects.bulk_create(
        ProgrammeEntry(number=number, title=f"Business {number}", meeting=one, **usual) for number, one in enumerate(meetings)
    )
    put_off = ProgrammeEntry.objects.bulk_create(
        ProgrammeEntry(number=1000 + number, title="Later", meeting=one, state=EntryState.DEFERRED, state_reason="x", **usual)
        for number, one in enumerate(meetings)
    )
    ProgrammeEntry.objects.bulk_create(
        ProgrammeEntry(number=2000 + number, title="Later", meeting=meetings[-1], follows=one, **usual)
        for number, one in enumerate(put_off)
    )
    ProgrammeEntry.objects.bulk_create(
        ProgrammeEntry(number=3000 + number, title="Gone", removed_at=clock.now(), **usual) for number in range(count)
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=one, slug="b", position=1, title=f"Business {number}") for number, one in enumerate(meetings)
    )


@pytest.mark.parametrize("count", [1, 3, 300])
def test_year_takes_as_many_queries_however_long_it_is(client, clerk, programme, django_assert_max_num_queries, count):
    _grow(programme, count)
    with django_assert_max_num_queries(9):
        client.get(_url("programme-detail", "2021-22"))
    client.force_login(clerk)
    client.get(_url("programme-detail", "2021-22"))
    with django_assert_max_num_queries(20):
        page = client.get(_url("programme-detail", "2021-22")).content.decode()
    assert page.count("as done</a>") == count
    with django_assert_max_num_queries(18):
        client.get(_url("programme-export", "2021-22", "csv"))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_takes_as_many_queries_however_many_years(client, body, django_assert_max_num_queries, count):
    WorkProgramme.objects.bulk_create(
        WorkProgramme(area=body.area, body=body, slug=f"y{year}", started_on=date(1700 + year, 6, 1),
                      ended_on=date(1701 + year, 5, 31), created_at=clock.now(), published_at=clock.now())
        for year in range(count)
    )  # fmt: skip
    with django_assert_max_num_queries(6):
        response = client.get(_url("programme-list"))
    assert response.context["table"].count == count
