"""The public calendar of an area: what it holds, what it never holds, and that every deadline names its provision."""

from datetime import date, datetime, time
from typing import Any

import icalendar
import pytest
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interface import clock
from interface.clock import LONDON
from meetings.choices import MeetingKind, MeetingStatus, Publication
from meetings.feeds import own_entries
from meetings.models import Meeting
from panels.choices import DutyAccess
from panels.models import Obligation
from tests.factories.due import ObligationFactory
from tests.factories.meetings import VenueFactory
from tests.factories.programme import EventFactory

ANNOUNCED = datetime(2022, 1, 10, 9, tzinfo=LONDON)
CANARY = "CANARY-NEVER-PUBLIC"
FIVE = time(17)

pytestmark = pytest.mark.django_db


def meeting_of(body, **changes: Any) -> Meeting:
    facts = {
        "area": body.area, "body": body, "slug": f"m-{Meeting.objects.count()}", "held_on": date(2022, 3, 17),
        "starts_at": time(10, 45), "status": MeetingStatus.ANNOUNCED, "announced_at": ANNOUNCED, "created_at": ANNOUNCED,
        "kind": MeetingKind.ORDINARY,
    }  # fmt: skip
    return Meeting.objects.create(**{**facts, **changes})


def fetched(client, area="avon") -> bytes:
    response = client.get(reverse("meetings:calendar-feed", args=[area]))
    assert response.status_code == 200
    return response.content


def events(made: bytes) -> list[icalendar.cal.Component]:
    return list(icalendar.Calendar.from_ical(made).walk("VEVENT"))


def titles(made: bytes) -> list[str]:
    return [str(one["summary"]) for one in events(made)]


def test_an_announced_meeting_is_in_it_with_its_time_place_and_page(client, body):
    meeting_of(body, slug="march", ends_at=time(13), venue=VenueFactory(area=body.area, name="Town Hall"))

    (found,) = events(fetched(client))

    assert str(found["summary"]) == "Ordinary meeting, Avon Police and Crime Panel"
    assert found.decoded("dtstart") == datetime(2022, 3, 17, 10, 45, tzinfo=LONDON)
    assert found.decoded("dtend") == datetime(2022, 3, 17, 13, tzinfo=LONDON)
    assert str(found["location"]) == "Town Hall, High Street"
    assert str(found["url"]).endswith("/avon/meetings/march/")


def test_what_does_not_take_place_stays_cancelled_with_its_reason(client, body):
    moved = meeting_of(body, held_on=date(2022, 4, 26))
    meeting_of(body, status=MeetingStatus.POSTPONED, status_reason="Snow", moved_to=moved, version=3)
    EventFactory(body=body, cancelled=True, title="Forum")
    ObligationFactory(body=body, public=True, set_aside=True)

    found = {str(one["summary"]): one for one in events(fetched(client)) if str(one["status"]) == "CANCELLED"}

    assert set(found) == {
        "Ordinary meeting, Avon Police and Crime Panel", "Forum, Avon Police and Crime Panel",
        "Publish the agenda and papers: Ordinary meeting, 24 March 2022",
    }  # fmt: skip
    said = found["Ordinary meeting, Avon Police and Crime Panel"]
    assert str(said["description"]) == "Postponed: Snow\nIt is now on Tuesday 26 April 2022"
    assert said["sequence"] == 3


def test_a_meeting_that_only_gives_notice_says_so_and_nothing_more(client, body):
    meeting_of(body, publication=Publication.NOTICE, kind=MeetingKind.DEVELOPMENT_DAY, subject=CANARY)

    made = fetched(client)

    assert titles(made) == ["Development day, Avon Police and Crime Panel"]
    assert str(events(made)[0]["description"]) == "Not open to the public"
    assert CANARY.encode() not in made


def test_an_event_whose_date_is_not_confirmed_says_so(client, body):
    EventFactory(body=body, title="Forum", held_on=date(2022, 4, 28))
    EventFactory(body=body, title="Later", dateless=True)

    (found,) = events(fetched(client))

    assert str(found["status"]) == "TENTATIVE"
    assert "The date is to be confirmed" in str(found["description"])
    assert found.decoded("dtstart") == date(2022, 4, 28)


def test_what_is_not_public_is_in_nobodys_public_calendar(client, clerk, body):
    meeting_of(body, publication=Publication.MEMBERS, subject=CANARY, kind=MeetingKind.TRAINING)
    meeting_of(body, status=MeetingStatus.DRAFT, announced_at=None, subject=CANARY)
    meeting_of(body, status=MeetingStatus.CANCELLED, announced_at=None, status_reason=CANARY, subject=CANARY)
    EventFactory(body=body, private=True, title=CANARY)
    ObligationFactory(body=body, title=CANARY, provision=CANARY)
    ObligationFactory(public=True, title="Elsewhere")

    public = fetched(client)
    client.force_login(clerk)

    assert events(public) == []
    assert CANARY.encode() not in public
    assert fetched(client) == public


