"""A year of meetings called at once: its days, its preview, all or nothing, and its drafts."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from interface import clock
from meetings.choices import MeetingKind, MeetingStatus
from meetings.models import Meeting
from meetings.rules.year import LAST, days_by_pattern, nth_weekday
from meetings.services.year import YearRow, announce_drafts, cancel_drafts, create_year
from panels.choices import DutyStatus
from panels.models import Obligation
from tests.factories.meetings import MeetingFactory, TemplateItemFactory, VenueFactory
from tests.factories.panels import AppointmentFactory, LocalRuleFactory, RuleFactory

TODAY = date(2021, 12, 1)
DAYS = [date(2022, 3, 17), date(2022, 6, 16), date(2022, 9, 15)]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_december():
    with clock.stand_on(TODAY):
        yield


def rows_for(days, **facts):
    return [YearRow(number=number, held_on=day, starts_at=time(10, 45), **facts) for number, day in enumerate(days, start=1)]


def plan(body, **changes):
    said = {
        "body": body.slug, "kind": "ordinary", "how": "pattern", "week": "3", "weekday": "3", "months": ["3", "6", "9"],
        "first_day-day": "1", "first_day-month": "1", "first_day-year": "2022", "starts_at": "10:45am",
    }  # fmt: skip
    return {**said, **changes}


def sheet(body, days, **changes):
    """What the preview sends when nothing is changed in it."""
    said = {"body": body.slug, "kind": "ordinary", "count": str(len(days)), "announce": "drafts", "token": str(uuid4())}
    for number, day in enumerate(days, start=1):
        said |= {f"keep-{number}": "on", f"starts_at-{number}": "10:45am"}
        said |= {f"held_on-{number}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    return {**said, **changes}


@pytest.fixture
def address(area):
    return reverse("programme:year-create", args=[area.slug])


@pytest.fixture
def signed_in(client, clerk):
    client.force_login(clerk)
    return client


@pytest.mark.parametrize(
    ("month", "weekday", "week", "expected"),
    [
        (3, 3, 3, date(2022, 3, 17)),
        (6, 1, 1, date(2022, 6, 7)),
        (2, 0, 4, date(2022, 2, 28)),
        (3, 3, LAST, date(2022, 3, 31)),
        (2, 1, LAST, date(2022, 2, 22)),
        (8, 0, 1, date(2022, 8, 1)),
    ],
    ids=["third-thursday", "first-tuesday", "fourth-monday", "last-of-five", "last-of-four", "first-day-itself"],
)
def test_pattern_names_a_day_of_a_month(month, weekday, week, expected):
    assert nth_weekday(2022, month, weekday, week) == expected


def test_pattern_takes_twelve_months_from_the_first_day_and_no_more():
    days = days_by_pattern(first=date(2022, 3, 18), months=[3, 6], weekday=3, week=3)

    assert days == [date(2022, 6, 16), date(2023, 3, 16)]


def test_create_year_drafts_every_meeting_with_its_standing_items(body, clerk):
    TemplateItemFactory(body=body, title="Apologies")
    venue = VenueFactory(area=body.area)

    made = create_year(body=body, rows=rows_for(DAYS, venue=venue), actor=clerk)

    assert [(one.held_on, one.status, one.venue) for one in made] == [(day, MeetingStatus.DRAFT, venue) for day in DAYS]
    assert [one.agenda_items.count() for one in made] == [1, 1, 1]
    last = AuditEntry.objects.filter(action="meetings.year_created").get()
    assert last.detail == {"meetings": [one.reference for one in made], "announced": False}


def test_create_year_makes_none_when_one_day_is_taken(body, clerk):
    MeetingFactory(body=body, held_on=DAYS[1])

    with pytest.raises(ValidationError) as refused:
        create_year(body=body, rows=rows_for(DAYS), actor=clerk)

    assert list(refused.value.message_dict) == ["held_on-2"]
    assert Meeting.objects.count() == 1
    assert not AuditEntry.objects.filter(action="meetings.year_created").exists()


def test_create_year_makes_none_when_the_last_row_cannot_be(body, clerk):
    rows = [*rows_for(DAYS[:2]), YearRow(number=3, held_on=DAYS[2], starts_at=time(10), ends_at=time(9))]

    with pytest.raises(ValidationError) as refused:
        create_year(body=body, rows=rows, actor=clerk)

    assert refused.value.message_dict == {"ends_at-3": ["The end must be after the start"]}
    assert not Meeting.objects.exists()


def test_create_year_refuses_a_day_that_stands_twice_and_no_rows_at_all(body, clerk):
    with pytest.raises(ValidationError) as twice:
        create_year(body=body, rows=rows_for([DAYS[0], DAYS[0]]), actor=clerk)
    with pytest.raises(ValidationError, match="Keep one meeting at least"):
        create_year(body=body, rows=[], actor=clerk)

    assert twice.value.message_dict == {"held_on-2": ["This day stands in an earlier row. Leave one of the two out"]}


def test_create_year_can_announce_all(body, clerk):
    made = create_year(body=body, rows=rows_for(DAYS), actor=clerk, announce=True)

    assert {one.status for one in made} == {MeetingStatus.ANNOUNCED}
    assert all(one.announced_at for one in made)


def test_drafts_taken_back_leave_their_days_free(body, clerk):
    first = create_year(body=body, rows=rows_for(DAYS), actor=clerk)

    cancel_drafts(meetings=first, reason="Wrong year", actor=clerk)
    again = create_year(body=body, rows=rows_for(DAYS), actor=clerk)
    cancel_drafts(meetings=again, reason="Wrong again", actor=clerk)

    assert [one.slug for one in again] == [f"{day.isoformat()}-panel" for day in DAYS]
    kept = Meeting.objects.filter(held_on=DAYS[0]).order_by("pk")
    assert [one.slug for one in kept] == ["2022-03-17-panel-draft", "2022-03-17-panel-draft-2"]
    assert {one.status for one in kept} == {MeetingStatus.CANCELLED}
    assert not Meeting.objects.visible_to(AnonymousUser()).exists()


def test_what_was_due_for_a_draft_taken_back_leads_to_it_and_not_to_the_next(body, clerk):
    RuleFactory()
    made = create_year(body=body, rows=rows_for(DAYS[:1]), actor=clerk)
    before = set(Obligation.objects.values_list("status", flat=True))

    cancel_drafts(meetings=made, reason="Wrong year", actor=clerk)

    assert before == {DutyStatus.OPEN}
    assert set(Obligation.objects.values_list("status", "address")) == {
        (DutyStatus.NOT_APPLICABLE, "/avon/meetings/2022-03-17-panel-draft/")
    }


def test_drafts_are_announced_all_or_none(body, clerk):
    made = create_year(body=body, rows=rows_for(DAYS), actor=clerk)
    announce_drafts(meetings=made[:1], actor=clerk)

    with pytest.raises(ValidationError, match="no draft any more"):
        announce_drafts(meetings=made, actor=clerk)

    assert Meeting.objects.filter(status=MeetingStatus.ANNOUNCED).count() == 1


def test_plan_shows_what_follows_from_each_day_and_creates_nothing(signed_in, address, body):
    RuleFactory(is_verified=False)
    LocalRuleFactory(body=body)
    MeetingFactory(body=body, held_on=DAYS[1], kind=MeetingKind.TRAINING, starts_at=time(14))

    response = signed_in.post(address, plan(body))

    text = response.content.decode()
    assert [row["day"] for row in response.context["rows"]] == DAYS
    assert "Publish the agenda by Wednesday 9 March 2022" in text
    assert "Local Government Act 1972, s.100A(6) and s.100B(3)-(4)" in text
    assert text.count("Not yet verified") == 3
    assert "Send a question by 5pm on Friday 11 March 2022" in text
    assert "Public information sheet" in text
    assert "Another meeting on that day: Avon Police and Crime Panel, Training, 2pm" in text
    assert Meeting.objects.count() == 1


def test_plan_from_typed_dates_takes_the_ways_people_write_them(signed_in, address, body):
    response = signed_in.post(address, plan(body, how="dates", dates="17/3/22\n\n16 Jun 2022\r\nThursday 15 September 2022\n"))

    assert [row["day"] for row in response.context["rows"]] == DAYS


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter one date at least"),
        ("31 Feb 2022", "Line 1, “31 Feb 2022”, is not a date. Enter it like 17 March 2022"),
        ("17/3/22\n17 Mar 2022", "Line 2, “17 Mar 2022”, is in the list already. Take it out"),
        ("1 Jan 0001", "Line 1: Enter a day between 2010 and 2099"),
        ("1 Jan 9999", "Line 1: Enter a day between 2010 and 2099"),
        ("\n".join(f"{day}/{month}/2022" for month in (1, 3, 5) for day in range(1, 31)), "Enter 60 dates or fewer"),
    ],
    ids=["none", "no-such-day", "twice", "too-early", "too-late", "too-many"],
)
def test_plan_refuses_dates_that_cannot_be(signed_in, address, body, typed, said):
    response = signed_in.post(address, plan(body, how="dates", dates=typed))

    assert response.context["form"].errors == {"dates": [said]}


@pytest.mark.parametrize("missing", ["months", "first_day-day"])
def test_plan_by_pattern_asks_for_what_is_missing(signed_in, address, body, missing):
    said = plan(body)
    del said[missing]
    if missing == "first_day-day":
        said = {name: value for name, value in said.items() if not name.startswith("first_day")}

    response = signed_in.post(address, said)

    assert list(response.context["form"].errors) == [missing.removesuffix("-day")]


def test_preview_leaves_out_a_day_that_is_taken(signed_in, address, body):
    MeetingFactory(body=body, held_on=DAYS[0])

    response = signed_in.post(address, plan(body))

    assert [row["is_taken"] for row in response.context["rows"]] == [True, False, False]
    assert response.context["kept"] == 2


def test_preview_asks_once_about_a_bank_holiday(signed_in, address, body):
    day = date(2022, 4, 15)

    refused = signed_in.post(address, sheet(body, [day]))
    confirmed = signed_in.post(address, sheet(body, [day], **{"confirm-1": "on"}))

    words = "Friday 15 April 2022 is a bank holiday. Choose another day or confirm"
    assert refused.context["form"].errors == {"held_on-1": [words]}
    assert "Yes, meet on Friday 15 April 2022" in refused.content.decode()
    assert confirmed.status_code == 302
    assert Meeting.objects.get().held_on == day


def test_rows_sent_create_the_kept_ones_once(signed_in, address, area, body):
    said = sheet(body, DAYS)
    del said["keep-2"]
    said["held_on-2-day"] = "nonsense"

    first = signed_in.post(address, said)
    second = signed_in.post(address, said)

    assert first.url == second.url == reverse("programme:year-drafts", args=[area.slug])
    assert list(Meeting.objects.order_by("held_on").values_list("held_on", flat=True)) == [DAYS[0], DAYS[2]]


def test_rows_sent_change_a_day_and_can_be_looked_at_again(signed_in, address, body):
    said = sheet(body, DAYS, look="1", **{"held_on-1-day": "24"})

    response = signed_in.post(address, said)

    assert response.context["rows"][0]["day"] == date(2022, 3, 24)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("look", [{}, {"look": "1"}], ids=["create", "look"])
def test_rows_sent_refuse_all_when_one_is_wrong(signed_in, address, body, look):
    MeetingFactory(body=body, held_on=DAYS[1])

    response = signed_in.post(address, sheet(body, DAYS, announce="announce", **look))

    words = "A meeting of this type on that date exists. Choose another day or leave it out"
    assert response.context["form"].errors == {"held_on-2": [words]}
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("count", ["0", "-3", "9" * 400, "x", "", "²"])
def test_rows_sent_with_a_number_that_cannot_be_are_refused(signed_in, address, body, count):
    response = signed_in.post(address, sheet(body, DAYS, count=count))

    assert response.status_code == 200
    assert not Meeting.objects.exists()


def test_announcing_all_makes_them_public_at_once(signed_in, client, address, area, body):
    response = signed_in.post(address, sheet(body, DAYS, announce="announce"), follow=True)
    client.logout()

    assert "3 meetings announced" in response.content.decode()
    listed = client.get(reverse("meetings:meeting-list", args=[area.slug])).content.decode()
    assert all(f"{day.isoformat()}-panel" in listed for day in DAYS)


def test_drafts_page_announces_the_chosen_and_takes_others_back_with_a_reason(signed_in, area, body, clerk):
    made = create_year(body=body, rows=rows_for(DAYS), actor=clerk)
    address = reverse("programme:year-drafts", args=[area.slug])

    signed_in.post(address, {"meetings": [made[0].slug]})
    asked = signed_in.post(address, {"meetings": [made[1].slug], "act": "cancel"})
    no_reason = signed_in.post(address, {"meetings": [made[1].slug], "act": "cancel", "reason": " "})
    signed_in.post(address, {"meetings": [made[1].slug], "act": "cancel", "reason": "The hall is shut"})

    assert "Take 1 draft back" in asked.content.decode()
    assert no_reason.context["form"].errors == {"reason": ["Say why they are taken back"]}
    states = [Meeting.objects.get(pk=one.pk).status for one in made]
    assert states == [MeetingStatus.ANNOUNCED, MeetingStatus.CANCELLED, MeetingStatus.DRAFT]


def test_drafts_page_takes_no_meeting_of_another_area(signed_in, area):
    foreign = MeetingFactory()

    response = signed_in.post(reverse("programme:year-drafts", args=[area.slug]), {"meetings": [foreign.slug]})

    assert response.context["form"].errors == {"meetings": ["Choose drafts from the list"]}
    foreign.refresh_from_db()
    assert foreign.status == MeetingStatus.DRAFT


@pytest.mark.parametrize("name", ["year-create", "year-drafts"])
def test_only_those_who_prepare_meetings_call_a_year(client, area, body, member, name):
    address = reverse(f"programme:{name}", args=[area.slug])

    unknown = client.get(address)
    client.force_login(member)
    of_member = client.get(address)
    other = AppointmentFactory(role=Role.CLERK).user
    client.force_login(other)

    assert unknown.status_code == 302
    assert of_member.status_code == 403
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("count", [1, 3, 300])
def test_drafts_page_asks_the_database_as_often_however_many(signed_in, area, body, count):
    now = clock.now()
    rows = [
        Meeting(area=area, body=body, slug=f"m-{number}", held_on=date(2022, 3, 17), created_at=now) for number in range(count)
    ]
    Meeting.objects.bulk_create(rows)

    with CaptureQueriesContext(connection) as queries:
        response = signed_in.get(reverse("programme:year-drafts", args=[area.slug]))

    assert response.context["count"] == count
    assert len(queries) == 6


@pytest.mark.parametrize("hostile", ["\x00", "a\x00b", "'; --", "<script>", "9" * 5000])
def test_hostile_input_is_refused_in_words_and_creates_nothing(signed_in, address, area, body, hostile):
    drafts = reverse("programme:year-drafts", args=[area.slug])
    answers = [
        signed_in.post(address, plan(body, how="dates", dates=hostile)),
        signed_in.post(address, {**plan(body), "months": [hostile], "venue": hostile, "body": hostile}),
        signed_in.post(
            address, {**sheet(body, DAYS), "body": hostile, "kind": hostile, "venue-1": hostile, "held_on-1-day": hostile}
        ),
        signed_in.post(drafts, {"meetings": [hostile], "act": "cancel"}),
    ]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert all(answer.context["form"].errors for answer in answers)
    assert not Meeting.objects.exists()
