"""Minutes published as a draft, the sheet of decisions, and what changed between prints that went out."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from documents.choices import Access
from interface import clock
from jobs.services import run_all
from meetings.choices import AttendanceStatus, MinutesStatus, Publication
from meetings.models import Action, Attendance, MinuteEntry, MinuteItem, Minutes, MinutesPrint, Recommendation
from meetings.services.minutes import decisions
from meetings.services.minutes.frozen import Change, as_page, changes_between
from meetings.services.minutes.readiness import publish_problems
from meetings.services.minutes.steps import minutes_steps
from panels.choices import Nation, RuleUnit
from tests.factories.minutes import HeldMeetingFactory, MinutesFactory, ResolutionFactory
from tests.factories.panels import RuleFactory
from tests.meetings.coming_of_age import TODAY, addressees, codes, confirm, fresh, publish, url
from tests.meetings.grown import CANARY, NOTE, grown_minutes, next_meeting, people_of, print_nothing


@pytest.fixture(autouse=True)
def day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture(autouse=True)
def printed(monkeypatch):
    return print_nothing(monkeypatch)


@pytest.fixture
def cast(area, body, clerk):
    return {**people_of(area, body), "clerk": clerk}


@pytest.fixture
def minutes(body):
    return grown_minutes(body)


# Published as a draft --------------------------------------------------------------------------------------------


def test_publishing_makes_all_of_it_known_prints_it_and_tells_members(minutes, cast, client):
    assert client.get(url("minutes-detail", minutes)).status_code == 404
    client.force_login(cast["clerk"])
    page = client.get(url("minutes-publish", minutes)).content.decode()
    assert "The panel heard about a post." in page
    assert "1 action goes into the action log" in page
    assert client.post(url("minutes-publish", minutes), {"version": minutes.version}).status_code == 302
    assert fresh(minutes).status == MinutesStatus.PUBLISHED
    assert not Action.objects.filter(published_at__isnull=True).exists()
    assert not Recommendation.objects.filter(published_at__isnull=True).exists()
    made = MinutesPrint.objects.get()
    assert (made.edition, CANARY in made.public_html, CANARY in made.members_html) == ("draft", False, True)
    run_all()
    assert {"chair@panel.example", "member@panel.example", "other@panel.example"} <= set(addressees())
    assert not any(CANARY in one.body + one.subject or NOTE in one.body for one in mail.outbox)


def test_public_page_leads_with_decisions_warns_and_holds_nothing_private(minutes, cast, client):
    publish(minutes, cast["clerk"])
    page = client.get(url("minutes-detail", minutes)).content.decode()
    assert "Draft. Not agreed until the panel confirms it." in page
    first, later = page.index('id="decided-heading"'), page.index('id="attendance-heading"')
    assert first < later < page.index('id="items-heading"')
    assert 'href="#resolution-1-1"' in page
    assert 'id="resolution-1-1"' in page
    assert 'id="action-1-1"' in page
    assert "The panel heard about a post." in page
    assert "Staffing matter" in page
    assert CANARY not in page
    assert "Propose a correction" not in page
    assert "app-staff" not in page


def test_members_read_the_private_text_and_the_reading_is_kept(minutes, cast, client):
    publish(minutes, cast["clerk"])
    client.force_login(cast["member"])
    answer = client.get(url("minutes-detail", minutes))
    assert CANARY in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert AuditEntry.objects.filter(action="documents.restricted_read", actor=cast["member"]).count() == 1
    as_public = client.get(url("minutes-detail", minutes) + "?as=public").content.decode()
    assert CANARY not in as_public


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda minutes: minutes.items.update(outcome=""), "outcome"),
        (lambda minutes: MinuteItem.objects.filter(access=Access.EXEMPT).update(public_summary=" "), "summary"),
        (lambda minutes: Attendance.objects.update(status=AttendanceStatus.EXPECTED), "attendance"),
        (lambda minutes: Minutes.objects.update(ended_at=None), "times"),
        (lambda minutes: Minutes.objects.update(status=MinutesStatus.DRAFTING), "check"),
        (
            lambda minutes: ResolutionFactory(
                entry__item=minutes.items.first(), votes_for=3, votes_against=0, abstained=0, not_voting=0, not_recorded=0,
                in_room=3,
            ),
            "votes",
        ),
    ],
)  # fmt: skip
def test_what_is_missing_keeps_them_in_and_the_page_leads_to_it(minutes, cast, client, spoil, key):
    spoil(minutes)
    found = fresh(minutes)
    assert {one.key for one in publish_problems(found)} == {key}
    with pytest.raises(ValidationError) as refused:
        publish(found, cast["clerk"])
    assert set(codes(refused)) == {key}
    assert not MinutesPrint.objects.exists()
    assert not Action.objects.filter(published_at__isnull=False).exists()
    client.force_login(cast["clerk"])
    page = client.get(url("minutes-publish", found)).content.decode()
    (problem, *_rest) = publish_problems(found)
    assert problem.words in page
    assert "They cannot go out yet" in page
    assert "govuk-button" not in page


def test_minutes_of_a_private_meeting_go_to_members_alone(body, cast, client):
    minutes = grown_minutes(body)
    minutes.meeting.publication = Publication.MEMBERS
    minutes.meeting.save()
    MinuteItem.objects.update(public_summary="")
    publish(fresh(minutes), cast["clerk"])
    assert client.get(url("minutes-detail", minutes)).status_code == 404
    client.force_login(cast["member"])
    assert NOTE in client.get(url("minutes-detail", minutes)).content.decode()


def test_published_minutes_are_not_published_twice(minutes, cast):
    publish(minutes, cast["clerk"])
    with pytest.raises(ValidationError) as refused:
        publish(fresh(minutes), cast["clerk"])
    assert codes(refused) == ["published"]
    assert MinutesPrint.objects.count() == 1


# The sheet of decisions ------------------------------------------------------------------------------------------


def test_sheet_goes_out_while_the_minutes_are_written_and_stays_as_it_went(body, cast, client):
    minutes = grown_minutes(body, state=None)
    client.force_login(cast["clerk"])
    page = client.get(url("decisions-publish", minutes)).content.decode()
    assert "To endorse the budget." in page
    assert NOTE not in page
    assert client.post(url("decisions-publish", minutes), {"version": minutes.version}).status_code == 302
    MinuteEntry.objects.filter(kind="resolution").update(text="To defer the budget.")
    client.logout()
    public = client.get(url("decisions-detail", minutes)).content.decode()
    assert "To endorse the budget." in public
    assert "To defer" not in public
    assert NOTE not in public
    assert CANARY not in public
    assert "The panel heard about a post." in public
    assert client.get(url("minutes-detail", minutes)).url == url("decisions-detail", minutes)
    assert Action.objects.get().published_at is not None
    run_all()
    assert "decisions of the meeting" in mail.outbox[0].subject
    assert len(mail.outbox) == 3


def test_second_sheet_replaces_the_first_and_the_change_is_shown(body, cast, client):
    minutes = grown_minutes(body, state=None)
    decisions.publish_decisions(minutes=minutes, actor=cast["clerk"])
    first = fresh(minutes).decisions_published_at
    MinuteEntry.objects.filter(kind="resolution").update(text="To defer the budget.")
    with clock.stand_on(TODAY + timedelta(days=1)):
        decisions.publish_decisions(minutes=minutes, actor=cast["clerk"])
        page = client.get(url("minutes-prints", minutes)).content.decode()
    assert fresh(minutes).decisions_published_at == first
    assert MinutesPrint.objects.count() == 2
    assert "What changed since print 1" in page
    assert "To endorse" in page
    assert "To defer" in page


def test_nothing_decided_makes_no_sheet(body, cast):
    minutes = MinutesFactory(meeting=HeldMeetingFactory(body=body))
    with pytest.raises(ValidationError) as refused:
        decisions.publish_decisions(minutes=minutes, actor=cast["clerk"])
    assert codes(refused) == ["empty"]


def wales(area, body):
    area.nation = Nation.WALES
    area.save()
    RuleFactory(
        key="decision-note-working-days", jurisdiction="wales", number=7, unit=RuleUnit.WORKING_DAYS, is_verified=False,
        provision="Local Government and Elections (Wales) Act 2021, Schedule 4",
    )  # fmt: skip
    return grown_minutes(body, state=None)


def test_wales_counts_seven_working_days_and_shows_the_mark(area, body, cast, client):
    minutes = wales(area, body)
    deadline = decisions.decisions_deadline(minutes.meeting)
    assert (deadline.last_day, deadline.counted[-1].number) == (date(2022, 2, 10), 7)
    client.force_login(cast["clerk"])
    page = client.get(url("decisions-publish", minutes)).content.decode()
    assert "Thursday 10 February 2022" in page
    assert "Not yet verified" in page
    assert "Missed" in page
    assert minutes_steps(minutes, cast["clerk"])[-1].words == "Publish the decisions sheet: it was due on Thu 10 Feb"
    with clock.stand_on(date(2022, 2, 8)):
        decisions.publish_decisions(minutes=minutes, actor=cast["clerk"])
    page = client.get(url("decisions-detail", minutes)).content.decode()
    assert "Thursday 10 February 2022" in page
    assert "Missed" not in page
    assert "Late" not in page


def test_england_lays_no_day_down(body):
    assert decisions.decisions_deadline(grown_minutes(body).meeting) is None


@pytest.fixture
def draft(minutes, cast):
    publish(minutes, cast["clerk"])
    return fresh(minutes)


# What went out ---------------------------------------------------------------------------------------------------


def test_changes_are_paragraph_by_paragraph_and_cells_keep_apart():
    older = "<h2>A</h2><p>One.</p><p>Two &amp; <b>b</b>.</p><table><tr><th>R</th><td>x</td></tr></table>"
    newer = "<h2>A</h2><p>One.</p><p>Two &amp; <b>c</b>.</p><p>More.</p><table><tr><th>R</th><td>y</td></tr></table>"
    assert changes_between(older, newer) == [Change("Two & b.\nR | x", "Two & c.\nMore.\nR | y")]
    assert changes_between(older, older) == []


def test_frozen_text_is_shown_from_its_first_part_with_our_classes():
    html = as_page('<h1>Panel</h1><h2>Who</h2><p class="small">A<br>b</p><th class="nowrap" scope="row">R</th>')
    assert html == (
        '<h2 class="govuk-heading-m">Who</h2><p class="govuk-body">A<br>b</p><th class="govuk-table__header" scope="row">R</th>'
    )


def test_frozen_items_keep_their_numbers_apart_and_cells_name_their_column():
    html = as_page(
        '<h2>Who</h2><h3><span class="no">8</span> Budget</h3><table><thead><tr><th scope="col">Reference</th>'
        '<th class="what" scope="col">Owner</th></tr></thead><tbody><tr><th scope="row">A</th><td>Ann</td></tr></tbody></table>'
    )
    assert ">8. Budget</h3>" in html
    assert '<td class="govuk-table__cell" data-label="Owner">Ann</td>' in html


def test_public_sees_no_private_change_between_prints(draft, cast, client):
    private = MinuteEntry.objects.get(text__contains=CANARY)
    MinuteEntry.objects.filter(pk=private.pk).update(text=f"{CANARY} stays.")
    confirmed = next_meeting(draft.meeting.body, date(2022, 3, 3))
    confirm(draft, confirmed, cast["clerk"])
    assert CANARY not in client.get(url("minutes-prints", draft)).content.decode()
    client.force_login(cast["member"])
    page = client.get(url("minutes-prints", draft)).content.decode()
    assert f"{CANARY} was dismissed." in page
    assert f"{CANARY} stays." in page


def test_prints_of_minutes_that_are_not_out_are_nobodys(body, client):
    assert client.get(url("minutes-prints", grown_minutes(body))).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 300])
def test_page_takes_the_same_queries_however_long(draft, client, count, django_assert_max_num_queries):
    item = draft.items.order_by("position").first()
    MinuteEntry.objects.bulk_create(
        MinuteEntry(minutes=draft, item=item, number=100 + place, position=100 + place, kind="narrative", text="Note",
                    created_at=draft.created_at)
        for place in range(count)
    )  # fmt: skip
    client.get(url("minutes-detail", draft))
    with django_assert_max_num_queries(26) as queries:
        assert client.get(url("minutes-detail", draft)).status_code == 200
    assert len(queries) == PAGE_QUERIES


@pytest.mark.parametrize("count", [1, 3, 300])
def test_prints_take_the_same_queries_however_many(draft, client, count, django_assert_max_num_queries):
    kept = draft.prints.get()
    MinutesPrint.objects.bulk_create(
        MinutesPrint(minutes=draft, number=10 + place, edition="draft", public_html=f"<h2>A</h2><p>{place}</p>",
                     public=kept.public, sha256=kept.sha256, made_at=kept.made_at)
        for place in range(count)
    )  # fmt: skip
    client.get(url("minutes-prints", draft))
    with django_assert_max_num_queries(20) as queries:
        page = client.get(url("minutes-prints", draft)).content.decode()
    assert len(re.findall("Check a downloaded print", page)) == count + 1
    assert len(queries) == PRINT_QUERIES


PAGE_QUERIES = 17
PRINT_QUERIES = 4
