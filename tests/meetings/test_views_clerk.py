"""What those who prepare meetings do with a meeting, page by page, and who may."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.urls import reverse

from documents.models import Paper
from meetings import services
from meetings.choices import MeetingStatus
from meetings.models import Meeting
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory, MeetingFactory, publish
from tests.factories.panels import AppointmentFactory, RuleFactory
from tests.meetings.conftest import titles

STAFF_PAGES = [
    "meeting-update", "meeting-announce", "meeting-cancel", "meeting-postpone", "agenda-detail", "agenda-publish",
    "item-create", "paper-create",
]  # fmt: skip
POSTED = ["agenda-reorder", "agenda-undo"]


def _url(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug, *more])


def _day(day):
    return {"held_on-day": day.day, "held_on-month": day.month, "held_on-year": day.year}


def _new(body, day=date(2022, 6, 23), **more):
    return {"token": uuid4(), "body": body.slug, "kind": "ordinary", "starts_at": "10:45am", **_day(day), **more}


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def rule(db):
    return RuleFactory()


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_staff_pages_ask_strangers_to_sign_in_and_forbid_members(client, ready, member, clerk, name):
    services.announce_meeting(meeting=ready, actor=clerk)
    assert client.get(_url(name, ready)).status_code == 302
    client.force_login(member)
    assert client.get(_url(name, ready)).status_code == 403
    client.force_login(clerk)
    assert client.get(_url(name, ready)).status_code == 200


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_staff_pages_of_a_draft_are_not_there_for_members(client, ready, member, name):
    client.force_login(member)

    assert client.get(_url(name, ready)).status_code == 404


@pytest.mark.parametrize("name", POSTED)
def test_acts_need_a_post_and_a_clerk(client, agenda, member, clerk, name):
    services.announce_meeting(meeting=agenda, actor=clerk)
    before = titles(agenda)
    client.force_login(member)

    assert client.get(_url(name, agenda)).status_code == 405
    assert client.post(_url(name, agenda)).status_code == 403
    assert titles(agenda) == before


def test_another_areas_clerk_sees_no_draft(client, ready):
    client.force_login(AppointmentFactory().user)

    assert client.get(_url("agenda-detail", ready)).status_code == 404


def test_meeting_create_leads_to_the_builder_and_says_by_when(desk, body, rule):
    response = desk.post(reverse("meetings:meeting-create", args=["avon"]), _new(body), follow=True)

    meeting = Meeting.objects.get()
    assert response.redirect_chain == [(_url("agenda-detail", meeting), 302)]
    assert [str(message) for message in response.context["messages"]] == [
        "Meeting drafted. Publish its agenda by Wednesday 15 June 2022."
    ]


def test_meeting_create_sent_twice_makes_one(desk, body, rule):
    data = _new(body)
    desk.post(reverse("meetings:meeting-create", args=["avon"]), data)

    response = desk.post(reverse("meetings:meeting-create", args=["avon"]), data)

    assert (response.status_code, Meeting.objects.count()) == (302, 1)


def test_meeting_create_asks_about_a_bank_holiday_and_takes_a_yes(desk, body, rule):
    url, data = reverse("meetings:meeting-create", args=["avon"]), _new(body, date(2022, 4, 15))

    asked = desk.post(url, data)
    confirmed = desk.post(url, {**data, "confirm_day": "on"})

    assert asked.context["form"].errors["held_on"] == ["Friday 15 April 2022 is a bank holiday. Choose another day or confirm"]
    page = asked.content.decode()
    assert page.index("held_on-year") < page.index("Yes, meet on Friday 15 April 2022") < page.index('name="starts_at"')
    assert asked.context["facts"].notice.last_day == date(2022, 4, 7)
    assert confirmed.status_code == 302


def test_meeting_create_asks_once_when_the_last_day_to_publish_has_passed(desk, body, rule):
    url, data = reverse("meetings:meeting-create", args=["avon"]), _new(body, date(2022, 3, 14))

    asked = desk.post(url, data)
    confirmed = desk.post(url, {**data, "confirm_day": "on"}, follow=True)

    assert asked.context["form"].errors["held_on"] == [
        "The last day to publish for Monday 14 March 2022 was Friday 4 March 2022. "
        "Choose a later day, or confirm that it is called at shorter notice"
    ]
    assert "Yes, meet on Monday 14 March 2022, at shorter notice" in asked.content.decode()
    page = confirmed.content.decode()
    assert "Missed" in page
    assert ("Publish by" in page, "Publish its agenda by" in page) == (False, False)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("held_on-day", "", "Enter the date of the meeting"),
        ("starts_at", "", "Enter the time it starts"),
        ("webcast_url", "not an address", "Enter a web address like https://example.com"),
    ],
)
def test_meeting_create_says_what_is_wrong_in_plain_words(desk, body, rule, field, value, words):
    data = _new(body) | {field: value}
    if field.startswith("held_on"):
        data |= {"held_on-month": "", "held_on-year": ""}

    response = desk.post(reverse("meetings:meeting-create", args=["avon"]), data)

    assert list(response.context["form"].errors.values()) == [[words]]


def test_meeting_create_refuses_a_second_one_of_a_kind(desk, body, rule):
    MeetingFactory(body=body, held_on=date(2022, 6, 23))

    response = desk.post(reverse("meetings:meeting-create", args=["avon"]), _new(body))

    assert response.context["form"].errors["held_on"] == [
        "A meeting of this type on that date exists. Choose another day or type"
    ]
    assert [other.slug for other in response.context["facts"].same_day] == ["2022-06-23-panel"]
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"held_on-month": "13"}, "held_on", "Date must be a real date"),
        ({"starts_at": "soon"}, "starts_at", "Enter a time like 10:45am, 5pm or noon"),
        ({"ends_at": "9am"}, "ends_at", "The end must be after the start"),
        ({"token": ""}, "token", "Open this page again, then send the form"),
    ],
)
def test_meeting_create_names_each_mistake(desk, body, rule, change, field, words):
    response = desk.post(reverse("meetings:meeting-create", args=["avon"]), {**_new(body), **change})

    assert response.context["form"].errors[field] == [words]
    assert Meeting.objects.count() == 0


def test_meeting_update_shows_both_texts_when_stale(desk, ready):
    data = {"version": ready.version - 1, "kind": "ordinary", "starts_at": "11am", **_day(ready.held_on)}

    response = desk.post(_url("meeting-update", ready), data)

    assert [text.label for text in response.context["form"].stale] == ["Start", "Place"]
    ready.refresh_from_db()
    assert ready.starts_at == time(10, 45)


def test_meeting_cancel_needs_a_reason(desk, ready):
    response = desk.post(_url("meeting-cancel", ready), {"reason": ""})

    assert response.context["form"].errors["reason"] == ["Say why the meeting does not take place"]
    ready.refresh_from_db()
    assert ready.status == MeetingStatus.DRAFT


def test_meeting_postpone_makes_the_new_meeting(desk, body):
    meeting = AnnouncedMeetingFactory(body=body)
    data = {"token": uuid4(), "reason": "Storm", "starts_at": "10:30am", **_day(date(2022, 4, 26))}

    response = desk.post(_url("meeting-postpone", meeting), data)

    target = Meeting.objects.get(slug="2022-04-26-panel")
    assert (response.status_code, response["Location"]) == (302, target.get_absolute_url())


def test_meeting_postpone_offers_to_carry_the_papers_over(desk, ready, clerk):
    services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Report", text="1.1 Words", report_of="The Clerk")
    publish(ready, clerk)

    shown = desk.get(_url("meeting-postpone", ready)).content.decode()
    data = {"token": uuid4(), "reason": "Storm", "starts_at": "10:30am", **_day(date(2022, 4, 26)), "carry_papers": "on"}
    desk.post(_url("meeting-postpone", ready), data)

    assert "Carry over the paper" in shown
    (copy,) = Paper.objects.filter(collection="2022-04-26-panel")
    item = Meeting.objects.get(slug="2022-04-26-panel").agenda_items.get()
    assert (copy.title, copy.status, copy.report_of, copy.current.text) == ("Report", "draft", "The Clerk", "1.1 Words")
    assert (copy.item_paper.item, copy.access) == (item, "public")
    assert Paper.objects.get(collection=ready.slug).status == "published"


def test_meeting_postpone_leaves_the_papers_where_nobody_asked(desk, ready, clerk):
    services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Report", text="1.1 Words")
    publish(ready, clerk)

    desk.post(
        _url("meeting-postpone", ready),
        {"token": uuid4(), "reason": "Storm", "starts_at": "10:30am", **_day(date(2022, 4, 26))},
    )

    assert not Paper.objects.filter(collection="2022-04-26-panel").exists()


def test_meeting_cancel_says_that_a_draft_stays_unknown(desk, body):
    draft, known = MeetingFactory(body=body), AnnouncedMeetingFactory(body=body, held_on=date(2022, 5, 4))
    words = "The public does not know of this meeting. Cancelling will not show it"

    pages = [desk.get(_url("meeting-cancel", meeting)).content.decode() for meeting in (draft, known)]

    assert [words in page for page in pages] == [True, False]


def test_every_page_of_a_published_meeting_still_opens(desk, ready, clerk):
    AgendaItemFactory(meeting=ready)
    publish(ready, clerk)

    for name in ("meeting-detail", "meeting-history", "meeting-notice", "agenda-detail", "agenda-publish", "pack-detail"):
        assert desk.get(_url(name, ready)).status_code == 200, name
