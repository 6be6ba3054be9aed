"""Acts on minutes as they come of age, and what was refused, for the tests of their life."""

from datetime import date

from django.core import mail
from django.urls import reverse

from meetings.models import Minutes
from meetings.services.minutes import life

TODAY = date(2022, 3, 10)


def url(name, minutes, *more):
    return reverse(f"meetings:{name}", args=[minutes.meeting.area.slug, minutes.meeting.slug, *more])


def fresh(minutes):
    return Minutes.objects.for_page().get(pk=minutes.pk)


def codes(error):
    return [one.code for one in error.value.error_list]


def publish(minutes, actor):
    return life.publish_minutes(minutes=minutes, version=minutes.version, actor=actor)


def addressees():
    return sorted(one.to[0] for one in mail.outbox)


def confirm(minutes, meeting, actor, **fields):
    said = {"version": minutes.version, "signed_by": "Heather Shearer", **fields}
    return life.confirm_minutes(minutes=minutes, meeting=meeting, actor=actor, **said)
