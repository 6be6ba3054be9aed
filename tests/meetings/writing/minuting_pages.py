"""How a clerk of these tests goes through the pages on which a meeting is minuted."""

from datetime import date, datetime

from django.urls import reverse

from interface import clock
from meetings.choices import AttendanceStatus
from tests.factories.minutes import AttendanceFactory
from tests.factories.panels import MembershipFactory

DAY = datetime(2022, 2, 1, 12, 41, tzinfo=clock.LONDON)


def members_of(minutes):
    """Three members in the room and one who sent apologies."""
    rows = [AttendanceFactory(meeting=minutes.meeting, person__name=name) for name in ("Anna Ash", "Ben Bay", "Cora Coe")]
    away = AttendanceFactory(meeting=minutes.meeting, person__name="Nicola Clark", status=AttendanceStatus.APOLOGIES)
    for row in [*rows, away]:
        MembershipFactory(body=minutes.meeting.body, person=row.person, started_on=date(2021, 5, 1))
    return [*rows, away]


def at(name, item, *more):
    meeting = item.minutes.meeting
    return reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug, item.slug, *more])


def of(name, minutes):
    return reverse(f"meetings:{name}", args=[minutes.meeting.area.slug, minutes.meeting.slug])


def form_on(page):
    """What a browser would send of the form that stands open, as it came."""
    form = page.context["opened"].form
    sent = {}
    for box in form:
        value = box.value()
        if value is True:
            sent[box.html_name] = "on"
        elif value not in (None, False):
            sent[box.html_name] = str(value)
    return sent


def add(client, item, kind, **typed):
    """Open the form of a new entry, fill it in and save it."""
    url = at("entry-create", item, kind)
    return client.post(url, {**form_on(client.get(url)), "then": "stay", **typed})


def change(client, entry, **typed):
    url = at("entry-update", entry.item, entry.number)
    return client.post(url, {**form_on(client.get(url)), "then": "stay", **typed})
