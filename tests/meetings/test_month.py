"""A month as a calendar: what stands in it for whom."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from interface import clock
from meetings.choices import EventKind, MeetingKind, MeetingStatus
from meetings.models import Event, Meeting
from meetings.rules.year import weeks_of
from meetings.services import cancel_meeting
from meetings.services.events import create_event
from panels.choices import DutyAccess, DutyStatus
from panels.models import Obligation
from tests.factories.due import ObligationFactory
from tests.factories.meetings import AnnouncedMeetingFactory, MeetingFactory

TODAY = date(2022, 3, 10)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march():
    with clock.stand_on(TODAY):
        yield


def month(client, area, year=2022, number=3):
    return client.get(reverse("programme:month-detail", args=[area.slug, year, number]))


def told(response):
    """What stands on each day: its number and the words of its entries."""
    cells = [cell for week in response.context["weeks"] for cell in week["days"] if cell["day"]]
    return {cell["day"].day: [entry.title for entry in cell["entries"]] for cell in cells if cell["entries"]}


def forum(body, **facts):
    said = {"kind": EventKind.FORUM, "title": "Public forum", "held_on": date(2022, 3, 23), "is_public": True, **facts}
    return create_event(body=body, actor=None, **said)


def test_weeks_run_from_monday_and_leave_out_other_months():
    weeks = weeks_of(2022, 3)

    assert weeks[0] == [None, *(date(2022, 3, day) for day in range(1, 7))]
    assert weeks[-1] == [date(2022, 3, day) for day in range(28, 32)] + [None] * 3


def test_month_shows_meetings_events_and_deadlines_with_their_provision(client, area, body):
    AnnouncedMeetingFactory(body=body)
    forum(body)
    Obligation.objects.all().delete()
    ObligationFactory(
        body=body, closing=True, due_on=date(2022, 3, 11), about="Ordinary meeting, 17 March 2022", is_verified=False
    )

    response = month(client, area)

    assert told(response) == {
        11: ["Public questions close: Ordinary meeting, 17 March 2022"],
        17: ["Ordinary meeting"],
        23: ["Public forum"],
    }
    text = response.content.decode()
    entry = text[text.index("Public questions close") :]
    assert "Public information sheet" in entry[:400]
    assert "Not yet verified" in entry[:500]
    assert "to be confirmed" in text


def test_month_names_bank_holidays_and_marks_today(client, area):
    text = month(client, area, 2022, 4).content.decode()

    assert "Good Friday" in text
    assert "Easter Monday" in text
    assert 'aria-current="date"' not in text
    assert month(client, area).content.decode().count('aria-current="date"') == 1


def test_month_hides_from_the_public_what_is_not_theirs(client, area, body, member, clerk):
    MeetingFactory(body=body, subject="CANARY-DRAFT")
    training = AnnouncedMeetingFactory(body=body, kind=MeetingKind.TRAINING, subject="CANARY-TRAINING", held_on=date(2022, 3, 8))
    forum(body, title="CANARY-VISIT", kind=EventKind.VISIT, is_public=False)
    Obligation.objects.all().delete()
    ObligationFactory(body=body, title="CANARY-DUTY", access=DutyAccess.STAFF)

    public = month(client, area).content.decode()
    client.force_login(member)
    of_member = month(client, area).content.decode()
    client.force_login(clerk)
    of_clerk = month(client, area)

    assert "CANARY" not in public.upper()
    assert [word in of_member for word in ("CANARY-DRAFT", "CANARY-TRAINING", "CANARY-VISIT")] == [False, True, True]
    assert "CANARY-DRAFT" in of_clerk.content.decode()
    assert "CANARY-DUTY" not in of_clerk.content.decode()
    assert training.slug in of_member


def test_month_says_that_a_meeting_is_cancelled_and_leaves_out_what_does_not_apply(client, area, body):
    meeting = AnnouncedMeetingFactory(body=body)
    cancel_meeting(meeting=meeting, reason="Snow", actor=None)
    Obligation.objects.all().delete()
    ObligationFactory(body=body, closing=True, status=DutyStatus.NOT_APPLICABLE, explanation="Cancelled")

    response = month(client, area)

    assert told(response) == {17: ["Ordinary meeting"]}
    assert "Cancelled" in response.content.decode()


def test_month_says_of_a_deadline_that_is_over_how_it_ended(client, area, body):
    Obligation.objects.all().delete()
    ObligationFactory(body=body, public=True, met=True, title="Done in time", due_on=date(2022, 3, 16))
    ObligationFactory(body=body, public=True, late=True, title="Done late", due_on=date(2022, 3, 8))
    ObligationFactory(body=body, public=True, title="Not done", due_on=date(2022, 3, 9))
    ObligationFactory(body=body, closing=True, title="Over", due_on=date(2022, 3, 7))
    ObligationFactory(body=body, public=True, title="To come", due_on=date(2022, 3, 17))

    cells = [cell for week in month(client, area).context["weeks"] for cell in week["days"] if cell["day"]]

    said = {entry.title.partition(":")[0]: entry.states for cell in cells for entry in cell["entries"]}
    assert said["Done in time"][0].startswith("Met ")
    assert said["Done late"][0].startswith("Met late ")
    assert (said["Not done"], said["Over"], said["To come"]) == (("Missed",), ("Closed",), ())


def test_an_empty_month_leads_to_the_next_day_with_something_in_it(client, area, body):
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 6, 16))
    Obligation.objects.all().delete()

    text = month(client, area).content.decode()

    assert "No meeting, event or deadline is known for March 2022" in text
    assert f'href="{reverse("programme:month-detail", args=[area.slug, 2022, 6])}">Thursday 16 June 2022' in text


def test_the_calendar_leads_to_the_present_month_and_months_to_their_neighbours(client, area):
    current = client.get(reverse("programme:month-current", args=[area.slug]))
    january = month(client, area, 2022, 1).context

    assert current.url == reverse("programme:month-detail", args=[area.slug, 2022, 3])
    assert january["before"]["text"] == "December 2021"
    assert january["after"]["text"] == "February 2022"
    assert january["now"] is not None
    assert month(client, area).context["now"] is None


@pytest.mark.parametrize("there", ["2022-0", "2022-13", "1999-5", "2100-1", "99999999999999999999-1", "0-0"])
def test_a_month_that_has_no_page_is_not_found(client, area, there):
    assert client.get(f"/{area.slug}/work-programme/months/{there}/").status_code == 404


def test_months_at_the_ends_have_no_neighbour_beyond(client, area):
    assert "before" not in month(client, area, 2010, 1).context
    assert "after" not in month(client, area, 2099, 12).context


@pytest.mark.parametrize("count", [1, 3, 300])
@pytest.mark.parametrize(("reader", "expected"), [("public", 4), ("clerk", 7)])
def test_month_asks_the_database_as_often_however_much_is_in_it(client, area, body, clerk, count, reader, expected):
    now = clock.now()
    days = [date(2022, 3, 1 + number % 31) for number in range(count)]
    Meeting.objects.bulk_create(
        Meeting(
            area=area, body=body, slug=f"m-{n}", held_on=day, starts_at=time(10), status=MeetingStatus.ANNOUNCED,
            announced_at=now, created_at=now,
        ) for n, day in enumerate(days)
    )  # fmt: skip
    Event.objects.bulk_create(
        Event(area=area, body=body, slug=f"e-{n}", kind="forum", title="Forum", held_on=day, created_at=now)
        for n, day in enumerate(days)
    )
    for day in days[:20]:
        ObligationFactory(body=body, closing=True, due_on=day)
    if reader == "clerk":
        client.force_login(User.objects.get(pk=clerk.pk))

    with CaptureQueriesContext(connection) as queries:
        response = month(client, area)

    assert response.context["count"] == 2 * count + min(count, 20)
    assert len(queries) == expected