@pytest.mark.parametrize("verified", [True, False])
@pytest.mark.parametrize("is_closing", [True, False])
def test_every_deadline_names_its_provision_and_whether_it_was_verified(client, body, verified, is_closing):
    one = ObligationFactory(body=body, public=True, is_verified=verified, is_closing=is_closing, due_at=FIVE)
    made = fetched(client)
    theirs = vobject.readOne(made.decode()).vevent
    ours = events(made)[0]

    for words in (theirs.description.value, str(ours["description"])):
        assert words.splitlines()[0] == f"Provision: {one.provision}"
        assert ("Not yet verified" in words) is not verified
        assert ("Who owes it: Clerk" in words) is not is_closing
    assert theirs.summary.value == str(ours["summary"]) == f"{one.title}: {one.about}"
    assert str(ours["url"]).endswith(one.get_absolute_url())
    assert str(ours["transp"]) == "TRANSPARENT"


@pytest.mark.parametrize("day", [date(2022, 3, 25), date(2022, 4, 1), date(2022, 10, 28), date(2022, 11, 4)])
def test_a_deadline_at_five_is_at_five_in_london_on_both_sides_of_the_change(client, body, day):
    ObligationFactory(body=body, closing=True, due_on=day, due_at=FIVE)
    made = fetched(client)

    read = [vobject.readOne(made.decode()).vevent.dtstart.value, events(made)[0].decoded("dtstart")]

    assert [one.astimezone(LONDON) for one in read] == [datetime.combine(day, FIVE, LONDON)] * 2


def test_a_deadline_without_an_hour_is_the_whole_day_on_which_it_falls(client, body):
    ObligationFactory(body=body, public=True, due_on=date(2022, 3, 27))
    made = fetched(client)

    read = [vobject.readOne(made.decode()).vevent.dtstart.value, events(made)[0].decoded("dtstart")]

    assert read == [date(2022, 3, 27)] * 2


def test_what_was_met_late_says_so(client, body):
    ObligationFactory(body=body, public=True, late=True)

    assert "Met late on" in str(events(fetched(client))[0]["description"])


@pytest.mark.parametrize(
    ("day", "is_in"), [("2021-03-09", False), ("2021-03-10", True), ("2024-03-10", True), ("2024-03-11", False)]
)
def test_it_reaches_a_year_back_and_two_ahead(client, body, day, is_in):
    meeting_of(body, held_on=date.fromisoformat(day))

    assert bool(events(fetched(client))) is is_in


def test_it_is_fetched_again_only_when_something_changed(client, body):
    meeting = meeting_of(body)
    address = reverse("meetings:calendar-feed", args=["avon"])
    first = client.get(address)
    known = {"HTTP_IF_NONE_MATCH": first["ETag"]}

    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert "max-age" in first["Cache-Control"]
    assert client.get(address, **known).status_code == 304
    with clock.stand_on(date(2022, 3, 11)):
        assert client.get(address, **known).status_code == 304
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=time(14), version=2)
    assert client.get(address, **known).status_code == 200


def test_an_unknown_area_has_none_and_nothing_can_be_sent(client, body):
    assert client.get("/nowhere/meetings/calendar.ics").status_code == 404
    assert client.post(reverse("meetings:calendar-feed", args=["avon"])).status_code == 405


def _many(body, count: int) -> None:
    meetings = [
        Meeting(
            area=body.area, body=body, slug=f"many-{number}", held_on=date(2022, 3, 17), announced_at=ANNOUNCED,
            status=MeetingStatus.ANNOUNCED, created_at=ANNOUNCED,
        )
        for number in range(count)
    ]  # fmt: skip
    Meeting.objects.bulk_create(meetings)
    due = [ObligationFactory.build(body=body, area=body.area, access=DutyAccess.PUBLIC) for _number in range(count)]
    Obligation.objects.bulk_create(due)
    for _number in range(min(count, 3)):
        EventFactory(body=body)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_it_asks_the_database_as_often_for_many_as_for_one(client, body, count):
    _many(body, count)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        made = fetched(client)

    assert len(events(made)) == 2 * count + min(count, 3)
    assert len(asked) == 4


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_persons_own_asks_as_often_for_many_as_for_one(clerk, body, count):
    _many(body, count)
    with CaptureQueriesContext(connection) as asked:
        found = own_entries(clerk, clock.today())

    assert len(found) == 2 * count + min(count, 3)
    assert len(asked) == 4
