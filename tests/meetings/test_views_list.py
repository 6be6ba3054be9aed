"""The list of meetings: for each reader, filtered, and taken out as a file."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from meetings import services
from meetings.choices import MeetingKind, MeetingStatus
from meetings.models import Meeting
from tests.factories.meetings import AnnouncedMeetingFactory, MeetingFactory, PublishedMeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory


def _slugs(response):
    return [row["meeting"].slug for group in response.context["groups"] for row in group["rows"]]


def _many(body, count):
    first = AnnouncedMeetingFactory(body=body, held_on=date(2022, 3, 17))
    copies = []
    for number in range(1, count):
        day = date(2022, 3, 17) + timedelta(days=number * 3 - 400)
        copies.append(
            Meeting(
                area=body.area, body=body, slug=f"{day}-panel-{number}", held_on=day, starts_at=first.starts_at,
                venue=first.venue, status=MeetingStatus.ANNOUNCED, created_at=first.created_at,
            )
        )  # fmt: skip
    Meeting.objects.bulk_create(copies)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_meeting_list_asks_the_same_questions_of_any_number(client, body, count, django_assert_num_queries):
    _many(body, count)

    with django_assert_num_queries(6):
        response = client.get(reverse("meetings:meeting-list", args=["avon"]))

    assert (response.status_code, len(_slugs(response))) == (200, min(count, 50))


def test_meeting_list_shows_coming_meetings_then_past_years(client, body):
    for day in (date(2022, 4, 26), date(2022, 3, 17), date(2022, 2, 1), date(2021, 12, 8)):
        AnnouncedMeetingFactory(body=body, held_on=day)

    response = client.get(reverse("meetings:meeting-list", args=["avon"]))

    assert _slugs(response) == ["2022-03-17-panel", "2022-04-26-panel", "2022-02-01-panel", "2021-12-08-panel"]
    assert [group["heading"] for group in response.context["groups"]] == ["Upcoming", "2022", "2021"]


def test_meeting_list_shows_each_reader_what_is_theirs(client, body, clerk, member):
    MeetingFactory(body=body, held_on=date(2022, 5, 1))
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 5, 2), kind=MeetingKind.TRAINING)
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 5, 3), kind=MeetingKind.DEVELOPMENT_DAY)
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 5, 4))
    other = AppointmentFactory(area=PoliceAreaFactory(), role="panel-member").user
    public = ["2022-05-03-panel-development-day", "2022-05-04-panel"]
    training = "2022-05-02-panel-training"

    seen = {}
    for name, user in {"public": None, "member": member, "clerk": clerk, "other": other}.items():
        client.logout()
        if user:
            client.force_login(user)
        seen[name] = _slugs(client.get(reverse("meetings:meeting-list", args=["avon"])))

    assert seen == {
        "public": public,
        "other": public,
        "member": [training, *public],
        "clerk": ["2022-05-01-panel", training, *public],
    }


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("kind=confirmatory-hearing", ["2022-04-26-panel-confirmatory-hearing"]),
        ("year=2021", ["2021-12-08-panel"]),
        ("body=panel&year=2022", ["2022-03-17-panel", "2022-04-26-panel-confirmatory-hearing"]),
        ("published=agenda", []),
        ("published=pack", []),
        ("published=nothing&year=2021", ["2021-12-08-panel"]),
    ],
)
def test_meeting_list_filters(client, body, query, slugs):
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 3, 17))
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26), kind=MeetingKind.HEARING)
    AnnouncedMeetingFactory(body=body, held_on=date(2021, 12, 8))

    response = client.get(reverse("meetings:meeting-list", args=["avon"]) + f"?{query}")

    assert _slugs(response) == slugs
    assert len(response.context["filters"]) == query.count("=")


def test_meeting_list_says_why_a_meeting_is_off(client, body, clerk):
    meeting = AnnouncedMeetingFactory(body=body)
    services.cancel_meeting(meeting=meeting, reason="Storm Eunice", actor=clerk)

    response = client.get(reverse("meetings:meeting-list", args=["avon"]))

    assert "Storm Eunice" in response.content.decode()


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods"])
def test_meeting_export_downloads(client, body, fmt):
    AnnouncedMeetingFactory(body=body)

    response = client.get(reverse("meetings:meeting-export", args=["avon", fmt]))

    assert (response.status_code, len(response.content) > 100) == (200, True)


def test_meeting_export_holds_what_the_list_shows(client, body):
    AnnouncedMeetingFactory(body=body, subject="=SUM(1)")
    AnnouncedMeetingFactory(body=body, held_on=date(2021, 12, 8))
    MeetingFactory(body=body, held_on=date(2022, 5, 1))

    rows = client.get(reverse("meetings:meeting-export", args=["avon", "csv"]) + "?year=2022").content.decode().splitlines()

    assert rows[0] == "Date,Start,Body,Type,Subject,Place,State,Reason,Agenda published on,Address"
    assert len(rows) == 2
    assert rows[1].startswith("2022-03-17,10:45am,Avon Police and Crime Panel,Ordinary meeting,'=SUM(1),")


def test_meeting_export_knows_no_other_format(client, body):
    assert client.get(reverse("meetings:meeting-export", args=["avon", "exe"])).status_code == 404


def _list(client, query):
    return client.get(reverse("meetings:meeting-list", args=["avon"]) + f"?{query}")


@pytest.mark.parametrize("query", ["body=board", "body=no-such", "year=1066", "kind=x&published=y"])
def test_a_filter_that_matches_nothing_is_no_error(client, body, query):
    BodyFactory(area=body.area, slug="board", kind="board")
    AnnouncedMeetingFactory(body=body)

    response = _list(client, query)

    page = response.content.decode()
    assert (response.status_code, _slugs(response)) == (200, [])
    assert "No meetings match. Remove a filter." in page
    assert "There is a problem" not in page
    assert len(response.context["filters"]) == query.count("=")


def test_published_agenda_leaves_out_private_days_for_those_who_may_not_read_them(client, body, clerk, member):
    day = PublishedMeetingFactory(body=body, kind=MeetingKind.DEVELOPMENT_DAY, actor=clerk)

    public = {query: _slugs(_list(client, f"published={query}")) for query in ("agenda", "nothing")}
    client.force_login(member)
    members = {query: _slugs(_list(client, f"published={query}")) for query in ("agenda", "nothing")}

    assert public == {"agenda": [], "nothing": [day.slug]}
    assert members == {"agenda": [day.slug], "nothing": []}


def test_the_list_says_why_there_is_nothing_to_read(client, body, clerk):
    AnnouncedMeetingFactory(body=body, held_on=date(2021, 12, 8))
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 5, 3), kind=MeetingKind.DEVELOPMENT_DAY)
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 5, 4))
    off = AnnouncedMeetingFactory(body=body, held_on=date(2022, 6, 1))
    services.cancel_meeting(meeting=off, reason="Storm", actor=clerk)

    response = _list(client, "")

    rows = [row for group in response.context["groups"] for row in group["rows"]]
    assert [str(row["nothing"]) for row in rows] == ["not open to the public", "nothing yet", "none", "not on this site"]
    assert "Avon Police and Crime Panel:" not in response.content.decode()
