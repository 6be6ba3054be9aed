"""Members' rows, addresses and forms, for the tests of the pages of attendance."""

import re
from datetime import date, time

from django.urls import reverse

from meetings.choices import AttendanceStatus, MinutesStatus
from meetings.models import Minutes
from tests.factories.minutes import AttendanceFactory
from tests.factories.panels import MembershipFactory

PRESENT, APOLOGIES = AttendanceStatus.PRESENT, AttendanceStatus.APOLOGIES
ABSENT, EXPECTED = AttendanceStatus.ABSENT, AttendanceStatus.EXPECTED


def sits(meeting, name, **facts):
    seat = MembershipFactory(body=meeting.body, person__name=name, person__area=meeting.area, started_on=date(2021, 6, 24))
    return AttendanceFactory(meeting=meeting, person=seat.person, organisation=seat.authority.name, **facts)


def address(meeting, name, *more):
    return reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug, *more])


def words_of(response):
    text = re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", text)


def go_out(minutes):
    Minutes.objects.filter(pk=minutes.pk).update(status=MinutesStatus.PUBLISHED, ended_at=time(13, 50))
